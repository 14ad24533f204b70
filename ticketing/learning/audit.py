"""How right the classifiers are, from the random audit alone: per label, with intervals, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Classification, LabelField, LabelState, LabelTask, TaskReason
from ticketing.reports.stats import Share, share

GIVEN = "given"
MOST_MISTAKES = 8


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """One label: how often it was right when given without a person, and how many of its messages were decided."""

    label: str
    audited: int
    """Messages of the audit that a person gave this label."""
    precision: Share | None
    coverage: Share | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """Messages of one label that were given another without a person."""

    truth: str
    said: str
    count: int


@dataclass(frozen=True, slots=True)
class Quality:
    """One field over a period; shares are None below five messages."""

    field: LabelField
    audited: int
    precision: Share | None
    coverage: Share | None
    labels: tuple[LabelQuality, ...]
    mistakes: tuple[Mistake, ...]


def quality(field: LabelField, since: datetime, until: datetime) -> Quality:
    """The audit of a field for tickets drawn in a period; labels with most messages first."""
    return measure(field, _pairs(field, since, until))


def measure(field: LabelField, pairs: Iterable[tuple[str, str]]) -> Quality:
    """The figures of (what a person said, what was said without one; empty = abstained)."""
    told = Counter(pairs)
    n = told.total()
    decided = sum(count for (_, said), count in told.items() if said)
    right = sum(count for (truth, said), count in told.items() if truth == said)
    names = Counter[str]()
    for (truth, said), count in told.items():
        names[truth] += count
        names[said] += 0
    ordered = sorted((name for name in names if name), key=lambda name: (-names[name], name))
    wrong = [Mistake(*pair, count) for pair, count in told.items() if pair[1] and pair[0] != pair[1]]
    return Quality(
        field=field,
        audited=n,
        precision=share(right, decided),
        coverage=share(decided, n),
        labels=tuple(_label(one, told) for one in ordered),
        mistakes=tuple(sorted(wrong, key=lambda one: (-one.count, one.truth, one.said))[:MOST_MISTAKES]),
    )


def _label(name: str, told: Counter[tuple[str, str]]) -> LabelQuality:
    its = sum(count for (truth, _), count in told.items() if truth == name)
    decided = sum(count for (truth, said), count in told.items() if truth == name and said)
    given = sum(count for (_, said), count in told.items() if said == name)
    return LabelQuality(name, its, share(told[name, name], given), share(decided, its))


def _pairs(field: LabelField, since: datetime, until: datetime) -> list[tuple[str, str]]:
    """What the person said and what the machine had said at intake; labels the door knew are left out."""
    first = (
        sa.select(sa.func.min(Classification.id))
        .where(
            Classification.ticket_id == LabelTask.ticket_id,
            Classification.field == LabelTask.field,
            Classification.staff_id.is_(None),
        )
        .correlate(LabelTask)
        .scalar_subquery()
    )
    statement = (
        sa.select(LabelTask.label, Classification.label, Classification.state)
        .join(Classification, Classification.id == first)
        .where(
            LabelTask.reason == TaskReason.AUDIT,
            LabelTask.field == field,
            LabelTask.at >= since,
            LabelTask.at < until,
            LabelTask.label.is_not(None),
            Classification.model != GIVEN,
        )
    )
    return [
        (truth, said if state == LabelState.SUGGESTED else "")
        for truth, said, state in db.session.execute(statement)
    ]
