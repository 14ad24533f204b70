"""The watched folder: what another system drops there is imported by itself, then moved aside.

``done/`` holds what was taken in, ``failed/`` what could not be read, each with the reason beside it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.problems import HotlineFileError
from intake.models import ImportBatch
from ticketing.db import db, unit_of_work
from ticketing.ports import Ports

KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
AT_REST = timedelta(seconds=10)
"""A file that was written to more recently may still be growing."""


def watch_inbox(ports: Ports, at: datetime, folder: Path | None) -> int:
    """The job: take in every log at rest in the folder; the job ``import_rows`` lands its rows. Returns how many."""
    if folder is None or not folder.is_dir():
        return 0
    waiting = [path for path in sorted(folder.iterdir()) if _is_ready(path, at)]
    for path in waiting:
        _take_in(path, ports, at)
    return len(waiting)


def _is_ready(path: Path, at: datetime) -> bool:
    if path.suffix.lower() not in KINDS or path.name.startswith((".", "~$")) or not path.is_file():
        return False
    return at - datetime.fromtimestamp(path.stat().st_mtime, UTC) >= AT_REST


def _take_in(path: Path, ports: Ports, at: datetime) -> None:
    """Keep, open, then move: killed in between, the file is found again and its batch is known by its bytes."""
    with path.open("rb") as source:
        sha256 = batches.keep(source, ports)
    if not _taken(sha256, path):
        try:
            log = batches.read_log(sha256, Choices(), at=at, ports=ports)
        except HotlineFileError as bad:
            moved = _move(path, "failed", at)
            moved.with_name(f"{moved.name}.reason.txt").write_text(f"{bad.message}\n", encoding="utf-8")
            return
        with unit_of_work(ports):
            batches.open_batch(log, sha256, Choices(), filename=path.name, at=at)
    _move(path, "done", at)


def _taken(sha256: str, path: Path) -> bool:
    """Whether a batch was opened for this very file since it was written."""
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    statement = sa.select(ImportBatch.id).where(
        ImportBatch.sha256 == sha256, ImportBatch.filename == path.name, ImportBatch.created_at > written_at
    )
    return db.session.scalar(statement.limit(1)) is not None


def _move(path: Path, where: str, at: datetime) -> Path:
    aside = path.parent / where
    aside.mkdir(exist_ok=True)
    target = aside / path.name
    if target.exists():
        target = aside / f"{path.stem}-{at:%Y%m%d%H%M%S}{path.suffix}"
    return path.rename(target)
