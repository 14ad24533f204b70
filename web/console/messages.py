"""Writing on a ticket: reply, note, a question to the product's owner, the owner's answer."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing import access
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, CrossedReply
from ticketing.models import Role
from ticketing.tickets import consulting, conversation
from ticketing.tickets.conversation import NewFile
from web.auth import roles, signed_in
from web.console.blueprint import READERS, blueprint, today
from web.console.tickets import page
from web.ports import get_ports
from web.uploads import read_files

KINDS = ("reply", "note", "ask", "answer")


@blueprint.post("/tickets/<ticket_no>/messages")
@roles(*READERS)
def write(ticket_no: str) -> Response | tuple[str, int]:
    """Say something. A reply that crosses somebody's new line is not sent: it comes back with the line shown."""
    body, kind = request.form.get("body", ""), request.form.get("kind", "reply")
    seen = request.form.get("seen", type=int) or 0
    attached = read_files(request.files.getlist("files"))
    try:
        _write(ticket_no, kind, body, seen, attached)
    except CrossedReply:
        db.session.rollback()
        staff = signed_in()
        return page(staff, access.get_ticket(staff, ticket_no, today()), draft=body, crossed=True), 409
    flash(_said(kind), "success")
    return redirect(url_for("console.ticket", ticket_no=ticket_no), 303)


def _write(ticket_no: str, kind: str, body: str, seen: int, attached: tuple[NewFile, ...]) -> None:
    ports, at = get_ports(), now()
    with unit_of_work(ports):
        staff = signed_in()
        ticket = access.get_ticket(staff, ticket_no, today())
        if kind not in KINDS or (kind in {"reply", "ask"} and staff.role == Role.PRODUCT_OWNER):
            raise BadInput("your role cannot send this kind of message", field="kind")
        if kind == "reply":
            waits = request.form.get("wait") == "1"
            conversation.reply(
                ticket, staff, body, seen=seen, at=at, ports=ports, wait_for_customer=waits, attached=attached
            )
        elif kind == "note":
            conversation.add_note(ticket, staff, body, at=at, ports=ports)
        elif kind == "ask":
            consulting.ask_product_owner(ticket, staff, body, at=at, ports=ports)
        else:
            answer = request.form.get("answer", "")
            consulting.answer_as_product_owner(ticket, staff, body, answer=answer, at=at, ports=ports)


def _said(kind: str) -> str:
    return {
        "reply": _("Reply sent"),
        "note": _("Note added"),
        "ask": _("The product owner was asked"),
        "answer": _("Your answer went back to the agent"),
    }[kind]
