"""Figures that say how sure they are: shares, rates, percentiles, agreement. Control charts are in `charts`.

A share of fewer than five is not shown, one of fewer than thirty is marked thin, and averages are never averaged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import NormalDist

from ticketing.feedback.probability import poisson_interval

Z95 = NormalDist().inv_cdf(0.975)  # 1.959964
SUPPRESSED_BELOW = 5
THIN_BELOW = 30


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, 95 % unless said otherwise."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `n`; `value` in 0..1 with its Wilson interval; `thin` when n < 30."""

    count: int
    n: int
    value: float
    interval: Interval
    thin: bool


@dataclass(frozen=True, slots=True)
class Rate:
    """`events` per `per` units of exposure, with the exact Poisson interval; `thin` below five events."""

    events: int
    exposure: float
    per: float
    value: float
    interval: Interval
    thin: bool


def wilson(count: int, n: int, z: float = Z95) -> Interval:
    """The Wilson score interval (1927) of a share: `count` in `n` > 0. Raises ValueError for other counts."""
    if not 0 <= count <= n or n == 0:
        raise ValueError(f"{count} of {n} is no share; the count must lie in 0..n and n be positive")
    p, spread = count / n, z * z / n
    centre = (p + spread / 2) / (1 + spread)
    half = z * sqrt(p * (1 - p) / n + spread / (4 * n)) / (1 + spread)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def share(count: int, n: int) -> Share | None:
    """A share fit to be shown; None when n < 5 (not available, which is not zero)."""
    if n < SUPPRESSED_BELOW:
        return None
    return Share(count, n, count / n, wilson(count, n), n < THIN_BELOW)


def rate(events: int, exposure: float | None, per: float = 1000.0) -> Rate | None:
    """Events per `per` units of exposure (users, user-months); None when the exposure is missing or zero."""
    if not exposure or exposure < 0:
        return None
    low, high = poisson_interval(events)
    scale = per / exposure
    return Rate(events, exposure, per, events * scale, Interval(low * scale, high * scale), events < 5)


def nps(scores: Mapping[int, int]) -> tuple[float, Interval] | None:
    """Net promoter score −100..100 with its 95 % interval from counts by score 0–10; None below five answers."""
    n = sum(scores.values())
    if n < SUPPRESSED_BELOW:
        return None
    p = sum(count for score, count in scores.items() if score >= 9) / n
    q = sum(count for score, count in scores.items() if score <= 6) / n
    value = 100 * (p - q)
    half = 100 * Z95 * sqrt(max(0.0, p + q - (p - q) ** 2) / n)
    return value, Interval(max(-100.0, value - half), min(100.0, value + half))


def percentile(values: Iterable[float], q: float) -> float | None:
    """The q-quantile (q in 0..1), linear between neighbours; None of nothing."""
    ordered = sorted(values)
    if not ordered:
        return None
    place = q * (len(ordered) - 1)
    below = floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def censored_median(waits: Sequence[tuple[float, bool]]) -> float | None:
    """The Kaplan–Meier median of (duration, finished); None while more than half may still be open.

    An unfinished one counts as "at least so long": leaving it out would flatter every lead time.
    """
    at_risk, survival = len(waits), 1.0
    for duration in sorted({length for length, _ in waits}):
        ended = sum(1 for length, finished in waits if length == duration and finished)
        if ended:
            survival *= 1 - ended / at_risk
            if survival <= 0.5:
                return duration
        at_risk -= sum(1 for length, _ in waits if length == duration)
    return None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two scorers beyond chance, −1..1; None without pairs or when chance explains everything."""
    n = len(pairs)
    if n == 0:
        return None
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    observed = sum(a == b for a, b in pairs) / n
    expected = sum(first[label] * second[label] for label in first) / n**2
    return None if expected == 1.0 else (observed - expected) / (1 - expected)
