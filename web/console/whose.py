"""Whose case it is: a visitor says to be somebody we know, and an agent makes sure."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.people import claims
from ticketing.tickets import proposals
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/customer")
@roles(*AGENTS)
def confirm_customer(ticket_no: str) -> Response:
    """It is the customer whose address they gave."""
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        scope = access.ticket_scope(staff, today())
        at = now()
        claims.confirm(ticket, request.form.get("kind", ""), scope, by=staff, at=at, ports=ports)
        proposals.propose(ticket, at=at)
    flash(_("The case is this customer's now."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


@blueprint.post("/tickets/<ticket_no>/customer/undo")
@roles(*AGENTS)
def return_customer(ticket_no: str) -> Response:
    """It was somebody else after all."""
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        claims.undo(ticket, by=staff, at=now(), ports=ports)
    flash(_("The case is the visitor's again."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
