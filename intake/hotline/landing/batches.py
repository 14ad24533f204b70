"""A batch: one log with its bytes, the decisions of a person about it, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from intake.hotline.columns.layouts import Layout, load_layout
from intake.hotline.columns.mapping import CUSTOM
from intake.hotline.landing.preview import preview, reading
from intake.hotline.landing.templates import kept_layouts, layout_of, stored_layout
from intake.hotline.log import HotlineLog, LogWarning, open_log
from intake.hotline.problems import HotlineFileError, OpenQuestion
from intake.models import ImportBatch, ImportRow, ImportStatus, RowStatus
from ticketing import files
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Setting
from ticketing.ports import Ports
from ticketing.tickets.reference import next_number

KNOWN_FILE = "already_imported"
MOST_ERRORS = 10_000
"""Rejected rows listed in a summary; all of them are in the file of rejects."""
LONGEST_CELL, SHOWN_ROWS = 80, 10
"""Of the rows beside an open question."""
MOST_NAMED = 5_000
"""Rows named by one warning."""


@dataclass(frozen=True)
class Choices:
    """What a person decided about a log; empty = as the file seems to be."""

    layout: str | dict[str, Any] | None = None
    """A name, or a whole layout as plain values where somebody said what the columns are."""
    encoding: str | None = None
    date_order: str | None = None
    repair: str | None = None
    notes: str = ""
    """Hash of a kept second file with the notes."""


def keep(source: BinaryIO, ports: Ports) -> str:
    """Store a log's bytes durably and return their hash, under which ``read_log`` finds them again."""
    return files.keep_file(ports.files, source)


def read_log(sha256: str, choices: Choices | dict[str, Any], *, at: datetime, ports: Ports) -> HotlineLog:
    """Open a kept log as the choices say. Raises HotlineFileError: says what to do."""
    chosen = _stored(choices) if isinstance(choices, Choices) else choices
    path = files.locate(ports.files, sha256)
    if not path.exists():
        raise HotlineFileError("The bytes of this file are gone: import the file again.")
    layout, settled = chosen.get("layout"), kept_layouts()
    return open_log(
        path,
        layout=_layout(layout, settled),
        encoding=chosen.get("encoding"),
        date_order=chosen.get("date_order"),
        repair=chosen.get("repair"),
        notes=files.locate(ports.files, chosen["notes"]) if chosen.get("notes") else None,
        tenant_zone=_company_zone(),
        at=at,
        kept=list(settled.values()),
    )


def open_batch(
    log: HotlineLog,
    sha256: str,
    choices: Choices,
    *,
    filename: str,
    at: datetime,
    staff_id: int | None = None,
    status: ImportStatus = ImportStatus.RUNNING,
) -> ImportBatch:
    """Write the batch of a log that was understood: running at once, or dry until a person has looked."""
    dry = status == ImportStatus.DRY
    batch = ImportBatch(
        code=f"IMP-{at:%y}-{next_number(f'import-{at:%y}'):04d}",
        filename=filename[:255],
        sha256=sha256,
        options=_stored(choices) | ({"preview": preview(log), "reading": reading(log)} if dry else {}),
        status=status,
        done=0,
        staff_id=staff_id,
        created_at=at,
        **understood(log),
    )
    earlier = db.session.scalar(_finished(sha256))
    if earlier is not None:
        batch.warnings = [*batch.warnings, _imported_before(earlier)]
    db.session.add(batch)
    db.session.flush()
    return batch


def open_question(
    asked: OpenQuestion, sha256: str, choices: Choices, *, filename: str, at: datetime, staff_id: int | None
) -> ImportBatch:
    """Write the batch of a log that only a person can settle: dry, without a row until its columns and dates are known."""
    batch = ImportBatch(
        code=f"IMP-{at:%y}-{next_number(f'import-{at:%y}'):04d}",
        filename=filename[:255],
        sha256=sha256,
        layout=CUSTOM,
        status=ImportStatus.DRY,
        done=0,
        rows=0,
        warnings=[],
        staff_id=staff_id,
        created_at=at,
    )
    ask(batch, asked, choices)
    db.session.add(batch)
    db.session.flush()
    return batch


def ask(batch: ImportBatch, asked: OpenQuestion, choices: Choices) -> None:
    """Note on a dry batch what a person must settle, with the first rows as they stand in the file."""
    batch.columns = asked.columns
    question = {"said": asked.message, "headerless": asked.headerless, "rows": _short(asked.samples)}
    batch.options = {**_stored(choices), "question": question}
    batch.rows = batch.done = 0


def _short(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[cell[:LONGEST_CELL] for cell in row] for row in rows[:SHOWN_ROWS]]


def read_again(batch: ImportBatch, log: HotlineLog, choices: Choices) -> None:
    """A person chose another reading of a dry batch: show it anew, and rehearse it anew."""
    for name, value in understood(log).items():
        setattr(batch, name, value)
    batch.options = {**_stored(choices), "preview": preview(log), "reading": reading(log)}
    batch.done = 0


def choices_of(batch: ImportBatch) -> Choices:
    """What was decided about a batch so far."""
    names = [field.name for field in fields(Choices)]
    return Choices(**{name: batch.options.get(name) for name in names})


def understood(log: HotlineLog) -> dict[str, Any]:
    """The columns of a batch that tell how its log is read."""
    return {
        "layout": log.layout,
        "columns": dict(log.columns),
        "rows": log.count,
        "warnings": plain_warnings(log.warnings()),
    }


def find(code: str) -> ImportBatch:
    """The batch of this code. Raises NotFound."""
    batch = db.session.scalar(sa.select(ImportBatch).where(ImportBatch.code == code.strip().upper()))
    if batch is None:
        raise NotFound(f"there is no import {code}; voc hotline list shows them all")
    return batch


def unfinished(sha256: str) -> ImportBatch | None:
    """The batch of the same bytes that was begun and is not through, if there is one."""
    statement = sa.select(ImportBatch).where(
        ImportBatch.sha256 == sha256, ImportBatch.status == ImportStatus.RUNNING
    )
    return db.session.scalar(statement.order_by(ImportBatch.id).limit(1))


def summary(batch: ImportBatch) -> dict[str, Any]:
    """What became of a batch, in the words of the command line's promise."""
    return {
        "batch": batch.code,
        "layout": batch.layout,
        "rows": batch.rows,
        "created": batch.created,
        "updated": batch.updated,
        "duplicates": batch.duplicates,
        "statistics_only": batch.statistics_only,
        "rejected": batch.rejected,
        "columns": batch.columns,
        "errors": errors(batch.id),
        "warnings": batch.warnings,
    }


def errors(batch_id: int, limit: int = MOST_ERRORS) -> list[dict[str, Any]]:
    """The rejected rows: number as a spreadsheet shows it, column, reason."""
    statement = (
        sa.select(ImportRow.row_no, ImportRow.column, ImportRow.reason)
        .where(ImportRow.batch_id == batch_id, ImportRow.status == RowStatus.REJECTED)
        .order_by(ImportRow.row_no)
        .limit(limit)
    )
    return [
        {"row": number, "column": column, "reason": reason}
        for number, column, reason in db.session.execute(statement)
    ]


def newest(limit: int) -> list[ImportBatch]:
    """The latest imports, newest first."""
    return list(db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc()).limit(limit)))


def plain_warnings(warnings: Iterable[LogWarning]) -> list[Any]:
    """Warnings as plain JSON values."""
    return [
        {
            **asdict(one),
            "external_ids": list(one.external_ids[:MOST_NAMED]),
            "rows": list(one.rows[:MOST_NAMED]),
        }
        for one in warnings
    ]


def _finished(sha256: str) -> sa.Select[tuple[ImportBatch]]:
    return (
        sa.select(ImportBatch)
        .where(ImportBatch.sha256 == sha256, ImportBatch.status == ImportStatus.DONE)
        .order_by(ImportBatch.id)
        .limit(1)
    )


def _imported_before(earlier: ImportBatch) -> dict[str, Any]:
    message = f"The same file was imported as {earlier.code}; its calls are known and will not be doubled."
    warning = LogWarning(KNOWN_FILE, message, earlier.rows)
    return plain_warnings([warning])[0]  # type: ignore[no-any-return]  # a dict


def _stored(choices: Choices) -> dict[str, Any]:
    """As plain values; a person's own layout goes along whole, for its file may be gone when work resumes."""
    values = asdict(choices)
    name = choices.layout
    if isinstance(name, str) and name.endswith((".yaml", ".yml")):
        values["layout"] = stored_layout(load_layout(Path(name)))
    elif isinstance(name, str) and name in (settled := kept_layouts()):
        values["layout"] = stored_layout(settled[name])
    return values


def _layout(choice: Any, settled: Mapping[str, Layout]) -> Layout | str | None:
    """Any: plain values of a layout, or its name."""
    return layout_of(choice) if isinstance(choice, dict) else settled.get(choice, choice)


def _company_zone() -> str:
    company = db.session.get(Setting, "company")
    return str(company.value.get("timezone") or "Asia/Shanghai") if company is not None else "Asia/Shanghai"
