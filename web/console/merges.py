"""Two tickets about one matter become one, and back again."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.tickets import merging, proposals
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/merge")
@roles(*AGENTS)
def merge(ticket_no: str) -> Response:
    """Merge this ticket into another one the agent may see as well."""
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        into = access.get_ticket(staff, request.form.get("into", "").strip(), today())
        merging.merge(ticket, into, by=staff, at=now(), ports=ports)
        number = into.ticket_no
    flash(_("Merged. It can be undone for 24 hours."), "success")
    return redirect(url_for("console.ticket", ticket_no=number), 303)


@blueprint.post("/tickets/<ticket_no>/proposal")
@roles(*AGENTS)
def decide_proposal(ticket_no: str) -> Response:
    """One click on a proposed merge: the same matter, or not."""
    ports, same = get_ports(), request.form.get("same") == "yes"
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        other = access.get_ticket(staff, request.form.get("other", "").strip(), today())
        kept = proposals.decide(ticket, other, same=same, by=staff, at=now(), ports=ports)
        number = kept.ticket_no
    flash(_("Merged. It can be undone for 24 hours.") if same else _("They stay two."), "success")
    return redirect(url_for("console.ticket", ticket_no=number), 303)


@blueprint.post("/tickets/<ticket_no>/merge/undo")
@roles(*AGENTS)
def undo(ticket_no: str) -> Response:
    """Take the merge of this ticket back."""
    ports = get_ports()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        merging.undo_merge(ticket, by=staff, at=now(), ports=ports)
    flash(_("Two tickets again."), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)
