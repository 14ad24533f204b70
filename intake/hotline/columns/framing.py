"""Finds where the table begins: title rows above, the header row (or none at all), the width of the rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from intake.hotline.columns.mapping import is_known_header
from intake.hotline.problems import HotlineFileError

SEARCHED_ROWS = 25
_LONGEST_NAME = 120
_DATA_LIKE = re.compile(
    r"""[=+'"\s]*\d[\d\s:./年月日\-+E%]*(?:[AP]M)?["']?$|.*\d{1,4}[-/年.月]\d{1,2}|\d{1,2}月\d{1,2}日""",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Frame:
    """Where one sheet's table lies: ``header_row`` its number (0 = none), ``titles`` the lines above."""

    header_row: int
    header: tuple[str, ...]
    titles: tuple[str, ...]


def find_frame(rows: Iterable[tuple[int, list[str]]]) -> Frame | None:
    """Return the frame of a sheet from its first rows, None for a sheet without a table.

    The header is the row with the most known column names (two at least); else the first row as wide as the
    table that holds no data; a first wide row that does hold data means there is no header.
    """
    first = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if not first:
        return None
    known = [sum(is_known_header(cell) for cell in cells) for _, cells in first]
    place = max(range(len(first)), key=known.__getitem__)
    if known[place] >= 2 and known[place] * 2 >= _filled(first[place][1]):
        return _framed(first, place)
    usual = sorted(_filled(cells) for _, cells in first)[len(first) // 2]
    for place, (_, cells) in enumerate(first):
        if _filled(cells) < 2 or _filled(cells) * 10 < usual * 6:
            continue
        if any(_DATA_LIKE.match(cell.strip()) for cell in cells):
            return Frame(0, (), tuple(_line(above) for _, above in first[:place]))
        return _framed(first, place)
    return None


def _framed(first: list[tuple[int, list[str]]], place: int) -> Frame:
    number, cells = first[place]
    return Frame(number, name_columns(cells), tuple(_line(above) for _, above in first[:place]))


def name_columns(cells: list[str]) -> tuple[str, ...]:
    """Return one distinct name a column: cells tidied, empty ones numbered, repeated ones told apart."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = " ".join(cell[:_LONGEST_NAME].replace("\ufeff", "").split()) or f"column {place}"
        while name in names:
            name += " (again)"
        names.append(name)
    if len(names) < 2:
        raise HotlineFileError("This is not a table: it has a single column. Export the log as CSV or XLSX.")
    return tuple(names)


def _filled(cells: list[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _line(cells: list[str]) -> str:
    return " ".join(cell.strip() for cell in cells if cell.strip())
