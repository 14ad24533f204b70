"""Did it help? Cases per user before and after a release, on the same theme, with the interval said aloud."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isfinite
from typing import Any

import sqlalchemy as sa

from ticketing.backlog import effect, items
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.feedback.days import company_zone, first_of_month, next_month, start_of
from ticketing.models import Exposure, Item, ItemStatus, Mention, Theme, Told, Verdict
from ticketing.ports import Ports

BASELINE = effect.LONG_BASELINE
"""Long enough that the burst which triggered the work does not carry it alone."""
BATCH = 20
CARRY_MONTHS = 3
"""An unknown month is taken as the last known one, at most so far back; it is said so."""


@dataclass(frozen=True)
class UserMonths:
    """Exposure of a period; ``estimated`` when a month was carried over from an earlier one."""

    amount: float
    estimated: bool


def evaluate_effects(ports: Ports, at: datetime) -> int:
    """Judge the releases whose watch is over; returns how many were looked at."""
    due = (
        sa.select(Item)
        .where(Item.status == ItemStatus.WATCHING, Item.watch_until <= at)
        .order_by(Item.id)
        .limit(BATCH)
    )
    if db.session.scalar(due.with_only_columns(Item.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        found = list(session.scalars(for_update_skip_locked(due)))
        for item in found:
            evaluate(item, at=at, ports=ports)
    return len(found)


def evaluate(item: Item, *, at: datetime, ports: Ports) -> Verdict | None:
    """Judge one release, or watch it longer; none while waiting is the honest answer.

    *Effective* is done, *ineffective* goes back to review, *inconclusive* is left to the owner.
    """
    released_at = item.released_at or at
    before, after, facts = windows(item, at)
    item.effect = facts
    longer = _look_later(at - released_at, before, after)
    if longer is not None:
        item.watch_until = released_at + longer
        items.mark_changed(item, at)
        return None
    if before is None or after is None:
        found = {**facts, "verdict": Verdict.INCONCLUSIVE.value, "why": "exposure_missing"}
        return _conclude(item, Verdict.INCONCLUSIVE, found, at, ports)
    judged = effect.verdict(before, after, target=item.target_ratio)
    numbers = {
        "ratio": _finite(judged.ratio),
        "low": judged.low,
        "high": _finite(judged.high),
        "p_value": judged.p_value,
        "verdict": judged.verdict.value,
        "against_others": _against_others(item, before, after, at),
    }
    return _conclude(item, Verdict(judged.verdict.value), {**facts, **numbers}, at, ports)


def _look_later(
    watched: timedelta, before: effect.Window | None, after: effect.Window | None
) -> timedelta | None:
    if before is None or after is None:
        return next((one for one in effect.WATCH_WINDOWS if one > watched), None)
    return effect.next_look(watched, before, after.exposure)


def _conclude(item: Item, verdict: Verdict, facts: dict[str, Any], at: datetime, ports: Ports) -> Verdict:
    step = {"by": None, "at": at, "ports": ports}
    items.advance(item, ItemStatus.EVALUATED, why=verdict.value, verdict=verdict, effect=facts, **step)
    if verdict == Verdict.EFFECTIVE:
        items.advance(item, ItemStatus.DONE, why="effective", **step)
    elif verdict == Verdict.INEFFECTIVE:
        items.advance(item, ItemStatus.REVIEW, why="ineffective", **step)
    return verdict


def windows(item: Item, at: datetime) -> tuple[effect.Window | None, effect.Window | None, dict[str, Any]]:
    """Cases and user-months before and after the release, and the same as plain facts for the page.

    A window is none when the active users are not known: missing is not zero. Any: it is JSON.
    """
    released_at = item.released_at or at
    start = released_at - BASELINE
    use_before = user_months(item.product_id, start, released_at)
    use_after = user_months(item.product_id, released_at, at)
    cases_before = _cases(item, start, released_at, "")
    cases_after = _cases(item, released_at, at, item.release_version)
    facts = {
        "before": _window_facts(cases_before, use_before, start, released_at),
        "after": _window_facts(cases_after, use_after, released_at, at),
        "target": item.target_ratio,
        "answers": answers(item),
    }
    before = effect.Window(cases_before, use_before.amount) if use_before else None
    after = effect.Window(cases_after, use_after.amount) if use_after else None
    return before, after, facts


def _window_facts(cases: int, use: UserMonths | None, start: datetime, end: datetime) -> dict[str, Any]:
    return {
        "cases": cases,
        "user_months": round(use.amount, 1) if use else None,
        "estimated": use.estimated if use else None,
        "from": start.isoformat(),
        "to": end.isoformat(),
    }


def _cases(item: Item, start: datetime, end: datetime, fixed: str) -> int:
    """Distinct tickets of the theme in a window; after a fix, not those of versions known to be older."""
    statement = (
        sa.select(Mention.version, sa.func.count(Mention.ticket_id.distinct()))
        .where(Mention.theme_id == item.theme_id, Mention.counted, Mention.at >= start, Mention.at < end)
        .group_by(Mention.version)
    )
    rows = db.session.execute(statement).all()
    return sum(number for version, number in rows if not is_older(version, fixed))


def is_older(version: str, fixed: str) -> bool:
    """Whether a version is known and earlier than another: 6.2.1 < 6.10; words compare to nothing."""
    own, other = ([int(part) for part in re.findall(r"\d+", one)] for one in (version, fixed))
    return bool(own and other) and own < other


def answers(item: Item) -> dict[str, int]:
    """Asked by N, told M, satisfied k of r (``domain.md`` §6.12), for the present outcome."""
    row = db.session.execute(
        sa.select(
            sa.func.count(Told.id),
            sa.func.count(Told.helped),
            sa.func.count(sa.case((Told.helped, Told.id))),
        ).where(Told.item_id == item.id, Told.round == item.outcome_round)
    ).one()
    asked = sa.select(sa.func.count(Mention.customer_id.distinct())).where(
        Mention.theme_id == item.theme_id, Mention.left_out != "cancelled"
    )
    named = dict(zip(("told", "answered", "helped"), (int(value) for value in row), strict=True))
    return {"asked_by": int(db.session.scalar(asked) or 0), **named}


def user_months(product_id: int, start: datetime, end: datetime) -> UserMonths | None:
    """Active users times months of a period, from the monthly figures; none when a month cannot be known."""
    zone = company_zone()
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    known = _known_users(product_id, last)
    amount, estimated, month = 0.0, False, first_of_month(first)
    while start_of(month, zone) < end:
        users = _users_in(known, month)
        if users is None:
            return None
        left, right = max(start, start_of(month, zone)), min(end, start_of(next_month(month), zone))
        days = (right - left) / timedelta(days=1)
        amount += users * days / monthrange(month.year, month.month)[1]
        estimated = estimated or month not in known
        month = next_month(month)
    return UserMonths(amount, estimated)


def _known_users(product_id: int, last: date) -> dict[date, int]:
    statement = sa.select(Exposure.month, Exposure.active_users).where(
        Exposure.product_id == product_id, Exposure.month <= last
    )
    return {first_of_month(month): users for month, users in db.session.execute(statement)}


def _users_in(known: dict[date, int], month: date) -> int | None:
    for _ in range(CARRY_MONTHS + 1):
        if month in known:
            return known[month]
        month = first_of_month(month - timedelta(days=1))
    return None


def _against_others(
    item: Item, before: effect.Window, after: effect.Window, at: datetime
) -> list[float] | None:
    """The ratio beside that of the product's other themes: what would have happened anyway is taken out."""
    released_at = item.released_at or at
    counts = []
    for start, end in ((released_at - BASELINE, released_at), (released_at, at)):
        others = (
            sa.select(sa.func.count(Mention.ticket_id.distinct()))
            .join(Theme, Theme.id == Mention.theme_id)
            .where(
                Mention.product_id == item.product_id,
                Mention.theme_id != item.theme_id,
                Mention.counted,
                Mention.at >= start,
                Mention.at < end,
            )
        )
        counts.append(int(db.session.scalar(others) or 0))
    if not any(counts):
        return None
    compared = effect.against_others(
        (before, after),
        (effect.Window(counts[0], before.exposure), effect.Window(counts[1], after.exposure)),
    )
    return list(compared) if compared else None


def _finite(value: float | None) -> float | None:
    return value if value is not None and isfinite(value) else None
