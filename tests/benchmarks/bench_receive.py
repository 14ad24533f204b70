"""How many messages a second one worker accepts end to end. Run: ``python -m tests.benchmarks.bench_receive [N]``.

Screen, identify, thread, classify, route, offer, start the clocks, write the confirmation, commit: beside a
bare insert-and-commit of the same bytes on the same database in the same run. Budget: 40 % of its rate, or
8 ms at the median beside it. Runs on SQLite, and on PostgreSQL where its programs are installed.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from intake.inbound import InboundMessage
from intake.mail.incoming import to_inbound
from intake.mail.parse import parse_mail
from intake.models import MailJournal
from intake.receive import receive
from tests import servers
from ticketing.company.loading import load_company
from ticketing.company.reading import read_company
from ticketing.db import db, unit_of_work
from ticketing.models import Channel, IdentityKind
from ticketing.people.identity import Sender
from ticketing.ports import Ports
from web.config import Settings
from web.factory import create_app

AT = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)
WARM = 30
COMPLAINTS = (
    "帆盘会员又重复扣了我25块钱，请尽快退款，否则我要投诉",
    "路由器 X3 升级到 6.2.1 以后每天掉线三四次，重启也没有用",
    "请问家庭套餐怎么开发票？",
    "The FanDrive app will not sync since version 6.3, please help",
    "客服态度很差，等了半个小时没有人接电话",
)
Take = Callable[[int], None]


@contextlib.contextmanager
def databases() -> Iterator[dict[str, str]]:
    """A fresh SQLite file, and a PostgreSQL server of our own where there is one."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        found = {"sqlite": f"sqlite:///{folder}/bench.db"}
        if servers.postgres_programs() is not None:
            server = stack.enter_context(servers.postgres())
            found["postgresql"] = servers.clone_database(server, "bench")
        yield found


def chat(number: int, moment: datetime) -> InboundMessage:
    """What a chat hands over: a visitor's words, already heard."""
    visitor = f"visitor{number}"
    return InboundMessage(
        channel=Channel.CHAT,
        sender=Sender({IdentityKind.VISITOR: visitor}, language="zh"),
        body=COMPLAINTS[number % len(COMPLAINTS)],
        at=moment,
        received_at=moment,
        external_id=f"{visitor}:1",
        address=visitor,
    )


def raw_mail(number: int) -> bytes:
    """A short mail as a phone sends it."""
    return (
        f"From: Customer {number} <c{number}@example.com>\r\nTo: care@hefan.example\r\n"
        f"Message-ID: <bench{number}@example.com>\r\nSubject: help {number}\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        f"{COMPLAINTS[number % len(COMPLAINTS)]}\r\n"
    ).encode()


def mail(number: int, moment: datetime, ports: Ports) -> InboundMessage:
    """The same mail, read."""
    raw = raw_mail(number)
    entry = MailJournal(id=number, raw=raw, sender="", recipients=[], received_at=moment)
    return to_inbound(parse_mail(raw), entry, ports.site)


def time_each(take: Take, count: int) -> list[float]:
    """Seconds of each call after a warm-up."""
    for number in range(WARM):
        take(number)
    seconds = []
    for number in range(WARM, WARM + count):
        before = perf_counter()
        take(number)
        seconds.append(perf_counter() - before)
    return seconds


def measure(url: str, count: int) -> dict[str, list[float]]:
    """Seconds a message, for each way in, and for the bare loop of the same bytes."""
    with tempfile.TemporaryDirectory() as var:
        app = create_app(Settings(database_url=url, secret_key="b" * 32, testing=True, var=Path(var)))
        with app.app_context():
            ports: Ports = app.extensions["ports"]
            db.create_all()
            with unit_of_work(ports):
                load_company(read_company(), at=AT)
            bare = _bare_loop()
            figures = {"bare": time_each(bare, count)}
            figures["chat"] = time_each(lambda n: _accept(chat(n, _moment(n)), ports), count)
            figures["mail"] = time_each(lambda n: _accept(mail(n, _moment(n), ports), ports), count)
            figures["bare again"] = time_each(bare, count)
            db.session.remove()
            db.engine.dispose()
    return figures


def _moment(number: int) -> datetime:
    return AT + timedelta(seconds=number)


def _accept(inbound: InboundMessage, ports: Ports) -> None:
    with unit_of_work(ports):
        receive(inbound, ports)


def _bare_loop() -> Take:
    """The least any system can do: the bytes in, durable."""
    table = sa.Table(
        "bare",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("raw", sa.LargeBinary, nullable=False),
    )
    table.create(db.engine)

    def insert(number: int) -> None:
        with db.engine.begin() as connection:
            connection.execute(table.insert().values(raw=raw_mail(number)))

    return insert


def report(name: str, figures: dict[str, list[float]]) -> None:
    """Medians, rates, and the share of the bare loop."""
    bare = statistics.median(figures["bare"] + figures["bare again"])
    for way, seconds in figures.items():
        median, p99 = statistics.median(seconds), statistics.quantiles(seconds, n=100)[98]
        print(
            f"{name:>10} {way:>10}: p50 {median * 1000:6.2f} ms  p99 {p99 * 1000:6.2f} ms  "
            f"{1 / median:7.0f}/s  {bare / median:6.1%} of bare"
        )


if __name__ == "__main__":
    with databases() as found:
        for kind, address in found.items():
            report(kind, measure(address, int(sys.argv[1]) if len(sys.argv) > 1 else 300))
