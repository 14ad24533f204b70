"""Where a chat stands with the people: its ticket, who is ahead, whether anybody is at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from intake.chat.desk import desk_at
from intake.models import ChatSession
from ticketing.backlog import release
from ticketing.db import db
from ticketing.models import Channel, Status, Ticket
from ticketing.tickets.lifecycle import survivor

COUNT_UP_TO = 100


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
    desk = desk_at(at, "zh" if session.language == "zh" else "en") if waits else None
    return Standing(
        ticket_no=ticket.ticket_no,
        page=f"/t/{ticket.public_token}",
        status=ticket.status,
        waits=waits,
        ahead=_ahead(ticket) if waits else 0,
        is_open=desk.is_open if desk else True,
        next_open=desk.next_open if desk else "",
        asks_outcome=release.waiting_answer(ticket, at) is not None,
    )


def _ahead(ticket: Ticket) -> int:
    """Chats that came before this one and were not answered yet, counted up to a hundred."""
    earlier = (
        sa.select(Ticket.id)
        .where(
            Ticket.channel == Channel.CHAT,
            Ticket.status.in_([Status.NEW, Status.OPEN]),
            Ticket.first_response_at.is_(None),
            Ticket.queue_at.is_not(None),
            Ticket.id < ticket.id,
        )
        .limit(COUNT_UP_TO)
        .subquery()
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(earlier)) or 0
