"""Calls that became no ticket still count: how many were answered, given up, made by us, a day."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from intake.models import ImportRow, RowStatus
from ticketing.db import db
from ticketing.feedback.days import day_of_slot, slot
from ticketing.models import Channel, Ticket
from ticketing.reports.periods import Period
from ticketing.reports.stats import Share, share

KINDS = ("answered", "abandoned", "outbound", "internal")
_ABANDONED, _OURS = "abandoned", frozenset({"outbound", "internal"})


@dataclass(frozen=True)
class CallFigures:
    """Imported calls of a period by day, days without any left out; totals by kind."""

    days: dict[date, dict[str, int]]
    totals: dict[str, int]
    answer_rate: Share | None
    """Answered of all calls that came in; none when fewer than five did."""


def call_figures(period: Period) -> CallFigures:
    """Count the calls of every import: those with a ticket, and those that are statistics only."""
    counts: Counter[tuple[date, str]] = Counter()
    counted_hour = slot(ImportRow.called_at, period.zone, period.start)
    counted = (
        sa.select(counted_hour, ImportRow.reason, sa.func.count())
        .where(ImportRow.status == RowStatus.STATISTICS, period.holds(ImportRow.called_at))
        .group_by(counted_hour, ImportRow.reason)
    )
    for text, reason, number in db.session.execute(counted):
        kind = reason if reason == _ABANDONED or reason in _OURS else "answered"
        counts[day_of_slot(text, period.zone), kind] += number
    ticket_hour = slot(Ticket.created_at, period.zone, period.start)
    answered = (
        sa.select(ticket_hour, sa.func.count())
        .where(
            Ticket.channel == Channel.HOTLINE,
            Ticket.import_batch.is_not(None),
            period.holds(Ticket.created_at),
        )
        .group_by(ticket_hour)
    )
    for text, number in db.session.execute(answered):
        counts[day_of_slot(text, period.zone), "answered"] += number
    days = {day: {kind: counts[day, kind] for kind in KINDS} for day in sorted({day for day, _ in counts})}
    totals = {kind: sum(one[kind] for one in days.values()) for kind in KINDS}
    came_in = totals["answered"] + totals[_ABANDONED]
    return CallFigures(days, totals, share(totals["answered"], came_in))
