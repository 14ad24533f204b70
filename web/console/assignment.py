"""Who works on it: claim, give back, hand on."""

from __future__ import annotations

import sqlalchemy as sa
from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, LostRace
from ticketing.models import Staff, Status, Team, Ticket
from ticketing.tickets import queries
from ticketing.tickets.queries import View
from ticketing.triage import assignment
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports


@blueprint.post("/tickets/<ticket_no>/assignment")
@roles(*AGENTS)
def assign(ticket_no: str) -> Response:
    """Claim it (exactly one of many wins), give it back, or hand it to a team or colleague with a note."""
    ports, at = get_ports(), now()
    how = request.form.get("how", "claim")
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        if how == "claim":
            assignment.claim(ticket.id, staff, at=at, ports=ports)
        elif how == "release":
            assignment.release(ticket, by=staff, at=at, ports=ports)
        else:
            target = _target(request.form.get("to", ""))
            note = request.form.get("note", "")
            assignment.transfer(ticket, target, note, by=staff, at=at, ports=ports)
    words = {"claim": _("It is yours"), "release": _("Back in the queue")}
    flash(words.get(how, _("Handed on")), "success")
    if how == "transfer":
        return redirect(url_for("console.queue"), 303)
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


@blueprint.post("/next")
@roles(*AGENTS)
def take_next() -> Response:
    """The next case: one's own whose customer waits, else the first nobody has, else one's own that is due."""
    staff = signed_in()
    scope = access.ticket_scope(staff, today())
    after = request.form.get("after", "")
    working = Ticket.status.in_([Status.NEW, Status.OPEN])
    own = [one for one in _mine(scope, staff, working) if one.ticket_no != after]
    waiting = [one for one in own if one.waiting_since is not None]
    if waiting:
        return redirect(url_for("console.ticket", ticket_no=waiting[0].ticket_no), 303)
    free = queries.queue(scope, View.UNASSIGNED, staff, narrow=(working,), limit=5).tickets
    for candidate in free:
        number = _claim(candidate.id)
        if number:
            return redirect(url_for("console.ticket", ticket_no=number), 303)
    if own:
        return redirect(url_for("console.ticket", ticket_no=own[0].ticket_no), 303)
    flash(_("Nothing is waiting. Well done."), "success")
    return redirect(url_for("console.queue"), 303)


def _mine(scope: sa.ColumnElement[bool], staff: Staff, working: sa.ColumnElement[bool]) -> list[Ticket]:
    return queries.queue(scope, View.MINE, staff, narrow=(working,), limit=20).tickets


def _claim(ticket_id: int) -> str:
    """The ticket's number when we got it, empty when somebody was faster."""
    ports = get_ports()
    try:
        with unit_of_work(ports):
            return assignment.claim(ticket_id, signed_in(), at=now(), ports=ports).ticket_no
    except LostRace:
        return ""


def _target(choice: str) -> Team | Staff:
    """``team:CS2`` or ``staff:7``."""
    kind, _sep, value = choice.partition(":")
    found: Team | Staff | None = None
    if kind == "team":
        found = db.session.scalar(sa.select(Team).where(Team.code == value))
    elif kind == "staff" and value.isdecimal():
        found = db.session.get(Staff, int(value))
    if found is None:
        raise BadInput("choose a team or a colleague", field="to")
    return found
