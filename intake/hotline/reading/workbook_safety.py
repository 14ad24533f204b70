"""Measures an XLSX as streams before the reader may load it, so that no small file can take all memory.

The reader (calamine) holds a sheet as a dense block with a copy of each text. Three things swell: the zip itself
(declared sizes are capped, then proved by each part's checksum), one cell in the last corner of a sheet (the used
range is capped), and one long shared text that a million cells point to (the sum of what they point to is capped).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from intake.hotline.problems import HotlineFileError

MAX_UNPACKED = 150 * 1024 * 1024  # bytes of all parts
MAX_RATIO = 150  # unpacked : packed of one part over a megabyte; real sheets reach about 40
MAX_PARTS = 2_000
MAX_USED_CELLS = 40_000_000  # rows x columns up to the last corner of a sheet: a million rows of forty
MAX_TEXT = 200_000_000  # characters of a sheet once each cell has its own copy
AS_CSV = "Save the sheet as CSV (UTF-8) and import that."
_CHUNK = 1 << 20
_SHARED = "xl/sharedstrings.xml"
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_CELL = re.compile(rb"<(?:\w{1,40}:)?c[\s/>]")
_CELL_NAME = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})$")


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
    expat.ExpatError,
)  # RuntimeError: a part is encrypted; NotImplementedError: packed by an unknown method


@dataclass
class Extent:
    """What one part holds: the first column used, the last corner of its cells, how many there can be at most."""

    is_sheet: bool = False
    first_column: int = 16_384
    last_row: int = 0
    last_column: int = 0
    bare: int = 0
    closings: int = 0


def measure(path: Path) -> dict[str, Extent]:
    """Read every part once as a stream and return what each sheet's part holds.

    Raises HotlineFileError for whatever would swell, lie or not unpack.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist())
            sheets = {
                part.filename: _extent(part.filename, archive.open(part)) for part in archive.infolist()
            }
            sheets = {name: extent for name, extent in sheets.items() if extent.is_sheet}
            _check_shared_texts(archive, sheets)
            return sheets
    except _DAMAGE as broken:
        raise HotlineFileError(f"The workbook is damaged or encrypted ({broken}). {AS_CSV}") from broken


def _check_declared(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
        raise HotlineFileError("This zip is not an XLSX workbook: a call log must be CSV, TSV or XLSX.")
    if len(parts) > MAX_PARTS or len({name.lower() for name in names}) < len(parts):
        raise HotlineFileError(f"The workbook has {len(parts):,} parts, or one part twice. {AS_CSV}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise HotlineFileError(
            f"The workbook swells to {unpacked >> 20:,} MB; at most {MAX_UNPACKED >> 20} MB are read. {AS_CSV}"
        )
    for part in parts:
        if part.file_size > _CHUNK and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise HotlineFileError(f"A part of the workbook swells more than {MAX_RATIO} times. {AS_CSV}")


def _extent(name: str, stream: IO[bytes]) -> Extent:
    """Read one part to its end, so its checksum is proved; find the corner of the cells it names."""
    extent = Extent(name.startswith("xl/worksheets/") and name.endswith(".xml"))
    rest = b""
    with stream:
        while chunk := stream.read(_CHUNK):
            text = rest + chunk
            extent.is_sheet = extent.is_sheet or (
                not rest and b"worksheet" in text[:4096] and b"<" in text[:4]
            )
            if b"<!DOCTYPE" in text:
                raise HotlineFileError(f"The workbook declares a document type of its own. {AS_CSV}")
            if not extent.is_sheet:
                rest = text[-len("<!DOCTYPE") :]
                continue
            end = (
                text.rfind(b">") + 1
            )  # only whole tags are judged; what is cut off comes with the next piece
            _widen(extent, text[:end])
            rest = text[end:]
            if len(rest) > _CHUNK:
                raise HotlineFileError(f"A sheet has a tag or a text of more than a megabyte. {AS_CSV}")
    return extent


def _widen(extent: Extent, text: bytes) -> None:
    if b"\0" in text:
        raise HotlineFileError(f"A sheet is written in an unusual encoding. {AS_CSV}")
    row, first, column, named = _corner(text)
    extent.first_column = min(extent.first_column, first)
    extent.last_row, extent.last_column = max(extent.last_row, row), max(extent.last_column, column)
    extent.bare += max(0, len(_CELL.findall(text)) - named)
    extent.closings += text.count(b"</")
    columns = max(extent.last_column, min(extent.bare, 16_384))
    if extent.last_row * columns > MAX_USED_CELLS:
        raise HotlineFileError(
            f"A sheet is used up to row {extent.last_row:,} and column {columns:,}, more than {MAX_USED_CELLS:,} "
            f"cells. Delete the empty rows and columns at its end, or: {AS_CSV}"
        )


def _corner(text: bytes) -> tuple[int, int, int, int]:
    """Return the largest row, the first and last column that references in this piece name, and how many name cells."""
    last_row, named, columns = 0, 0, set()
    for value in _REFERENCE.findall(text):
        if value.isdigit() and len(value) <= 7:
            last_row = max(last_row, int(value))
        elif cell := _CELL_NAME.match(value):
            columns.add(cell[1])
            named += 1
            last_row = max(last_row, int(cell[2]))
        else:
            raise HotlineFileError(f"A cell of the sheet has no readable address. {AS_CSV}")
    numbers = [_column_number(letters) for letters in columns]
    return last_row, min(numbers, default=16_384), max(numbers, default=0), named


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_shared_texts(archive: zipfile.ZipFile, sheets: dict[str, Extent]) -> None:
    """Refuse sheets whose cells would copy too much text; they are only parsed when the rough bound is exceeded."""
    shared = next((name for name in archive.namelist() if name.lower() == _SHARED), None)
    if shared is None:
        return
    lengths = _Lengths()
    _parse(archive, shared, lengths.parser())
    longest = max(lengths.found, default=0)
    for name, extent in sheets.items():
        if extent.closings * longest > MAX_TEXT:
            _parse(archive, name, _Copies(lengths.found).parser())


def _parse(archive: zipfile.ZipFile, name: str, parser: expat.XMLParserType) -> None:
    with archive.open(name) as stream:
        parser.ParseFile(stream)


@dataclass
class _Lengths:
    """The length of each shared text, in order."""

    found: list[int] = field(default_factory=list)

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._text
        return parser

    def _start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            self.found.append(0)

    def _text(self, text: str) -> None:
        if self.found:
            self.found[-1] += len(text)


@dataclass
class _Copies:
    """Adds up what the cells of a sheet point to, and stops as soon as it is too much."""

    lengths: list[int]
    total: int = 0
    shared: bool = False
    text: str = ""

    def parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        return parser

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "c":
            self.shared = attributes.get("t") == "s"
        self.text = ""

    def _text(self, text: str) -> None:
        self.text = text

    def _end(self, tag: str) -> None:
        if not self.shared or tag.rpartition(":")[2] != "v":
            return
        place = self.text.strip()
        if place.isdecimal() and int(place) < len(self.lengths):
            self.total += self.lengths[int(place)]
        if self.total > MAX_TEXT:
            raise HotlineFileError(
                f"The cells of a sheet repeat more than {MAX_TEXT:,} characters of text. {AS_CSV}"
            )
