"""Similar tickets among very many: milliseconds to find, recall of edited duplicates, size of what is kept.

Run: ``python -m tests.benchmarks.bench_similar [--size 1000000] [--postgresql]`` (a million: ten minutes of one core).
Budget: 20 ms a look-up at a million tickets. Texts are put together from the demo company's examples, three a ticket,
so that wordings repeat as on a real desk; where the labelled sets are (``../shared/data``) the first tickets are
real texts, at most a fifth. Duplicates are edited in 5 % or 15 % of their characters; ``courteous`` ones are edited
and put between greetings. Processor time is what this process spent; a database server's own time is not in it, so
wall time stands beside.
"""

from __future__ import annotations

import argparse
import csv
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from classifier.likeness.sketch import sketch, wording
from classifier.text.language import is_chinese
from tests.benchmarks.bench_queue import _prepare, _ticket
from tests.benchmarks.bench_themes import DATA
from tests.benchmarks.courtesies import USUAL, polite
from tests.servers import postgres
from ticketing.clock import now
from ticketing.company.reading import read_company
from ticketing.db import db
from ticketing.models import Customer, Message, Team, Ticket, TicketWording
from ticketing.tickets import relations
from web.config import Settings
from web.factory import create_app

LOOKED_UP = 200
BLOCK = 5_000
SETS = ("shop10", "waimai", "banking77", "clinc150", "smp2017")


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true", help="on a server of its own, started here")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(postgres()) if given.postgresql else f"sqlite:///{folder / 'voc.db'}"
        app = create_app(Settings(var=folder, testing=True, database_url=url))
        with app.app_context():
            _prepare(app)
            started = time.process_time()
            _fill(given.size)
            spent = time.process_time() - started
            print(f"{given.size:,} tickets kept: {spent / given.size * 1e6:.0f} µs of processor each")
            print(f"database {_megabytes(folder):,.0f} MB", flush=True)
            for kind, numbers in _kinds(given.size).items():
                for share in (0.05, 0.15):
                    _measure(kind, numbers, given.size, share)
            db.session.remove()


def _megabytes(folder: Path) -> float:
    if db.engine.dialect.name == "sqlite":
        return (folder / "voc.db").stat().st_size / 1e6
    with db.engine.connect() as connection:
        found = connection.execute(sa.text("SELECT pg_database_size(current_database())"))
        return float(found.scalar_one()) / 1e6


def text_of(number: int, size: int) -> str:
    """The words of a ticket, the same at every call."""
    real = _real()
    if number <= min(len(real), size // 5):
        return real[number - 1]
    draw = random.Random(number)
    return "，".join([*draw.sample(_examples(), 3), f"订单 {draw.randrange(10**6)}"])


@cache
def _examples() -> Sequence[str]:
    return [one.text for one in read_company().examples]


@cache
def _real() -> Sequence[str]:
    """Texts of the labelled sets, none twice, in an order drawn by lot."""
    found = dict.fromkeys(
        text for name in SETS for text in _texts(DATA / name / "train.csv") if len(text) > 5
    )
    return random.Random(0).sample(list(found), len(found))


def _texts(path: Path) -> Iterator[str]:
    if not path.exists():
        print(f"{path.parent.name}: not here, left out")
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row["text"].strip() for row in csv.DictReader(file))


def _kinds(size: int) -> dict[str, Sequence[int]]:
    """Tickets by how they are told."""
    real = range(1, min(len(_real()), size // 5) + 1)
    kinds: dict[str, Sequence[int]] = {"put together": range(len(real) + 1, size + 1)}
    for name, chinese, least, most in (
        ("real zh, under 15 signs", True, 6, 15),
        ("real zh, 15 and more", True, 15, 10**6),
        ("real en, under 40 signs", False, 6, 40),
        ("real en, 40 and more", False, 40, 10**6),
    ):
        kinds[name] = [
            n
            for n in real
            if is_chinese(text_of(n, size)) is chinese and least <= len(text_of(n, size)) < most
        ]
    return {kind: numbers for kind, numbers in kinds.items() if numbers}


def _fill(size: int) -> None:
    """Tickets with their first message and the numbers of their sketch, inserted in bulk."""
    at, teams = now(), list(db.session.scalars(sa.select(Team.id)))
    db.session.rollback()  # an open snapshot would keep the log from being folded into the file
    for begin in range(1, size + 1, BLOCK):
        numbers = range(begin, min(begin + BLOCK, size + 1))
        said = {number: text_of(number, size) for number in numbers}
        words = {number: wording(text) for number, text in said.items()}
        rows: list[tuple[type, list[dict[str, object]]]] = [
            (
                Customer,
                [{"id": n, "name": f"客户{n}", "language": "zh", "created_at": at} for n in numbers],
            ),
            (Ticket, [_ticket(n, at, teams) | {"subject": words[n][:60]} for n in numbers]),
            (
                Message,
                [
                    {"ticket_id": n, "sequence": 1, "author": "customer", "channel": "mail"}
                    | {"body": said[n], "at": at, "received_at": at}
                    for n in numbers
                ],
            ),
            (TicketWording, [{"ticket_id": n, "words": words[n]} for n in numbers]),
        ]
        with db.engine.begin() as connection:
            for model, values in rows:
                connection.execute(sa.insert(model), values)
            _insert_numbers(connection, [(one, n) for n in numbers for one in sketch(words[n])])
    _tidy()


def _insert_numbers(connection: sa.Connection, rows: Sequence[tuple[int, int]]) -> None:
    table = "wording_number (number, ticket_id)"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"INSERT INTO {table} VALUES (?, ?)", rows)
        return
    with connection.connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:  # type: ignore[attr-defined]  # psycopg's
        for row in rows:
            copy.write_row(row)


def _tidy() -> None:
    """What a server's autovacuum would have done by tomorrow."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def edited(text: str, share: float, draw: random.Random) -> str:
    """The text with this share of its characters dropped, doubled or replaced."""
    kept = list(text)
    for _ in range(int(len(text) * share)):
        place = draw.randrange(len(kept))
        kept[place] = draw.choice(["", kept[place] * 2, "的"])
    return "".join(kept)


def _measure(kind: str, numbers: Sequence[int], size: int, share: float) -> None:
    db.session.rollback()  # what was read before the filling is another snapshot
    draw, asker = random.Random(0), db.session.get_one(Ticket, size)
    message = db.session.scalars(sa.select(Message).where(Message.ticket_id == size)).one()
    wall, processor, hits = [], [], {"": 0, "courteous ": 0}
    for at in range(LOOKED_UP):
        wanted = draw.choice(numbers[:-1])
        plain = edited(text_of(wanted, size), share, draw)
        for how, text in (("", plain), ("courteous ", polite([plain], USUAL, at)[0])):
            message.body, asker.subject = text, text[:60]
            began, spent = time.perf_counter(), time.process_time()
            with db.session.no_autoflush:
                found = relations.similar(asker, sa.true())
            wall.append((time.perf_counter() - began) * 1_000)
            processor.append((time.process_time() - spent) * 1_000)
            hits[how] += bool(found) and found[0].ticket.id == wanted
    first = ", ".join(f"{how}found first {number / LOOKED_UP:.3f}" for how, number in hits.items())
    busy, passed = np.percentile(processor, [50, 99]), np.percentile(wall, [50, 99])
    print(
        f"{kind:<24} edited by {share:>3.0%}: {first}; processor p50 {busy[0]:.1f} ms, p99 {busy[1]:.1f} ms;"
        f" wall p50 {passed[0]:.1f} ms, p99 {passed[1]:.1f} ms",
        flush=True,
    )
    db.session.rollback()


if __name__ == "__main__":
    main()
