"""Bursts and trends of themes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ticketing.feedback.bursts import (
    Usual,
    Watched,
    benjamini_hochberg,
    find_bursts,
    is_unusual,
    usual_count,
    weekly_trend,
)
from ticketing.feedback.probability import poisson_tail

AT = datetime(2026, 3, 9, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "usual", "tail", "alerts"),
    [(9, 2.5, 0.00114, True), (6, 1.5, 0.00446, True), (12, 8.0, 0.112, False), (4, 0.1, 0.0, False)],
)
def test_a_burst_is_many_and_much_more_than_usual(
    count: int, usual: float, tail: float, alerts: bool
) -> None:
    assert tail == pytest.approx(poisson_tail(count, usual), abs=5e-6 if tail < 0.1 else 5e-4)
    assert alerts == is_unusual(count, usual)
    assert alerts == bool(find_bursts([Watched("t", count, usual)], AT))


def test_a_lone_borderline_among_many_themes_is_held_back() -> None:
    quiet = [Watched(f"t{n}", 1, 2.0) for n in range(50)]

    assert find_bursts([*quiet, Watched("border", 6, 1.5)], AT) == []
    assert [burst.theme for burst in find_bursts([*quiet, Watched("strong", 20, 1.5)], AT)] == ["strong"]


def test_the_least_likely_comes_first() -> None:
    found = find_bursts([Watched("a", 9, 2.5), Watched("b", 30, 2.5)], AT)

    assert [burst.theme for burst in found] == ["b", "a"]


def test_an_alerted_theme_is_quiet_for_a_day_unless_it_doubles() -> None:
    def again(count: int, hours: int) -> bool:
        return bool(find_bursts([Watched("t", count, 2.5, AT - timedelta(hours=hours), 9)], AT))

    assert not again(17, 23)
    assert again(18, 23)
    assert again(9, 24)


def test_muted_themes_do_not_alert() -> None:
    assert find_bursts([Watched("import", 90, 2.5, muted=True)], AT) == []


def test_discoveries_by_benjamini_and_hochberg() -> None:
    p_values = [0.01, 0.04, 0.03, 0.005, 0.5]

    assert benjamini_hochberg(p_values, 0.05) == [True, True, True, True, False]
    assert benjamini_hochberg([0.04, 0.06], 0.05) == [False, False]
    assert benjamini_hochberg([], 0.05) == []


def test_the_usual_is_exposure_adjusted_and_free_of_earlier_bursts() -> None:
    days = [*[Usual(2, 1000)] * 6, Usual(40, 1000, was_burst=True), Usual(0, 0)]

    assert pytest.approx(usual_count(days, 2000)) == 4.0


def test_only_eight_weeks_count() -> None:
    assert pytest.approx(usual_count([*[Usual(99)] * 5, *[Usual(1)] * 8])) == 1.0


def test_eight_empty_weeks_are_no_proof_of_zero() -> None:
    assert usual_count([Usual(0)] * 8) == 0.0625
    assert usual_count([]) == 0.5


def test_a_steady_growth_is_found_with_its_interval() -> None:
    counts = [round(100 * 1.1**week) for week in range(8)]

    found = weekly_trend(counts, [1000.0] * 8)

    assert found is not None
    assert pytest.approx(found.per_week, abs=0.3) == 10.0
    assert found.low < 10.0 < found.high
    assert found.low > 0.0


def test_growth_of_the_users_alone_is_no_trend() -> None:
    found = weekly_trend([100, 110, 121, 133, 146], [1000, 1100, 1210, 1331, 1464])

    assert found is not None
    assert pytest.approx(found.per_week, abs=0.3) == 0.0
    assert found.low < 0.0 < found.high


def test_too_little_makes_no_trend() -> None:
    assert weekly_trend([1, 1, 1], [1, 1, 1]) is None
    assert weekly_trend([9, 9], [1, 1]) is None
    assert weekly_trend([0, 0, 9], [0, 0, 1]) is None


def test_an_extreme_slope_neither_overflows_nor_hangs() -> None:
    assert weekly_trend([0, 0, 0, 0, 0, 0, 0, 5000], [1.0] * 8) is not None
