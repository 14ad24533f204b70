"""What the sample cells of a column look like: full moments, days, clocks, phones, sentences, words of a state."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from intake.hotline.cells.dates import BARE_CLOCK, DateProblem, DateRules, is_clock, read_moment
from intake.hotline.cells.words import is_said, read_direction, read_satisfaction, read_state
from ticketing.people.phones import read_phone

_READINGS = tuple(
    DateRules(order=order, anchor=date(2026, 1, 1), minguo=minguo)
    for order, minguo in (("dmy", False), ("mdy", False), ("ymd", True))
)
_REGIONS = ("CN", "TW", "HK", "US", "GB", "DE", "SG")
_OURS = re.compile(r"\+861[3-9]\d{9}$")
_NORTH_AMERICAN = re.compile(r"\s*(?:\+?1[-. ]?)?\(?[2-9]\d{2}\)?[-. ]\s?\d{3}[-. ]\d{4}\s*$")
_ABROAD = re.compile(r"\s*['\"=]*(?:tel:)?\s*(?:\+|00)\s*[1-9]")
_PATH = re.compile(r"\w ?(?:->|→|>|＞|»|—>) ?\w")
_CODE = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+$")
_LINK = re.compile(r"https?://|^[\w./\\-]+\.(?:wav|mp3|amr)$", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """The filled sample cells of one column."""

    cells: tuple[str, ...]

    def share(self, looks_so: Callable[[str], object]) -> float:
        """Return the share of cells that look so, 0..1."""
        return sum(bool(looks_so(cell)) for cell in self.cells) / len(self.cells) if self.cells else 0.0

    @cached_property
    def moments(self) -> float:
        """Share of cells that name a day and perhaps a time, bare figures among them."""
        return self.share(lambda cell: _moment(cell) is not None)

    @cached_property
    def timed(self) -> float:
        """Share of cells that name a day and a time."""
        return self.share(_moment)

    @cached_property
    def plain_moments(self) -> float:
        """Share of cells that nobody would take for anything but a moment."""
        return self.share(lambda cell: _moment(cell) is not None and not _bare(cell))

    @cached_property
    def clocks(self) -> float:
        """Share of cells that are a time of day alone."""
        return self.share(is_clock)

    @cached_property
    def bare_clocks(self) -> float:
        """Share of cells that are a time of day without a sign in it, like 0912."""
        return self.share(BARE_CLOCK.fullmatch)

    @cached_property
    def phones(self) -> float:
        """Share of cells that are a number of the same one of the usual countries."""
        return max(
            self.share(lambda cell, region=region: read_phone(cell, region).e164) for region in _REGIONS
        )

    def region(self) -> str:
        """Return the country whose national numbers these are: ours, unless they only make sense in another."""
        national = Column(tuple(cell for cell in self.cells if not _ABROAD.match(cell)))
        if not national.cells:
            return _REGIONS[0]
        if len(national.cells) < len(self.cells):
            return national.region()
        ours = self.share(lambda cell: _OURS.match(read_phone(cell).e164 or ""))
        others = {one: self.share(lambda cell, one=one: read_phone(cell, one).e164) for one in _REGIONS[1:]}
        if self.share(_NORTH_AMERICAN.match) >= 0.8:
            return "US"
        best = max(others, key=lambda one: others[one])
        return best if ours < 0.5 and others[best] >= 0.8 else _REGIONS[0]

    @cached_property
    def phone_like(self) -> float:
        """Share of cells with the figures of a number, hidden and masked ones too."""
        return self.share(_is_number)

    @cached_property
    def texts(self) -> float:
        """Share of cells that are a sentence or a phrase."""
        return self.share(_is_text)

    @cached_property
    def length(self) -> float:
        """Usual length of a cell."""
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def distinct(self) -> float:
        """Share of different cells."""
        return len(set(self.cells)) / len(self.cells) if self.cells else 0.0

    @cached_property
    def figures(self) -> float:
        """Share of cells with a figure in them."""
        return self.share(lambda cell: any(char.isdigit() for char in cell))

    @cached_property
    def states(self) -> float:
        """Share of cells that say open or resolved."""
        return self.share(read_state)

    @cached_property
    def directions(self) -> float:
        """Share of cells that say inbound, outbound or internal."""
        return self.share(read_direction)

    @cached_property
    def wordless(self) -> float:
        """Share of cells without a single letter."""
        return self.share(lambda cell: not any(char.isalpha() for char in cell))

    @cached_property
    def paths(self) -> float:
        """Share of cells that lead from a general topic to a special one."""
        return self.share(_PATH.search)

    @cached_property
    def yes_or_no(self) -> float:
        """Share of cells that say yes or no, in any of the words for it."""
        return self.share(lambda cell: is_said("said_yes", cell) or is_said("said_no", cell))

    @cached_property
    def grades(self) -> float:
        """Share of cells that are a grade."""
        return self.share(read_satisfaction)

    @cached_property
    def links(self) -> float:
        """Share of cells that are an address or a recording's name."""
        return self.share(_LINK.search)


def column_of(place: int, samples: Sequence[Sequence[str]]) -> Column:
    """Return the column at this place of the sample rows."""
    return Column(tuple(row[place] for row in samples if place < len(row) and row[place].strip()))


def _moment(cell: str) -> bool | None:
    """Whether a cell names a time along with its day; None when it names no day."""
    for rules in _READINGS:
        try:
            return read_moment(cell, "", rules)[1]
        except (DateProblem, OverflowError, ValueError):
            continue
    return None


def _bare(cell: str) -> bool:
    """Figures that may be anything; the thirteen of milliseconds since 1970 are nothing else."""
    figures = cell.strip().lstrip("'")
    return figures.isdigit() and len(figures) != 13


def _is_number(cell: str) -> bool:
    phone = read_phone(cell)
    figures = sum(char.isdigit() or char in "*xX" for char in cell)
    return phone.e164 is not None or (bool(phone.warning) and (figures >= 5 or "hidden" in phone.warning))


def _is_text(cell: str) -> bool:
    letters = sum(char.isalpha() for char in cell)
    wide = sum(char > "\u2e7f" for char in cell)
    if _LINK.search(cell) or _CODE.match(cell):
        return False
    return letters + wide >= 6 and letters * 2 > len(cell)
