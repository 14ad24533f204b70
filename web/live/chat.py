"""Customers' sockets. A window joins with its key, says lines with ids of its own, and asks for what it missed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import request
from flask_socketio import Namespace, emit, join_room

from intake.chat import session as chat
from intake.chat.absent import note_seen
from intake.chat.standing import standing
from intake.models import ChatSession, ChatTurn
from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import BadInput
from web.live import guard
from web.live.announcer import chat_room
from web.live.guard import guarded
from web.ports import get_ports


class ChatNamespace(Namespace):
    """``join`` → everything after a number; ``say`` → acknowledged once it is durable; ``typing`` → passed on."""

    def on_connect(self, auth: object = None) -> bool:
        return guard.enter(request.sid, request.remote_addr or "")  # type: ignore[attr-defined]

    def on_disconnect(self, reason: str = "") -> None:
        guard.leave(request.sid)  # type: ignore[attr-defined]

    @guarded
    def on_join(self, data: dict[str, Any]) -> dict[str, Any]:
        session = chat.find_session(_text(data, "key"))
        join_room(chat_room(session.id))
        if session.ticket_id is not None and session.seen_sequence < session.last_sequence:
            with unit_of_work(get_ports()):
                session = chat.find_session(session.key)
                note_seen(session)
        return head(session, _number(data, "after"))

    @guarded
    def on_say(self, data: dict[str, Any]) -> dict[str, Any]:
        ports, at = get_ports(), now()
        with unit_of_work(ports):
            session = chat.find_session(_text(data, "key"))
            heard = chat.hear(
                session,
                str(data.get("body") or ""),
                _text(data, "client_id"),
                at=at,
                ports=ports,
                file_tokens=tokens(data),
            )
        return {"sequence": heard.sequence, "last": heard.last_sequence, "handed_off": heard.handed_off}

    @guarded
    def on_typing(self, data: dict[str, Any]) -> dict[str, Any]:
        session = chat.find_session(_text(data, "key"))
        if session.ticket_id is not None:
            emit("typing", {"id": session.ticket_id}, to=f"ticket:{session.ticket_id}", namespace="/console")
        return {"ok": True}


def head(session: ChatSession, after: int) -> dict[str, Any]:
    """The whole head of a chat for a window: state and every line after a number."""
    case = standing(session, now())
    return {
        "last": session.last_sequence,
        "handed_off": session.ticket_id is not None,
        "language": session.language,
        "case": asdict(case) if case is not None else None,
        "turns": [turn_json(turn) for turn in chat.turns_after(session, after)],
    }


def turn_json(turn: ChatTurn) -> dict[str, Any]:
    """One line as the window draws it."""
    return {
        "sequence": turn.sequence,
        "author": turn.author,
        "name": turn.name,
        "body": turn.body,
        "options": turn.options,
        "extra": turn.extra,
        "client_id": turn.client_id,
        "at": turn.at.isoformat(),
    }


def tokens(data: dict[str, Any]) -> list[str]:
    """The tokens of the files that go with a line. Raises BadInput."""
    given = data.get("files") or []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise BadInput("files must be a list of tokens", field="files")
    return given


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value:
        raise BadInput(f"{key} is missing", field=key)
    return value


def _number(data: dict[str, Any], key: str) -> int:
    value = data.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadInput(f"{key} must be a whole number from 0", field=key)
    return value
