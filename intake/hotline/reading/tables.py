"""Opens a log as sheets of text cells, one row at a time: CSV and TSV of any common delimiter, columns
that stand under each other, and XLSX.

A sheet can be read again and again (each reading opens the file anew), so nothing is held but one row.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from intake.hotline.problems import HotlineFileError, check_width
from intake.hotline.reading import aligned
from intake.hotline.reading.encodings import detect_encoding
from intake.hotline.reading.workbooks import open_workbook

MAX_LINE = 1 << 20  # characters; a longer line is no table row, and reading it whole would cost its size
_DELIMITERS = ",;\t|"
_WIDE = "，；"
"""Typed by hand in place of the others: only where none of them cuts anything, for they stand in sentences too."""
_SNIFFED_ROWS = 40

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Sheet:
    """One table of the file; ``rows()`` yields (row number from 1 as a spreadsheet shows it, cells)."""

    name: str
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class Table:
    """A readable file: its sheets, and for text files how they were read."""

    path: Path
    kind: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""
    damaged: bool = False


def open_table(
    path: Path, *, encoding: str | None = None, expected: str | None = None, known_words: Iterable[str] = ()
) -> Table:
    """Return the file as sheets of text cells; `encoding` as a person chose it, `expected` as the layout has it.

    Raises HotlineFileError when it is missing, empty, no table, of a kind not read here, or hostile (zip bomb,
    huge used range, endless line); errors met later while iterating a sheet are of the same class.
    """
    head = _first_bytes(path)
    if head.startswith(b"PK"):
        return Table(path, "xlsx", tuple(Sheet(name, rows) for name, rows in open_workbook(path)))
    _refuse_other_kinds(head)
    found = detect_encoding(path, known_words, encoding, expected)
    sample = _sample_text(path, found.name)
    starts = aligned.column_starts(sample)
    if starts and len(starts) - 1 > max(_steadiness(sample, one) for one in _DELIMITERS + _WIDE):
        under = Sheet("", lambda: _aligned_rows(path, found.name, starts))
        return Table(path, "csv", (under,), found.name, " ", found.damaged)
    delimiter = sniff_delimiter(sample)

    def read_all() -> Iterator[Row]:
        return _delimited_rows(path, found.name, delimiter)

    return Table(path, "csv", (Sheet("", read_all),), found.name, delimiter, found.damaged)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(4096)
    except OSError as missing:
        raise HotlineFileError(f"Cannot open {path.name}: {missing.strerror}.") from missing


def _refuse_other_kinds(head: bytes) -> None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:512].lower()
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise HotlineFileError(
            "This is an old .xls or a password-protected workbook: save it as .xlsx or CSV."
        )
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise HotlineFileError("This is a web page named like a table: open it and save it as .xlsx or CSV.")
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"\x1f\x8b", b"rar!", b"7z")):
        raise HotlineFileError("This is not a table: a call log must be CSV, TSV or XLSX.")


def sniff_delimiter(sample: str) -> str:
    """Return the delimiter that cuts the sample into the steadiest, widest rows; raises if none cuts it at all."""
    for offered in (_DELIMITERS, _WIDE):
        scores = {delimiter: _steadiness(sample, delimiter) for delimiter in offered}
        best = max(scores, key=lambda delimiter: scores[delimiter])
        if scores[best] > 0:
            return best
    raise HotlineFileError(
        "This is not a table: no comma, semicolon, tab or bar separates columns. Export the log as CSV or XLSX."
    )


def _steadiness(sample: str, delimiter: str) -> float:
    try:
        rows = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), _SNIFFED_ROWS))
    except csv.Error:
        return 0.0
    widths = Counter(len(row) for row in rows if any(row))
    if not widths:
        return 0.0
    # title rows are narrow and must not win: a width counts by the cells it explains
    width = max(widths, key=lambda wide: widths[wide] * (wide - 1))
    return widths[width] / widths.total() * min(width - 1, 12)


def _sample_text(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        text = file.read(1 << 16)
    return text[: max(text.rfind("\n"), text.rfind("\r")) + 1] or text


def _delimited_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    number = 0
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader(_bounded_lines(file), delimiter=delimiter)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as broken:
                raise HotlineFileError(
                    f"Row {number + 1} (line {reader.line_num}): {broken}. An unclosed quotation mark before it is "
                    "the usual cause; mend that row and import again.",
                    row=number + 1,
                ) from broken
            number += 1
            check_width(number, len(cells))
            yield number, cells


def _aligned_rows(path: Path, encoding: str, starts: tuple[int, ...]) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace") as file:
        for number, line in enumerate(_bounded_lines(file), start=1):
            blank = not line.strip() or aligned.is_ruler(line)
            yield number, [] if blank else aligned.cut(line, starts)


def _bounded_lines(file: io.TextIOBase) -> Iterator[str]:
    line_number = 0
    while line := file.readline(MAX_LINE):
        line_number += 1
        if len(line) >= MAX_LINE:
            raise HotlineFileError(
                f"Line {line_number} is longer than {MAX_LINE:,} characters: this is not a table."
            )
        if "\0" in line:
            raise HotlineFileError(
                f"Line {line_number} has a NUL character: export the log again as CSV or XLSX."
            )
        yield line
