"""A business calendar as a value: weekly hours, closed dates and specially opened dates of one time zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ticketing.errors import BadInput

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_SECONDS = 86_400
Window = tuple[int, int]  # seconds since local midnight, half open: [start, end)
Windows = tuple[Window, ...]


class CalendarError(BadInput):
    """A calendar, or a question put to it, makes no sense; the message says what to change."""


@dataclass(frozen=True, eq=False)
class BusinessCalendar:
    """When somebody works: open exactly while the wall clock of `timezone` shows a time inside a window.

    `weekly` maps `mon`…`sun` to windows such as `("09:00", "18:00")`; several windows a day, half-days and
    `24:00` are allowed, a day left out is closed. `closed` are dates without work. `open` maps dates to their
    own windows and overrides both (调休上班, half-days; an empty list closes the date). `known_years` are the
    years whose public holidays are in; when it is not given, each year that has a closed or open date counts,
    and a calendar without any such date knows all years. Raises `CalendarError` for anything else.
    """

    timezone: str
    weekly: Mapping[str, Iterable[Sequence[str]]]
    closed: Iterable[date | str] = ()
    open: Mapping[Any, Iterable[Sequence[str]]] = field(default_factory=dict)
    known_years: Iterable[int] | None = None

    def __post_init__(self) -> None:
        """Check everything once and keep a normal form, so equal calendars share one layout."""
        opened = {
            read_date(day): read_windows(windows, str(day)) for day, windows in _items(self.open, "open")
        }
        closed = frozenset(read_date(day) for day in _list(self.closed, "closed"))
        years = self.known_years
        if years is None and (closed or opened):
            years = {day.year for day in closed | opened.keys()}
        normal = {
            "zone": _read_zone(self.timezone),
            "weekly_windows": _read_weekly(self.weekly),
            "closed_days": closed,
            "open_days": opened,
            "holiday_years": None if years is None else frozenset(years),
            "layout": None,
        }
        for name, value in normal.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "key", self._make_key())

    # The normal form; set in __post_init__, never compared field by field.
    zone: ZoneInfo = field(init=False, repr=False)
    weekly_windows: tuple[Windows, ...] = field(init=False, repr=False)
    closed_days: frozenset[date] = field(init=False, repr=False)
    open_days: dict[date, Windows] = field(init=False, repr=False)
    holiday_years: frozenset[int] | None = field(init=False, repr=False)
    layout: Any = field(init=False, repr=False)  # the laid-out years; Any because the layout knows calendars
    key: tuple[Any, ...] = field(init=False, repr=False)  # hashable normal form of mixed parts

    def _make_key(self) -> tuple[Any, ...]:
        return (
            self.timezone,
            self.weekly_windows,
            self.closed_days,
            tuple(sorted(self.open_days.items())),
            self.holiday_years,
        )

    def __eq__(self, other: object) -> bool:
        """Two calendars are equal when they are open at the same times and know the same years."""
        return isinstance(other, BusinessCalendar) and self.key == other.key

    def __hash__(self) -> int:
        """Hash of the normal form."""
        return hash(self.key)

    def windows_on(self, day: date) -> Windows:
        """The windows of a local date, in seconds since midnight, ascending, disjoint; empty when closed."""
        special = self.open_days.get(day)
        if special is not None:
            return special
        return () if day in self.closed_days else self.weekly_windows[day.weekday()]


def read_windows(windows: Iterable[Sequence[str]], day: str) -> Windows:
    """Windows such as `[["09:00", "12:00"], ["13:00", "24:00"]]` in seconds, sorted, touching ones joined."""
    joined: list[Window] = []
    for start, end in sorted(_read_window(window, day) for window in _list(windows, day)):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def read_date(value: date | str) -> date:
    """A date, or its form `YYYY-MM-DD`; raises `CalendarError`."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = str(value)
    try:
        if len(text) != len("YYYY-MM-DD") or "W" in text:  # Python also reads 20260214 and 2026-W07-6
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise CalendarError(f"{value!r} is not a date; write it as YYYY-MM-DD") from error


def _read_window(window: Sequence[str], day: str) -> Window:
    if isinstance(window, str) or not isinstance(window, Sequence) or len(window) != 2:
        raise CalendarError(f'{day}: {window!r} is not a window; write a pair such as ["09:00", "18:00"]')
    start, end = _read_clock(window[0], day), _read_clock(window[1], day)
    if end == 0 and start > 0:
        end = DAY_SECONDS  # "until 00:00" can only mean the midnight at the end of the day
    if end <= start:
        raise CalendarError(
            f"{day}: the window {window[0]}–{window[1]} ends before it starts; "
            "split a night at 24:00 and continue on the next day at 00:00"
        )
    return start, end


def _read_clock(text: str, day: str) -> int:
    if text == "24:00":
        return DAY_SECONDS
    try:
        hours, minutes, *seconds = (int(part) for part in text.split(":"))
        clock = time(hours, minutes, sum(seconds[:1]))
    except (AttributeError, TypeError, ValueError) as error:
        raise CalendarError(f"{day}: {text!r} is not a time of day; write HH:MM, at most 24:00") from error
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _read_weekly(weekly: Mapping[str, Iterable[Sequence[str]]]) -> tuple[Windows, ...]:
    found: dict[str, Windows] = {}
    for name, windows in _items(weekly, "weekly"):
        if str(name).lower() not in WEEKDAYS:
            raise CalendarError(f"weekly: {name!r} is not a weekday; use {', '.join(WEEKDAYS)}")
        found[str(name).lower()] = read_windows(windows, str(name))
    return tuple(found.get(name, ()) for name in WEEKDAYS)


def _read_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        raise CalendarError(f"{name!r} is not a time zone; use an IANA name such as Asia/Shanghai") from error


def _items(mapping: Mapping[Any, Any], name: str) -> Iterable[tuple[Any, Any]]:
    if not isinstance(mapping, Mapping):
        raise CalendarError(f"{name} must map days to lists of windows")
    return mapping.items()


def _list(values: Iterable[Any], name: str) -> Iterable[Any]:
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise CalendarError(f"{name}: {values!r} must be a list")
    return values


def local_day(calendar: BusinessCalendar, at: datetime) -> date:
    """The date on the calendar's wall at the aware moment `at`."""
    return at.astimezone(calendar.zone).date()


def wall_moment(calendar: BusinessCalendar, day: date, seconds: int) -> datetime:
    """The aware UTC moment at which the wall shows `seconds` after midnight of `day`; 86 400 is its end.

    Of a repeated hour the first counts, except for the day's end.
    """
    naive = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return naive.replace(tzinfo=calendar.zone).astimezone(UTC)
