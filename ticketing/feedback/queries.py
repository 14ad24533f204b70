"""Reading feedback: themes with their voices. The headline is always distinct customers, not tickets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.feedback import themes
from ticketing.models import (
    Channel,
    Customer,
    Item,
    Mention,
    Severity,
    Theme,
    ThemeChange,
    ThemeStatus,
    Ticket,
)

WEEKS = 12
MONTH, QUARTER = timedelta(days=30), timedelta(days=90)
QUOTES = 8
READ_PER_QUOTE = 5
"""Voices read for one shown: some people speak often, some voices do not count."""


@dataclass(frozen=True)
class Counts:
    """How many speak of a theme; only counted mentions, except ``left_out``. Customers, tickets and
    ``left_out`` are of all time, the finer figures of the last 90 days."""

    customers: int = 0
    customers_30: int = 0
    customers_90: int = 0
    tickets: int = 0
    complaints: int = 0
    left_out: int = 0
    """Distinct customers outside gate and score: testers, visitors, campaigns."""
    severity: str = ""
    """The worst harm reported; empty when nobody spoke."""
    last_at: datetime | None = None
    channels: dict[str, int] = field(default_factory=dict)
    """Distinct customers by channel; one person may use several, so the sum may exceed the whole."""
    weekly: tuple[int, ...] = (0,) * WEEKS
    """Distinct customers of each of the last 12 weeks, oldest first."""


@dataclass(frozen=True)
class ThemeRow:
    """One line of the evidence inbox."""

    theme: Theme
    counts: Counts
    item: Item | None


@dataclass(frozen=True)
class Quote:
    """A customer's words, masked, with where and when they were said."""

    mention_id: int
    text: str
    channel: str
    language: str
    version: str
    severity: str
    at: datetime
    ticket_no: str
    counted: bool
    left_out: str


@dataclass(frozen=True)
class ThemePage:
    """A theme with its evidence, its lineage and the themes it might be one with."""

    theme: Theme
    counts: Counts
    item: Item | None
    quotes: list[Quote]
    versions: dict[str, int]
    siblings: list[Theme]
    lineage: list[ThemeChange]


def contactable() -> sa.ColumnElement[bool]:
    """The condition on ``customer`` for people who may be written to at all."""
    return sa.and_(Customer.contact_allowed, Customer.erased_at.is_(None), sa.not_(Customer.tester))


def list_themes(
    product_ids: set[int] | None,
    at: datetime,
    *,
    since: timedelta = timedelta(days=90),
    without_item: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> list[ThemeRow]:
    """Live themes with a mention since then, newest first; ``product_ids`` none = every product."""
    statement = sa.select(Theme).where(Theme.status != ThemeStatus.MERGED, Theme.last_mention_at > at - since)
    if product_ids is not None:
        statement = statement.where(Theme.product_id.in_(product_ids))
    if without_item:
        statement = statement.where(sa.select(Item.id).where(Item.theme_id == Theme.id).exists().is_(False))
    ordered = statement.order_by(Theme.last_mention_at.desc(), Theme.id).limit(limit).offset(offset)
    found = list(db.session.scalars(ordered))
    counts = count_themes([theme.id for theme in found], at)
    items = items_of([theme.id for theme in found])
    return [ThemeRow(theme, counts[theme.id], items.get(theme.id)) for theme in found]


def get_theme(theme_no: str, product_ids: set[int] | None) -> Theme:
    """The theme with this number, if it exists for this viewer. Raises NotFound."""
    theme = db.session.scalar(sa.select(Theme).where(Theme.theme_no == theme_no))
    if theme is None or (product_ids is not None and theme.product_id not in product_ids):
        raise NotFound("no such theme")
    return theme


def theme_page(theme: Theme, at: datetime) -> ThemePage:
    """Everything the theme's page shows."""
    siblings = sa.select(Theme).where(
        Theme.product_id == theme.product_id, Theme.id != theme.id, Theme.status != ThemeStatus.MERGED
    )
    newest_first = siblings.order_by((Theme.topic == theme.topic).desc(), Theme.last_mention_at.desc())
    return ThemePage(
        theme=theme,
        counts=count_themes([theme.id], at)[theme.id],
        item=items_of([theme.id]).get(theme.id),
        quotes=quotes_of(theme.id, limit=50),
        versions=versions_of(theme.id, at),
        siblings=list(db.session.scalars(newest_first.limit(20))),
        lineage=themes.lineage(theme),
    )


def items_of(theme_ids: Iterable[int]) -> dict[int, Item]:
    """The backlog items of these themes, by theme."""
    rows = db.session.scalars(sa.select(Item).where(Item.theme_id.in_(list(theme_ids))))
    return {item.theme_id: item for item in rows}


def count_themes(theme_ids: Sequence[int], at: datetime) -> dict[int, Counts]:
    """The counts of these themes as of a moment, in three statements however many themes there are.

    All-time numbers come from an index alone; everything finer looks back 90 days, so cost stays flat.
    """
    if not theme_ids:
        return {}
    values: dict[int, dict[str, Any]] = {theme_id: {} for theme_id in theme_ids}
    for counted in (True, False):
        for theme_id, customers, tickets in db.session.execute(_of_all_time(theme_ids, at, counted)):
            found = {"customers": customers, "tickets": tickets} if counted else {"left_out": customers}
            values[theme_id].update(found)
    for row in db.session.execute(_lately(theme_ids, at)).mappings():
        values[row["theme_id"]].update(_fields(row))
    return {theme_id: Counts(**found) for theme_id, found in values.items()}


def _fields(row: Any) -> dict[str, Any]:
    """Any: a row of differently typed aggregates."""
    plain: dict[str, Any] = {name: int(row[name]) for name in ("customers_30", "customers_90", "complaints")}
    plain["last_at"] = row["last_at"]
    channels = {one.value: int(row[f"by_{one.value}"]) for one in Channel if row[f"by_{one.value}"]}
    weekly = tuple(int(row[f"week_{number}"]) for number in range(WEEKS))
    return {**plain, "severity": str(row["severity"] or ""), "channels": channels, "weekly": weekly}


def _of_all_time(theme_ids: Sequence[int], at: datetime, counted: bool) -> sa.Select[Any]:
    """One ticket speaks once in a theme, so rows are tickets."""
    flag = Mention.counted if counted else sa.not_(Mention.counted)
    return (
        sa.select(Mention.theme_id, sa.func.count(Mention.customer_id.distinct()), sa.func.count())
        .where(Mention.theme_id.in_(theme_ids), flag, Mention.at <= at)
        .group_by(Mention.theme_id)
    )


def _lately(theme_ids: Sequence[int], at: datetime) -> sa.Select[Any]:
    """First one row a person, then sums over persons: far cheaper than many counts of distinct values."""
    person = _by_person(theme_ids, at).subquery()
    column = person.c
    sums = [sa.func.sum(column[name]).label(name) for name in _FLAGS]
    return sa.select(
        column.theme_id,
        sa.func.count(sa.case((column.last_at > at - MONTH, 1))).label("customers_30"),
        sa.func.count().label("customers_90"),
        sa.func.sum(column.complaints).label("complaints"),
        sa.func.min(column.severity).label("severity"),
        sa.func.max(column.last_at).label("last_at"),
        *sums,
    ).group_by(column.theme_id)


def _by_person(theme_ids: Sequence[int], at: datetime) -> sa.Select[Any]:
    starts = [at - timedelta(weeks=WEEKS - number) for number in range(WEEKS)]
    weeks = [
        sa.and_(Mention.at > start, Mention.at <= start + timedelta(weeks=1)).label(f"week_{number}")
        for number, start in enumerate(starts)
    ]
    channels = [(Mention.channel == one.value).label(f"by_{one.value}") for one in Channel]
    flags = [
        sa.func.max(sa.case((flag.element, 1), else_=0)).label(flag.name) for flag in (*channels, *weeks)
    ]
    return (
        sa.select(
            Mention.theme_id,
            Mention.customer_id,
            sa.func.max(Mention.at).label("last_at"),
            sa.func.min(Mention.severity).label("severity"),
            sa.func.sum(sa.case((Mention.complaint, 1), else_=0)).label("complaints"),
            *flags,
        )
        .where(
            Mention.theme_id.in_(theme_ids),
            Mention.counted,
            Mention.at > at - QUARTER,
            Mention.at <= at,
        )
        .group_by(Mention.theme_id, Mention.customer_id)
    )


_FLAGS = [f"by_{one.value}" for one in Channel] + [f"week_{number}" for number in range(WEEKS)]


def versions_of(theme_id: int, at: datetime) -> dict[str, int]:
    """Distinct counted customers of the last 90 days by product version; the empty key is *unknown*."""
    statement = (
        sa.select(Mention.version, sa.func.count(Mention.customer_id.distinct()))
        .where(Mention.theme_id == theme_id, Mention.counted, Mention.at > at - QUARTER, Mention.at <= at)
        .group_by(Mention.version)
    )
    return {str(version): int(number) for version, number in db.session.execute(statement)}


def quotes_of(theme_id: int, *, limit: int = QUOTES) -> list[Quote]:
    """The newest words of different customers, masked; counted voices first."""
    newest = (
        sa.select(Mention, Ticket.ticket_no, Ticket.language)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.theme_id == theme_id)
        .order_by(Mention.at.desc(), Mention.id.desc())
        .limit(limit * READ_PER_QUOTE)
    )
    by_customer: dict[int, Quote] = {}
    for mention, ticket_no, language in db.session.execute(newest):
        if mention.quote:
            by_customer.setdefault(mention.customer_id, _quote(mention, ticket_no, language))
    return sorted(by_customer.values(), key=lambda quote: not quote.counted)[:limit]


def _quote(mention: Mention, ticket_no: str, language: str) -> Quote:
    return Quote(
        mention_id=mention.id,
        text=mention.quote,
        channel=mention.channel,
        language=language,
        version=mention.version,
        severity=Severity(mention.severity).value,
        at=mention.at,
        ticket_no=ticket_no,
        counted=mention.counted,
        left_out=mention.left_out,
    )
