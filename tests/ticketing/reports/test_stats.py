"""Figures with their uncertainty, against published values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.reports.stats import censored_median, cohen_kappa, nps, percentile, rate, share, wilson


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(17, 20, 0.6396, 0.9476), (0, 8, 0.0, 0.3244), (8, 8, 0.6756, 1.0), (412, 500, 0.7882, 0.8549)],
)
def test_wilson_intervals(count: int, n: int, low: float, high: float) -> None:
    found = wilson(count, n)

    assert (low, high) == (round(found.low, 4), round(found.high, 4))


@pytest.mark.parametrize(("count", "n"), [(1, 0), (-1, 5), (6, 5)])
def test_an_impossible_share_is_refused(count: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(count, n)


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_within_0_and_1(pair: tuple[int, int]) -> None:
    count, n = pair
    found = wilson(count, n)

    assert 0.0 <= found.low <= count / n + 1e-12
    assert count / n - 1e-12 <= found.high <= 1.0


def test_shares_of_few_are_not_shown_and_of_some_are_marked_thin() -> None:
    some, many = share(5, 29), share(5, 30)

    assert share(2, 4) is None
    assert some is not None
    assert some.thin
    assert many is not None
    assert not many.thin


def test_a_rate_without_exposure_is_not_available_and_never_zero() -> None:
    assert rate(5, None) is None
    assert rate(5, 0) is None


def test_a_rate_has_an_exact_poisson_interval() -> None:
    found = rate(10, 5000)

    assert found is not None
    assert (found.value, round(found.interval.low, 3), round(found.interval.high, 3)) == (2.0, 0.959, 3.678)


def test_no_event_still_has_an_upper_limit() -> None:
    found = rate(0, 1000)

    assert found is not None
    assert (found.interval.low, round(found.interval.high, 3)) == (0.0, 3.689)


def test_promoters_minus_detractors() -> None:
    found = nps({10: 50, 8: 30, 5: 20})

    assert found is not None
    assert pytest.approx(found[0]) == 30.0
    assert (round(found[1].low, 1), round(found[1].high, 1)) == (14.7, 45.3)
    assert nps({10: 4}) is None


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([4, 1, 3, 2], 0.5) == 2.5
    assert percentile([4, 1, 3, 2], 1.0) == 4
    assert percentile([], 0.5) is None


def test_the_median_counts_what_is_still_open() -> None:
    assert censored_median([(1, True), (2, True), (3, True)]) == 2
    assert censored_median([(1, True), (2, False), (3, False), (5, True), (6, True)]) == 5
    assert censored_median([(1, True), (9, False), (9, False)]) is None
    assert censored_median([]) is None


def test_agreement_beyond_chance() -> None:
    pairs = [("a", "a")] * 20 + [("a", "b")] * 5 + [("b", "a")] * 10 + [("b", "b")] * 15

    assert pytest.approx(cohen_kappa(pairs)) == 0.4
    assert cohen_kappa([]) is None
    assert cohen_kappa([("a", "a")]) is None
