"""Where a chat stands with the people: its ticket, who is ahead, whether anybody is at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from intake.chat.desk import desk_at
from intake.models import ChatSession
from ticketing.backlog import release
from ticketing.db import db
from ticketing.models import Status, Ticket
from ticketing.tickets.lifecycle import survivor


@dataclass(frozen=True)
class Standing:
    """What the window's head says of the case."""

    ticket_no: str
    page: str
    status: Status
    waits: bool
    """Nobody answered yet."""
    ahead: int
    is_open: bool
    next_open: str
    asks_outcome: bool
    """The customer was told of a release and has not said whether it helped."""


def standing(session: ChatSession, at: datetime) -> Standing | None:
    """The case of a chat that people hold; None while the bot holds it."""
    if session.ticket_id is None:
        return None
    ticket = survivor(db.session.get_one(Ticket, session.ticket_id))
    waits = ticket.is_active and ticket.first_response_at is None
    language = "zh" if session.language == "zh" else "en"
    desk = desk_at(at, language, ticket_id=ticket.id) if waits else None
    return Standing(
        ticket_no=ticket.ticket_no,
        page=f"/t/{ticket.public_token}",
        status=ticket.status,
        waits=waits,
        ahead=desk.ahead or 0 if desk else 0,
        is_open=desk.is_open if desk else True,
        next_open=desk.next_open if desk else "",
        asks_outcome=release.waiting_answer(ticket, at) is not None,
    )
