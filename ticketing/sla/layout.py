"""The open hours of a calendar laid out as UTC intervals with a running sum, extended year by year on demand.

All moments in here are whole microseconds since 1970-01-01 UTC: integers add without rounding.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ticketing.sla.calendar import BusinessCalendar, CalendarError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = 1_000_000
DAY = 86_400 * SECOND
FIRST_YEAR, LAST_YEAR = 1900, 2300
MAX_YEARS = 120  # laid out at once: bounds both memory and the search for a due date
Interval = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Open intervals from the start of `first` to the end of `last`, ascending and disjoint.

    `done[i]` is the open time before interval i, `done_after[i]` the open time up to its end.
    """

    first: int
    last: int
    begins_at: int
    ends_at: int
    starts: list[int]
    ends: list[int]
    done: list[int]
    done_after: list[int]

    def position(self, moment: int) -> int:
        """Open microseconds between the layout's start and `moment`, which must lie inside the layout."""
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return 0
        end = self.ends[index]
        return self.done_after[index] if moment >= end else self.done[index] + moment - self.starts[index]

    def moment(self, position: int) -> int | None:
        """The earliest moment with `position` > 0 open microseconds behind it; None when not laid out yet."""
        index = bisect_left(self.done_after, position)
        if index == len(self.starts):
            return None
        return self.starts[index] + position - self.done[index]


def layout_from(calendar: BusinessCalendar, moment: int) -> Layout:
    """The calendar's layout, made or extended so that it contains `moment`."""
    layout = calendar.layout
    if layout is not None and layout.begins_at <= moment < layout.ends_at:
        return layout
    year = year_of(moment)
    layout = _shared_layout(calendar) if layout is None else layout
    if layout is None or year - layout.first >= MAX_YEARS or layout.last - year >= MAX_YEARS:
        return _keep(calendar, _lay_out(calendar, year, year + 1))
    return _keep(calendar, _lay_out(calendar, min(year, layout.first), max(year, layout.last)))


def extend(calendar: BusinessCalendar, layout: Layout) -> Layout:
    """The layout with later years; raises `CalendarError` when it never opens again or grows too long."""
    if not opens_after(calendar, layout.last):
        raise CalendarError("the calendar has no open hours left; add weekly hours or open dates")
    if layout.last - layout.first >= MAX_YEARS or layout.last >= LAST_YEAR:
        raise CalendarError(f"not due within {MAX_YEARS} years; check the minutes and the open hours")
    # Twice the span each time, so that a far date costs a handful of extensions instead of one a year.
    span = layout.last - layout.first + 1
    more = min(span, MAX_YEARS + 1 - span, LAST_YEAR - layout.last)
    return _keep(calendar, _lay_out(calendar, layout.first, layout.last + more))


def opens_after(calendar: BusinessCalendar, year: int) -> bool:
    """Whether any open hours can follow the end of `year`."""
    return any(calendar.weekly_windows) or any(
        windows and day.year >= year for day, windows in calendar.open_days.items()
    )


def year_of(moment: int) -> int:
    """The UTC year of a moment; raises `CalendarError` outside 1900–2300."""
    if not _year_start(FIRST_YEAR) <= moment < _year_start(LAST_YEAR + 1):
        raise CalendarError(f"the moment lies outside the years {FIRST_YEAR} to {LAST_YEAR}; check its year")
    return _day(moment).year


def clear_layouts() -> None:
    """Forget every shared layout; calendars that are in use keep their own."""
    _shared_holder.cache_clear()


@lru_cache(maxsize=64)
def _shared_holder(_: BusinessCalendar) -> list[Layout]:
    """Where equal calendars, however often they are read anew, keep one layout; bounded by the cache."""
    return []


def _shared_layout(calendar: BusinessCalendar) -> Layout | None:
    holder = _shared_holder(calendar)
    return holder[0] if holder else None


def _keep(calendar: BusinessCalendar, layout: Layout) -> Layout:
    # A layout never changes: threads may replace it under each other and each still holds a whole one.
    _shared_holder(calendar)[:] = [layout]
    object.__setattr__(calendar, "layout", layout)
    return layout


def _lay_out(calendar: BusinessCalendar, first: int, last: int) -> Layout:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _open_intervals(calendar, _year_start(first), _year_start(last + 1)):
        if ends and start == ends[-1]:
            ends[-1] = end
        else:
            starts.append(start)
            ends.append(end)
    done, done_after, total = [], [], 0
    for start, end in zip(starts, ends, strict=True):
        done.append(total)
        total += end - start
        done_after.append(total)
    return Layout(first, last, _year_start(first), _year_start(last + 1), starts, ends, done, done_after)


def _open_intervals(calendar: BusinessCalendar, begin: int, end: int) -> Iterator[Interval]:
    """Every open stretch within [begin, end); between two clock changes the wall is UTC plus a constant."""
    for start, stop, offset in _constant_stretches(calendar.zone, begin, end):
        day = _day(start + offset)
        while (midnight := _day_start(day) - offset) < stop:
            for opens, closes in calendar.windows_on(day):
                a, b = max(start, midnight + opens * SECOND), min(stop, midnight + closes * SECOND)
                if a < b:
                    yield a, b
            day += timedelta(days=1)


def _constant_stretches(zone: ZoneInfo, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(start, end, UTC offset) between the clock changes of a zone, everything in microseconds."""
    start, offset = begin, _offset(zone, begin)
    for probe in range(begin, end + DAY, DAY):
        here = min(probe, end - 1)
        if _offset(zone, here) != offset:
            change = _find_change(zone, start, here, offset)
            yield start, change, offset
            start, offset = change, _offset(zone, change)
    yield start, end, offset


def _find_change(zone: ZoneInfo, before: int, after: int, offset: int) -> int:
    """The first whole second after `before` with another offset than `offset`, by bisection."""
    low, high = max(before, after - DAY) // SECOND, after // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle * SECOND) == offset:
            low = middle
        else:
            high = middle
    return high * SECOND


def _offset(zone: ZoneInfo, moment: int) -> int:
    shift = (EPOCH + timedelta(microseconds=moment)).astimezone(zone).utcoffset()
    return (shift or timedelta()) // MICROSECOND


def _year_start(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND


def _day(moment: int) -> date:
    return date.fromordinal(719_163 + moment // DAY)  # 719 163 is the ordinal of 1970-01-01


def _day_start(day: date) -> int:
    return (day.toordinal() - 719_163) * DAY
