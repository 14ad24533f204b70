"""How fast a call log becomes tickets, end to end. Run: `python -m tests.benchmarks.bench_hotline_import [ROWS]`.

Beside it, in the same run on the same kind of database: the file read with ``csv`` and one bare insert each for
customer, ticket and message. The ratio counts, absolute figures depend on the machine and its load.
Budget: 2,000 rows/s with classification, 300 MB, flat in file size.
"""

from __future__ import annotations

import csv
import io
import resource
import sqlite3
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from intake.hotline.landing import batches, importer
from intake.hotline.landing.batches import Choices
from intake.models import ImportBatch, ImportStatus
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Setting
from ticketing.ports import Ports
from web.config import Settings
from web.factory import create_app
from web.founding import SETTING, examples_of

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HEADER = (
    "来电时间",
    "来电号码",
    "客户姓名",
    "产品",
    "问题分类",
    "问题描述",
    "处理结果",
    "处理状态",
    "坐席工号",
    "备注",
)
NOTES = (
    ("帆盘", "客户来电反映云盘重复扣费，已核实{n}笔，承诺3个工作日内退款，客户认可。", "已解决"),
    ("小帆摄像头", "摄像头一天掉线{n}次，换网也不行，重启无效", "处理中"),
    ("帆路由", "每天晚上断网，今天已经第{n}次，要求上门", "处理中"),
    ("延保", "咨询延保从哪天起算，订单尾号{n}，已解答", "已解决"),
    ("帆享会员", "FanPlay still shows ads, order {n}, I pay for this", "已解决"),
)


def sample_log(rows: int) -> bytes:
    """A log of invented calls: every tenth caller rings again, two thirds are settled on the phone."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for n in range(rows):
        product, note, state = NOTES[n % len(NOTES)]
        called_at = AT - timedelta(days=60) + timedelta(seconds=n * 3)
        phone = f"138{n * 9 // 10:08d}"
        writer.writerow(
            [
                f"{called_at:%Y/%m/%d %H:%M:%S}",
                phone,
                f"客户{n}",
                product,
                "",
                note.format(n=n),
                "",
                state,
                "101",
                "",
            ]
        )
    return text.getvalue().encode()


def bare(data: bytes, folder: Path) -> float:
    """Rows a second of reading the file and inserting three bare rows each."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for table in ("customer", "ticket", "message"):
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT)")
    began = time.perf_counter()
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    for first in range(0, len(rows), importer.UNIT):
        connection.execute("BEGIN IMMEDIATE")
        for row in rows[first : first + importer.UNIT]:
            cells = (row["来电时间"], row["来电号码"], row["问题描述"])
            for table in ("customer", "ticket", "message"):
                connection.execute(f"INSERT INTO {table} (a, b, c) VALUES (?, ?, ?)", cells)
        connection.execute("COMMIT")
    return len(rows) / (time.perf_counter() - began)


def whole(data: bytes, folder: Path) -> tuple[float, float, ImportBatch]:
    """Rows a second by the clock and by the processor, for the whole import with classification."""
    app = create_app(Settings(var=folder, secret_key="b" * 32, testing=True))
    with app.app_context():
        db.create_all()
        ports: Ports = app.extensions["ports"]
        company = read_company(DEMO_FOLDER)
        with unit_of_work(ports) as session:
            load_company(company, at=AT)
            session.merge(Setting(name=SETTING, value=examples_of(company)))
        ports.classifiers["type"].predict("training happens at the first judgement")
        began, worked = time.perf_counter(), time.process_time()
        sha256 = batches.keep(io.BytesIO(data), ports)
        log = batches.read_log(sha256, Choices(), at=AT, ports=ports)
        with unit_of_work(ports):
            batch = batches.open_batch(log, sha256, Choices(), filename="sample.csv", at=AT)
        while batch.status == ImportStatus.RUNNING and importer.work(batch.id, ports, at=AT):
            db.session.refresh(batch)
        took, work = time.perf_counter() - began, time.process_time() - worked
        db.session.refresh(batch)
        db.engine.dispose()
    return batch.rows / took, batch.rows / work, batch


def main(rows: int = 5_000) -> None:
    """Measure and print."""
    data = sample_log(rows)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = bare(data, folder)
        by_clock, by_work, batch = whole(data, folder)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = (
        f"{batch.rows:,} rows, {batch.created:,} tickets",
        f"import   {by_clock:10,.0f} rows/s by the clock, {by_work:,.0f} by the processor (budget 2,000)",
        f"bare     {plain:10,.0f} rows/s (csv and three inserts a row); the import is {by_clock / plain:.1%} of it",
        f"memory   {memory:10,.0f} MB at most (budget 300)",
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*[int(one) for one in sys.argv[1:]])
