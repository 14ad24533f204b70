"""Limits in business days and calendar days."""

from datetime import UTC, date, datetime

import pytest

from tests.ticketing.sla.calendars import ALWAYS, CN_OFFICE
from ticketing.sla.business_days import (
    DayLimit,
    add_business_days,
    add_days,
    business_days_between,
    closing,
    end_of_day,
    is_business_day,
    missing_holiday_year,
    opening,
    roll,
)
from ticketing.sla.calendar import BusinessCalendar, CalendarError


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [("02-12", 7, "02-28"), ("09-28", 10, "10-16"), ("04-29", 15, "05-22"), ("03-09", -1, "03-06")],
)
def test_business_days_of_2026(start: str, days: int, due: str) -> None:
    first, last = date.fromisoformat(f"2026-{start}"), date.fromisoformat(f"2026-{due}")

    assert last == add_business_days(CN_OFFICE, first, days)
    assert days == business_days_between(CN_OFFICE, first, last) or days < 0


def test_a_legal_limit_rolls_off_the_holiday_but_keeps_its_raw_date() -> None:
    limit = add_days(CN_OFFICE, date(2026, 2, 5), 15)

    assert DayLimit(raw=date(2026, 2, 20), rolled=date(2026, 2, 24)) == limit


def test_make_up_days_are_business_days_and_holidays_are_not() -> None:
    assert is_business_day(CN_OFFICE, date(2026, 2, 14))
    assert not is_business_day(CN_OFFICE, date(2026, 2, 16))
    assert date(2026, 2, 24) == roll(CN_OFFICE, date(2026, 2, 15))
    assert date(2026, 2, 24) == add_business_days(CN_OFFICE, date(2026, 2, 15), 0)


def test_a_business_day_opens_closes_and_ends_on_the_local_clock() -> None:
    day = date(2026, 3, 6)

    assert datetime(2026, 3, 6, 1, tzinfo=UTC) == opening(CN_OFFICE, day)
    assert datetime(2026, 3, 6, 10, tzinfo=UTC) == closing(CN_OFFICE, day)
    assert datetime(2026, 3, 6, 16, tzinfo=UTC) == end_of_day(CN_OFFICE, day)
    with pytest.raises(CalendarError, match="not a business day"):
        closing(CN_OFFICE, date(2026, 3, 7))


def test_a_calendar_that_never_opens_has_no_business_days() -> None:
    with pytest.raises(CalendarError, match="no business day"):
        add_business_days(BusinessCalendar("UTC", {}), date(2026, 1, 1), 1)


def test_a_due_date_in_a_year_without_holiday_data_is_provisional() -> None:
    late = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)  # already 2027 in Shanghai

    assert missing_holiday_year(CN_OFFICE, late) == 2027
    assert missing_holiday_year(CN_OFFICE, date(2026, 12, 31)) is None
    assert missing_holiday_year(ALWAYS, late) is None
    assert (
        missing_holiday_year(BusinessCalendar("Asia/Shanghai", {}, known_years=[2025]), date(2026, 5, 1))
        == 2026
    )
