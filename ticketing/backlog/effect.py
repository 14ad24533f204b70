"""Did the fix work? Cases per exposure before and after, by the exact conditional binomial test.

Given x0 + x1 cases in all, x1 is Bin(x0 + x1, E1/(E0 + E1)) when nothing changed. "Zero after" proves nothing by
itself, and the baseline must not hold the burst that triggered the work (regression to the mean).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import exp, inf, log, sqrt
from statistics import NormalDist

from ticketing.feedback.probability import binomial_interval, binomial_test

WATCH_WINDOWS = (timedelta(days=30), timedelta(days=60), timedelta(days=90))
LEAST_EXPECTED = 5.0
LEAST_EVENTS_FOR_WORSE = 10
LONG_BASELINE = timedelta(days=90)


class Verdict(StrEnum):
    """What the figures allow to say."""

    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    INCONCLUSIVE = "inconclusive"


@dataclass(frozen=True, slots=True)
class Window:
    """Cases and exposure (user-months on the version in question) of one period."""

    cases: int
    exposure: float


@dataclass(frozen=True, slots=True)
class Effect:
    """`ratio` = rate after / rate before with its exact 95 % interval; None when no case was seen at all."""

    ratio: float | None
    low: float
    high: float
    p_value: float
    verdict: Verdict


def verdict(before: Window, after: Window, target: float = 0.5, level: float = 0.95) -> Effect:
    """Compare two windows against a target ratio (≤ 0.5: at least halved).

    Effective: the interval lies below 1 and the ratio meets the target. Ineffective: the interval lies above the
    target, or the ratio is ≥ 1 with at least ten cases after. Else inconclusive. Raises ValueError without exposure.
    """
    if before.exposure <= 0 or after.exposure <= 0 or min(before.cases, after.cases) < 0:
        raise ValueError(
            "both windows need a positive exposure and no negative cases; enter the active users"
        )
    total = before.cases + after.cases
    if total == 0:
        return Effect(None, 0.0, inf, 1.0, Verdict.INCONCLUSIVE)
    scale = before.exposure / after.exposure
    ratio = scale * after.cases / before.cases if before.cases else inf
    low, high = (scale * _odds(share) for share in binomial_interval(after.cases, total, level))
    p_value = binomial_test(after.cases, total, after.exposure / (before.exposure + after.exposure))
    return Effect(ratio, low, high, p_value, _judge(ratio, low, high, after.cases, target))


def expected_after(before: Window, exposure_after: float) -> float:
    """How many cases the old rate would bring in the new exposure: below five, waiting longer is the honest answer."""
    return before.cases / before.exposure * exposure_after if before.exposure > 0 else 0.0


def next_look(watched: timedelta, before: Window, exposure_after: float) -> timedelta | None:
    """When to evaluate: None means now, else the length of the watch window to wait for (30, 60, 90 days).

    After 90 days it is evaluated whatever the numbers, and may well be inconclusive.
    """
    enough = expected_after(before, exposure_after) >= LEAST_EXPECTED
    if watched < WATCH_WINDOWS[0]:
        return WATCH_WINDOWS[0]
    if enough or watched >= WATCH_WINDOWS[-1]:
        return None
    return next(window for window in WATCH_WINDOWS if window > watched)


def baseline_is_fair(length: timedelta, holds_the_burst: bool) -> bool:
    """A baseline must exclude the burst that triggered the work, or be at least 90 days long."""
    return length >= LONG_BASELINE or not holds_the_burst


def against_others(
    effect: tuple[Window, Window], others: tuple[Window, Window]
) -> tuple[float, float, float] | None:
    """Difference in differences: (ratio, low, high) of this theme's ratio to that of all others, log-normal 95 %.

    Half a case is added to every count, so that a zero does not stop the comparison; None without exposure.
    """
    windows = (*effect, *others)
    if any(window.exposure <= 0 for window in windows):
        return None
    (x0, x1, y0, y1) = (window.cases + 0.5 for window in windows)
    (e0, e1, f0, f1) = (window.exposure for window in windows)
    middle = log(x1 / e1) - log(x0 / e0) - log(y1 / f1) + log(y0 / f0)
    half = NormalDist().inv_cdf(0.975) * sqrt(1 / x0 + 1 / x1 + 1 / y0 + 1 / y1)
    return exp(middle), exp(middle - half), exp(middle + half)


def _odds(share: float) -> float:
    return inf if share >= 1.0 else share / (1.0 - share)


def _judge(ratio: float, low: float, high: float, cases_after: int, target: float) -> Verdict:
    if high < 1.0 and ratio <= target:
        return Verdict.EFFECTIVE
    if low > target or (ratio >= 1.0 and cases_after >= LEAST_EVENTS_FOR_WORSE):
        return Verdict.INEFFECTIVE
    return Verdict.INCONCLUSIVE
