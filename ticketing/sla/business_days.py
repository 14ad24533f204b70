"""Business days and calendar days: legal limits are counted in dates, not in hours.

A business day is a local date with any open hours, so make-up workdays and half-days count. The first day of
a limit is not counted (民法典 §201), and a limit that ends on a day off rolls to the next business day (§203).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ticketing.sla.calendar import DAY_SECONDS, BusinessCalendar, CalendarError, local_day, wall_moment

_ONE_DAY = timedelta(days=1)
_LONGEST_BREAK = 400  # days without any open hours before we say that the calendar never opens


@dataclass(frozen=True, slots=True)
class DayLimit:
    """A limit in calendar days: alarm on `raw`, the law allows until `rolled`."""

    raw: date
    rolled: date


def is_business_day(calendar: BusinessCalendar, day: date) -> bool:
    """Whether the local date has open hours."""
    return bool(calendar.windows_on(day))


def add_business_days(calendar: BusinessCalendar, day: date, days: int) -> date:
    """The `days`-th business day after `day` (before it when negative); 0 rolls to a business day.

    `day` itself never counts. Raises `CalendarError` when the calendar stays closed for more than 400 days.
    """
    if days == 0:
        return roll(calendar, day)
    step = _ONE_DAY if days > 0 else -_ONE_DAY
    for _ in range(abs(days)):
        day = _next_business_day(calendar, day + step, step)
    return day


def business_days_between(calendar: BusinessCalendar, first: date, last: date) -> int:
    """How many business days lie after `first` up to and including `last`; negative the other way round."""
    if last < first:
        return -business_days_between(calendar, last, first)
    days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(is_business_day(calendar, day) for day in days)


def roll(calendar: BusinessCalendar, day: date) -> date:
    """`day` when it is a business day, else the next one."""
    return _next_business_day(calendar, day, _ONE_DAY)


def add_days(calendar: BusinessCalendar, day: date, days: int) -> DayLimit:
    """The limit `days` calendar days after `day`, which is not counted: as it is, and rolled off days off."""
    raw = day + timedelta(days=days)
    return DayLimit(raw, roll(calendar, raw))


def opening(calendar: BusinessCalendar, day: date) -> datetime:
    """The moment (UTC) at which the calendar first opens on a business day."""
    return wall_moment(calendar, day, _windows(calendar, day)[0][0])


def closing(calendar: BusinessCalendar, day: date) -> datetime:
    """The moment (UTC) at which the calendar closes for the rest of a business day."""
    return wall_moment(calendar, day, _windows(calendar, day)[-1][1])


def end_of_day(calendar: BusinessCalendar, day: date) -> datetime:
    """The local midnight (UTC) at which a date is over; what a legal limit in days runs to."""
    return wall_moment(calendar, day, DAY_SECONDS)


def missing_holiday_year(calendar: BusinessCalendar, due: date | datetime) -> int | None:
    """The year of a due date when its public holidays are not in the calendar yet, else None.

    Next year's list appears about November: a due date in such a year is provisional, people must be warned.
    """
    day = local_day(calendar, due) if isinstance(due, datetime) else due
    known = calendar.holiday_years
    return None if known is None or day.year in known else day.year


def _next_business_day(calendar: BusinessCalendar, day: date, step: timedelta) -> date:
    for _ in range(_LONGEST_BREAK):
        if calendar.windows_on(day):
            return day
        day += step
    raise CalendarError(f"no business day within {_LONGEST_BREAK} days; add weekly hours or open dates")


def _windows(calendar: BusinessCalendar, day: date) -> tuple[tuple[int, int], ...]:
    windows = calendar.windows_on(day)
    if not windows:
        raise CalendarError(f"{day} is not a business day; roll it first")
    return windows
