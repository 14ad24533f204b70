"""The call-back list: the way back to people who used the hotline."""

from __future__ import annotations

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, NotFound
from ticketing.models import CallStatus, CallTask, Ticket
from ticketing.tickets import conversation
from web.auth import roles, signed_in
from web.console.blueprint import AGENTS, blueprint, today
from web.ports import get_ports


@blueprint.get("/calls")
@roles(*AGENTS)
def calls() -> str:
    """Calls to make, due first, with what to say."""
    scope = access.ticket_scope(signed_in(), today())
    waiting = (
        sa.select(CallTask)
        .join(Ticket, Ticket.id == CallTask.ticket_id)
        .where(CallTask.status.in_([CallStatus.WAITING, CallStatus.NOT_REACHED]), scope)
        .options(joinedload(CallTask.ticket), joinedload(CallTask.customer))
        .order_by(CallTask.due_at, CallTask.id)
        .limit(100)
    )
    return render_template("console/calls.html", calls=list(db.session.scalars(waiting)))


@blueprint.post("/calls/<int:number>/outcome")
@roles(*AGENTS)
def outcome(number: int) -> Response:
    """Write down how the call went; what the customer said becomes a note on the ticket."""
    ports, at = get_ports(), now()
    wanted = request.form.get("status", "")
    if wanted not in {CallStatus.REACHED, CallStatus.NOT_REACHED, CallStatus.DROPPED}:
        raise BadInput("say how the call went", field="status")
    with unit_of_work(ports) as session:
        staff = signed_in()
        call = session.get(CallTask, number)
        if call is None:
            raise NotFound("no such call")
        ticket = access.get_ticket(staff, call.ticket.ticket_no, today())
        call.status, call.staff_id, call.done_at = CallStatus(wanted), staff.id, at
        call.outcome, call.tries = request.form.get("note", "")[:2000], call.tries + 1
        if call.outcome:
            conversation.add_note(ticket, staff, f"☎ {call.outcome}", at=at, ports=ports)
    flash(_("Written down"), "success")
    return redirect(url_for("console.calls"), 303)
