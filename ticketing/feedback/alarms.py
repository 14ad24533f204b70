"""The burst alarm: who speaks of a theme today against the same span of eight earlier weeks, by event time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.db import db, unit_of_work
from ticketing.events import ThemeFlared
from ticketing.feedback import bursts
from ticketing.feedback.days import company_zone, first_of_month
from ticketing.models import Exposure, Item, Mention, Theme, ThemeStatus
from ticketing.outbox.record import record
from ticketing.ports import Ports

DAY = timedelta(hours=24)
MOST_THEMES = 500


def detect_bursts(ports: Ports, at: datetime) -> int:
    """Mark the themes that flare up in the last 24 hours; returns how many alarms went out.

    The mark opens the gate to the backlog, where the next look at the theme proposes an item.
    """
    lately = sa.select(Mention.id).where(Mention.at > at - DAY, Mention.at <= at, Mention.counted)
    if db.session.scalar(lately.limit(1)) is None:
        return 0
    with unit_of_work(ports):
        watched = [_watch(theme, counts, at) for theme, counts in _hot_themes(at)]
        found = bursts.find_bursts(watched, at)
        for burst in found:
            _alert(db.session.get_one(Theme, int(burst.theme)), burst, at, ports)
    return len(found)


def _alert(theme: Theme, burst: bursts.Burst, at: datetime, ports: Ports) -> None:
    theme.alerted_at, theme.alert_count, theme.checked_at = at, burst.count, None
    item = sa.select(Item.id, Item.owner_id).where(Item.theme_id == theme.id)
    row = db.session.execute(item).one_or_none()
    flared = ThemeFlared(
        at=at,
        theme_id=theme.id,
        item_id=row.id if row else None,
        count=burst.count,
        usual=round(burst.usual, 3),
        owner_id=row.owner_id if row else None,
    )
    record(flared, ports)


def _hot_themes(at: datetime) -> list[tuple[Theme, Sequence[int]]]:
    """Themes with enough voices today, each with its counts of today and of eight earlier weeks."""
    people = sa.func.count(Mention.customer_id.distinct())
    today = (
        sa.select(Mention.theme_id)
        .where(Mention.at > at - DAY, Mention.at <= at, Mention.counted)
        .group_by(Mention.theme_id)
        .having(people >= bursts.LEAST_COUNT)
        .order_by(people.desc())
        .limit(MOST_THEMES)
    )
    hot = list(db.session.scalars(today))
    themes = sa.select(Theme).where(Theme.id.in_(hot), Theme.status != ThemeStatus.MERGED)
    by_id = {theme.id: theme for theme in db.session.scalars(themes)}
    rows = db.session.execute(_weekly_counts(hot, at)) if hot else ()
    return [(by_id[row[0]], row[1:]) for row in rows if row[0] in by_id]


def _weekly_counts(theme_ids: Sequence[int], at: datetime) -> sa.Select[Any]:
    """One row a theme: distinct customers of the last 24 hours, then of the same span 1 … 8 weeks ago.

    Any: a row of counts.
    """
    ends = [at - timedelta(weeks=weeks) for weeks in range(bursts.BASELINE_WEEKS + 1)]
    spans = [sa.and_(Mention.at > end - DAY, Mention.at <= end) for end in ends]
    columns = [sa.func.count(sa.case((span, Mention.customer_id)).distinct()) for span in spans]
    return (
        sa.select(Mention.theme_id, *columns)
        .where(Mention.theme_id.in_(theme_ids), Mention.counted, Mention.at > ends[-1] - DAY)
        .group_by(Mention.theme_id)
    )


def _watch(theme: Theme, counts: Sequence[int], at: datetime) -> bursts.Watched:
    today, earlier = counts[0], counts[1:]
    users = _relative_users(theme.product_id, at)
    since = db.session.scalar(sa.select(sa.func.min(Mention.at)))
    usual = [
        bursts.Usual(count, exposure=users[weeks], was_burst=_was_burst(earlier, weeks - 1))
        for weeks, count in enumerate(earlier, start=1)
        if since is not None and since <= at - timedelta(weeks=weeks) - DAY
    ]
    return bursts.Watched(
        theme=str(theme.id),
        count=today,
        usual=bursts.usual_count(usual[::-1]),
        last_alert_at=theme.alerted_at,
        last_alert_count=theme.alert_count,
    )


def _was_burst(earlier: Sequence[int], place: int) -> bool:
    """Whether one earlier day stands out of the other seven as a burst itself."""
    others = [count for index, count in enumerate(earlier) if index != place]
    return bursts.is_unusual(earlier[place], max(0.5, sum(others) / len(others)))


def _relative_users(product_id: int, at: datetime) -> list[float]:
    """Active users of today's and the earlier weeks' months, as shares of today's; 1 where unknown."""
    zone = company_zone()
    days = [(at - timedelta(weeks=weeks)).astimezone(zone).date() for weeks in range(9)]
    months = [first_of_month(day) for day in days]
    figures = sa.select(Exposure.month, Exposure.active_users).where(
        Exposure.product_id == product_id, Exposure.month.in_(set(months))
    )
    known = {row.month: row.active_users for row in db.session.execute(figures)}
    now = known.get(months[0], 0)
    if not now or any(not known.get(month) for month in months):
        return [1.0] * len(months)
    return [known[month] / now for month in months]
