"""The score of every open item, kept fresh: components side by side, the unweighted figure always beside it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.backlog import items, scoring
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.feedback.queries import count_themes
from ticketing.models import (
    Customer,
    Item,
    ItemStatus,
    Mention,
    Product,
    ProductKind,
    Severity,
    Theme,
    Tier,
)
from ticketing.ports import Ports

FRESH_FOR = timedelta(hours=1)
BATCH = 5
"""Items in one transaction: others wait for the lock that long."""
MONEY_TOPICS = frozenset({"billing", "renewal", "refund", "promo", "subscription", "invoice"})
_ENDED = (ItemStatus.DONE, ItemStatus.DUPLICATE)
_FOREVER = timedelta(days=3650)


def score_items(ports: Ports, at: datetime) -> int:
    """Score the items whose figures are older than an hour; returns how many."""
    stale = (
        sa.select(Item)
        .where(
            sa.or_(Item.scored_at.is_(None), Item.scored_at <= at - FRESH_FOR),
            Item.status.not_in(_ENDED),
        )
        .order_by(Item.scored_at, Item.id)
        .limit(BATCH)
    )
    if db.session.scalar(stale.with_only_columns(Item.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        found = list(session.scalars(for_update_skip_locked(stale)))
        for item in found:
            score(item, at)
    return len(found)


def score(item: Item, at: datetime) -> None:
    """Work out the demand behind one item; a change in who speaks is a change of the item."""
    product = db.session.get_one(Product, item.product_id)
    demands = _demands(item.theme_id, at)
    found = scoring.demand_score(
        demands,
        hardware=product.kind == ProductKind.HARDWARE,
        decided=item.decided_at is not None,
    )
    severity = min((demand.severity for demand in demands), default=item.severity)
    changed = found.customers != item.customers or severity != item.severity
    item.score, item.customers, item.severity = round(found.score, 3), found.customers, Severity(severity)
    item.score_parts = _parts(item, found, demands, at)
    item.scored_at = at
    if changed:
        items.mark_changed(item, at)


def _demands(theme_id: int, at: datetime) -> list[scoring.Demand]:
    """One row a distinct counted customer: gravest harm, last word, contacts, tier."""
    statement = (
        sa.select(
            sa.func.min(Mention.severity),
            sa.func.max(Mention.at),
            sa.func.count(Mention.ticket_id.distinct()),
            Customer.tier,
        )
        .join(Customer, Customer.id == Mention.customer_id)
        .where(Mention.theme_id == theme_id, Mention.counted, Mention.at > at - _FOREVER)
        .group_by(Mention.customer_id, Customer.tier)
    )
    return [
        scoring.Demand(
            severity=str(severity),
            age_days=(at - last_at) / timedelta(days=1),
            value=scoring.VIP_VALUE if tier == Tier.VIP else scoring.STANDARD_VALUE,
            contacts=contacts,
        )
        for severity, last_at, contacts, tier in db.session.execute(statement)
    ]


def _parts(
    item: Item, found: scoring.DemandScore, demands: list[scoring.Demand], at: datetime
) -> dict[str, Any]:
    """What the score is made of, for people to check. Any: it is JSON."""
    counts = count_themes([item.theme_id], at)[item.theme_id]
    reach = scoring.reach(found.customers, _problem(item))
    return {
        "score": round(found.score, 3),
        "unweighted": round(found.unweighted, 3),
        "customers": found.customers,
        "by_severity": dict(sorted(Counter(demand.severity for demand in demands).items())),
        "vip": sum(demand.value > scoring.STANDARD_VALUE for demand in demands),
        "repeats": sum(demand.contacts - 1 for demand in demands),
        "reach": [reach.observed, reach.at_most],
        "confidence": scoring.confidence_of(found.customers, len(counts.channels), bool(item.root_cause)),
    }


def _problem(item: Item) -> scoring.Complains:
    """Which kind of trouble it is: money makes people speak up, trifles do not."""
    if db.session.get_one(Theme, item.theme_id).topic in MONEY_TOPICS:
        return scoring.Complains.MONEY
    return scoring.Complains.TINY if item.severity == Severity.S4 else scoring.Complains.QUALITY
