"""Reads a large sheet of an XLSX row by row: memory stays what one row and a list of offsets need.

The usual reader (calamine) holds a sheet whole, which is fast and right for all but large ones. This one gives the
same texts for the same cells; ``workbook_safety`` has measured the file before.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 16
_LETTERS = re.compile(r"[A-Z]+", re.IGNORECASE)
_MERGED = re.compile(rb"""mergeCell\s[^>]*ref\s*=\s*["']([A-Za-z]+)(\d+):[A-Za-z]+(\d+)["']""")
_DAYS = {*range(14, 23), 45, 47}
_SPAN = 46
"""Numbers of built-in formats: days and clocks, and spans of hours."""
_QUOTED = re.compile(r'"[^"]*"|\\.|_.')
_SPANS = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DAY_PARTS = re.compile(r"[ymdhs]", re.IGNORECASE)

Value = str | float | date | time | timedelta | datetime
Row = tuple[int, list[Value]]


class SheetStream:
    """The rows of one sheet; ``rows()`` opens the file anew, ``first_column`` is the first that is used at all."""

    def __init__(self, path: Path, part: str, first_column: int) -> None:
        """Read what all cells share: texts (kept in a file), styles, the zero of its dates."""
        self._path, self._part, self._first = path, part, first_column
        with zipfile.ZipFile(path) as archive:
            self._texts = _shared_texts(archive)
            self._styles = _date_styles(archive)
            self._zero = _date_zero(archive)
            self.merged = _merged_down(archive, part, first_column)
            """{first row from 1: [(column from 0, last row)]} of cells merged downwards."""

    def rows(self) -> Iterator[Row]:
        """Yield (row number from 1, values from the first used column on) of every row that has a cell."""
        with zipfile.ZipFile(self._path) as archive, archive.open(self._part) as stream:
            cells = _Cells(self._first)
            while chunk := stream.read(_CHUNK):
                cells.parser.Parse(chunk)
                yield from self._valued(cells.take())
            cells.parser.Parse(b"", True)
            yield from self._valued(cells.take())

    def _valued(self, rows: list[tuple[int, list[_Cell | None]]]) -> Iterator[Row]:
        for number, cells in rows:
            yield number, ["" if cell is None else self._value(*cell) for cell in cells]

    def _value(self, kind: str, style: int, text: str) -> Value:
        if kind == "s":
            return self._texts.get(int(text)) if text.strip().isdecimal() else ""
        if kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        if kind != "n" or not text:
            return text
        try:
            number = float(text)
        except ValueError:
            return text
        sort = self._styles.get(style)
        return number if sort is None else _moment(number, sort, self._zero)


_Cell = tuple[str, int, str]


@dataclass
class _Cells:
    """Listens to the parser and gathers whole rows."""

    first: int
    ready: list[tuple[int, list[_Cell | None]]] = field(default_factory=list)
    row: int = 0
    column: int = 0
    cells: list[_Cell | None] = field(default_factory=list)
    kind: str = "n"
    style: int = 0
    text: list[str] = field(default_factory=list)
    hears: bool = False
    sounds: int = 0

    def __post_init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said

    def take(self) -> list[tuple[int, list[_Cell | None]]]:
        """The rows that are complete; they are given once."""
        ready, self.ready = self.ready, []
        return ready

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column, self.cells = self.first - 1, []
        elif name == "c":
            place = _LETTERS.match(attributes.get("r", ""))
            self.column = column_number(place[0]) if place else self.column + 1
            self.kind, self.style = attributes.get("t", "n"), int(attributes.get("s") or 0)
            self.text = []
        elif name == "rPh":
            self.sounds += 1
        elif name in ("v", "t"):
            self.hears = not self.sounds

    def _said(self, text: str) -> None:
        if self.hears:
            self.text.append(text)

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name in ("v", "t"):
            self.hears = False
        elif name == "rPh":
            self.sounds -= 1
        elif name == "c":
            place = self.column - self.first
            self.cells += [None] * (place - len(self.cells))
            self.cells.append((self.kind, self.style, "".join(self.text)))
        elif name == "row":
            self.ready.append((self.row, self.cells))


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """Return the number of a column by its letters, A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _SharedTexts:
    """The texts that cells point to, in a file of their own; only where each begins is kept."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the sheet is read
        self._starts = array("Q", [0])
        self.get = lru_cache(maxsize=4096)(self._get)  # names and states repeat, notes do not

    def add(self, text: str) -> None:
        written = self._file.write(text.encode("utf-8", "surrogatepass"))
        self._starts.append(self._starts[-1] + written)

    def _get(self, place: int) -> str:
        if place + 1 >= len(self._starts):
            return ""
        self._file.seek(self._starts[place])
        text = self._file.read(self._starts[place + 1] - self._starts[place])
        return text.decode("utf-8", "replace")


def _shared_texts(archive: zipfile.ZipFile) -> _SharedTexts:
    texts, said, state = _SharedTexts(), [], {"hears": False, "sounds": 0}
    part = next((name for name in archive.namelist() if name.lower() == "xl/sharedstrings.xml"), None)

    def start(tag: str, _attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        state["sounds"] += name == "rPh"
        if name == "t":
            state["hears"] = not state["sounds"]
        elif name == "si":
            said.clear()

    def end(tag: str) -> None:
        name = tag.rpartition(":")[2]
        state["sounds"] -= name == "rPh"
        if name == "t":
            state["hears"] = False
        elif name == "si":
            texts.add("".join(said))

    if part is not None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = lambda text: said.append(text) if state["hears"] else None
        with archive.open(part) as stream:
            parser.ParseFile(stream)
    return texts


def _date_styles(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return {number of a cell's style: "day" or "span"} of the styles that show a number as a time."""
    formats: dict[int, str] = {}
    found: dict[int, str] = {}
    within, place = "", 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal within, place
        name = tag.rpartition(":")[2]
        if name == "numFmt" and "numFmtId" in attributes:
            formats[int(attributes["numFmtId"])] = _sort_of(attributes.get("formatCode", ""))
        elif name in ("cellXfs", "cellStyleXfs", "dxfs"):
            within, place = name, 0
        elif name == "xf" and within == "cellXfs":
            number = int(attributes.get("numFmtId") or 0)
            usual = "span" if number == _SPAN else "day" if number in _DAYS else ""
            if sort := formats.get(number, usual):
                found[place] = sort
            place += 1

    part = next((name for name in archive.namelist() if name.lower() == "xl/styles.xml"), None)
    if part is not None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        with archive.open(part) as stream:
            parser.ParseFile(stream)
    return found


def _sort_of(code: str) -> str:
    bare = _QUOTED.sub("", code.split(";")[0])
    if _SPANS.search(bare):
        return "span"
    return "day" if _DAY_PARTS.search(re.sub(r"\[[^\]]*\]", "", bare)) else ""


def _date_zero(archive: zipfile.ZipFile) -> datetime:
    head = archive.read("xl/workbook.xml")
    by_mac = re.search(rb"""date1904\s*=\s*["'](?:1|true)["']""", head)
    return datetime(1904, 1, 1) if by_mac else datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zone


def _moment(number: float, sort: str, zero: datetime) -> Value:
    """Return what a number in the format of a time stands for, to the millisecond."""
    try:
        span = timedelta(milliseconds=round(number * 86_400_000))
        if sort == "span":
            return span
        moment = zero + span
    except OverflowError:
        return number
    if 0 <= number < 1:
        return moment.time()
    return moment.date() if number.is_integer() else moment


def _merged_down(archive: zipfile.ZipFile, part: str, first: int) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = {}
    rest = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            for letters, top, bottom in _MERGED.findall(text):
                if int(bottom) > int(top):
                    where = column_number(letters.decode()) - first, int(bottom)
                    found.setdefault(int(top), []).append(where)
            rest = text[text.rfind(b"<") :][-1024:]
    return found
