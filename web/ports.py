"""The ports of the running application. Only entry points ask for them."""

from __future__ import annotations

from flask import current_app

from ticketing.ports import Ports


def get_ports() -> Ports:
    """The bundle that ``wiring`` made for this application."""
    ports: Ports = current_app.extensions["ports"]
    return ports
