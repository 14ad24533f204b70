"""The watched folder: what another system drops there is imported by itself, then moved aside.

``failed/`` holds what could not be read, with the reason beside it; ``done/`` what was taken in, and, once its rows
have landed, a report and the rejected rows as a table to mend and drop in again.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from intake.hotline.landing import batches
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.rejects import rejects_csv
from intake.hotline.problems import HotlineFileError
from intake.hotline.wording import worded
from intake.models import ImportBatch, ImportStatus
from ticketing.db import db, unit_of_work
from ticketing.ports import Ports

KINDS = frozenset({".csv", ".tsv", ".txt", ".xlsx"})
_REPORT = "inbox_report"
"""Under this name a batch remembers where its log lies until the report beside it is written."""
AT_REST = timedelta(seconds=10)
"""A file that was written to more recently may still be growing."""


def watch_inbox(ports: Ports, at: datetime, folder: Path | None) -> int:
    """The job: take in every log at rest in the folder; the job ``import_rows`` lands its rows. Returns how many."""
    if folder is None or not folder.is_dir():
        return 0
    for batch_id in _to_report():
        _report(batch_id, ports)
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
            moved.with_name(f"{moved.name}.reason.txt").write_text(
                f"{_both(bad.message)}\n", encoding="utf-8"
            )
            return
        with unit_of_work(ports):
            batch = batches.open_batch(log, sha256, Choices(), filename=path.name, at=at)
            batch.options = {**batch.options, _REPORT: str(_place(path, "done", at))}
    _move(path, "done", at)


def _taken(sha256: str, path: Path) -> bool:
    """Whether a batch was opened for this very file since it was written."""
    written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    statement = sa.select(ImportBatch.id).where(
        ImportBatch.sha256 == sha256, ImportBatch.filename == path.name, ImportBatch.created_at > written_at
    )
    return db.session.scalar(statement.limit(1)) is not None


def _move(path: Path, where: str, at: datetime) -> Path:
    target = _place(path, where, at)
    target.parent.mkdir(exist_ok=True)
    return path.rename(target)


def _place(path: Path, where: str, at: datetime) -> Path:
    target = path.parent / where / path.name
    return target.with_stem(f"{path.stem}-{at:%Y%m%d%H%M%S}") if target.exists() else target


def _both(said: str) -> str:
    """Nobody knows who opens the folder: in English, and in Chinese where there is a Chinese sentence."""
    chinese = worded(said, "zh")
    return said if chinese == said else f"{said} / {chinese}"


def _to_report() -> list[int]:
    over = (ImportStatus.DONE, ImportStatus.FAILED)
    waiting = sa.select(ImportBatch.id).where(
        ImportBatch.status.in_(over), ImportBatch.options[_REPORT].as_string().is_not(None)
    )
    return list(db.session.scalars(waiting.order_by(ImportBatch.id)))


def _report(batch_id: int, ports: Ports) -> None:
    """Write what became of a log beside it; written again if we are killed before that is noted."""
    batch = db.session.get_one(ImportBatch, batch_id)
    log = Path(batch.options[_REPORT])
    counts = ("rows", "created", "updated", "duplicates", "statistics_only", "rejected")
    lines = [batch.code, *(f"{name} {getattr(batch, name)}" for name in counts)]
    lines += [_both(batch.error)] if batch.error else []
    lines += [f"row {one['row']} {one['column']}: {_both(one['reason'])}" for one in batches.errors(batch.id)]
    if log.parent.is_dir():
        log.with_name(f"{log.name}.report.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
        if batch.rejected:
            table = log.with_name(f"{log.name}.rejects.csv")
            with table.open("w", encoding="utf-8", newline="") as file:
                file.writelines(rejects_csv(batch))
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        batch.options = {name: value for name, value in batch.options.items() if name != _REPORT}
