"""The verdict on a fix, against worked examples."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.backlog.effect import (
    Verdict,
    Window,
    against_others,
    baseline_is_fair,
    expected_after,
    next_look,
    verdict,
)

DAYS_30, DAYS_60, DAYS_90 = (timedelta(days=n) for n in (30, 60, 90))


@pytest.mark.parametrize(
    ("before", "after", "ratio", "low", "high", "judged"),
    [
        (Window(48, 90_000), Window(9, 60_000), 0.281, 0.121, 0.580, Verdict.EFFECTIVE),
        (Window(9, 30_000), Window(4, 30_000), 0.444, 0.100, 1.592, Verdict.INCONCLUSIVE),
        (Window(6, 60_000), Window(0, 20_000), 0.0, 0.0, 2.548, Verdict.INCONCLUSIVE),
    ],
)
def test_ratio_interval_and_verdict(
    before: Window, after: Window, ratio: float, low: float, high: float, judged: Verdict
) -> None:
    found = verdict(before, after)

    assert (ratio, low, high) == (round(found.ratio or 0.0, 3), round(found.low, 3), round(found.high, 3))
    assert judged is found.verdict


def test_the_p_value_is_exact_and_two_sided() -> None:
    assert round(verdict(Window(48, 90_000), Window(9, 60_000)).p_value, 6) == 0.000115


def test_as_bad_as_before_with_enough_cases_is_ineffective() -> None:
    assert Verdict.INEFFECTIVE is verdict(Window(10, 1000), Window(10, 1000)).verdict
    assert Verdict.INCONCLUSIVE is verdict(Window(9, 1000), Window(9, 1000)).verdict


def test_surely_above_the_target_is_ineffective_even_when_better() -> None:
    found = verdict(Window(1000, 1000), Window(800, 1000))

    assert found.high < 1.0
    assert found.low > 0.5
    assert Verdict.INEFFECTIVE is found.verdict


def test_better_but_short_of_the_target_is_inconclusive() -> None:
    assert Verdict.INCONCLUSIVE is verdict(Window(60, 1000), Window(33, 1000)).verdict


def test_nothing_seen_at_all_proves_nothing() -> None:
    found = verdict(Window(0, 1000), Window(0, 1000))

    assert (found.ratio, found.verdict) == (None, Verdict.INCONCLUSIVE)


def test_cases_out_of_nothing_are_infinitely_worse() -> None:
    found = verdict(Window(0, 1000), Window(12, 1000))

    assert float("inf") == found.ratio
    assert Verdict.INEFFECTIVE is found.verdict


def test_exposure_is_required() -> None:
    with pytest.raises(ValueError, match="exposure"):
        verdict(Window(5, 0), Window(1, 10))


@given(st.integers(0, 300), st.integers(0, 300), st.floats(1, 1e6), st.floats(1, 1e6))
def test_the_interval_always_holds_the_ratio(x0: int, x1: int, e0: float, e1: float) -> None:
    found = verdict(Window(x0, e0), Window(x1, e1))

    if found.ratio is not None:
        assert found.low <= found.ratio * (1 + 1e-9)
        assert found.ratio <= found.high * (1 + 1e-9)
        assert 0.0 <= found.p_value <= 1.0


def test_the_watch_is_extended_until_the_old_rate_would_bring_five_cases() -> None:
    before = Window(48, 90_000)

    assert pytest.approx(expected_after(before, 30_000)) == 16.0
    assert next_look(timedelta(days=29), before, 30_000) == DAYS_30
    assert next_look(DAYS_30, before, 30_000) is None
    assert next_look(DAYS_30, before, 5_000) == DAYS_60
    assert next_look(DAYS_60, before, 5_000) == DAYS_90
    assert next_look(DAYS_90, before, 5_000) is None


def test_a_short_baseline_must_not_hold_the_burst() -> None:
    assert not baseline_is_fair(timedelta(days=89), holds_the_burst=True)
    assert baseline_is_fair(timedelta(days=90), holds_the_burst=True)
    assert baseline_is_fair(timedelta(days=30), holds_the_burst=False)


def test_a_drop_that_all_themes_share_is_no_effect() -> None:
    found = against_others((Window(40, 1000), Window(20, 1000)), (Window(400, 1000), Window(200, 1000)))

    assert found is not None
    ratio, low, high = found
    assert pytest.approx(ratio, abs=0.02) == 1.0
    assert low < 1.0 < high
    assert against_others((Window(4, 0), Window(2, 1)), (Window(4, 1), Window(2, 1))) is None
