"""Seeing to an escalated case, and settling whose matter a disputed one is."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.models import Role
from ticketing.sla import ledger
from ticketing.triage import arbitration
from web.auth import roles, signed_in
from web.console.blueprint import READERS, blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/acknowledgement")
@roles(*READERS)
def acknowledge(ticket_no: str) -> Response:
    """Somebody told of a rung says that they see to it: silence alone does not take it higher any more."""
    with unit_of_work(get_ports()):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        ledger.acknowledge(ticket, at=now(), by=staff, ports=get_ports())
    flash(_("Noted: you see to it."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


@blueprint.post("/tickets/<ticket_no>/arbitration")
@roles(Role.LEAD)
def arbitrate(ticket_no: str) -> Response:
    """A lead writes down whose matter it is."""
    product, why = request.form.get("product", ""), request.form.get("why", "")
    with unit_of_work(get_ports()):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        arbitration.settle(ticket, product, why, by=staff, at=now(), ports=get_ports())
    flash(_("Settled. The owner and the agent are told."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
