"""How fast a call log becomes tickets, end to end. Run: `python -m tests.benchmarks.bench_hotline_import [ROWS ...]`.

For each number of rows a process of its own imports a log of invented calls into an empty database with the demo
company and its trained classifiers. Beside it, in the same run on the same kind of database: the file read with
``csv`` and one bare insert each for customer, ticket and message. The ratio counts, absolute figures depend on the
machine and its load. Budget: 2,000 rows/s with classification, 300 MB, flat in file size. Afterwards one more process
takes the whole import back.
"""

from __future__ import annotations

import csv
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

from intake.hotline.landing import batches, importer
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.undo import undo
from intake.models import ImportStatus
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Setting
from ticketing.ports import Ports
from web.cli.settling import settled
from web.config import Settings
from web.factory import create_app
from web.founding import SETTING, examples_of

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
HEADER = [
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
]
NOTES = (
    ("帆盘", "客户来电反映云盘重复扣费，已核实{n}笔，承诺3个工作日内退款，客户认可。", "已解决"),
    ("小帆摄像头", "摄像头一天掉线{n}次，换网也不行，重启无效", "处理中"),
    ("帆路由", "每天晚上断网，今天已经第{n}次，要求上门", "处理中"),
    ("延保", "咨询延保从哪天起算，订单尾号{n}，已解答", "已解决"),
    ("帆享会员", "FanPlay still shows ads, order {n}, I pay for this", "已解决"),
)


def sample_log(rows: int) -> Iterator[list[str]]:
    """A log of invented calls: every tenth caller rings again, three fifths are settled on the phone."""
    yield HEADER
    for n in range(rows):
        product, note, state = NOTES[n % len(NOTES)]
        called_at = AT - timedelta(days=60) + timedelta(seconds=n * 3)
        phone, name, said = f"138{n * 9 // 10:08d}", f"客户{n}", note.format(n=n)
        yield [f"{called_at:%Y/%m/%d %H:%M:%S}", phone, name, product, "", said, "", state, "101", ""]


def bare(path: Path, folder: Path) -> float:
    """Rows a second of processor time: reading the file and three bare inserts a row."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    for table in ("customer", "ticket", "message"):
        connection.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, a TEXT, b TEXT, c TEXT)")
    worked, count = time.process_time(), 0
    with path.open(encoding="utf-8", newline="") as file:
        connection.execute("BEGIN IMMEDIATE")
        for count, row in enumerate(csv.DictReader(file), start=1):
            cells = (row["来电时间"], row["来电号码"], row["问题描述"])
            for table in ("customer", "ticket", "message"):
                connection.execute(f"INSERT INTO {table} (a, b, c) VALUES (?, ?, ?)", cells)
            if count % importer.UNIT == 0:
                connection.execute("COMMIT")
                connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    return count / (time.process_time() - worked)


def desk(folder: Path) -> Flask:
    """The application on a database in this folder."""
    return create_app(Settings(var=folder, secret_key="b" * 32, testing=True))


def prepare(folder: Path) -> None:
    """The demo company in an empty database, its classifiers trained."""
    app = desk(folder)
    with app.app_context():
        db.create_all()
        ports: Ports = app.extensions["ports"]
        company = read_company(DEMO_FOLDER)
        with unit_of_work(ports) as session:
            load_company(company, at=AT)
            session.merge(Setting(name=SETTING, value=examples_of(company)))
        ports.classifiers["type"].predict("training happens at the first judgement")
        db.session.remove()
        db.engine.dispose()


def whole(path: Path, folder: Path) -> dict[str, float]:
    """Import the log; rows a second by the clock and by the processor, and the memory of this process."""
    app = desk(folder)
    with app.app_context():
        ports: Ports = app.extensions["ports"]
        ports.classifiers["type"].predict("the models are loaded at the first judgement")
        began, worked = time.perf_counter(), time.process_time()
        with path.open("rb") as file:
            sha256 = batches.keep(file, ports)
        log = batches.read_log(sha256, Choices(), at=AT, ports=ports)
        with unit_of_work(ports):
            batch = batches.open_batch(log, sha256, Choices(), filename="sample.csv", at=AT)
        with settled():  # as the command and the worker do
            while batch.status == ImportStatus.RUNNING and importer.work(batch.id, ports, at=AT):
                db.session.refresh(batch)
        took, work = time.perf_counter() - began, time.process_time() - worked
        db.session.refresh(batch)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found = {"rows": batch.rows, "created": batch.created, "memory": memory}
        return found | {"by_clock": batch.rows / took, "by_work": batch.rows / work}


def back(folder: Path) -> dict[str, float]:
    """Take the import back; tickets a second of processor time, and the memory of this process."""
    app = desk(folder)
    with app.app_context():
        ports: Ports = app.extensions["ports"]
        worked = time.process_time()
        undone = undo(batches.find("IMP-26-0001").id, ports, at=AT)
        work = time.process_time() - worked
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"tickets": undone.tickets, "by_work": undone.tickets / work, "memory": memory}


def apart(part: str, *paths: Path) -> dict[str, float]:
    """What a part of the benchmark finds in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_hotline_import", part, *map(str, paths)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def measure(rows: int, prepared: Path, folder: Path) -> None:
    """One size: write the log, read it bare, import it in a process of its own, print."""
    path, var = folder / "sample.csv", folder / "var"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(sample_log(rows))
    plain = bare(path, folder)
    shutil.copytree(prepared, var)
    found = apart("--whole", path, var)
    lines = (
        f"{found['rows']:,} rows, {found['created']:,} tickets",
        f"import   {found['by_work']:10,.0f} rows a second of processor time (budget 2,000), "
        f"{found['by_clock']:,.0f} by the clock",
        f"bare     {plain:10,.0f} rows a second of processor time (csv and three inserts a row); "
        f"the import costs {plain / found['by_work']:.0f} times as much",
        f"memory   {found['memory']:10,.0f} MB at most (budget 300)",
    )
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    undone = apart("--back", var)
    sys.stdout.write(
        f"undo     {undone['by_work']:10,.0f} tickets a second of processor time, {undone['tickets']:,} of them; "
        f"{undone['memory']:,.0f} MB at most\n"
    )
    sys.stdout.flush()


def main(*sizes: int) -> None:
    """Prepare once, then measure each size."""
    with tempfile.TemporaryDirectory() as name:
        prepared = Path(name) / "prepared"
        command = [sys.executable, "-m", "tests.benchmarks.bench_hotline_import", "--prepare", str(prepared)]
        subprocess.run(command, check=True)
        for rows in sizes or (5_000,):
            with tempfile.TemporaryDirectory() as folder:
                measure(rows, prepared, Path(folder))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--prepare"]:
        prepare(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["--whole"]:
        sys.stdout.write(json.dumps(whole(Path(sys.argv[2]), Path(sys.argv[3]))))
    elif sys.argv[1:2] == ["--back"]:
        sys.stdout.write(json.dumps(back(Path(sys.argv[2]))))
    else:
        main(*[int(one) for one in sys.argv[1:]])
