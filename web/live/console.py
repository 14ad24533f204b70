"""Staff sockets: a pulse for the queue, a room per ticket one may see, and who else is there."""

from __future__ import annotations

import time
from typing import Any

import sqlalchemy as sa
from flask import request
from flask_login import current_user
from flask_socketio import Namespace, emit, join_room, leave_room

from intake.models import ChatSession
from ticketing import access
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import BadInput, NotFound
from ticketing.models import Staff, Ticket
from web import auth
from web.live import guard
from web.live.announcer import QUEUE_ROOM, chat_room, ticket_room
from web.live.guard import guarded
from web.live.presence import Presence, Viewer


class ConsoleNamespace(Namespace):
    """``watch`` → the queue's pulse; ``view`` → a ticket's room and its viewers; ``leave`` → out again."""

    def __init__(self, presence: Presence) -> None:
        super().__init__("/console")
        self._presence = presence

    def on_connect(self, sent: object = None) -> bool:
        """Only signed-in staff from our own pages: a missing or foreign Origin is refused."""
        origin = request.headers.get("Origin", "")
        if not current_user.is_authenticated or origin != request.host_url.rstrip("/"):
            return False
        return guard.enter(request.sid, request.remote_addr or "")  # type: ignore[attr-defined]

    def on_disconnect(self, reason: str = "") -> None:
        sid = request.sid  # type: ignore[attr-defined]
        guard.leave(sid)
        for ticket_id in self._presence.drop(sid):
            self._tell_viewers(ticket_id)

    @guarded
    def on_watch(self, data: dict[str, Any]) -> dict[str, Any]:
        _staff()
        join_room(QUEUE_ROOM)
        return {"ok": True}

    @guarded
    def on_view(self, data: dict[str, Any]) -> dict[str, Any]:
        staff = _staff()
        ticket = _visible(staff, data)
        join_room(ticket_room(ticket.id))
        viewer = Viewer(staff.id, staff.name, bool(data.get("writing")), time.time())
        self._presence.put(ticket.id, request.sid, viewer)  # type: ignore[attr-defined]
        self._tell_viewers(ticket.id)
        _tell_customer(ticket.id, viewer.writing)
        return {"sequence": ticket.last_sequence, "version": ticket.version}

    @guarded
    def on_leave(self, data: dict[str, Any]) -> dict[str, Any]:
        ticket = _visible(_staff(), data)
        leave_room(ticket_room(ticket.id))
        for ticket_id in self._presence.drop(request.sid):  # type: ignore[attr-defined]
            self._tell_viewers(ticket_id)
        return {"ok": True}

    def _tell_viewers(self, ticket_id: int) -> None:
        viewers = [
            {"id": one.staff_id, "name": one.name, "writing": one.writing}
            for one in self._presence.viewers(ticket_id)
        ]
        emit(
            "viewers", {"id": ticket_id, "viewers": viewers}, to=ticket_room(ticket_id), namespace="/console"
        )


def _tell_customer(ticket_id: int, writing: bool) -> None:
    """The chat's window shows that somebody is writing; by name only once they have answered."""
    for session_id in db.session.scalars(sa.select(ChatSession.id).where(ChatSession.ticket_id == ticket_id)):
        emit("typing", {"writing": writing}, to=chat_room(session_id), namespace="/chat")


def _staff() -> Staff:
    """Who is asking, looked up anew: a disabled person's socket is useless at once."""
    signed_in = auth.load(current_user.get_id()) if current_user.is_authenticated else None
    if signed_in is None:
        raise NotFound("sign in again")
    return db.session.get_one(Staff, signed_in.staff_id)


def _visible(staff: Staff, data: dict[str, Any]) -> Ticket:
    number = data.get("ticket")
    if not isinstance(number, str):
        raise BadInput("ticket is missing", field="ticket")
    return access.get_ticket(staff, number, now().date())
