"""A wall clock that leaps is doubted, one that drifts, sleeps or comes back is not."""

from datetime import UTC, datetime, timedelta

from ticketing.sla.steadiness import ClockGuard

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)


def looks(*pairs: tuple[float, float]) -> list[bool]:
    """What a guard answers at (seconds on the wall, seconds steady)."""
    guard = ClockGuard()
    return [guard.believes(NOON + timedelta(seconds=wall), steady) for wall, steady in pairs]


def test_a_clock_in_step_is_believed() -> None:
    assert looks((0, 0), (15, 15), (31, 30), (3600, 3600)) == [True] * 4


def test_two_hours_ahead_and_back_is_never_acted_on() -> None:
    assert looks((0, 0), (7215, 15), (7230, 30), (45, 45)) == [True, False, False, True]


def test_a_leap_that_lasts_was_a_correction() -> None:
    assert looks((0, 0), (7215, 15), (7500, 300), (7515, 315), (7530, 330)) == [
        True,
        False,
        False,
        True,
        True,
    ]


def test_a_clock_set_back_is_believed_at_once() -> None:
    assert looks((0, 0), (-7200, 15), (-7185, 30)) == [True, True, True]
