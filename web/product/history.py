"""What happened to an item, one line each; telling hundreds of customers is one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Event, Staff

KINDS = frozenset({"item_proposed", "item_advanced", "theme_flared"})
TONES = {"released": "ok", "done": "ok", "accepted": "ok", "declined": "danger", "deferred": "warn"}


@dataclass(frozen=True)
class HistoryLine:
    """One step: what (an event's kind), to which state, why, by whom."""

    at: datetime
    kind: str
    after: str
    why: str
    who: Staff | None
    tone: str


def history_of(events: Sequence[Event]) -> list[HistoryLine]:
    """The steps of an item, newest first."""
    shown = [one for one in events if one.kind in KINDS]
    numbers = {one.staff_id for one in shown if one.staff_id is not None}
    people = {one.id: one for one in db.session.scalars(sa.select(Staff).where(Staff.id.in_(numbers)))}
    return [_line(one, people.get(one.staff_id or 0)) for one in reversed(shown)]


def _line(event: Event, who: Staff | None) -> HistoryLine:
    after = str(event.data.get("after", ""))
    return HistoryLine(event.at, event.kind, after, str(event.data.get("why", "")), who, TONES.get(after, ""))
