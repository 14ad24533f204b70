"""How urgent is a backlog item? Components side by side; a score only orders, the product owner decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

SEVERITY_WEIGHT: Mapping[str, float] = {"S1": 8.0, "S2": 4.0, "S3": 2.0, "S4": 1.0}
HALF_LIFE_SOFTWARE = 60.0  # days
HALF_LIFE_HARDWARE = 120.0
STANDARD_VALUE, VIP_VALUE, MOST_VALUE = 1.0, 1.3, 2.0
REPEAT_BONUS, MOST_REPEAT_BONUS = 0.1, 0.5
WSJF_STEPS = (1, 2, 3, 5, 8, 13, 20)
RICE_IMPACTS = (3.0, 2.0, 1.0, 0.5, 0.25)


class Complains(StrEnum):
    """Which kind of trouble it is decides how many of those affected speak up at all."""

    MONEY = "money"
    QUALITY = "quality"
    TINY = "tiny"


# Share of the affected who tell a company, low to high (TARP/CCMC studies; the "1 in 26" of folklore is a misquote).
PROPENSITY: Mapping[Complains, tuple[float, float]] = {
    Complains.MONEY: (0.50, 0.75),
    Complains.QUALITY: (0.05, 0.30),
    Complains.TINY: (0.03, 0.03),
}


@dataclass(frozen=True, slots=True)
class Demand:
    """One distinct customer's demand: gravest severity, value 1.0 or 1.3 for VIP, days since the last mention.

    `contacts` counts all contacts about it (1 for a single one).
    """

    severity: str
    age_days: float
    value: float = STANDARD_VALUE
    contacts: int = 1


@dataclass(frozen=True, slots=True)
class DemandScore:
    """`score` orders the list; `unweighted` leaves customer value out and is always shown beside it."""

    score: float
    unweighted: float
    customers: int


@dataclass(frozen=True, slots=True)
class Reach:
    """At least those observed; at most as many as the kind of problem usually hides. Never a single figure."""

    observed: int
    at_most: int


def decay(age_days: float, half_life: float) -> float:
    """0.5^(age/half-life): 1 today, ½ after one half-life; an age in the future counts as today."""
    return 0.5 ** (max(0.0, age_days) / half_life)


def demand_score(demands: Iterable[Demand], hardware: bool = False, decided: bool = False) -> DemandScore:
    """D = Σ over distinct customers of severity · value · decay · (1 + 0.1 per repeat, at most + 0.5).

    The half-life is 60 days for software and 120 for hardware; S1 does not decay until decided.
    Raises KeyError for a severity other than S1–S4.
    """
    half_life = HALF_LIFE_HARDWARE if hardware else HALF_LIFE_SOFTWARE
    score = unweighted = 0.0
    customers = 0
    for demand in demands:
        fresh = demand.severity == "S1" and not decided
        weight = SEVERITY_WEIGHT[demand.severity] * (1.0 if fresh else decay(demand.age_days, half_life))
        weight *= 1.0 + min(MOST_REPEAT_BONUS, REPEAT_BONUS * max(0, demand.contacts - 1))
        score += weight * min(MOST_VALUE, demand.value)
        unweighted += weight
        customers += 1
    return DemandScore(score, unweighted, customers)


def rice(reach: float, impact: float, confidence: float, effort: float) -> float:
    """reach · impact · confidence / effort: impact 3/2/1/.5/.25, confidence in 0..1, effort in person-months."""
    _require(effort > 0, "effort must be positive; estimate at least a tenth of a person-month")
    _require(impact in RICE_IMPACTS, f"impact must be one of {RICE_IMPACTS}")
    _require(0 <= confidence <= 1, "confidence must lie in 0..1")
    return reach * impact * confidence / effort


def wsjf(value: int, time_criticality: int, opportunity: int, size: int) -> float:
    """(value + time criticality + risk or opportunity) / size, each on 1, 2, 3, 5, 8, 13, 20; only relative."""
    for part in (value, time_criticality, opportunity, size):
        _require(part in WSJF_STEPS, f"{part} is not on the scale {WSJF_STEPS}")
    return (value + time_criticality + opportunity) / size


def opportunity_score(importance: float, satisfaction: float) -> float:
    """importance + max(importance − satisfaction, 0), each 0–10 from the top-two share of a survey."""
    for part in (importance, satisfaction):
        _require(0 <= part <= 10, "importance and satisfaction must lie in 0..10")
    return importance + max(importance - satisfaction, 0.0)


def kano(attractive: int, one_dimensional: int, must_be: int, indifferent: int) -> tuple[float, float]:
    """Better and Worse: how much having it pleases, and how much lacking it annoys (0..1 and −1..0)."""
    total = attractive + one_dimensional + must_be + indifferent
    _require(total > 0, "at least one answer is needed")
    return (attractive + one_dimensional) / total, -(one_dimensional + must_be) / total


def risk_priority(severity: int, occurrence: int, detection: int) -> int:
    """FMEA number S · O · D, each 1–10."""
    for part in (severity, occurrence, detection):
        _require(1 <= part <= 10, "severity, occurrence and detection must lie in 1..10")
    return severity * occurrence * detection


def reach(observed: int, problem: Complains) -> Reach:
    """From the customers seen to those who may be affected, by how seldom such problems are told."""
    lowest, _ = PROPENSITY[problem]
    return Reach(observed, round(observed / lowest))


def confidence_of(customers: int, channels: int, reproduced: bool) -> float:
    """1.0 for ≥ 30 distinct customers in ≥ 2 channels and reproduced, 0.8 for ≥ 10 customers, else 0.5."""
    if customers >= 30 and channels >= 2 and reproduced:
        return 1.0
    return 0.8 if customers >= 10 else 0.5


def yearly_cost(tickets: int, window_days: float, minutes_each: float, cost_per_hour: float) -> float:
    """What not fixing costs a year in handling time alone, in the currency of `cost_per_hour`."""
    _require(window_days > 0, "the window must be longer than nothing")
    return tickets * 365.0 / window_days * minutes_each / 60.0 * cost_per_hour


def _require(holds: bool, otherwise: str) -> None:
    if not holds:
        raise ValueError(otherwise)
