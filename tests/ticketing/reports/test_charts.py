"""Control charts: their limits and what they call remarkable."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ticketing.reports.charts import Firmness, Signal, gaps_chart, p_chart, rare_events_chart, u_chart

CALM = [(8, 100)] * 20
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n", "low", "high"), [(50, 0.0, 0.1951), (150, 0.0135, 0.1465), (600, 0.0468, 0.1132)]
)
def test_limits_of_shares(n: int, low: float, high: float) -> None:
    chart = p_chart([*CALM, (n // 10, n)], baseline=20)

    assert chart is not None
    assert (low, high) == (round(chart.points[-1].low, 4), round(chart.points[-1].high, 4))


@pytest.mark.parametrize(("exposure", "low", "high"), [(4, 0.0, 3.8125), (10, 0.5272, 3.0728)])
def test_limits_of_rates(exposure: float, low: float, high: float) -> None:
    chart = u_chart([*[(18, 10)] * 20, (5, exposure)], baseline=20)

    assert chart is not None
    assert chart.centre == 1.8
    assert (low, high) == (round(chart.points[-1].low, 4), round(chart.points[-1].high, 4))


def test_a_point_beyond_three_sigma_is_signalled() -> None:
    chart = p_chart([*CALM, (30, 100)], baseline=20)

    assert chart is not None
    assert chart.points[-1].signals == (Signal.BEYOND_LIMITS,)
    assert all(not point.signals for point in chart.points[:-1])


def test_eight_on_one_side_are_signalled_at_the_eighth() -> None:
    chart = p_chart([*CALM, *[(10, 100)] * 8], baseline=20)

    assert chart is not None
    assert chart.points[-2].signals == ()
    assert chart.points[-1].signals == (Signal.RUN_ON_ONE_SIDE,)


def test_two_of_three_beyond_two_sigma_are_signalled() -> None:
    chart = p_chart([*CALM, (14, 100), (9, 100), (15, 100)], baseline=20)

    assert chart is not None
    assert chart.points[-1].signals == (Signal.TWO_OF_THREE,)


def test_a_period_without_exposure_is_not_available_and_breaks_nothing() -> None:
    chart = u_chart([*[(18, 10)] * 20, (0, 0), (60, 10)], baseline=20)

    assert chart is not None
    assert chart.points[-2].value is None
    assert Signal.BEYOND_LIMITS in chart.points[-1].signals
    assert u_chart([(0, 0)]) is None


@pytest.mark.parametrize(
    ("size", "firmness"), [(20, Firmness.FIRM), (12, Firmness.PROVISIONAL), (11, Firmness.TOO_FEW)]
)
def test_few_points_make_provisional_limits_and_very_few_signal_nothing(
    size: int, firmness: Firmness
) -> None:
    chart = p_chart([*[(8, 100)] * size, (90, 100)], baseline=size)

    assert chart is not None
    assert firmness is chart.firmness
    assert bool(chart.points[-1].signals) == (firmness is not Firmness.TOO_FEW)


def test_laney_widens_the_limits_of_very_large_counts() -> None:
    restless = [(80_000 + 2_000 * (-1) ** week, 1_000_000) for week in range(20)]

    plain, laney = p_chart(restless), p_chart(restless, laney=True)

    assert plain is not None
    assert laney is not None
    assert Signal.BEYOND_LIMITS in plain.points[0].signals
    assert laney.points[0].signals == ()
    assert round(laney.sigma_z, 2) == 13.07  # 4000 / 271.3 / 1.128


def test_rare_events_that_come_too_fast_are_signalled() -> None:
    gaps = [*[20 + (n * 7) % 11 for n in range(20)], 0.05]
    moments = [START]
    for gap in gaps:
        moments.append(moments[-1] + timedelta(days=gap))

    chart = rare_events_chart(moments, baseline=20)

    assert chart is not None
    assert Signal.BEYOND_LIMITS in chart.points[-1].signals
    assert chart.points[-1].value is not None
    assert chart.points[-1].value < chart.points[-1].low
    assert rare_events_chart(moments[:2]) is None


def test_a_long_gap_between_bad_cases_is_an_improvement() -> None:
    chart = gaps_chart([*[100] * 20, 500], baseline=20)

    assert chart is not None
    assert (0.0, round(100 + 3 * (100 * 101) ** 0.5, 6)) == (
        chart.points[0].low,
        round(chart.points[0].high, 6),
    )
    assert Signal.BEYOND_LIMITS in chart.points[-1].signals
