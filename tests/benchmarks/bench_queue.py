"""Queue page, ticket page and search at 10,000 and 100,000 tickets: server time, as ratios to the smaller size.

Run: ``.venv/bin/python -m tests.benchmarks.bench_queue [--sizes 10000 100000]``. Budget (README, Architecture):
p95 ≤ 100 ms and at most 1.5 × the time at 10,000.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.web.visitors import signed_in_as
from ticketing.clock import now
from ticketing.company.loading import load_company
from ticketing.company.reading import read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Customer, Message, SearchDoc, Staff, Team, Ticket
from ticketing.search.tokens import grams
from web.config import Settings
from web.factory import create_app
from web.migrating import migrate_if_behind

OPEN_SHARE = 20
"""One ticket in twenty is open, as on a live desk."""
REPEATS = 30
WORDS = (
    "帆盘同步卡在 99%",
    "自动续费又扣款",
    "router drops every night",
    "发票抬头开错",
    "camera offline again",
)


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    sizes = parser.parse_args().sizes
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(var=Path(folder), testing=True))
        with app.app_context():
            _prepare(app)
            done, first = 0, {}
            for size in sizes:
                _fill(done, size)
                done = size
                for name, times in _measure(app).items():
                    median = statistics.median(times)
                    p95 = sorted(times)[int(len(times) * 0.95)]
                    first.setdefault(name, median)
                    ratio = median / first[name]
                    print(
                        f"{size:>9,} {name:<12} median {median:6.1f} ms  p95 {p95:6.1f} ms  ratio {ratio:.2f}"
                    )


def _prepare(app: Flask) -> None:
    migrate_if_behind()
    with unit_of_work(app.extensions["ports"]):
        load_company(read_company(), at=now())


def _fill(done: int, size: int) -> None:
    """Tickets, a message each, and their search documents, inserted in bulk."""
    at, teams = now(), list(db.session.scalars(sa.select(Team.id)))
    with db.engine.begin() as connection:
        for begin in range(done, size, 5_000):
            numbers = range(begin + 1, min(begin + 5_000, size) + 1)
            connection.execute(
                sa.insert(Customer),
                [{"id": n, "name": f"客户{n}", "language": "zh", "created_at": at} for n in numbers],
            )
            connection.execute(sa.insert(Ticket), [_ticket(n, at, teams) for n in numbers])
            connection.execute(sa.insert(Message), [_message(n, at) for n in numbers])
            connection.execute(
                sa.insert(SearchDoc),
                [{"ticket_id": n, "grams": grams(f"{_subject(n)} {n}")} for n in numbers],
            )


def _ticket(number: int, at: object, teams: list[int]) -> dict[str, object]:
    created = at - timedelta(minutes=number)  # type: ignore[operator]  # a datetime
    is_open = number % OPEN_SHARE == 0
    return {
        "id": number,
        "ticket_no": f"B-{number}",
        "public_token": f"p{number}",
        "reply_token": f"r{number}",
        "customer_id": number,
        "channel": "mail",
        "subject": _subject(number),
        "status": "open" if is_open else "closed",
        "created_at": created,
        "received_at": created,
        "updated_at": created,
        "team_id": teams[number % len(teams)],
        "queue_at": created + timedelta(days=2) if is_open else None,
        "next_due_at": created + timedelta(days=2) if is_open else None,
        "last_sequence": 1,
        "last_line": _subject(number),
    }


def _message(number: int, at: object) -> dict[str, object]:
    return {
        "ticket_id": number,
        "sequence": 1,
        "author": "customer",
        "channel": "mail",
        "body": _subject(number),
        "at": at,
        "received_at": at,
    }


def _subject(number: int) -> str:
    return f"{WORDS[number % len(WORDS)]} {number}"


def _measure(app: Flask) -> dict[str, list[float]]:
    db.session.rollback()  # what was read before the filling is another snapshot
    lead = db.session.scalars(sa.select(Staff).where(Staff.role == "lead").limit(1)).one()
    client = signed_in_as(app, lead)
    number = OPEN_SHARE * 3
    return {
        "queue": _times(client, "/console/?view=all"),
        "ticket": _times(client, f"/console/tickets/B-{number}"),
        "search zh": _times(client, "/console/?view=done&q=续费"),
        "search one": _times(client, f"/console/?view=done&q={number + 1}"),
    }


def _times(client: FlaskClient, address: str) -> list[float]:
    def once() -> float:
        began = time.perf_counter()
        response = client.get(address)
        took = (time.perf_counter() - began) * 1000
        if response.status_code != 200:
            raise RuntimeError(f"{address} answered {response.status_code}")
        return took

    ask: Callable[[], float] = once
    ask()
    return [ask() for _ in range(REPEATS)]


if __name__ == "__main__":
    main()
