"""Scores of the backlog, against worked examples; more evidence never lowers a score."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.backlog.scoring import (
    Complains,
    Demand,
    confidence_of,
    decay,
    demand_score,
    reach,
)


@pytest.mark.parametrize(("days", "left"), [(0, 1.0), (30, 0.707), (60, 0.5), (90, 0.354), (180, 0.125)])
def test_demand_halves_every_sixty_days(days: float, left: float) -> None:
    assert left == round(decay(days, 60), 3)


def test_demand_sums_severity_value_and_freshness_over_customers() -> None:
    score = demand_score([Demand("S2", 60), Demand("S3", 0, value=1.3), Demand("S4", 0, contacts=4)])

    assert pytest.approx(score.score) == 2.0 + 2.6 + 1.3
    assert pytest.approx(score.unweighted) == 2.0 + 2.0 + 1.3
    assert score.customers == 3


def test_hardware_is_remembered_longer() -> None:
    assert demand_score([Demand("S2", 120)], hardware=True).score == 2.0


def test_the_gravest_does_not_fade_until_decided() -> None:
    assert demand_score([Demand("S1", 365)]).score == 8.0
    assert demand_score([Demand("S1", 60)], decided=True).score == 4.0


def test_value_and_repeats_are_capped() -> None:
    assert demand_score([Demand("S4", 0, value=9.0, contacts=99)]).score == 1.0 * 2.0 * 1.5


demands = st.builds(
    Demand, st.sampled_from(["S1", "S2", "S3", "S4"]), st.floats(0, 1000), st.floats(1, 3), st.integers(1, 20)
)


@given(st.lists(demands, max_size=8), demands, st.booleans())
def test_one_more_customer_never_lowers_the_score(known: list[Demand], new: Demand, hardware: bool) -> None:
    before, after = demand_score(known, hardware), demand_score([*known, new], hardware)

    assert before.score <= after.score
    assert before.unweighted <= after.unweighted


@given(demands, st.integers(0, 5), st.floats(0, 500))
def test_more_contacts_and_a_fresher_mention_never_lower_the_score(
    demand: Demand, more: int, fresher: float
) -> None:
    stronger = Demand(
        demand.severity, max(0.0, demand.age_days - fresher), demand.value, demand.contacts + more
    )

    assert demand_score([demand]).score <= demand_score([stronger]).score


def test_confidence_needs_people_channels_and_a_reproduction() -> None:
    assert confidence_of(30, 2, reproduced=True) == 1.0
    assert confidence_of(30, 1, reproduced=True) == 0.8
    assert confidence_of(10, 2, reproduced=False) == 0.8
    assert confidence_of(9, 2, reproduced=True) == 0.5


def test_reach_is_a_range() -> None:
    found = reach(12, Complains.MONEY)

    assert (found.observed, found.at_most) == (12, 24)
    assert reach(12, Complains.QUALITY).at_most == 240
