"""Is a theme flaring up? Today's count against its own usual, with false alarms held down across all themes.

Counts are by event time: an import that arrives late, or a planned outage, is muted and no burst.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log, sqrt
from statistics import NormalDist

from ticketing.feedback.probability import poisson_tail

LEAST_COUNT = 5
LEAST_RATIO = 2.0
LARGEST_TAIL = 0.005
FALSE_DISCOVERY = 0.05
COOLDOWN = timedelta(hours=24)
BASELINE_WEEKS = 8


@dataclass(frozen=True, slots=True)
class Usual:
    """One earlier day of the same weekday: its count and exposure, and whether it was itself a burst."""

    count: int
    exposure: float = 1.0
    was_burst: bool = False


@dataclass(frozen=True, slots=True)
class Watched:
    """A theme on a day: its count so far, and what is usual (mean of the same weekdays, for today's exposure)."""

    theme: str
    count: int
    usual: float
    last_alert_at: datetime | None = None
    last_alert_count: int = 0
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Burst:
    """A theme that flares up; `tail` is the chance of so many on a usual day."""

    theme: str
    count: int
    usual: float
    tail: float


@dataclass(frozen=True, slots=True)
class Trend:
    """Growth of a weekly rate in per cent a week with its 95 % interval."""

    per_week: float
    low: float
    high: float


def usual_count(days: Sequence[Usual], exposure: float = 1.0) -> float:
    """The count to expect today from the same weekdays of eight weeks, earlier bursts left out.

    Half a case is added to the sum: eight empty weeks are no proof that the usual is zero.
    """
    plain = [day for day in days[-BASELINE_WEEKS:] if not day.was_burst and day.exposure > 0]
    seen = sum(day.exposure for day in plain)
    if seen <= 0:
        return 0.5 * exposure
    return (
        (sum(day.count for day in plain) + (0.0 if any(day.count for day in plain) else 0.5))
        / seen
        * exposure
    )


def find_bursts(watched: Sequence[Watched], at: datetime) -> list[Burst]:
    """Every theme that alerts now, least likely first.

    Asked of each: at least 5 cases, at least twice the usual, a Poisson tail below 0.005; across all themes
    Benjamini–Hochberg at 0.05. A theme that alerted in the last 24 hours is quiet until its count doubles.
    """
    tested = [theme for theme in watched if not theme.muted]
    tails = [poisson_tail(theme.count, theme.usual) for theme in tested]
    kept = benjamini_hochberg(tails, FALSE_DISCOVERY)
    found = [
        Burst(theme.theme, theme.count, theme.usual, tail)
        for theme, tail, discovered in zip(tested, tails, kept, strict=True)
        if discovered and is_unusual(theme.count, theme.usual) and not _cools_down(theme, at)
    ]
    return sorted(found, key=lambda burst: (burst.tail, burst.theme))


def is_unusual(count: int, usual: float) -> bool:
    """Whether one count alone, before comparing many themes, is worth an alarm."""
    return count >= LEAST_COUNT and count >= LEAST_RATIO * usual and poisson_tail(count, usual) < LARGEST_TAIL


def benjamini_hochberg(p_values: Sequence[float], rate: float) -> list[bool]:
    """Which p-values are discoveries when at most `rate` of the discoveries may be false (1995)."""
    ordered = sorted(range(len(p_values)), key=lambda index: p_values[index])
    size = len(p_values)
    last = max(
        (rank for rank, index in enumerate(ordered, 1) if p_values[index] <= rank * rate / size), default=0
    )
    discovered = set(ordered[:last])
    return [index in discovered for index in range(size)]


def weekly_trend(counts: Sequence[int], exposures: Sequence[float]) -> Trend | None:
    """The slope of a Poisson regression over weeks with the exposure as offset; None below 3 weeks or 5 cases."""
    weeks = [(week, count, e) for week, (count, e) in enumerate(zip(counts, exposures, strict=True)) if e > 0]
    if len(weeks) < 3 or sum(count for _, count, _ in weeks) < LEAST_COUNT:
        return None
    middle = sum(week for week, _, _ in weeks) / len(weeks)
    points = [(week - middle, count, e) for week, count, e in weeks]
    slope, error = _fit(points)
    half = NormalDist().inv_cdf(0.975) * error
    return Trend(*(100.0 * (exp(min(value, 50.0)) - 1.0) for value in (slope, slope - half, slope + half)))


def _cools_down(theme: Watched, at: datetime) -> bool:
    if theme.last_alert_at is None or at - theme.last_alert_at >= COOLDOWN:
        return False
    return theme.count < 2 * theme.last_alert_count


def _fit(points: Sequence[tuple[float, int, float]]) -> tuple[float, float]:
    """Slope and standard error of log rate over x by Newton's method on the profile likelihood.

    For a given slope the best level is known in closed form, so only one number has to be found.
    """
    total = sum(count for _, count, _ in points)
    slope = spread = 0.0
    for _ in range(100):
        weights = [e * exp(slope * x) for x, _, e in points]
        level = sum(weights)
        mean = sum(w * x for w, (x, _, _) in zip(weights, points, strict=True)) / level
        spread = sum(w * (x - mean) ** 2 for w, (x, _, _) in zip(weights, points, strict=True)) / level
        score = sum(count * x for x, count, _ in points) - total * mean
        if spread <= 0:
            break
        change = max(-1.0, min(1.0, score / (total * spread)))  # a bounded step cannot run away
        slope += change
        if abs(change) < 1e-12 or abs(slope) > log(1e6):
            break
    return slope, 1.0 / sqrt(total * spread) if spread > 0 else float("inf")
