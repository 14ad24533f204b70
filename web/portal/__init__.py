"""Everything a customer sees: the two doors, the chat and its widget, their ticket, the survey."""

from __future__ import annotations

from flask import Flask
from flask_wtf import CSRFProtect

from web.portal import home, sessions, survey, tickets, widget
from web.portal.blueprint import blueprint

__all__ = ["home", "install", "survey", "tickets", "widget"]


def install(app: Flask, csrf: CSRFProtect) -> None:
    """Register the pages. The chat's JSON doors check origin and header themselves: a frame has no cookies."""
    csrf.exempt(sessions.blueprint)
    app.register_blueprint(blueprint)
    app.register_blueprint(sessions.blueprint)
