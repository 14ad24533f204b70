"""The people behind the bot right now: open or closed, how many wait, when the next one is free."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from intake.chat.state import Desk
from ticketing.db import db
from ticketing.models import Calendar, Channel, Status, Ticket
from ticketing.sla import business_time, policy

CALENDAR = "CN-SERVICE"
COUNT_UP_TO = 100
_DAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def desk_at(at: datetime, language: str, *, ticket_id: int | None = None) -> Desk:
    """The desk in words of this language, as a visitor sees it whose own case may be waiting there already.

    Without a service calendar it counts as always open.
    """
    row = db.session.scalar(sa.select(Calendar).where(Calendar.code == CALENDAR))
    ahead = waiting_before(ticket_id)
    if row is None:
        return Desk(is_open=True, ahead=ahead)
    calendar = policy.calendar(CALENDAR)
    opens = business_time.next_opening(calendar, at)
    return Desk(
        is_open=business_time.is_open(calendar, at),
        hours=_hours(row, language),
        next_open=_moment(opens.astimezone(ZoneInfo(row.timezone)), language) if opens else "",
        ahead=ahead,
    )


def waiting_before(ticket_id: int | None) -> int:
    """Chats that nobody has answered yet, those that came before this case; counted up to a hundred."""
    waiting = sa.select(Ticket.id).where(
        Ticket.channel == Channel.CHAT,
        Ticket.status.in_([Status.NEW, Status.OPEN]),
        Ticket.first_response_at.is_(None),
        Ticket.queue_at.is_not(None),
    )
    if ticket_id is not None:
        waiting = waiting.where(Ticket.id < ticket_id)
    counted = waiting.limit(COUNT_UP_TO).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(counted)) or 0


def _hours(row: Calendar, language: str) -> str:
    windows = next((day for day in row.weekly.values() if day), [])
    daily = len([day for day in row.weekly.values() if day]) == 7
    times = ", ".join(f"{begin}–{end}" for begin, end in windows)
    return ({"zh": "每天 ", "en": "daily "}[language] if daily else "") + times


def _moment(local: datetime, language: str) -> str:
    return f"{_DAYS[language][local.weekday()]} {local:%H:%M}"
