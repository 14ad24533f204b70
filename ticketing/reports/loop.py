"""Key figures of the loop: complaints per user, decisions, and whether those who asked were told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db
from ticketing.feedback.days import (
    company_zone,
    first_of_month,
    months_between,
    next_month,
    start_of,
)
from ticketing.feedback.queries import contactable
from ticketing.models import (
    Customer,
    Exposure,
    Item,
    ItemStatus,
    Mention,
    Product,
    Ticket,
    Told,
)
from ticketing.reports.charts import Firmness, Signal, u_chart
from ticketing.reports.kpis import Waits, population
from ticketing.reports.periods import Period
from ticketing.reports.stats import Rate, Share, percentile, rate, share

PER = 1000
TELL_WITHIN = timedelta(days=14)
"""Ten business days in calendar days."""
MOST_MONTHS = 36
IS_COMPLAINT = sa.literal_column("ticket.type = 'complaint'", sa.Boolean)
"""Written out, so that the database sees that the small index of complaints holds all it needs."""


@dataclass(frozen=True)
class ComplaintMonth:
    """One product's month. ``rate`` is none when nobody entered the active users: missing is not zero."""

    month: date
    complaints: int
    complainants: int
    active_users: int | None
    rate: Rate | None
    low: float | None
    high: float | None
    """Control limits (u-chart) per 1,000 active users."""
    signals: tuple[Signal, ...]
    complete: bool
    """False for the running month: its figures still grow."""


@dataclass(frozen=True)
class ComplaintSeries:
    """The complaint rate of one product over months; ``centre`` per 1,000, none without any exposure."""

    product: Product
    centre: float | None
    firmness: Firmness
    months: list[ComplaintMonth]


@dataclass(frozen=True)
class LoopClosure:
    """Outcomes of the period: distinct linked customers who may be written to, and how many were told."""

    outcomes: int
    linked: int
    told: int
    told_in_time: int
    """Within ten business days of the outcome."""
    share: Share | None
    """Told in time of linked."""
    opted_out: int
    """Linked customers who do not want to be written to: outside the share, but listed."""
    answered: int
    helped: int


def complaint_rates(
    first: date, last: date, product_ids: set[int] | None, at: datetime
) -> list[ComplaintSeries]:
    """Complaints per 1,000 active users by product and month, with intervals and control limits."""
    months = months_between(first, last)[-MOST_MONTHS:]
    counts = {month: _complaints(month, product_ids) for month in months}
    users = _active_users(months, product_ids)
    statement = sa.select(Product).where(sa.not_(Product.retired)).order_by(Product.code)
    if product_ids is not None:
        statement = statement.where(Product.id.in_(product_ids))
    return [_series(product, months, counts, users, at) for product in db.session.scalars(statement)]


def _series(
    product: Product,
    months: list[date],
    counts: dict[date, dict[int, tuple[int, int]]],
    users: dict[tuple[int, date], int],
    at: datetime,
) -> ComplaintSeries:
    present = first_of_month(at.astimezone(company_zone()).date())
    numbers = [counts[month].get(product.id, (0, 0)) for month in months]
    exposures = [users.get((product.id, month)) for month in months]
    settled = sum(month < present for month in months)  # the running month must not set the limits
    chart = u_chart(
        [(complaints, (use or 0) / PER) for (complaints, _), use in zip(numbers, exposures, strict=True)],
        baseline=settled or None,
    )
    listed = [
        ComplaintMonth(
            month=month,
            complaints=complaints,
            complainants=complainants,
            active_users=use,
            rate=rate(complaints, use, PER),
            low=chart.points[place].low if chart and use else None,
            high=chart.points[place].high if chart and use else None,
            signals=chart.points[place].signals if chart else (),
            complete=month < present,
        )
        for place, (month, (complaints, complainants), use) in enumerate(
            zip(months, numbers, exposures, strict=True)
        )
    ]
    return ComplaintSeries(
        product, chart.centre if chart else None, chart.firmness if chart else Firmness.TOO_FEW, listed
    )


def _complaints(month: date, product_ids: set[int] | None) -> dict[int, tuple[int, int]]:
    """Distinct complaint tickets and complainants of one month, by product."""
    zone = company_zone()
    statement = (
        sa.select(Ticket.product_id, sa.func.count(Ticket.id), sa.func.count(Ticket.customer_id.distinct()))
        .where(
            Ticket.created_at >= start_of(month, zone),
            Ticket.created_at < start_of(next_month(month), zone),
            IS_COMPLAINT,
            Ticket.product_id.is_not(None),
            *population(product_ids),
        )
        .group_by(Ticket.product_id)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(statement)}


def _active_users(months: list[date], product_ids: set[int] | None) -> dict[tuple[int, date], int]:
    statement = sa.select(Exposure).where(Exposure.month.in_(months), Exposure.active_users > 0)
    if product_ids is not None:
        statement = statement.where(Exposure.product_id.in_(product_ids))
    return {(row.product_id, row.month): row.active_users for row in db.session.scalars(statement)}


def decision_time(period: Period, product_ids: set[int] | None) -> Waits:
    """Candidate to decision, for items decided in the period; ``waiting`` are those proposed and undecided."""
    decided = sa.select(Item.proposed_at, Item.decided_at).where(
        period.holds(Item.decided_at), *_items_of(product_ids)
    )
    waits = [(end - start).total_seconds() for start, end in db.session.execute(decided) if end]
    waiting = sa.select(sa.func.count(Item.id)).where(
        Item.decided_at.is_(None), Item.proposed_at < period.end, *_items_of(product_ids)
    )
    middle, tail = percentile(waits, 0.5), percentile(waits, 0.9)
    return Waits(
        n=len(waits),
        waiting=int(db.session.scalar(waiting) or 0),
        median=timedelta(seconds=middle) if middle is not None else None,
        p90=timedelta(seconds=tail) if tail is not None else None,
    )


def loop_closure(period: Period, product_ids: set[int] | None) -> LoopClosure:
    """Of the customers behind each outcome of the period, how many were told, in time, and what they said."""
    sums: defaultdict[str, int] = defaultdict(int)
    outcomes = _outcomes(period, product_ids)
    for item, outcome_at in outcomes:
        for name, number in _closure_of(item, outcome_at).items():
            sums[name] += number
    return LoopClosure(
        outcomes=len(outcomes),
        linked=sums["linked"],
        told=sums["told"],
        told_in_time=sums["told_in_time"],
        share=share(sums["told_in_time"], sums["linked"]),
        opted_out=sums["opted_out"],
        answered=sums["answered"],
        helped=sums["helped"],
    )


def _outcomes(period: Period, product_ids: set[int] | None) -> list[tuple[Item, datetime]]:
    put_off = (ItemStatus.DECLINED, ItemStatus.DEFERRED)
    statement = sa.select(Item).where(
        sa.or_(
            period.holds(Item.released_at),
            sa.and_(Item.status.in_(put_off), period.holds(Item.decided_at)),
        ),
        *_items_of(product_ids),
    )
    found = []
    for item in db.session.scalars(statement.order_by(Item.id)):
        moment = item.decided_at if item.status in put_off else item.released_at
        if moment is not None:
            found.append((item, moment))
    return found


def _closure_of(item: Item, outcome_at: datetime) -> dict[str, int]:
    people = (
        sa.select(
            sa.func.count(sa.case((contactable(), Customer.id)).distinct()),
            sa.func.count(sa.case((sa.not_(Customer.contact_allowed), Customer.id)).distinct()),
        )
        .select_from(Mention)
        .join(Customer, Customer.id == Mention.customer_id)
        .where(
            Mention.theme_id == item.theme_id,
            Mention.at <= outcome_at,
            Mention.left_out != "cancelled",
        )
    )
    linked, opted_out = db.session.execute(people).one()
    told = sa.select(
        sa.func.count(Told.id),
        sa.func.count(sa.case((Told.at <= outcome_at + TELL_WITHIN, Told.id))),
        sa.func.count(Told.helped),
        sa.func.count(sa.case((Told.helped, Told.id))),
    ).where(Told.item_id == item.id, Told.round == item.outcome_round)
    number, in_time, answered, helped = db.session.execute(told).one()
    return {
        "linked": max(linked, number),
        "opted_out": opted_out,
        "told": number,
        "told_in_time": in_time,
        "answered": answered,
        "helped": helped,
    }


def _items_of(product_ids: set[int] | None) -> list[sa.ColumnElement[bool]]:
    return [] if product_ids is None else [Item.product_id.in_(product_ids)]
