"""Correcting a label in one click: the correction is kept, and learnt from."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.triage import classify
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/classification")
@roles(*AGENTS)
def correct(ticket_no: str) -> Response:
    """Set one field of the ticket; product, type and topic steer routing and clocks anew."""
    ports = get_ports()
    field, label = request.form.get("field", ""), request.form.get("label", "")
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        classify.correct(ticket, field, label, by=staff, at=now(), ports=ports)
    flash(_("Label kept; the classifier learns from it."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
