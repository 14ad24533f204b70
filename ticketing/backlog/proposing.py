"""The jobs between evidence and backlog: propose what reached the gate, wake what was put off, keep scores."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ticketing.backlog import evidence, items, thresholds
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.feedback.days import company_zone
from ticketing.feedback.queries import count_themes
from ticketing.models import Decision, Item, ItemStatus, Theme, ThemeStatus
from ticketing.ports import Ports

BATCH = 10
"""Themes in one transaction: others wait for the lock that long."""
PUT_OFF = frozenset({ItemStatus.DEFERRED, ItemStatus.DECLINED})


def propose_items(ports: Ports, at: datetime) -> int:
    """Look at the themes that changed since they were last looked at; returns how many were."""
    changed = (
        sa.select(Theme)
        .where(Theme.checked_at.is_(None), Theme.status != ThemeStatus.MERGED)
        .order_by(Theme.id)
        .limit(BATCH)
    )
    if db.session.scalar(changed.with_only_columns(Theme.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        themes = list(session.scalars(for_update_skip_locked(changed)))
        for theme in themes:
            _look_at(theme, at, ports)
            theme.checked_at = at
    return len(themes)


def _look_at(theme: Theme, at: datetime, ports: Ports) -> None:
    counts = count_themes([theme.id], at)[theme.id]
    item = db.session.scalar(sa.select(Item).where(Item.theme_id == theme.id))
    if item is None:
        if opened := evidence.gate(theme, counts, at):
            items.propose(theme, why=opened.value, at=at, ports=ports)
    elif item.status in PUT_OFF and _must_look_again(item, theme, counts.customers):
        items.advance(item, ItemStatus.REVIEW, by=None, why="new_evidence", at=at, ports=ports)


def _must_look_again(item: Item, theme: Theme, customers: int) -> bool:
    """What was put off comes back by a burst, or when twice as many people speak as on the day."""
    decided_at = item.decided_at or item.proposed_at
    burst = theme.alerted_at is not None and theme.alerted_at > decided_at
    latest = sa.select(Decision.snapshot).where(Decision.item_id == item.id).order_by(Decision.id.desc())
    snapshot = db.session.scalars(latest.limit(1)).first() or {}
    then = snapshot.get("evidence", {}).get("counts", {}).get("customers", item.customers)
    return thresholds.must_look_again(then, customers, burst)


def revisit_deferred(ports: Ports, at: datetime) -> int:
    """Put deferred items whose day has come back to review; returns how many."""
    today = at.astimezone(company_zone()).date()
    due = (
        sa.select(Item)
        .where(Item.status == ItemStatus.DEFERRED, Item.revisit_on <= today)
        .order_by(Item.id)
        .limit(BATCH)
    )
    if db.session.scalar(due.with_only_columns(Item.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        found = list(session.scalars(for_update_skip_locked(due)))
        for item in found:
            items.advance(item, ItemStatus.REVIEW, by=None, why="revisit", at=at, ports=ports)
    return len(found)
