"""Importing a log in a test as the command line and the job do it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from intake.hotline.landing import batches, importer
from intake.hotline.landing.batches import Choices
from intake.models import ImportBatch, ImportStatus
from ticketing.db import db, unit_of_work
from ticketing.ports import Ports

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "hotline"
HEADER = "来电时间,来电号码,客户姓名,产品,问题分类,问题描述,处理结果,处理状态,坐席工号,备注"


def row(n: int, text: str = "帆盘重复扣费", *, state: str = "处理中", done: str = "") -> str:
    """One row of layout L2; every number n is another caller at another minute."""
    return f"2026/3/5 {n // 60 % 24}:{n % 60:02d},138{n:08d},客户{n},帆盘,计费,{text} {n},{done},{state},101,"


def log_of(rows: Sequence[str]) -> bytes:
    """A file of layout L2."""
    return "\n".join([HEADER, *rows, ""]).encode("gb18030")


def begin(
    data: bytes, ports: Ports, at: datetime, choices: Choices | None = None, name: str = "log.csv"
) -> ImportBatch:
    """Keep the bytes and open a running batch."""
    choices = choices or Choices()
    sha256 = batches.keep(io.BytesIO(data), ports)
    log = batches.read_log(sha256, choices, at=at, ports=ports)
    with unit_of_work(ports):
        return batches.open_batch(log, sha256, choices, filename=name, at=at)


def bring_in(
    data: bytes, ports: Ports, at: datetime, choices: Choices | None = None, name: str = "log.csv"
) -> ImportBatch:
    """Import a whole log."""
    batch = begin(data, ports, at, choices, name)
    while batch.status == ImportStatus.RUNNING and importer.work(batch.id, ports, at=at):
        db.session.refresh(batch)
    db.session.refresh(batch)
    return batch


def counts(batch: ImportBatch) -> tuple[int, int, int, int, int]:
    """created, updated, duplicates, statistics only, rejected."""
    return (batch.created, batch.updated, batch.duplicates, batch.statistics_only, batch.rejected)
