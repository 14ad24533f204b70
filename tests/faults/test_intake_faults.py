"""Mail comes in while things break: a yes means stored, and what is stored becomes exactly one ticket."""

from __future__ import annotations

import io
import resource
import smtplib
import socket
import threading
import time
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa

from intake import journal, keeping
from intake.models import MailJournal
from tests.faults.conftest import Machine, kill, wait_until
from tests.intake.post import deliveries, messages, tickets
from tests.servers import free_port, wait_for_port
from tests.ticketing.outbox.relay import Postman, relay
from ticketing import files
from ticketing.db import db, unit_of_work
from ticketing.models import Attachment, Customer, Ticket
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.smtp import SmtpNotifier
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
    wait_for_port(port, 180, process)
    return process, port


def send(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.sendmail("wang@example.com", ["care@hefan.example"], MAIL)


def test_a_listener_killed_before_its_yes_kept_nothing_and_the_sender_sends_again(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C1: killed after the last byte, before it was stored: no 250 was said, and the next try is one ticket."""
    process, port = listening(machine)
    lock = machine.lock()
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
    lock.release()

    assert heard == [b""] and stored() == 0
    _, port = listening(machine)
    send(port)
    parse(ports, datetime.now(at.tzinfo))
    assert len(tickets()) == 1


def test_a_listener_killed_after_its_yes_has_lost_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C3: killed after the 250, before anybody looked at it: the journal has it, and it is one ticket."""
    process, port = listening(machine)
    send(port)
    kill(process)

    assert stored() == 1
    _, port = listening(machine)
    send(port)  # the sender never saw the yes and tries again
    parse(ports, datetime.now(at.tzinfo))
    assert stored() == 2 and len(tickets()) == len(messages(tickets()[0])) == 1


def test_a_listener_killed_between_storing_and_saying_so_leaves_one_ticket(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C2: it was stored, the sender never heard so and sends again: two journal entries, one message."""
    port = free_port()
    process = machine.victim("listen:after:1", at, port)
    assert process.stdout is not None and process.stdout.readline() == b"listening\n"
    sending = threading.Thread(target=refused_send, args=(port,))
    sending.start()
    assert process.stdout.readline() == b"holding\n"
    kill(process)
    sending.join(60)

    assert stored() == 1
    _, port = listening(machine)
    send(port)
    parse(ports, datetime.now(at.tzinfo))
    assert stored() == 2 and len(tickets()) == len(messages(tickets()[0])) == 1


def refused_send(port: int) -> None:
    """The sender hears nothing: for them the mail was not taken."""
    with pytest.raises((smtplib.SMTPServerDisconnected, OSError)):
        send(port)


def test_a_mail_with_files_is_whole_or_nothing(app, machine: Machine, ports: Ports, at: datetime) -> None:
    """C4: killed once the files lay on the disk and before the ticket did; afterwards no file is an orphan."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "wang@example.com", "截图", "<f@example.com>"
    mail.set_content("see the file")
    mail.add_attachment(b"%PDF-1.4 bill", maintype="application", subtype="pdf", filename="bill.pdf")
    ports = replace(ports, files=machine.var / "files")
    keeping.keep(keeping.Arrived(mail.as_bytes(), "smtp", at, sender="wang@example.com"), ports)
    kill(machine.held("parse:before:2", at))

    db.session.rollback()
    assert tickets() == [] and db.session.scalar(sa.select(Attachment)) is None
    parse(ports, at + journal.HELD)
    [attached] = db.session.scalars(sa.select(Attachment))
    lying = [path.name for path in ports.files.rglob("*") if path.is_file()]
    assert lying == [attached.sha256] and files.read(ports.files, attached.sha256) == b"%PDF-1.4 bill"


def test_a_worker_killed_after_its_commit_owes_exactly_one_confirmation(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C5: ticket and confirmation became durable together; the next worker sends it, once."""
    keeping.keep(keeping.Arrived(MAIL, "smtp", at, sender="wang@example.com"), ports)
    kill(machine.held("parse:after:2", at))
    postman = Postman()

    with relay(postman) as way:
        mine = replace(ports, notifiers={"mail": SmtpNotifier(way, ports.files)})
        for minutes in (0, 3, 30):
            parse(mine, at + timedelta(minutes=minutes))
            deliver_due(mine, at + timedelta(minutes=minutes))

    assert len(tickets()) == 1
    assert [one.rcpt_tos for one in postman.taken] == [["wang@example.com"]]


def test_a_deleted_tickets_mail_does_not_come_back(app, machine: Machine, ports: Ports, at: datetime) -> None:
    """C40: the mail still lies in the mailbox and is fetched again; what was deleted stays deleted."""
    keeping.keep(keeping.Arrived(MAIL, "imap", at), ports)
    parse(ports, at)
    with unit_of_work(ports) as session:
        session.execute(sa.delete(Ticket))
    keeping.keep(keeping.Arrived(MAIL, "imap", at), ports)

    parse(ports, at + timedelta(minutes=1))

    statuses = [
        (one.status, one.outcome)
        for one in db.session.scalars(sa.select(MailJournal).order_by(MailJournal.id))
    ]
    assert tickets() == [] and statuses[1] == ("ignored", "deleted_before")


def test_a_zip_bomb_is_a_file_like_any_other(app, machine: Machine, ports: Ports, at: datetime) -> None:
    """C46: 1 GB of nothing in 1 MB, and a mail that is a zip itself, are stored as they came, never opened."""
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("zeros", "w") as inside:
        for _ in range(1024):
            inside.write(bytes(1 << 20))
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "wang@example.com", "logs", "<z@example.com>"
    mail.set_content("here are the logs")
    mail.add_attachment(bomb.getvalue(), maintype="application", subtype="zip", filename="logs.zip")
    keeping.keep(keeping.Arrived(mail.as_bytes(), "smtp", at, sender="wang@example.com"), ports)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    parse(ports, at)

    [attached] = db.session.scalars(sa.select(Attachment))
    assert files.read(ports.files, attached.sha256) == bomb.getvalue()
    assert (attached.filename, attached.content_type) == ("logs.zip", "application/zip")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert time.process_time() - began < 10


def test_a_worker_killed_before_its_commit_leaves_whole_or_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C4, C8: killed before its commit; nothing is half there, and the next worker does it whole."""
    keeping.keep(keeping.Arrived(MAIL, "smtp", at, sender="wang@example.com"), ports)
    kill(machine.held("parse:before:2", at))

    db.session.rollback()
    assert tickets() == [] and deliveries() == [] and db.session.scalar(sa.select(Customer)) is None
    parse(ports, at + timedelta(minutes=1))
    assert tickets() == [], "the dead worker still holds it"
    parse(ports, at + journal.HELD)
    assert len(tickets()) == 1 and len(deliveries("acknowledgement")) == 1


def test_a_mail_that_kills_every_worker_is_set_aside_and_the_rest_goes_on(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C44: three workers died over it; it is set aside, and the mail behind it is read."""
    deadly = keeping.keep(keeping.Arrived(MAIL, "smtp", at, sender="wang@example.com"), ports)
    moment = at
    for _ in range(journal.TRIES):
        kill(machine.held("parse:before:2", moment))
        moment += journal.HELD
    fine = MAIL.replace(b"one@", b"two@")
    keeping.keep(keeping.Arrived(fine, "smtp", moment, sender="wang@example.com"), ports)

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
    lock = machine.lock()
    busy = machine.voc("mail", "deliver", given=MAIL)
    lock.release()
    machine.wreck()
    broken = machine.voc("mail", "deliver", given=MAIL)

    assert (busy.returncode, broken.returncode) == (75, 75)
    for one in (busy, broken):
        assert b"try again later" in one.stderr and b"Traceback" not in one.stderr


def test_the_pipe_refuses_nothing_and_too_much(machine: Machine) -> None:
    assert machine.voc("mail", "deliver", given=b" \n").returncode == 1


def test_a_pipe_killed_while_it_waits_has_not_said_done(app, machine: Machine) -> None:
    lock = machine.lock()
    process = machine.start("-m", "web.cli", "mail", "deliver")
    assert process.stdin is not None
    process.stdin.write(MAIL)
    process.stdin.close()
    process.stdin = None
    with pytest.raises(TimeoutError):
        wait_until(lambda: process.poll() is not None, 4)
    kill(process)
    lock.release()

    assert process.returncode != 0 and stored() == 0
