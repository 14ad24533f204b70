"""What a calendar accepts, and what it says when it does not."""

from typing import Any

import pytest

from tests.ticketing.sla.calendars import CN_OFFICE, OFFICE_WEEK
from ticketing.sla.calendar import BusinessCalendar, CalendarError


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"timezone": "Mars/Olympus"}, "time zone"),
        ({"timezone": "../etc/passwd"}, "time zone"),
        ({"timezone": None}, "time zone"),
        ({"weekly": {"mo": []}}, "weekday"),
        ({"weekly": [["09:00", "18:00"]]}, "must map"),
        ({"weekly": {"mon": "09:00-18:00"}}, "list"),
        ({"weekly": {"mon": ["09:00", "18:00"]}}, "pair"),
        ({"weekly": {"mon": [["18:00", "09:00"]]}}, "ends before"),
        ({"weekly": {"mon": [["09:00", "09:00"]]}}, "ends before"),
        ({"weekly": {"mon": [["09:00", "24:01"]]}}, "HH:MM"),
        ({"weekly": {"mon": [["nine", "18:00"]]}}, "HH:MM"),
        ({"weekly": {"mon": [[9, 18]]}}, "HH:MM"),
        ({"closed": ["2026-02-30"]}, "YYYY-MM-DD"),
        ({"closed": "2026-02-03"}, "list"),
        ({"open": {"tomorrow": []}}, "YYYY-MM-DD"),
    ],
)
def test_a_bad_calendar_says_what_to_change(change: dict[str, Any], words: str) -> None:
    good: dict[str, Any] = {"timezone": "Asia/Shanghai", "weekly": OFFICE_WEEK, "closed": [], "open": {}}

    with pytest.raises(CalendarError, match=words):
        BusinessCalendar(**{**good, **change})


def test_overlapping_windows_are_one() -> None:
    calendar = BusinessCalendar("UTC", {"mon": [["09:00", "12:00"], ["11:00", "13:00"], ["13:00", "14:00"]]})

    assert calendar.weekly_windows[0] == ((9 * 3600, 14 * 3600),)


def test_equal_calendars_are_equal_whatever_the_order() -> None:
    again = BusinessCalendar(
        CN_OFFICE.timezone,
        CN_OFFICE.weekly,
        list(CN_OFFICE.closed)[::-1],
        dict(reversed(CN_OFFICE.open.items())),
    )

    assert again == CN_OFFICE
    assert hash(again) == hash(CN_OFFICE)
    assert BusinessCalendar("Asia/Shanghai", OFFICE_WEEK) != CN_OFFICE
