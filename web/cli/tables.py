"""Labelled tables and lines of text as people hand them to the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

_LONGEST_CELL = 4_000_000


class TableError(Exception):
    """The table cannot be read; the message names the file and what to do."""


def read_columns(path: Path, names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the named columns of a CSV or TSV with a header row, a tuple per row in order.

    Reads UTF-8 with or without a byte-order mark, UTF-16 with one, else GB18030. Raises TableError for a
    file that cannot be read, is empty, or lacks a column.
    """
    try:
        text = _decoded(path.read_bytes(), path)
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror or error}") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    usual = csv.field_size_limit(_LONGEST_CELL)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        header = [cell.strip() for cell in next(rows, [])]
        places = _places(path, header, names)
        return [tuple(row[place] if place < len(row) else "" for place in places) for row in rows if any(row)]
    except csv.Error as error:
        raise TableError(f"{path} is no table ({error}); give a CSV with a header row") from error
    finally:
        csv.field_size_limit(usual)  # it holds for the whole process: a call log with such a cell is refused


def numbered_lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    """Numbered lines of a byte stream without their ends; a byte-order mark and odd bytes do no harm."""
    for number, raw in enumerate(stream, start=1):
        yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8", errors="replace").rstrip("\r\n")


def _places(path: Path, header: list[str], names: Sequence[str]) -> list[int]:
    if not any(header):
        raise TableError(f"{path} is empty; give a CSV with a header row")
    for name in names:
        if name not in header:
            raise TableError(f"{path} has no column {name!r}; its columns are: {', '.join(header)}")
    return [header.index(name) for name in names]


def _decoded(content: bytes, path: Path) -> str:
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(f"{path} is in an unknown encoding; save it as UTF-8")
