"""The evidence of an item: how many people, on which channels, since when, in whose words.

Headline = distinct customers; tickets and repeats stand beside it. No names, no numbers of persons: quotes
were masked when they were harvested, and nothing here reads the customer's own rows.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.backlog import thresholds
from ticketing.db import db
from ticketing.feedback.queries import QUARTER, Counts, Quote, count_themes, quotes_of, versions_of
from ticketing.models import (
    ITEM_TRANSITIONS,
    Item,
    ItemStatus,
    Mention,
    Severity,
    Survey,
    Target,
    Theme,
    Ticket,
)

OPEN = frozenset(ITEM_TRANSITIONS) - {
    ItemStatus.DECLINED,
    ItemStatus.DEFERRED,
    ItemStatus.DUPLICATE,
    ItemStatus.DONE,
}
"""States in which an item is ranked against its siblings."""
UNHAPPY = 2
WINDOW = timedelta(days=thresholds.WINDOW_DAYS)
BURST_LASTS = timedelta(days=7)
"""A burst opens the gate for this long."""


@dataclass(frozen=True)
class Cost:
    """What the issue cost the service in the last 90 days, beside the complaint itself."""

    sla_breaches: int = 0
    low_scores: int = 0
    """Surveys of 1 or 2 on its tickets."""


@dataclass(frozen=True)
class Evidence:
    """Everything a decision stands on, as of one moment."""

    at: datetime
    counts: Counts
    versions: dict[str, int]
    quotes: list[Quote]
    cost: Cost

    @property
    def repeats(self) -> int:
        """Tickets beyond the first of each customer."""
        return self.counts.tickets - self.counts.customers

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON: moments as ISO 8601. Any: it is JSON."""
        return _plain({**dataclasses.asdict(self), "repeats": self.repeats})


def gather(theme_id: int, at: datetime, *, quotes: int = 8) -> Evidence:
    """The evidence of one theme as of a moment."""
    return Evidence(
        at=at,
        counts=count_themes([theme_id], at)[theme_id],
        versions=versions_of(theme_id, at),
        quotes=quotes_of(theme_id, limit=quotes),
        cost=_cost(theme_id, at),
    )


def gate_of(theme_id: int, at: datetime) -> thresholds.Gate | None:
    """Which rule lets this theme onto the backlog as of a moment; none while the evidence is thin."""
    return gate(db.session.get_one(Theme, theme_id), count_themes([theme_id], at)[theme_id], at)


def gate(theme: Theme, counts: Counts, at: datetime) -> thresholds.Gate | None:
    """The same for counts already at hand: one case of danger or a regulator's slip is enough."""
    seen = thresholds.Evidence(
        customers=counts.customers_30,
        has_s1=counts.severity == Severity.S1 and _recently(theme.id, at, Mention.severity == Severity.S1),
        regulator=_recently(theme.id, at, Ticket.regulator_ref != ""),
        burst=theme.alerted_at is not None and at - theme.alerted_at <= BURST_LASTS,
    )
    if seen.customers and seen.has_s1:
        return thresholds.Gate.SAFETY
    if seen.customers and seen.regulator:
        return thresholds.Gate.REGULATOR
    return thresholds.item_gate(seen)


def _recently(theme_id: int, at: datetime, condition: sa.ColumnElement[bool]) -> bool:
    found = (
        sa.select(Mention.id)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.theme_id == theme_id, Mention.at > at - WINDOW, Mention.counted, condition)
    )
    return db.session.scalar(found.limit(1)) is not None


def snapshot(item: Item, at: datetime) -> dict[str, Any]:
    """The numbers as they are today, kept with a decision: they must read the same in three months."""
    return {
        "evidence": gather(item.theme_id, at, quotes=3).as_dict(),
        "score": item.score,
        "score_parts": item.score_parts,
        "rank": rank(item, Item.score),
        "unweighted_rank": rank(item, Item.customers),
        "status": item.status.value,
    }


def rank(item: Item, column: Any) -> int:
    """The item's place among its product's open items by a column, 1 first. Any: a mapped number."""
    own = getattr(item, column.key)
    before = sa.select(sa.func.count(Item.id)).where(
        Item.product_id == item.product_id, Item.status.in_(OPEN), Item.id != item.id, column > own
    )
    return int(db.session.scalar(before) or 0) + 1


def _cost(theme_id: int, at: datetime) -> Cost:
    voices = sa.and_(Mention.theme_id == theme_id, Mention.at > at - QUARTER, Mention.at <= at)
    breaches = (
        sa.select(sa.func.count(Target.id))
        .join(Mention, Mention.ticket_id == Target.ticket_id)
        .where(voices, Target.breached_at.is_not(None))
    )
    low = (
        sa.select(sa.func.count(Survey.id))
        .join(Mention, Mention.ticket_id == Survey.ticket_id)
        .where(voices, Survey.score <= UNHAPPY)
    )
    return Cost(int(db.session.scalar(breaches) or 0), int(db.session.scalar(low) or 0))


def _plain(value: Any) -> Any:
    """JSON's own types, all the way down."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
