"""How long pages take while a log is imported. Run: `python -m tests.benchmarks.bench_pages_during_import [ROWS]`.

One process imports, as the worker does; this one asks for the agents' queue and takes mail-like messages in, a few
times a second, first on the idle database and then while rows land. Budget: the console's p99 stays under 1 s.
"""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask

from intake.inbound import InboundMessage
from intake.receive import receive
from tests.benchmarks.bench_hotline_import import AT, desk, sample_log
from tests.web.visitors import signed_in_as
from ticketing.db import db, unit_of_work
from ticketing.models import Channel, IdentityKind, Role, Staff
from ticketing.people.identity import Sender

PAUSE = 0.1


def one_page(app: Flask) -> Callable[[int], None]:
    """Ask for the queue as a lead does."""
    lead = db.session.query(Staff).filter_by(role=Role.LEAD).first()
    assert lead is not None
    client = signed_in_as(app, lead)

    def ask(_number: int) -> None:
        answer = client.get("/console/")
        assert answer.status_code == 200, answer.status

    return ask


def one_message(app: Flask) -> Callable[[int], None]:
    """Take a message in: it waits for whoever writes."""
    ports = app.extensions["ports"]

    def write(number: int) -> None:
        at = AT + timedelta(seconds=number)
        sender = Sender(addresses={IdentityKind.EMAIL: f"c{number}@example.com"})
        text = f"sync stuck at 99% again, case {number}"
        with unit_of_work(ports):
            receive(InboundMessage(Channel.API, sender, text, at=at, received_at=at), ports)

    return write


def timed(work: dict[str, Callable[[int], None]], over: Callable[[int], bool]) -> dict[str, list[float]]:
    """Seconds of each turn of each kind of work until it is over."""
    took: dict[str, list[float]] = {name: [] for name in work}
    number = len(_numbers)
    while not over(number - len(_numbers)):
        for name, one in work.items():
            began = time.perf_counter()
            one(number)
            took[name].append(time.perf_counter() - began)
        db.session.remove()
        number += 1
        time.sleep(PAUSE)
    _numbers.extend(range(number - len(_numbers)))
    return took


_numbers: list[int] = []
"""Messages written so far: each has a sender of its own."""


def tell(title: str, took: dict[str, list[float]]) -> None:
    """Print the median, the 99th percentile and the longest of each kind of work, in milliseconds."""
    for name, seconds in took.items():
        ordered = sorted(seconds)
        middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        figures = " ".join(f"{one * 1000:6,.0f}" for one in (middle, high, ordered[-1]))
        sys.stdout.write(f"{title:16} {name:8} n={len(ordered):4}  p50, p99, most in ms: {figures}\n")


def main(rows: int = 3_000) -> None:
    """Measure idle, then during the import."""
    program = [sys.executable, "-m", "tests.benchmarks.bench_hotline_import"]
    with tempfile.TemporaryDirectory() as name:
        prepared, var, path = Path(name) / "prepared", Path(name) / "var", Path(name) / "log.csv"
        subprocess.run([*program, "--prepare", str(prepared)], check=True)
        shutil.copytree(prepared, var)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(sample_log(rows))
        app = desk(var)
        with app.app_context():
            work = {"page": one_page(app), "message": one_message(app)}
            tell("idle", timed(work, lambda turns: turns >= 30))
            importing = subprocess.Popen([*program, "--whole", str(path), str(var)], stdout=subprocess.PIPE)
            took = timed(work, lambda _turns: importing.poll() is not None)
            tell("during an import", took)
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main(*[int(one) for one in sys.argv[1:]])
