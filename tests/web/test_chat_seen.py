"""An open window has seen its lines: nobody is mailed what they have on their screen."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from intake.models import ChatSession
from tests.makers import make_ticket
from ticketing.db import db
from web.live import socketio


def test_a_window_that_fetches_its_lines_has_seen_them(app: Flask, at: datetime) -> None:
    """Each line is announced and fetched by number over the socket; fetching is what shows somebody is there."""
    ticket = make_ticket()
    session = ChatSession(
        key="k" * 32, visitor="v" * 32, ticket_id=ticket.id, started_at=at, seen_at=at, last_sequence=7
    )
    db.session.add(session)
    db.session.commit()
    number = session.id
    window = socketio.test_client(app, namespace="/chat")

    answer = window.emit("join", {"key": "k" * 32, "after": 3}, namespace="/chat", callback=True)
    window.disconnect(namespace="/chat")

    db.session.rollback()
    db.session.expire_all()
    assert answer["last"] == 7
    assert db.session.get_one(ChatSession, number).seen_sequence == 7
