"""Solved, or not after all; and the states in between."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from ticketing.feedback import surveys
from ticketing.models import Status
from ticketing.tickets import lifecycle
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports

SETTABLE = (Status.OPEN, Status.PENDING_CUSTOMER, Status.PENDING_THIRD, Status.SCHEDULED, Status.CANCELLED)


@blueprint.post("/tickets/<ticket_no>/resolution")
@roles(*AGENTS)
def resolve(ticket_no: str) -> Response:
    """Propose it solved and ask the customer; the agent says what it taught the product."""
    ports, at = get_ports(), now()
    code = request.form.get("code", "answered")
    if code not in lifecycle.RESOLUTIONS:
        raise BadInput("choose how it was solved", field="code")
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        nothing = request.form.get("no_feedback") == "1"
        lifecycle.resolve(ticket, code=code, no_feedback=nothing, at=at, by=staff, ports=ports)
        surveys.ask(ticket, at=at, ports=ports)
    flash(_("Resolved. The customer is asked whether it helped."), "success")
    if request.form.get("next") == "1":
        return redirect(url_for("console.take_next"), 307)
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


@blueprint.post("/tickets/<ticket_no>/reopening")
@roles(*AGENTS)
def reopen(ticket_no: str) -> Response:
    """Not solved after all."""
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        lifecycle.reopen(ticket, why="by_agent", at=now(), by=staff, ports=ports)
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


@blueprint.post("/tickets/<ticket_no>/status")
@roles(*AGENTS)
def set_status(ticket_no: str) -> Response:
    """Waiting for the customer, a third party, an appointment; or withdrawn."""
    ports, wanted = get_ports(), request.form.get("status", "")
    if wanted not in {one.value for one in SETTABLE}:
        raise BadInput("choose one of the offered states", field="status")
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        if ticket.status != wanted:
            lifecycle.change_status(ticket, Status(wanted), why="by_agent", at=now(), by=staff, ports=ports)
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
