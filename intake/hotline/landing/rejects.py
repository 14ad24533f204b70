"""The rows that could not be imported, as a table to mend in a spreadsheet and import again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import sqlalchemy as sa

from intake.hotline.wording import worded
from intake.models import ImportBatch, ImportRow, RowStatus
from ticketing.db import db

ROW, COLUMN, REASON = "VocDesk row", "VocDesk column", "VocDesk reason"
"""Columns beside theirs; an import keeps them with the row and reads nothing from them."""
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def rejects_csv(batch: ImportBatch, language: str = "en") -> Iterator[str]:
    """Yield the table in pieces: their columns as they came, then row, column and reason of each problem in words.

    Starts with a byte-order mark for spreadsheets. A cell that a spreadsheet would run as a formula gets a tab in
    front, which an import takes off again.
    """
    header = [name for name in batch.columns if not name.startswith(("VocDesk ", "column "))]
    yield "\ufeff" + _line([*header, ROW, COLUMN, REASON])
    statement = (
        sa.select(ImportRow)
        .where(ImportRow.batch_id == batch.id, ImportRow.status == RowStatus.REJECTED)
        .order_by(ImportRow.row_no)
        .execution_options(yield_per=500)
    )
    for row in db.session.scalars(statement):
        cells = [_safe(str(row.raw.get(name, ""))) for name in header]
        beyond = [_safe(str(text)) for name, text in row.raw.items() if name not in batch.columns]
        yield _line([*cells, str(row.row_no), row.column, worded(row.reason, language), *beyond])


def _safe(cell: str) -> str:
    return f"\t{cell}" if cell.startswith(_RUNS) else cell


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(cells)
    return text.getvalue()
