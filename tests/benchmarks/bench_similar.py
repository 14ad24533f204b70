"""Similar tickets among very many: milliseconds to find, recall of edited duplicates, size of what is kept.

Run: ``python -m tests.benchmarks.bench_similar [--size 1000000] [--database-url postgresql+psycopg://…]``.
Budget: 20 ms a look-up at a million tickets. Texts are put together from the demo company's examples, three a
ticket, so that wordings repeat as on a real desk; duplicates are edited in 5 % or 15 % of their characters.
Processor time is what this process spent; a database server's own time is not in it, so wall time stands beside.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np
import sqlalchemy as sa

from classifier.sketch import sketch, wording
from tests.benchmarks.bench_queue import _prepare, _ticket
from ticketing.clock import now
from ticketing.company.reading import read_company
from ticketing.db import db
from ticketing.models import Customer, Message, Team, Ticket, TicketWording, WordingNumber
from ticketing.tickets import relations
from web.config import Settings
from web.factory import create_app

LOOKED_UP = 200
BLOCK = 5_000


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--database-url", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = given.database_url or f"sqlite:///{Path(folder) / 'voc.db'}"
        app = create_app(Settings(var=Path(folder), testing=True, database_url=url))
        with app.app_context():
            _prepare(app)
            started = time.process_time()
            _fill(given.size)
            spent = time.process_time() - started
            print(f"{given.size:,} tickets kept: {spent / given.size * 1e6:.0f} µs of processor each")
            if not given.database_url:
                print(f"database {(Path(folder) / 'voc.db').stat().st_size / 1e6:,.0f} MB")
            _measure(given.size)


def text_of(number: int, examples: list[str]) -> str:
    """The words of a ticket, the same at every call."""
    draw = random.Random(number)
    return "，".join([*draw.sample(examples, 3), f"订单 {draw.randrange(10**6)}"])


def _examples() -> list[str]:
    return [one.text for one in read_company().examples]


def _fill(size: int) -> None:
    """Tickets with their first message and the numbers of their sketch, inserted in bulk."""
    at, examples, teams = now(), _examples(), list(db.session.scalars(sa.select(Team.id)))
    db.session.rollback()  # an open snapshot would keep the log from being folded into the file
    for begin in range(1, size + 1, BLOCK):
        numbers = range(begin, min(begin + BLOCK, size + 1))
        said = {number: text_of(number, examples) for number in numbers}
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
            (
                WordingNumber,
                [{"number": one, "ticket_id": n} for n in numbers for one in sketch(words[n])],
            ),
        ]
        with db.engine.begin() as connection:
            for model, values in rows:
                connection.execute(sa.insert(model), values)


def edited(text: str, share: float, draw: random.Random) -> str:
    """The text with this share of its characters dropped, doubled or replaced."""
    kept = list(text)
    for _ in range(int(len(text) * share)):
        place = draw.randrange(len(kept))
        kept[place] = draw.choice(["", kept[place] * 2, "的"])
    return "".join(kept)


def _measure(size: int) -> None:
    db.session.rollback()  # what was read before the filling is another snapshot
    examples, draw = _examples(), random.Random(0)
    asker = db.session.get_one(Ticket, 1)
    message = db.session.scalars(sa.select(Message).where(Message.ticket_id == 1)).one()
    for share in (0.05, 0.15):
        wall, processor, hits = [], [], 0
        for _ in range(LOOKED_UP):
            wanted = draw.randrange(2, size + 1)
            message.body = edited(text_of(wanted, examples), share, draw)
            asker.subject = message.body[:60]
            began, spent = time.perf_counter(), time.process_time()
            with db.session.no_autoflush:
                found = relations.similar(asker, sa.true())
            wall.append((time.perf_counter() - began) * 1_000)
            processor.append((time.process_time() - spent) * 1_000)
            hits += bool(found) and found[0].ticket.id == wanted
        p50, p95 = np.percentile(processor, [50, 95])
        print(
            f"edited by {share:.0%}: found first {hits / LOOKED_UP:.3f}; processor p50 {p50:.1f} ms, "
            f"p95 {p95:.1f} ms; wall p50 {np.percentile(wall, 50):.1f} ms"
        )
    db.session.rollback()


if __name__ == "__main__":
    main()
