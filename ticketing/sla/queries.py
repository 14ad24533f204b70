"""Reading the clocks: the targets of a ticket, and how many promises were kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import LedgerEntry, LedgerKind, Metric, Target, Ticket
from ticketing.sla import explain


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise of a ticket as a page shows it."""

    target: Target
    why: str

    @property
    def metric(self) -> Metric:
        """Which promise."""
        return self.target.metric


@dataclass(frozen=True, slots=True)
class Attainment:
    """Promises of one metric that were decided in a period."""

    metric: Metric
    met: int
    breached: int

    @property
    def share(self) -> float | None:
        """met / (met + breached); None when nothing was decided."""
        decided = self.met + self.breached
        return self.met / decided if decided else None


def targets_of(ticket_id: int) -> list[Target]:
    """The ticket's targets, what is owed first, then by due moment."""
    statement = (
        sa.select(Target)
        .where(Target.ticket_id == ticket_id)
        .order_by(Target.stopped_at.is_not(None), Target.due_at, Target.id)
    )
    return list(db.session.scalars(statement))


def clocks_of(ticket: Ticket, language: str, at: datetime) -> list[Clock]:
    """The ticket's targets, each with its explanation in ``zh`` or ``en``."""
    return [Clock(one, explain.explain(ticket, one, language, at)) for one in targets_of(ticket.id)]


def attainment(
    since: datetime, until: datetime, *, tickets: sa.Select[tuple[int]] | None = None
) -> list[Attainment]:
    """Kept and broken promises per metric, decided from ``since`` up to but not including ``until``.

    Counted from the ledger, since a response clock runs many times on one ticket. Open but already late
    counts as broken now; withdrawn before it was due counts as neither; imports' past is left out.

    Args:
        tickets: a query of ticket ids to count only these (one team, one product).
    """
    met = _count(LedgerKind.STOP, since, until, tickets, LedgerEntry.at <= LedgerEntry.due_at)
    breached = _count(LedgerKind.BREACH, since, until, tickets, LedgerEntry.cause != "historic")
    return [Attainment(metric, met[metric], breached[metric]) for metric in Metric]


def _count(
    kind: LedgerKind,
    since: datetime,
    until: datetime,
    tickets: sa.Select[tuple[int]] | None,
    *more: sa.ColumnElement[bool],
) -> Counter[Metric]:
    statement = (
        sa.select(Target.metric, sa.func.count().label("number"))
        .join(LedgerEntry, LedgerEntry.target_id == Target.id)
        .where(LedgerEntry.kind == kind, LedgerEntry.at >= since, LedgerEntry.at < until, *more)
        .group_by(Target.metric)
    )
    if tickets is not None:
        statement = statement.where(Target.ticket_id.in_(tickets))
    return Counter({row.metric: row.number for row in db.session.execute(statement)})


def owed(ticket_ids: Iterable[int]) -> dict[int, list[Target]]:
    """What is still owed on several tickets, for lists; nearest first."""
    statement = (
        sa.select(Target)
        .where(Target.ticket_id.in_(list(ticket_ids)), Target.stopped_at.is_(None))
        .order_by(Target.due_at)
    )
    found: dict[int, list[Target]] = {}
    for target in db.session.scalars(statement):
        found.setdefault(target.ticket_id, []).append(target)
    return found
