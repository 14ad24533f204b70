"""Before and after a release, ready to be drawn: weekly cases, the ratio with its interval, the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf, isfinite, log
from typing import Any

import sqlalchemy as sa
from flask_babel import format_date

from ticketing.backlog import effect, evaluation
from ticketing.db import db
from ticketing.models import Item, Mention
from web.product.blueprint import day_of

WEEKS_BEFORE, MOST_WEEKS_AFTER = 12, 13
LEAST_RATIO, MOST_RATIO = 0.05, 5.0
WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class EffectView:
    """A release's effect as of a moment; places are 0..100 on a logarithmic scale of ratios."""

    facts: dict[str, Any]
    ratio: float | None
    low: float | None
    high: float | None
    p_value: float | None
    verdict: str
    """Empty while the users are unknown."""
    final: bool
    """False while the release is still watched: the figures will change."""
    labels: list[str]
    before: list[int | None]
    after: list[int | None]
    places: dict[str, float]


def effect_of(item: Item, at: datetime) -> EffectView | None:
    """What the release did so far, or what was found when its watch ended; none before a release."""
    if item.released_at is None:
        return None
    judged = item.verdict is not None and "before" in item.effect
    facts = item.effect if judged else _so_far(item, at)
    labels, before, after = _weekly(item, item.released_at, at)
    ratio, low, high = facts.get("ratio"), facts.get("low"), facts.get("high")
    return EffectView(
        facts=facts,
        ratio=ratio,
        low=low,
        high=high,
        p_value=facts.get("p_value"),
        verdict=item.verdict.value if item.verdict is not None else str(facts.get("verdict", "")),
        final=item.verdict is not None,
        labels=labels,
        before=before,
        after=after,
        places=_places(ratio, low, high, item.target_ratio) if low is not None else {},
    )


def _so_far(item: Item, at: datetime) -> dict[str, Any]:
    before, after, facts = evaluation.windows(item, at)
    if before is None or after is None or min(before.exposure, after.exposure) <= 0:
        return facts
    judged = effect.verdict(before, after, target=item.target_ratio)
    ratio, high = (
        value if value is not None and isfinite(value) else None for value in (judged.ratio, judged.high)
    )
    numbers = {"ratio": ratio, "low": judged.low, "high": high, "p_value": judged.p_value}
    return {**facts, **numbers, "verdict": judged.verdict.value}


def _weekly(
    item: Item, released_at: datetime, at: datetime
) -> tuple[list[str], list[int | None], list[int | None]]:
    """Counted voices a week around the release; a week cut off by today is left out."""
    weeks_after = min(MOST_WEEKS_AFTER, max(1, (at - released_at) // WEEK))
    start, end = released_at - WEEKS_BEFORE * WEEK, released_at + weeks_after * WEEK
    moments = sa.select(Mention.at).where(
        Mention.theme_id == item.theme_id, Mention.counted, Mention.at >= start, Mention.at < end
    )
    counts = [0] * (WEEKS_BEFORE + weeks_after)
    for moment in db.session.scalars(moments):
        counts[(moment - start) // WEEK] += 1
    labels = [format_date(day_of(start + number * WEEK), "M/d") for number in range(len(counts))]
    before: list[int | None] = [*counts[:WEEKS_BEFORE], *[None] * weeks_after]
    after: list[int | None] = [*[None] * WEEKS_BEFORE, *counts[WEEKS_BEFORE:]]
    return labels, before, after


def _places(ratio: float | None, low: float, high: float | None, target: float) -> dict[str, float]:
    values = {
        "low": low,
        "high": inf if high is None else high,
        "target": target,
        "one": 1.0,
        **({"ratio": ratio} if ratio is not None else {}),
    }
    return {name: _place(value) for name, value in values.items()}


def _place(value: float) -> float:
    held = min(max(value, LEAST_RATIO), MOST_RATIO)
    return round(100 * log(held / LEAST_RATIO) / log(MOST_RATIO / LEAST_RATIO), 2)
