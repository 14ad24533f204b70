"""Do the dates of a log run with its own ticket numbers? If not, would swapping day and month put them in order?

Numbers that a system hands out rise with time. Rows that leave the longest run of non-falling dates (patience
sorting, n log n) are out of order; the log is warned about, never silently changed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from intake.hotline.cells.dates import exchange

SWAP = "swap day and month"
MAX_CHECKED = 1_000_000  # rows; 20 bytes each are held
_FEWEST = 10
_RISING = 0.6  # share of rows in order from which numbers count as handed out over time
_CURED = 0.1  # a repair is proposed when at most this share of the disorder is left
_LAST_NUMBER = re.compile(r"(\d{1,15})\D*$")


@dataclass(frozen=True)
class Disorder:
    """Rows whose dates do not run with their numbers.

    ``count`` rows with the numbers ``rows`` and the ticket numbers ``external_ids``. With ``repair`` ("" if none is known) ``changed``
    rows would get another date and ``left`` rows would still be out of order. ``message`` says it in a sentence.
    """

    count: int
    external_ids: tuple[str, ...]
    repair: str
    changed: int
    left: int
    message: str
    rows: tuple[int, ...]


@dataclass
class NumberedDates:
    """Collects (number, day) of each row of a log; ``judge`` them when all are in."""

    numbers: array[int] = field(default_factory=lambda: array("q"))
    days: array[int] = field(default_factory=lambda: array("i"))
    swappable: array[int] = field(default_factory=lambda: array("b"))
    rows: array[int] = field(default_factory=lambda: array("i"))
    shapes: set[tuple[str, int, str]] = field(default_factory=set)

    def feed(self, row: int, external_id: str, day: date, numeric: bool) -> None:
        """Add one row by its number in the file; `numeric` when its date is all numbers, so that day and month could be exchanged."""
        match = _LAST_NUMBER.search(external_id)
        if match and len(self.numbers) < MAX_CHECKED:
            self.numbers.append(int(match[1]))
            self.rows.append(row)
            self.days.append(day.toordinal())
            self._note_shape(external_id, match)
            self.swappable.append(numeric and day.day <= 12)

    def _note_shape(self, external_id: str, match: re.Match[str]) -> None:
        """Remember how numbers are written, as long as all are written alike."""
        if len(self.shapes) < 2:
            width = len(match[1]) if match[1].startswith("0") else 0
            self.shapes.add((external_id[: match.start()], width, external_id[match.end(1) :]))

    def _written(self, number: int) -> str:
        if len(self.shapes) != 1:
            return str(number)
        [(before, width, after)] = self.shapes
        return f"{before}{number:0{width}d}{after}"

    def judge(self) -> Disorder | None:
        """Return the disorder found, None when the dates run with the numbers or the numbers with nothing."""
        if len(self.numbers) < _FEWEST:
            return None
        by_number = _rising_order(self.numbers)
        days = array("i", (self.days[row] for row in by_number))
        outside = _out_of_order(days)
        if not outside:
            return None
        swapped = array("i", (self._swap(row) for row in by_number))
        left = len(_out_of_order(swapped))
        if min(len(outside), left) > len(days) * (1 - _RISING):
            return None
        if left <= len(outside) * _CURED:
            return self._swapped_dates(by_number, days, swapped, outside, left)
        ids, rows = self._named(by_number, outside)
        message = f"{len(ids)} rows run out of order with their ticket numbers ({_some(ids)})."
        return Disorder(len(ids), ids, "", 0, len(ids), message, rows)

    def _named(
        self, by_number: Sequence[int], places: Sequence[int]
    ) -> tuple[tuple[str, ...], tuple[int, ...]]:
        """Return the ticket numbers and the row numbers of places in the order of numbers."""
        ids = tuple(self._written(self.numbers[by_number[place]]) for place in places)
        return ids, tuple(self.rows[by_number[place]] for place in places)

    def _swap(self, row: int) -> int:
        if not self.swappable[row]:
            return self.days[row]
        return exchange(date.fromordinal(self.days[row])).toordinal()

    def _swapped_dates(
        self,
        by_number: Sequence[int],
        days: Sequence[int],
        swapped: Sequence[int],
        outside: Sequence[int],
        left: int,
    ) -> Disorder:
        """Name the rows that claim months in which no date of one reading lies: those are wrong beyond doubt."""
        sure = {_month(self.days[row]) for row in by_number if not self.swappable[row]}
        strange = [place for place, row in enumerate(by_number) if _month(self.days[row]) not in sure]
        named = strange or list(outside)
        ids, rows = self._named(by_number, named)
        changed = sum(before != after for before, after in zip(days, swapped, strict=True))
        claim = f"claim months outside {_span(sure)}" if strange else "carry a date too early or too late"
        message = (
            f"{len(ids)} rows run out of order with their ticket numbers and {claim} ({_some(ids)}). "
            f"Day and month seem exchanged where the day is at most 12: repair {SWAP!r} would change {changed} rows "
            f"and leave {left} out of order. Nothing was changed; a person decides."
        )
        return Disorder(len(ids), ids, SWAP, changed, left, message, rows)


def _rising_order(numbers: array[int]) -> Sequence[int]:
    """Return the rows by rising number; most logs are in that order already, and then nothing is held."""
    if all(before <= after for before, after in pairwise(numbers)):
        return range(len(numbers))
    return array("i", sorted(range(len(numbers)), key=numbers.__getitem__))


def _out_of_order(days: array[int]) -> list[int]:
    """Return the places that leave the longest non-falling run of days."""
    if all(before <= after for before, after in pairwise(days)):
        return []
    ends, last_places, before = array("i"), array("i"), array("i")
    for place, day in enumerate(days):
        length = bisect_right(ends, day)
        if length == len(ends):
            ends.append(day)
            last_places.append(place)
        else:
            ends[length], last_places[length] = day, place
        before.append(last_places[length - 1] if length else -1)
    kept, place = bytearray(len(days)), last_places[-1]
    while place >= 0:
        kept[place] = 1
        place = before[place]
    return [place for place, is_kept in enumerate(kept) if not is_kept]


def _month(day: int) -> tuple[int, int]:
    found = date.fromordinal(day)
    return found.year, found.month


def _span(months: set[tuple[int, int]]) -> str:
    first, last = min(months), max(months)
    return f"{first[0]}-{first[1]:02d} to {last[0]}-{last[1]:02d}"


def _some(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (", ..." if len(ids) > 5 else "")
