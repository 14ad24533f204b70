"""Control charts: is this period different, or is it the usual scatter? (Shewhart; Laney 2002; Nelson 1994.)

Limits come from the frozen baseline, the first points of a chart; changing them is a recorded decision.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from math import sqrt
from statistics import fmean

FIRM_BASELINE = 20
PROVISIONAL_BASELINE = 12
RUN_LENGTH = 8
_MOVING_RANGE = 1.128  # mean range of two normal values, in standard deviations
_NELSON = 3.6  # waiting times to the power 1/3.6 are close to normal


class Signal(StrEnum):
    """Why a point is remarkable."""

    BEYOND_LIMITS = "beyond_limits"
    RUN_ON_ONE_SIDE = "run_on_one_side"
    TWO_OF_THREE = "two_of_three"


class Firmness(StrEnum):
    """How far the limits may be trusted: 20 points, 12 points, fewer (then nothing is signalled)."""

    FIRM = "firm"
    PROVISIONAL = "provisional"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Point:
    """One period; `value` is None when there was no exposure (not available, not zero)."""

    value: float | None
    low: float
    high: float
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """`sigma_z` is Laney's factor: about 1 when the scatter is what chance explains, more when it is wider."""

    centre: float
    sigma_z: float
    firmness: Firmness
    points: tuple[Point, ...]


def p_chart(
    counts: Sequence[tuple[int, int]], baseline: int | None = None, laney: bool = False
) -> Chart | None:
    """A chart of shares from (count, n) per period; the first `baseline` periods set the limits, else all do.

    `laney` widens the limits for very large n (p′-chart). None when the baseline holds no exposure.
    """
    return _chart(counts, baseline, laney, lambda p, n: sqrt(p * (1 - p) / n), top=1.0)


def u_chart(
    counts: Sequence[tuple[float, float]], baseline: int | None = None, laney: bool = False
) -> Chart | None:
    """A chart of rates from (events, exposure) per period, such as complaints and thousands of users."""
    return _chart(counts, baseline, laney, lambda u, n: sqrt(u / n))


def rare_events_chart(moments: Sequence[datetime], baseline: int | None = None) -> Chart | None:
    """A t-chart of the days between rare events (mean below one a period): each point is one gap.

    Below the limits means that they come too often, above that they have become rarer. None below two gaps.
    """
    days = [(b - a).total_seconds() / 86_400 for a, b in pairwise(sorted(moments))]
    if len(days) < 2:
        return None
    shaped = [gap ** (1 / _NELSON) for gap in days]
    known = shaped[: baseline or len(shaped)]
    centre = fmean(known)
    sigma = _mean_range(known) / _MOVING_RANGE
    low, high = (max(0.0, centre + sign * 3 * sigma) ** _NELSON for sign in (-1, 1))
    firmness = _firmness(len(known))
    values: list[float | None] = list(shaped)
    signals = _signals(values, [centre] * len(values), [sigma] * len(values), firmness)
    points = tuple(Point(gap, low, high, found) for gap, found in zip(days, signals, strict=True))
    return Chart(centre**_NELSON, 1.0, firmness, points)


def gaps_chart(gaps: Sequence[int], baseline: int | None = None) -> Chart | None:
    """A g-chart of the number of good cases between rare bad ones. None below two gaps."""
    if len(gaps) < 2:
        return None
    known = gaps[: baseline or len(gaps)]
    centre = fmean(known)
    sigma = sqrt(centre * (centre + 1))
    firmness = _firmness(len(known))
    values: list[float | None] = [float(gap) for gap in gaps]
    signals = _signals(values, [centre] * len(values), [sigma] * len(values), firmness)
    low, high = max(0.0, centre - 3 * sigma), centre + 3 * sigma
    points = tuple(Point(value, low, high, found) for value, found in zip(values, signals, strict=True))
    return Chart(centre, 1.0, firmness, points)


def _chart(
    counts: Sequence[tuple[float, float]],
    baseline: int | None,
    laney: bool,
    deviation: Callable[[float, float], float],
    top: float = float("inf"),
) -> Chart | None:
    known = [(count, n) for count, n in counts[: baseline or len(counts)] if n > 0]
    if not known:
        return None
    centre = sum(count for count, _ in known) / sum(n for _, n in known)
    factor = _laney_factor(known, centre, deviation)
    widened = factor if laney and factor > 0 else 1.0
    sigmas = [deviation(centre, n) * widened if n > 0 else 0.0 for _, n in counts]
    values = [count / n if n > 0 else None for count, n in counts]
    firmness = _firmness(len(known))
    signals = _signals(values, [centre] * len(values), sigmas, firmness)
    points = tuple(
        Point(value, max(0.0, centre - 3 * sigma), min(top, centre + 3 * sigma), found)
        for value, sigma, found in zip(values, sigmas, signals, strict=True)
    )
    return Chart(centre, factor, firmness, points)


def _laney_factor(
    known: Sequence[tuple[float, float]], centre: float, deviation: Callable[[float, float], float]
) -> float:
    scores = [(count / n - centre) / sigma for count, n in known if (sigma := deviation(centre, n)) > 0]
    return _mean_range(scores) / _MOVING_RANGE if len(scores) > 1 else 1.0


def _mean_range(values: Sequence[float]) -> float:
    return fmean(abs(b - a) for a, b in pairwise(values))


def _firmness(size: int) -> Firmness:
    if size >= FIRM_BASELINE:
        return Firmness.FIRM
    return Firmness.PROVISIONAL if size >= PROVISIONAL_BASELINE else Firmness.TOO_FEW


def _signals(
    values: Sequence[float | None], centres: Sequence[float], sigmas: Sequence[float], firmness: Firmness
) -> list[tuple[Signal, ...]]:
    """The rules for every point: beyond 3σ, eight on one side, two of three beyond 2σ on one side."""
    if firmness is Firmness.TOO_FEW:
        return [()] * len(values)
    found: list[tuple[Signal, ...]] = []
    seen: list[tuple[int, float]] = []  # side and distance in σ of the points so far that have a value
    for value, centre, sigma in zip(values, centres, sigmas, strict=True):
        if value is None:
            found.append(())
            continue
        distance = (value - centre) / sigma if sigma > 0 else 0.0
        side = (value > centre) - (value < centre)
        seen.append((side, abs(distance)))
        found.append(_rules_hit(seen))
    return found


def _rules_hit(seen: Sequence[tuple[int, float]]) -> tuple[Signal, ...]:
    side, distance = seen[-1]
    hit = []
    if distance > 3:
        hit.append(Signal.BEYOND_LIMITS)
    run = seen[-RUN_LENGTH:]
    if side and len(run) == RUN_LENGTH and all(other == side for other, _ in run):
        hit.append(Signal.RUN_ON_ONE_SIDE)
    if distance > 2 and sum(other == side and far > 2 for other, far in seen[-3:]) >= 2:
        hit.append(Signal.TWO_OF_THREE)
    return tuple(hit)
