"""Opens XLSX safely: every part is unpacked and measured once as a stream before the reader may load it.

The reader (calamine) holds a whole sheet as a dense block, so one cell in the last corner, or a small zip that
swells, would take all memory. Declared sizes are checked first, then the true ones (the checksum of each part
proves that its declared size is true), then the corner of the used range.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import IO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, ZipError

from intake.hotline.problems import HotlineFileError

MAX_UNPACKED = 150 * 1024 * 1024  # bytes of all parts
MAX_RATIO = 150  # unpacked : packed of one part over a megabyte; real sheets reach about 40
MAX_PARTS = 2_000
MAX_USED_CELLS = 3_000_000  # rows x columns up to the last corner of a sheet
_CHUNK = 1 << 20
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([^"']{0,40})["']""")
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?:>|/>|\s+(?![^>]*\br\s*=)[^>]*>)")
_CELL_NAME = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})$")
_AS_CSV = "Save the sheet as CSV (UTF-8) and import that."

Rows = Callable[[], Iterator[tuple[int, list[str]]]]


def open_workbook(path: Path) -> list[tuple[str, Rows]]:
    """Return (name, rows) of each visible worksheet; raises HotlineFileError for anything unsafe or unreadable."""
    _measure(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, ZipError, OSError) as broken:
        raise HotlineFileError(f"The workbook cannot be opened ({broken}). {_AS_CSV}") from broken
    if not sheets:
        raise HotlineFileError(f"The workbook has no worksheet. {_AS_CSV}")
    return [(meta.name, partial(_sheet_rows, path, meta.name)) for meta in sheets]


def _measure(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_declared(archive.infolist())
            for part in archive.infolist():
                with archive.open(part) as stream:
                    _check_part(part.filename, stream)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as broken:
        raise HotlineFileError(f"The workbook is damaged or encrypted ({broken}). {_AS_CSV}") from broken


def _check_declared(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        raise HotlineFileError("This zip is not an XLSX workbook: a call log must be CSV, TSV or XLSX.")
    if len(parts) > MAX_PARTS or len(names) < len(parts):
        raise HotlineFileError(f"The workbook has {len(parts):,} parts, some perhaps twice. {_AS_CSV}")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        raise HotlineFileError(
            f"The workbook swells to {unpacked >> 20:,} MB; at most {MAX_UNPACKED >> 20} MB are read. {_AS_CSV}"
        )
    for part in parts:
        if part.file_size > _CHUNK and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise HotlineFileError(f"A part of the workbook swells more than {MAX_RATIO} times. {_AS_CSV}")


def _check_part(name: str, stream: IO[bytes]) -> None:
    """Read one part to its end, so its checksum is proved; of a worksheet, find the corner of the used range."""
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    last_row = last_column = bare = 0
    tail = b""
    while chunk := stream.read(_CHUNK):
        if not is_sheet:
            continue
        text = tail + chunk
        if 0 in chunk:
            raise HotlineFileError(f"A sheet is written in an unusual encoding. {_AS_CSV}")
        row, column = _corner(text)
        last_row, last_column = max(last_row, row), max(last_column, column)
        bare += len(_BARE_CELL.findall(chunk))
        tail = text[-256:]
        columns = max(last_column, min(bare, 16_384))
        if last_row * columns > MAX_USED_CELLS:
            raise HotlineFileError(
                f"A sheet is used up to row {last_row:,} and column {columns:,}, more than {MAX_USED_CELLS:,} cells. "
                f"Delete the empty rows and columns at its end, or: {_AS_CSV}"
            )


def _corner(text: bytes) -> tuple[int, int]:
    """Return the largest row and column that any reference in this piece of a sheet names."""
    last_row, columns = 0, set()
    for value in _REFERENCE.findall(text):
        if value.isdigit():
            last_row = max(last_row, int(value))
        elif cell := _CELL_NAME.match(value):
            columns.add(cell[1])
            last_row = max(last_row, int(cell[2]))
        else:
            raise HotlineFileError(f"A cell of the sheet has no readable address. {_AS_CSV}")
    return last_row, max(map(_column_number, columns), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _sheet_rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(name)
    except (CalamineError, ZipError, OSError) as broken:
        raise HotlineFileError(f"Sheet {name} cannot be read ({broken}). {_AS_CSV}") from broken
    if sheet.start is None:
        return
    merged = _merged_down(sheet)
    kept: dict[int, tuple[int, str]] = {}
    for index, cells in enumerate(
        sheet.iter_rows()
    ):  # from the first row, but only from the first used column
        texts = [cell_text(cell) for cell in cells]
        for column, last in merged.get(index, ()):
            if column < len(texts):
                kept[column] = (last, texts[column])
        for column, (last, text) in kept.items():
            if index <= last and not texts[column]:
                texts[column] = text
        yield index + 1, texts


def _merged_down(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """Return {first row: [(column, last row)]} of cells merged downwards: their rows all mean the top value."""
    found: dict[int, list[tuple[int, int]]] = {}
    first_column = sheet.start[1] if sheet.start else 0
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if bottom > top:
            found.setdefault(top, []).append((left - first_column, bottom))
    return found


def cell_text(cell: object) -> str:
    """Return a spreadsheet value as the text a person would have typed; whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.strftime("%H:%M:%S")
    if isinstance(cell, timedelta):
        return _clock_text(cell)
    return "" if cell is None else str(cell)


def _clock_text(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
