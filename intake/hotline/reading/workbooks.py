"""Opens XLSX, after ``workbook_safety`` has measured it, and gives its cells as the texts a person would have typed."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, ZipError

from intake.hotline.problems import HotlineFileError, check_width
from intake.hotline.reading.sheet_stream import SheetStream
from intake.hotline.reading.workbook_safety import AS_CSV, Extent, measure

MOST_HELD = 150_000
"""Cells of a sheet that are read whole, at about 90 bytes each; larger ones are streamed."""
Rows = Callable[[], Iterator[tuple[int, list[str]]]]


def open_workbook(path: Path) -> list[tuple[str, Rows]]:
    """Return (name, rows) of each worksheet; raises HotlineFileError for anything unsafe or unreadable."""
    extents = measure(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, ZipError, OSError) as broken:
        raise HotlineFileError(f"The workbook cannot be opened ({broken}). {AS_CSV}") from broken
    if not sheets:
        raise HotlineFileError(f"The workbook has no worksheet. {AS_CSV}")
    large = {name: extent for name, extent in extents.items() if _cells(extent) > MOST_HELD}
    parts = _parts_by_sheet(path) if large else {}
    return [
        (
            meta.name,
            partial(_streamed_rows, path, parts[meta.name], large[parts[meta.name]])
            if parts.get(meta.name) in large
            else partial(_sheet_rows, path, meta.name),
        )
        for meta in sheets
    ]


def _cells(extent: Extent) -> int:
    return extent.last_row * max(extent.last_column, min(extent.bare, 16_384))


def _parts_by_sheet(path: Path) -> dict[str, str]:
    """Return {name of a sheet: the part of the file that holds it}, as the workbook's own lists say."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - measured, no document type
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    found = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            link = next((value for key, value in sheet.items() if key.rpartition("}")[2] == "id"), None)
            target = targets.get(link, "")
            found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _streamed_rows(path: Path, part: str, extent: Extent) -> Iterator[tuple[int, list[str]]]:
    """The rows of a sheet that is too large to be held."""
    check_width(1, extent.last_column - extent.first_column + 1)
    try:
        sheet = SheetStream(path, part, extent.first_column)
        kept: dict[int, tuple[int, str]] = {}
        width, last = extent.last_column - extent.first_column + 1, 0
        for number, cells in sheet.rows():
            for missing in range(last + 1, number) if sheet.merged else ():
                texts = [""] * width
                _fill_merged(texts, missing, sheet.merged.get(missing, ()), kept)
                if any(texts):
                    yield missing, texts
            texts = [cell_text(cell) for cell in cells]
            texts += [""] * (width - len(texts))
            _fill_merged(texts, number, sheet.merged.get(number, ()), kept)
            yield number, texts
            last = number
    except (zipfile.BadZipFile, OSError, ValueError, expat.ExpatError) as broken:
        raise HotlineFileError(f"The workbook cannot be opened ({broken}). {AS_CSV}") from broken


def _fill_merged(
    texts: list[str], number: int, begins: Iterable[tuple[int, int]], kept: dict[int, tuple[int, str]]
) -> None:
    """Cells merged downwards all mean the top value; ``kept`` carries it from row to row."""
    for column, last in begins:
        if column < len(texts):
            kept[column] = (last, texts[column])
    for column, (last, text) in kept.items():
        if number <= last and not texts[column]:
            texts[column] = text


def _sheet_rows(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    try:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(name)
    except (CalamineError, ZipError, OSError) as broken:
        raise HotlineFileError(f"Sheet {name} cannot be read ({broken}). {AS_CSV}") from broken
    if sheet.start is None:
        return
    check_width(sheet.start[0] + 1, sheet.width)
    merged = _merged_down(sheet)
    kept: dict[int, tuple[int, str]] = {}
    # rows come from the very first on, columns only from the first one used
    for index, cells in enumerate(sheet.iter_rows()):
        texts = [cell_text(cell) for cell in cells]
        _fill_merged(texts, index, merged.get(index, ()), kept)
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
