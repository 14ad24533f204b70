"""Mail comes in while things break: a yes means stored, and what is stored becomes exactly one ticket."""

from __future__ import annotations

import smtplib
import socket
import sqlite3
import threading
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from intake import journal
from intake.models import MailJournal
from tests.faults.conftest import Machine, kill, wait_until
from tests.intake.post import deliveries, messages, tickets
from tests.servers import free_port, wait_for_port
from ticketing.db import db
from ticketing.models import Customer
from ticketing.ports import Ports

MAIL = (
    b"From: wang@example.com\r\nTo: care@hefan.example\r\nMessage-ID: <one@example.com>\r\n"
    b"Subject: charged twice\r\n\r\nplease refund\r\n"
)


def stored() -> int:
    db.session.rollback()
    return int(db.session.scalar(sa.select(sa.func.count()).select_from(MailJournal)) or 0)


def parse(ports: Ports, at: datetime) -> None:
    db.session.rollback()
    journal.parse_journal(ports, at)
    db.session.rollback()
    db.session.expire_all()


def listening(machine: Machine) -> tuple[object, int]:
    port = free_port()
    process = machine.start("-m", "web.cli", "mail", "listen", "--port", str(port))
    wait_for_port(port)
    return process, port


def send(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.sendmail("wang@example.com", ["care@hefan.example"], MAIL)


def test_a_listener_killed_before_its_yes_kept_nothing_and_the_sender_sends_again(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    process, port = listening(machine)
    lock = sqlite3.connect(machine.var / "voc.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    heard: list[bytes] = []
    at_dot = threading.Event()

    def talk() -> None:
        with socket.create_connection(("127.0.0.1", port), timeout=60) as client:
            lines = client.makefile("rb")
            lines.readline()
            for command in (b"HELO x", b"MAIL FROM:<w@x.example>", b"RCPT TO:<care@hefan.example>", b"DATA"):
                client.sendall(command + b"\r\n")
                lines.readline()
            client.sendall(MAIL + b".\r\n")
            at_dot.set()
            try:
                heard.append(lines.readline())
            except ConnectionError:
                heard.append(b"")

    talking = threading.Thread(target=talk)
    talking.start()
    at_dot.wait(60)
    kill(process)
    talking.join(60)
    lock.execute("ROLLBACK")
    lock.close()

    assert heard == [b""] and stored() == 0
    _, port = listening(machine)
    send(port)
    parse(ports, datetime.now(at.tzinfo))
    assert len(tickets()) == 1


def test_a_listener_killed_after_its_yes_has_lost_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    process, port = listening(machine)
    send(port)
    kill(process)

    assert stored() == 1
    _, port = listening(machine)
    send(port)  # the sender never saw the yes and tries again
    parse(ports, datetime.now(at.tzinfo))
    assert stored() == 2 and len(tickets()) == len(messages(tickets()[0])) == 1


def test_a_worker_killed_before_its_commit_leaves_whole_or_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    journal.keep(journal.Arrived(MAIL, "smtp", at, sender="wang@example.com"), ports)
    worker = machine.victim("parse", at)
    assert worker.stdout is not None and worker.stdout.readline() == b"holding\n"
    kill(worker)

    db.session.rollback()
    assert tickets() == [] and deliveries() == [] and db.session.scalar(sa.select(Customer)) is None
    parse(ports, at + timedelta(minutes=1))
    assert tickets() == [], "the dead worker still holds it"
    parse(ports, at + journal.HELD)
    assert len(tickets()) == 1 and len(deliveries("acknowledgement")) == 1


def test_a_mail_that_kills_every_worker_is_set_aside_and_the_rest_goes_on(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    deadly = journal.keep(journal.Arrived(MAIL, "smtp", at, sender="wang@example.com"), ports)
    moment = at
    for _ in range(journal.TRIES):
        worker = machine.victim("parse", moment)
        assert worker.stdout is not None and worker.stdout.readline() == b"holding\n"
        kill(worker)
        moment += journal.HELD
    fine = MAIL.replace(b"one@", b"two@")
    journal.keep(journal.Arrived(fine, "smtp", moment, sender="wang@example.com"), ports)

    parse(ports, moment)
    parse(ports, moment)

    statuses = {one.id: one.status for one in db.session.scalars(sa.select(MailJournal))}
    assert statuses.pop(deadly) == "quarantined"
    assert set(statuses.values()) == {"parsed"} and len(tickets()) == 2


def test_the_pipe_says_done_only_when_it_is(app, machine: Machine) -> None:
    done = machine.voc(
        "mail", "deliver", "--recipient", "care+x@hefan.example", "--sender", "w@x.example", given=MAIL
    )

    [entry] = db.session.scalars(sa.select(MailJournal))
    assert (done.returncode, done.stdout) == (0, b"")
    assert (entry.raw, entry.source) == (MAIL, "pipe")
    assert (entry.sender, entry.recipients) == ("w@x.example", ["care+x@hefan.example"])


def test_the_pipe_says_later_while_the_database_is_busy_or_away(machine: Machine) -> None:
    lock = sqlite3.connect(machine.var / "voc.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    busy = machine.voc("mail", "deliver", given=MAIL)
    lock.close()
    (machine.var / "voc.db").write_bytes(b"no database at all " * 100)
    broken = machine.voc("mail", "deliver", given=MAIL)

    assert (busy.returncode, broken.returncode) == (75, 75)
    for one in (busy, broken):
        assert b"try again later" in one.stderr and b"Traceback" not in one.stderr


def test_the_pipe_refuses_nothing_and_too_much(machine: Machine) -> None:
    assert machine.voc("mail", "deliver", given=b" \n").returncode == 1


def test_a_pipe_killed_while_it_waits_has_not_said_done(app, machine: Machine) -> None:
    lock = sqlite3.connect(machine.var / "voc.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    process = machine.start("-m", "web.cli", "mail", "deliver")
    assert process.stdin is not None
    process.stdin.write(MAIL)
    process.stdin.close()
    process.stdin = None
    with pytest.raises(TimeoutError):
        wait_until(lambda: process.poll() is not None, 4)
    kill(process)
    lock.close()

    assert process.returncode != 0 and stored() == 0
