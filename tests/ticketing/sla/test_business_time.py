"""Business time, stated in plain dates; the arithmetic laws are in test_business_time_laws."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.ticketing.sla.calendars import ALWAYS, CN_OFFICE, CN_SERVICE, EVERY_DAY, OFFICE_WEEK
from ticketing.sla.business_time import add, between, is_open, next_opening
from ticketing.sla.calendar import BusinessCalendar, CalendarError

SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


def wall(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-02-13T17:30", 27, "2026-02-25T17:30"),  # Spring Festival with both make-up days
        ("2026-09-30T16:00", 4, "2026-10-08T11:00"),
        ("2026-09-18T17:00", 2, "2026-09-20T10:00"),  # a working Sunday
        ("2026-05-08T17:45", 1, "2026-05-09T09:45"),
        ("2026-02-20T10:00", 4, "2026-02-24T13:00"),  # starts on a holiday
        ("2026-01-03T12:00", 2, "2026-01-04T11:00"),
        ("2026-10-09T17:00", 45, "2026-10-15T17:00"),
        ("2026-03-06T20:00", 4, "2026-03-09T13:00"),  # starts after closing
        ("2026-02-13T17:30", 4, "2026-02-14T12:30"),
    ],
)
def test_office_hours_of_2026_respect_holidays_and_make_up_days(start: str, hours: int, due: str) -> None:
    assert wall(due) == add(CN_OFFICE, wall(start), hours * 60)
    assert timedelta(hours=hours) == between(CN_OFFICE, wall(start), wall(due))


def test_due_is_in_utc() -> None:
    due = add(CN_OFFICE, wall("2026-03-09T09:00"), 60)

    assert UTC is due.tzinfo
    assert datetime(2026, 3, 9, 2, 0, tzinfo=UTC) == due


def test_time_is_up_at_closing_and_not_at_the_next_opening() -> None:
    assert wall("2026-03-06T18:00") == add(CN_OFFICE, wall("2026-03-06T17:00"), 60)


def test_no_minutes_are_over_at_once_even_when_closed() -> None:
    assert wall("2026-02-20T10:00") == add(CN_OFFICE, wall("2026-02-20T10:00"), 0)


def test_seconds_of_the_start_are_kept() -> None:
    assert wall("2026-03-09T09:00:20.5") == add(CN_OFFICE, wall("2026-03-06T17:59:20.5"), 1)


def test_a_lunch_break_is_not_counted() -> None:
    calendar = BusinessCalendar("Asia/Shanghai", {"mon": [["13:30", "18:00"], ["09:00", "12:00"]]})

    assert wall("2026-03-09T14:00") == add(calendar, wall("2026-03-09T11:30"), 60)


def test_a_half_day_overrides_the_week() -> None:
    calendar = BusinessCalendar("Asia/Shanghai", OFFICE_WEEK, open={"2026-03-06": [["09:00", "12:00"]]})

    assert wall("2026-03-09T10:00") == add(calendar, wall("2026-03-06T11:00"), 120)


def test_an_open_date_beats_a_closed_one() -> None:
    calendar = BusinessCalendar(
        "Asia/Shanghai", OFFICE_WEEK, ["2026-03-07"], {"2026-03-07": [["10:00", "11:00"]], "2026-03-09": []}
    )

    assert wall("2026-03-07T10:30") == add(calendar, wall("2026-03-06T18:00"), 30)
    assert wall("2026-03-10T09:30") == add(calendar, wall("2026-03-07T10:30"), 60)


@pytest.mark.parametrize("midnight", ["24:00", "00:00"])
def test_an_evening_runs_to_midnight(midnight: str) -> None:
    calendar = BusinessCalendar("Asia/Shanghai", {"fri": [["22:00", midnight]], "sat": [["00:00", "02:00"]]})

    assert wall("2026-03-07T01:00") == add(calendar, wall("2026-03-06T23:00"), 120)
    assert wall("2026-03-07T00:00") == add(calendar, wall("2026-03-06T23:00"), 60)


def test_the_round_the_clock_calendar_counts_every_minute_over_new_year() -> None:
    assert wall("2027-01-01T01:00") == add(ALWAYS, wall("2026-12-31T23:00"), 120)


def test_the_leap_day_is_a_day() -> None:
    assert wall("2028-03-01T08:30") == add(CN_SERVICE, wall("2028-02-28T21:30"), 15 * 60)


def test_the_night_shift_is_an_hour_shorter_when_clocks_go_forward() -> None:
    night = BusinessCalendar("America/New_York", {key: [["00:00", "06:00"]] for key in EVERY_DAY})

    assert timedelta(hours=5) == between(
        night, wall("2026-03-08T00:00", NEW_YORK), wall("2026-03-08T12:00", NEW_YORK)
    )
    assert timedelta(hours=7) == between(
        night, wall("2026-11-01T00:00", NEW_YORK), wall("2026-11-01T12:00", NEW_YORK)
    )


def test_a_window_that_the_clock_change_skips_is_lost_that_day() -> None:
    early = BusinessCalendar("America/New_York", {key: [["02:00", "03:00"]] for key in EVERY_DAY})

    assert wall("2026-03-09T02:30", NEW_YORK) == add(early, wall("2026-03-08T00:00", NEW_YORK), 30)


def test_office_hours_keep_their_wall_time_over_a_clock_change() -> None:
    office = BusinessCalendar("America/New_York", OFFICE_WEEK)

    due = add(office, wall("2026-03-06T17:00", NEW_YORK), 120)

    assert wall("2026-03-09T10:00", NEW_YORK) == due
    assert due.hour == 14  # one hour earlier in UTC than the week before


def test_a_pause_moves_the_due_moment_by_its_open_time_only() -> None:
    pause = (wall("2026-03-06T17:00"), wall("2026-03-09T10:00"))  # two open hours

    assert wall("2026-03-09T11:00") == add(CN_OFFICE, wall("2026-03-06T16:00"), 120, [pause])


def test_overlapping_unsorted_pauses_count_once() -> None:
    pauses = [
        (wall("2026-03-06T11:00"), wall("2026-03-06T12:00")),
        (wall("2026-03-06T10:00"), wall("2026-03-06T11:30")),
        (wall("2026-03-01T10:00"), wall("2026-03-02T11:30")),
    ]

    assert wall("2026-03-06T12:30") == add(CN_OFFICE, wall("2026-03-06T09:30"), 60, pauses)
    assert timedelta(hours=1) == between(
        CN_OFFICE, wall("2026-03-06T09:30"), wall("2026-03-06T12:30"), pauses
    )


def test_a_pause_that_starts_when_time_is_up_changes_nothing() -> None:
    pause = (wall("2026-03-06T10:00"), wall("2026-03-06T12:00"))

    assert wall("2026-03-06T10:00") == add(CN_OFFICE, wall("2026-03-06T09:00"), 60, [pause])


def test_lateness_is_negative_time_left() -> None:
    due, now = wall("2026-03-06T17:00"), wall("2026-03-09T10:00")

    assert timedelta(hours=-2) == between(CN_OFFICE, now, due)


def test_opening_and_closing_moments() -> None:
    assert is_open(CN_OFFICE, wall("2026-03-06T09:00"))
    assert not is_open(CN_OFFICE, wall("2026-03-06T18:00"))
    assert not is_open(CN_OFFICE, wall("2026-02-20T10:00"))
    assert wall("2026-02-24T09:00") == next_opening(CN_OFFICE, wall("2026-02-20T10:00"))
    assert wall("2026-03-06T10:00") == next_opening(CN_OFFICE, wall("2026-03-06T10:00"))
    assert next_opening(BusinessCalendar("UTC", {}), wall("2026-02-20T10:00")) is None


def test_dates_far_ahead_extend_the_calendar() -> None:
    assert add(ALWAYS, wall("2026-01-01T00:00"), 60 * 24 * 365 * 15 + 60 * 24 * 5).year == 2041


def test_single_open_dates_are_enough_to_be_due() -> None:
    calendar = BusinessCalendar("Asia/Shanghai", {}, open={"2031-05-05": [["09:00", "10:00"]]})

    assert wall("2031-05-05T09:30") == add(calendar, wall("2026-01-01T00:00"), 30)
    with pytest.raises(CalendarError, match="no open hours left"):
        add(calendar, wall("2026-01-01T00:00"), 61)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (-1, "negative"),
        (float("nan"), "number"),
        (True, "number"),
        (10**12, "years"),
        (float("inf"), "number"),
    ],
)
def test_impossible_minutes_are_refused(minutes: float, words: str) -> None:
    with pytest.raises(CalendarError, match=words):
        add(CN_OFFICE, wall("2026-03-06T09:00"), minutes)


def test_moments_without_offset_are_refused() -> None:
    naive = datetime.fromisoformat("2026-03-06T09:00")
    with pytest.raises(CalendarError, match="offset"):
        add(CN_OFFICE, naive, 5)


def test_a_pause_that_ends_before_it_starts_is_refused() -> None:
    pause = (wall("2026-03-06T12:00"), wall("2026-03-06T10:00"))
    with pytest.raises(CalendarError, match="pause"):
        add(CN_OFFICE, wall("2026-03-06T09:00"), 5, [pause])


@pytest.mark.parametrize("year", ["0001", "1850", "9999"])
def test_absurd_years_are_refused(year: str) -> None:
    with pytest.raises(CalendarError, match="years"):
        add(CN_OFFICE, datetime.fromisoformat(f"{year}-03-06T09:00+00:00"), 5)
