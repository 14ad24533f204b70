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


def reach(observed: int, problem: Complains) -> Reach:
    """From the customers seen to those who may be affected, by how seldom such problems are told."""
    lowest, _ = PROPENSITY[problem]
    return Reach(observed, round(observed / lowest))


def confidence_of(customers: int, channels: int, reproduced: bool) -> float:
    """1.0 for ≥ 30 distinct customers in ≥ 2 channels and reproduced, 0.8 for ≥ 10 customers, else 0.5."""
    if customers >= 30 and channels >= 2 and reproduced:
        return 1.0
    return 0.8 if customers >= 10 else 0.5
