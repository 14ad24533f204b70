"""Opens XLSX, after ``workbook_safety`` has measured it, and gives its cells as the texts a person would have typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, ZipError

from intake.hotline.problems import HotlineFileError, check_width
from intake.hotline.reading.workbook_safety import AS_CSV, measure

Rows = Callable[[], Iterator[tuple[int, list[str]]]]


def open_workbook(path: Path) -> list[tuple[str, Rows]]:
    """Return (name, rows) of each worksheet; raises HotlineFileError for anything unsafe or unreadable."""
    measure(path)
    try:
        workbook = CalamineWorkbook.from_path(path)
        sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    except (CalamineError, ZipError, OSError) as broken:
        raise HotlineFileError(f"The workbook cannot be opened ({broken}). {AS_CSV}") from broken
    if not sheets:
        raise HotlineFileError(f"The workbook has no worksheet. {AS_CSV}")
    return [(meta.name, partial(_sheet_rows, path, meta.name)) for meta in sheets]


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
