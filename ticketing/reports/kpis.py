"""Key figures of the service. Each says whom it counts; shares come with n and interval, unknown is not zero.

Population rules (``domain.md`` §4): by the date a ticket was created unless said otherwise; spam, testers
and merged tickets are left out. ``product_ids`` none = every product.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any

import sqlalchemy as sa

from ticketing.db import db
from ticketing.feedback.days import day_of_slot, slot
from ticketing.models import (
    Customer,
    Metric,
    Status,
    Survey,
    SurveyStatus,
    Ticket,
)
from ticketing.reports.periods import Period, seconds_between
from ticketing.reports.stats import Share, share
from ticketing.sla import queries as sla

REOPEN_WITHIN = timedelta(days=7)
AGE_BANDS = (("under_10", 0, 10), ("10_to_30", 10, 30), ("over_30", 30, 36_500))
"""Backlog age in days: from, up to but not including."""


@dataclass(frozen=True)
class Volume:
    """Tickets of one day or week (its Monday), channel and type; type is empty while unclassified."""

    day: date
    channel: str
    type: str
    tickets: int


@dataclass(frozen=True)
class Promise:
    """Promises of one metric decided in the period."""

    metric: Metric
    met: int
    breached: int
    share: Share | None
    """Kept of all decided; none when fewer than five were."""


@dataclass(frozen=True)
class Waits:
    """How long something took; ``waiting`` are those still open, who are in neither percentile."""

    n: int
    waiting: int
    median: timedelta | None
    p90: timedelta | None


@dataclass(frozen=True)
class Satisfaction:
    """CSAT of the surveys asked in the period."""

    asked: int
    given: int
    response_rate: Share | None
    top_two: Share | None
    """Scores of 4 and 5 among the answers."""
    dissatisfied: Share | None
    """Scores of 1 and 2 among the answers."""
    scores: dict[int, int]


@dataclass(frozen=True)
class Ages:
    """The open work at one moment, by age since creation."""

    open: int
    pending: int
    """Of these, waiting for the customer, a third party, the product or an appointment."""
    bands: dict[str, int]
    median: timedelta | None
    p90: timedelta | None


def volume(period: Period, product_ids: set[int] | None, *, by: str = "day") -> list[Volume]:
    """Tickets created, by day or ``week`` × channel × type, in the order of time."""
    hour = slot(Ticket.created_at, period.zone, period.start)
    statement = (
        sa.select(hour, Ticket.channel, Ticket.type, sa.func.count(Ticket.id))
        .where(period.holds(Ticket.created_at), *population(product_ids))
        .group_by(hour, Ticket.channel, Ticket.type)
    )
    counts: Counter[tuple[date, str, str]] = Counter()
    for text, channel, kind, number in db.session.execute(statement):
        day = day_of_slot(text, period.zone)
        start = day - timedelta(days=day.weekday()) if by == "week" else day
        counts[start, str(channel), str(kind or "")] += number
    return [Volume(*key, number) for key, number in sorted(counts.items())]


def sla_attainment(period: Period, product_ids: set[int] | None) -> list[Promise]:
    """Promises kept by metric, among those decided in the period; never one blended figure."""
    tickets = None
    if product_ids is not None:
        tickets = sa.select(Ticket.id).where(Ticket.product_id.in_(product_ids))
    found = sla.attainment(period.start, period.end, tickets=tickets)
    return [
        Promise(one.metric, one.met, one.breached, share(one.met, one.met + one.breached)) for one in found
    ]


def first_response(period: Period, product_ids: set[int] | None) -> Waits:
    """Creation to the first public reply of a person; imported cases had theirs on the phone and are left out."""
    conditions = [
        period.holds(Ticket.created_at),
        sa.not_(Ticket.historic),
        *population(product_ids),
    ]
    answered = sa.func.count(Ticket.first_response_at)
    n, total = db.session.execute(sa.select(answered, sa.func.count(Ticket.id)).where(*conditions)).one()
    elapsed = seconds_between(Ticket.first_response_at, Ticket.created_at)
    ordered = (
        sa.select(elapsed.label("elapsed"), sa.func.row_number().over(order_by=elapsed).label("place"))
        .where(Ticket.first_response_at.is_not(None), *conditions)
        .subquery()
    )
    middle, tail = _rank(n, 0.5), _rank(n, 0.9)
    rows = sa.select(ordered.c.place, ordered.c.elapsed).where(ordered.c.place.in_({middle, tail}))
    found = {place: timedelta(seconds=round(float(value), 3)) for place, value in db.session.execute(rows)}
    return Waits(n=n, waiting=total - n, median=found.get(middle), p90=found.get(tail))


def _rank(n: int, q: float) -> int:
    """The nearest-rank place (1 first) of a quantile among ``n``."""
    return ceil(round(q * n, 9))


def satisfaction(period: Period, product_ids: set[int] | None) -> Satisfaction:
    """Surveys asked in the period (imported scores: at their call): answers, top-two share, response rate."""
    statement = (
        sa.select(Survey.score, sa.func.count(Survey.id))
        .where(
            Survey.status.in_(tuple(SurveyStatus)),
            period.holds(Survey.asked_at),
            *_of_products(Survey.ticket_id, product_ids),
        )
        .group_by(Survey.score)
    )
    rows = {score: int(number) for score, number in db.session.execute(statement)}
    asked = sum(rows.values())
    scores = {score: number for score, number in sorted(rows.items(), key=str) if score is not None}
    given = sum(scores.values())
    good, bad = (sum(scores.get(score, 0) for score in those) for those in ((4, 5), (1, 2)))
    return Satisfaction(asked, given, share(given, asked), share(good, given), share(bad, given), scores)


def backlog_age(product_ids: set[int] | None, at: datetime) -> Ages:
    """The open tickets at this moment by age; reopened ones keep their first birthday."""
    open_now = Ticket.queue_at.is_not(None)  # the small index of what is open carries all of this
    waits = Ticket.status.not_in([Status.NEW, Status.OPEN])
    conditions = [open_now, Ticket.created_at <= at, *population(product_ids)]
    bands = [
        sa.func.count(
            sa.case(
                (
                    sa.and_(
                        Ticket.created_at <= at - timedelta(days=young),
                        Ticket.created_at > at - timedelta(days=old),
                    ),
                    1,
                )
            )
        )
        for _, young, old in AGE_BANDS
    ]
    totals = sa.select(sa.func.count(Ticket.id), sa.func.count(sa.case((waits, 1))), *bands)
    n, pending, *numbers = db.session.execute(totals.where(*conditions)).one()
    named = {name: int(number) for (name, _, _), number in zip(AGE_BANDS, numbers, strict=True)}
    births = sa.select(Ticket.created_at).where(*conditions).order_by(Ticket.created_at.desc())
    median, p90 = (_age_at(births, n, q, at) for q in (0.5, 0.9))
    return Ages(n, pending, named, median, p90)


def _age_at(births: sa.Select[Any], n: int, q: float, at: datetime) -> timedelta | None:
    """The age that a share ``q`` of the open tickets does not exceed: newest births first."""
    if n == 0:
        return None
    born = db.session.scalar(births.limit(1).offset(max(0, _rank(n, q) - 1)))
    return at - born if born is not None else None


def reopen_rate(period: Period, product_ids: set[int] | None, at: datetime) -> tuple[int, int, Share | None]:
    """(reopened, resolved, share): first resolved in the period, and seven days ago at least.

    The week must have passed for everyone in the denominator, else recent work looks better than it is.
    """
    settled = min(period.end, at - REOPEN_WITHIN)
    statement = sa.select(
        sa.func.count(sa.case((Ticket.reopen_count > 0, Ticket.id))), sa.func.count(Ticket.id)
    ).where(
        Ticket.first_resolved_at >= period.start,
        Ticket.first_resolved_at < settled,
        sa.not_(Ticket.historic),
        *population(product_ids),
    )
    reopened, resolved = db.session.execute(statement).one()
    return int(reopened), int(resolved), share(int(reopened), int(resolved))


def population(product_ids: set[int] | None) -> list[sa.ColumnElement[bool]]:
    """The tickets that figures are about: no spam, no merged ones, no testers, only these products."""
    testers = list(db.session.scalars(sa.select(Customer.id).where(Customer.tester)))
    conditions: list[sa.ColumnElement[bool]] = [Ticket.status.not_in([Status.MERGED, Status.CANCELLED])]
    if testers:
        conditions.append(Ticket.customer_id.not_in(testers))
    if product_ids is not None:
        conditions.append(Ticket.product_id.in_(product_ids))
    return conditions


def _of_products(column: Any, product_ids: Iterable[int] | None) -> list[sa.ColumnElement[bool]]:
    if product_ids is None:
        return []
    mine = sa.select(Ticket.id).where(Ticket.id == column, Ticket.product_id.in_(list(product_ids)))
    return [mine.exists()]
