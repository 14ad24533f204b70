"""Business time: when are N open minutes over, and how much open time lies between two moments.

One engine for deadline, elapsed time and lateness, so they can never disagree. A moment counts when the wall
clock of the calendar's zone shows a time inside a window and no pause runs; clock changes are no special case.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import isfinite

from ticketing.sla.calendar import BusinessCalendar, CalendarError
from ticketing.sla.layout import EPOCH, MICROSECOND, Interval, extend, layout_from, opens_after

Pause = tuple[datetime, datetime]
_MINUTE = 60_000_000  # microseconds


def add(
    calendar: BusinessCalendar, start: datetime, minutes: float | timedelta, pauses: Sequence[Pause] = ()
) -> datetime:
    """The earliest moment (aware UTC) at which `minutes` open, unpaused minutes have passed since `start`.

    `minutes` may be fractional or a timedelta, never negative; 0 gives `start`. Pauses may overlap and come in
    any order. A closing time is reached at closing, not at the next opening. Raises `CalendarError`.
    """
    moment = _read_moment(start)
    needed = _read_needed(minutes)
    if pauses and needed:
        moment, needed = _skip_pauses(calendar, moment, needed, _read_pauses(pauses))
    return EPOCH + MICROSECOND * (_advance(calendar, moment, needed) if needed else moment)


def between(
    calendar: BusinessCalendar, start: datetime, end: datetime, pauses: Sequence[Pause] = ()
) -> timedelta:
    """The open, unpaused time from `start` to `end`; negative when `end` is the earlier one.

    Additive: splitting at any moment gives the same sum. Raises `CalendarError`.
    """
    a, b = _read_moment(start), _read_moment(end)
    if b < a:
        return -between(calendar, end, start, pauses)
    total = _open_time(calendar, a, b)
    for begins, ends in _read_pauses(pauses) if pauses else ():
        if begins < b and ends > a:
            total -= _open_time(calendar, max(a, begins), min(b, ends))
    return MICROSECOND * total


def is_open(calendar: BusinessCalendar, at: datetime) -> bool:
    """Whether the calendar is open at the aware moment `at`; a closing time is already closed."""
    moment = _read_moment(at)
    return _open_time(calendar, moment, moment + 1) > 0


def next_opening(calendar: BusinessCalendar, at: datetime) -> datetime | None:
    """`at` itself (UTC) when open, else the next opening; None when the calendar never opens again."""
    moment = _read_moment(at)
    layout = layout_from(calendar, moment)
    position = layout.position(moment) + 1
    while (found := layout.moment(position)) is None:
        if not opens_after(calendar, layout.last):
            return None
        layout = extend(calendar, layout)
    return EPOCH + MICROSECOND * (found - 1)


def _advance(calendar: BusinessCalendar, moment: int, needed: int) -> int:
    layout = layout_from(calendar, moment)
    position = layout.position(moment) + needed
    while (due := layout.moment(position)) is None:
        layout = extend(calendar, layout)  # only later years are added, so the position keeps its meaning
    return due


def _skip_pauses(
    calendar: BusinessCalendar, moment: int, needed: int, pauses: Iterable[Interval]
) -> tuple[int, int]:
    """Walk past each pause that starts before the work is done; what remains is free of pauses."""
    for begins, ends in pauses:
        if ends <= moment:
            continue
        done = _open_time(calendar, moment, begins) if begins > moment else 0
        if done >= needed:
            break
        moment, needed = ends, needed - done
    return moment, needed


def _open_time(calendar: BusinessCalendar, start: int, end: int) -> int:
    layout_from(calendar, start)
    layout = layout_from(calendar, end)
    if start < layout.begins_at:
        raise CalendarError("the two moments lie too far apart; check their years")
    return layout.position(end) - layout.position(start)


def _read_moment(value: datetime) -> int:
    try:
        return (value - EPOCH) // MICROSECOND
    except TypeError as error:
        raise CalendarError(f"{value} has no UTC offset; write one, such as Z or +08:00") from error


def _read_needed(minutes: float | timedelta) -> int:
    if type(minutes) is int:  # first, being by far the most frequent; a bool is not a number of minutes
        needed = minutes * _MINUTE
    elif isinstance(minutes, timedelta):
        needed = minutes // MICROSECOND
    elif isinstance(minutes, float) and isfinite(minutes):
        needed = round(minutes * _MINUTE)
    else:
        raise CalendarError(f"minutes must be a number, not {minutes!r}")
    if needed < 0:
        raise CalendarError(f"minutes must not be negative, but is {minutes}")
    return needed


def _read_pauses(pauses: Iterable[Pause]) -> list[Interval]:
    """Sorted and disjoint, so that overlapping pauses count once."""
    merged: list[Interval] = []
    for begins, ends in sorted((_read_moment(begins), _read_moment(ends)) for begins, ends in pauses):
        if ends < begins:
            raise CalendarError("a pause ends before it starts; swap its two moments")
        if merged and begins <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(ends, merged[-1][1]))
        else:
            merged.append((begins, ends))
    return merged
