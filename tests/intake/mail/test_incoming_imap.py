"""Mail fetched from real IMAP servers: everything once, nothing touched there, at once when it arrives."""

from __future__ import annotations

import contextlib
import imaplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from intake import journal
from intake.mail import mailbox as mailboxes
from intake.mail.mailbox import BATCH, Fetched, ImapMailbox, MailboxAway, NoIdle, poll
from intake.models import MailCursor, MailJournal
from tests import post_office
from tests.intake.post import Post, tickets
from tests.servers import free_port, wait_for_port
from ticketing.db import db
from ticketing.ports import Ports
from web.mail_watch import MailWatch

PYMAP = Path(sys.executable).with_name("pymap")
_numbers = count(1)


@dataclass
class Server:
    """An IMAP server with an account of the test's own, and a hand that puts mails into it."""

    port: int
    user: str
    folder: str = "INBOX"

    def put(self, *mails: bytes) -> None:
        with self.client() as client:
            for mail in mails:
                assert client.append(self.folder, "", imaplib.Time2Internaldate(0), mail)[0] == "OK"

    def flags(self) -> list[str]:
        """The flags of every mail there, in order."""
        with self.client() as client:
            client.select(self.folder, readonly=True)
            return [str(one) for one in client.fetch("1:*", "(FLAGS)")[1] if one]

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(self.user, "secret")
            yield client

    def mailbox(self, port: int = 0) -> ImapMailbox:
        return ImapMailbox(
            "127.0.0.1", port or self.port, self.user, "secret", self.folder, tls=False, timeout=5.0
        )


@contextlib.contextmanager
def pymap() -> Iterator[int]:
    """The IMAP server from the development requirements, for machines without Dovecot."""
    port = free_port()
    command = [PYMAP, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "managesieve"]
    account = ["dict", "--demo-user", "care", "--demo-password", "secret"]
    process = subprocess.Popen([*command, *account], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="module")
def dovecot() -> Iterator[post_office.Dovecot]:
    if post_office.lacking():
        pytest.skip(post_office.lacking())
    with post_office.dovecot() as running:
        yield running


@pytest.fixture(params=["pymap", "dovecot"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    if request.param == "dovecot":
        running = request.getfixturevalue("dovecot")
        yield Server(running.imap_port, f"care{next(_numbers)}@hefan.example")
        return
    if not PYMAP.exists():
        pytest.skip("no pymap here: install the development requirements")
    with pymap() as port:
        yield Server(port, "care")


def mail(number: int, body: bytes = b"please help") -> bytes:
    return b"From: wang@example.com\r\nMessage-ID: <i%d@example.com>\r\nSubject: s\r\n\r\n%s\r\n" % (
        number,
        body,
    )


def stored() -> list[bytes]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(MailJournal.raw).order_by(MailJournal.id)))


@dataclass
class BrittleLine:
    """A way to the server on which each connection breaks once so much of its answers went through."""

    port: int
    connections: int = 0


@contextlib.contextmanager
def brittle_line(port: int, octets: int) -> Iterator[BrittleLine]:
    """Forwards to the port; the other end sees its peer hang up."""
    door = socket.create_server(("127.0.0.1", 0))
    line = BrittleLine(door.getsockname()[1])

    def carry(there: socket.socket, back: socket.socket, most: float) -> None:
        with contextlib.suppress(OSError):
            while most > 0 and (piece := there.recv(4096)):
                back.sendall(piece[: int(min(len(piece), most))])
                most -= len(piece)
        for one in (there, back):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = door.accept()
                line.connections += 1
                there = socket.create_connection(("127.0.0.1", port))
                threading.Thread(target=carry, args=(client, there, float("inf")), daemon=True).start()
                threading.Thread(target=carry, args=(there, client, octets), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with door:
        yield line


def test_the_very_bytes_are_fetched_once_and_nothing_is_marked(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    """C36: the folder on the server is as it was, and what we hold is what it holds."""
    odd = b"From: a@b.example\r\nSubject: \xb2\xe2\xca\xd4 raw GBK\r\nX-Broken line\r\n\r\n\xff\x80\r\n"
    server.put(mail(1), odd)

    done = [poll(server.mailbox(), ports, at) for _ in range(2)]

    assert done == [2, 0]
    assert stored() == [mail(1), odd]
    assert not any("Seen" in one for one in server.flags()) and "2 " in server.flags()[-1]

    server.put(mail(2))
    assert poll(server.mailbox(), ports, at) == 1
    assert stored()[-1] == mail(2)


def test_a_backlog_of_days_arrives_whole_and_in_order(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    """C35: after days away everything that came meanwhile is fetched, however old."""
    mails = [mail(number) for number in range(BATCH + 3)]
    server.put(*mails)

    done = [poll(server.mailbox(), ports, at) for _ in range(3)]

    assert done == [BATCH, 3, 0]
    assert stored() == mails


def test_a_folder_made_anew_loses_nothing_and_doubles_nothing(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    """C33: a new UIDVALIDITY starts over; what was known is recognised, what is new is taken."""
    server.folder = "Support"
    with server.client() as client:
        client.create("Support")
    server.put(mail(1), mail(2))
    poll(server.mailbox(), ports, at)
    before = db.session.scalars(sa.select(MailCursor.uid_validity)).one()
    with server.client() as client:
        client.delete("Support")
        time.sleep(1.1)  # servers that number folders by the second must see another one
        client.create("Support")
    server.put(mail(1), mail(2), mail(3))

    poll(server.mailbox(), ports, at)
    journal.parse_journal(ports, at)

    db.session.rollback()
    assert db.session.scalars(sa.select(MailCursor.uid_validity)).one() != before
    assert stored() == [mail(1), mail(2), mail(1), mail(2), mail(3)] and len(tickets()) == 3


def test_the_same_mail_by_imap_and_by_lmtp_is_one(app, server: Server, ports: Ports, at: datetime) -> None:
    """C38: two ways, two journal entries, one message."""
    server.put(mail(1))
    poll(server.mailbox(), ports, at)
    entry = Post(ports, at).bring_raw(mail(1))

    assert len(tickets()) == 1 and entry.status == "parsed"


def test_a_mail_whose_line_was_cut_comes_the_next_time(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    """C32: half a mail is no mail; it stays untouched on the server and is fetched again, once."""
    mails = [mail(number, b"x" * 60 + b"\r\n" + b"y" * 30_000) for number in range(3)]
    server.put(*mails)

    with brittle_line(server.port, 45_000) as line, pytest.raises(MailboxAway):
        poll(server.mailbox(line.port), ports, at)

    assert stored() == mails[:1]
    poll(server.mailbox(), ports, at)
    assert stored() == mails
    assert not any("Seen" in one for one in server.flags())


def test_two_pollers_at_once_make_one_ticket_of_each_mail(
    app: Flask, server: Server, ports: Ports, at: datetime
) -> None:
    """C34: whoever is faster, each mail is one ticket, and no cursor moves back."""
    server.put(*(mail(number) for number in range(6)))

    def fetch() -> None:
        with app.app_context():
            poll(server.mailbox(), ports, at)
            db.session.remove()

    pollers = [threading.Thread(target=fetch) for _ in range(2)]
    for one in pollers:
        one.start()
    for one in pollers:
        one.join(60)

    assert len(stored()) >= 6
    for _ in range(3):
        journal.parse_journal(ports, at)
    db.session.rollback()
    assert len(tickets()) == 6
    assert poll(server.mailbox(), ports, at) == 0


def test_a_poller_that_is_behind_moves_no_cursor_back(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    """C34: the one that fell asleep with old mails in hand does no harm when it wakes."""
    server.put(mail(1), mail(2))
    with server.mailbox().open() as folder:
        validity, first = folder.uid_validity, next(folder.newer_than(0, 1))
    poll(server.mailbox(), ports, at)
    ahead = db.session.scalars(sa.select(MailCursor.last_uid)).one()

    poll(Asleep(server.mailbox().name, validity, first), ports, at)

    db.session.rollback()
    assert db.session.scalars(sa.select(MailCursor.last_uid)).one() == ahead > first.uid
    journal.parse_journal(ports, at)
    assert len(tickets()) == 2


@dataclass
class Asleep:
    """A mailbox whose mail was fetched long ago."""

    name: str
    uid_validity: int
    late: Fetched

    @contextlib.contextmanager
    def open(self) -> Iterator[Asleep]:
        yield self

    def newer_than(self, uid: int, limit: int) -> Iterator[Fetched]:
        yield self.late


def test_a_mail_too_large_to_fetch_is_told_and_stops_no_other(
    app, server: Server, ports: Ports, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its head is set aside with the reason, with a ticket that says so; the mail stays on the server."""
    monkeypatch.setattr(mailboxes, "LARGEST_FETCH", 10_000)
    server.put(mail(1), mail(2, b"z" * 20_000), mail(3))

    assert poll(server.mailbox(), ports, at) == 3
    for _ in range(3):
        journal.parse_journal(ports, at)

    db.session.rollback()
    statuses = [one.status for one in db.session.scalars(sa.select(MailJournal).order_by(MailJournal.id))]
    huge = db.session.scalars(sa.select(MailJournal).where(MailJournal.status == "quarantined")).one()
    assert sorted(statuses) == ["parsed", "parsed", "quarantined"]
    assert "too many" in huge.error and huge.raw.startswith(b"From: wang@example.com")
    assert huge.ticket_id is not None and len(tickets()) == 3


def test_a_mailbox_that_is_away_says_so_in_one_way(app, ports: Ports, at: datetime) -> None:
    """Refused connection, wrong password: both are MailboxAway, and nothing is stored."""
    with pytest.raises(MailboxAway):
        poll(ImapMailbox("127.0.0.1", free_port(), "care", "secret", tls=False), ports, at)


def test_news_is_heard_within_a_second(dovecot: post_office.Dovecot) -> None:
    """IDLE: a bell when listening begins, and one for each arrival, without asking."""
    server, heard = Server(dovecot.imap_port, f"idle{next(_numbers)}@hefan.example"), []
    watch = MailWatch(server.mailbox(), lambda: heard.append(time.monotonic()))
    watch.start()
    try:
        await_true(lambda: heard)
        for number in range(3):
            heard.clear()
            server.put(mail(number))
            arrived = time.monotonic()
            await_true(lambda: heard)
            assert heard[0] - arrived < 1.0
    finally:
        watch.stop()


def test_a_line_that_breaks_while_listening_is_taken_up_again(
    dovecot: post_office.Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server hangs up: the watch notices by itself, listens anew and hears what comes then."""
    monkeypatch.setattr("web.mail_watch.FIRST_PAUSE", 0.1)
    server, heard = Server(dovecot.imap_port, f"idle{next(_numbers)}@hefan.example"), []
    with brittle_line(server.port, 1_500) as line:
        watch = MailWatch(server.mailbox(line.port), lambda: heard.append(1))
        watch.start()
        await_true(lambda: heard)
        for number in range(200):
            server.put(mail(number))
            if line.connections > 1:
                break
        bells = len(heard)
        await_true(lambda: len(heard) > bells)
        watch.stop()
        assert line.connections > 1


def test_a_server_without_idle_is_asked_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch ends quietly; the job that asks every half minute is what remains."""
    with imap_without_idle() as port, pytest.raises(NoIdle):
        ImapMailbox("127.0.0.1", port, "care", "secret", tls=False).watch(lambda: None, threading.Event())


@contextlib.contextmanager
def imap_without_idle() -> Iterator[int]:
    """An old server that knows sign-in, select and its own capabilities."""
    answers = {
        "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
        "EXAMINE": b"* 0 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n",
    }
    door = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError), door.accept()[0] as client:
            client.sendall(b"* OK ready\r\n")
            for line in client.makefile("rb"):
                tag, command, *_ = line.decode().split()
                client.sendall(answers.get(command.upper(), b"") + f"{tag} OK done\r\n".encode())

    threading.Thread(target=serve, daemon=True).start()
    with door:
        yield door.getsockname()[1]


def await_true(look: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not look():  # type: ignore[operator]
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
