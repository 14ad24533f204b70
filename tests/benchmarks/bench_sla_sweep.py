"""How fast the sweep finds what is due. Run: `python -m tests.benchmarks.bench_sla_sweep [CLOCKS]`.

Budget: what is due among 1,000,000 open clocks is found in 50 ms, and the cost stays flat as clocks grow.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from ticketing.db import db
from ticketing.ports import Ports
from ticketing.sla import sweep
from web.config import Settings
from web.factory import create_app

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
DUE = 20
"""Clocks of each kind that are due now: a busy quarter of a minute."""


def measure(clocks: int) -> dict[str, float]:
    """Milliseconds to find what is due, to sweep an idle moment, and per fact written."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        app = create_app(Settings(database_url=f"sqlite:///{path}", secret_key="b" * 32, testing=True))
        with app.app_context():
            db.create_all()
            fill(path, clocks)
            figures = _sweep()
            db.session.remove()
            db.engine.dispose()
    return figures


def _sweep() -> dict[str, float]:
    quiet, ports = AT - timedelta(hours=2), Ports()
    finds = (sweep._overdue, sweep._to_warn, sweep._to_escalate)
    find = min(_milliseconds(lambda: [sweep._ids(one(AT)) for one in finds]) for _ in range(5))
    idle = min(_milliseconds(lambda: sweep.sweep_targets(ports, quiet)) for _ in range(5))
    before = perf_counter()
    facts = sweep.sweep_targets(ports, AT)
    return {"find": find, "idle sweep": idle, "per fact": (perf_counter() - before) * 1000 / facts}


def _milliseconds(work: object) -> float:
    before = perf_counter()
    work()  # type: ignore[operator]
    return (perf_counter() - before) * 1000


def fill(path: Path, clocks: int) -> None:
    """Write one ticket with many running clocks; bulk loading skips the models and the foreign keys."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute(
        "INSERT INTO customer (id, name, language, tier, elder, tester, contact_allowed, created_at, extra) VALUES (1, '', 'zh', 'standard', 0, 0, 1, '2026-01-01 00:00:00.000000', '{}')"
    )
    columns = "id, ticket_no, public_token, reply_token, customer_id, product_version, channel, language, subject, status, severity, priority, signals, routing, created_at, received_at, updated_at, reopen_count, resolution_code, no_feedback, regulator_ref, next_due_metric, last_sequence, last_line, version, historic, extra"
    for number in range(1, DUE * 3 + 1):
        connection.execute(
            f"INSERT INTO ticket ({columns}) VALUES (?, ?, ?, ?, 1, '', 'mail', 'zh', 's', 'open', 'S3', 'P3', '[]', '{{}}', ?, ?, ?, 0, '', 0, '', '', 0, '', 0, 0, '{{}}')",
            (number, *[f"t{number}"] * 3, *["2026-03-01 00:00:00.000000"] * 3),
        )
    connection.executemany(
        "INSERT INTO target (ticket_id, metric, status, calendar_code, minutes, pauses_for_customer, started_at, due_at, warn_at, escalate_at, level, why) VALUES (?, 'resolution', ?, 'none', 600, 0, '2026-03-01 00:00:00.000000', ?, ?, ?, 0, '{\"priority\": \"P3\"}')",
        _rows(clocks),
    )
    connection.commit()
    connection.execute("ANALYZE")
    connection.close()


def _rows(clocks: int) -> Iterator[tuple[object, ...]]:
    """Due now: the first few of each kind. The rest: running into the coming weeks, or met and kept."""
    past, soon = _text(AT - timedelta(minutes=1)), _text(AT + timedelta(days=1))
    for number in range(1, DUE + 1):
        yield number, "running", past, past, past
        yield number + DUE, "running", soon, past, soon
        yield number + 2 * DUE, "breached", past, None, past
    for number in range(clocks - 3 * DUE):
        due = _text(AT + timedelta(seconds=60 + number % 2_000_000))
        yield number + 3 * DUE + 1, "running", due, due, due


def _text(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S.%f}"


if __name__ == "__main__":
    for size in [int(one) for one in sys.argv[1:]] or [10_000, 1_000_000]:
        for name, milliseconds in measure(size).items():
            print(f"{size:>9,} clocks {name:>11} {milliseconds:8.2f} ms")
