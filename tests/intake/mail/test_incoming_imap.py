"""Mail fetched from a real IMAP server: everything once, nothing touched there."""

from __future__ import annotations

import contextlib
import imaplib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from intake import journal
from intake.mail.mailbox import BATCH, ImapMailbox, poll
from intake.models import MailCursor, MailJournal
from tests.intake.post import Post, tickets
from tests.servers import free_port, wait_for_port
from ticketing.db import db, unit_of_work
from ticketing.ports import Ports

PYMAP = Path(sys.executable).with_name("pymap")


@dataclass
class Server:
    """An IMAP server with one account, and a hand that puts mails into it."""

    port: int

    def put(self, *mails: bytes) -> None:
        with self.client() as client:
            for mail in mails:
                assert client.append("INBOX", "", imaplib.Time2Internaldate(0), mail)[0] == "OK"

    def flags(self) -> list[str]:
        """The flags of every mail there, in order."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            return [str(one) for one in client.fetch("1:*", "(FLAGS)")[1] if one]

    @contextlib.contextmanager
    def client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login("care", "secret")
            yield client

    def mailbox(self) -> ImapMailbox:
        return ImapMailbox("127.0.0.1", self.port, "care", "secret", tls=False)


@pytest.fixture
def server() -> Iterator[Server]:
    if not PYMAP.exists():
        pytest.skip("no pymap here: install the development requirements")
    port = free_port()
    command = [PYMAP, "--host", "127.0.0.1", "--port", str(port), "--no-tls", "--no-service", "managesieve"]
    account = ["dict", "--demo-user", "care", "--demo-password", "secret"]
    process = subprocess.Popen([*command, *account], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield Server(port)
    finally:
        process.terminate()
        process.wait(10)


def mail(number: int, body: bytes = b"please help") -> bytes:
    return b"From: wang@example.com\r\nMessage-ID: <i%d@example.com>\r\nSubject: s\r\n\r\n%s\r\n" % (
        number,
        body,
    )


def stored() -> list[bytes]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(MailJournal.raw).order_by(MailJournal.id)))


def test_the_very_bytes_are_fetched_once_and_nothing_is_marked(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    odd = b"From: a@b.example\r\nSubject: \xb2\xe2\xca\xd4 raw GBK\r\nX-Broken line\r\n\r\n\xff\x80\r\n"
    server.put(mail(1), odd)

    done = [poll(server.mailbox(), ports, at) for _ in range(2)]

    assert done == [2, 0]
    assert stored() == [mail(1), odd]
    assert not any("Seen" in one for one in server.flags())

    server.put(mail(2))
    assert poll(server.mailbox(), ports, at) == 1
    assert stored()[-1] == mail(2)


def test_a_backlog_of_days_arrives_whole_and_in_order(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    mails = [mail(number) for number in range(BATCH + 3)]
    server.put(*mails)

    done = [poll(server.mailbox(), ports, at) for _ in range(3)]

    assert done == [BATCH, 3, 0]
    assert stored() == mails


def test_new_numbering_loses_nothing_and_doubles_nothing(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    server.put(mail(1), mail(2))
    poll(server.mailbox(), ports, at)
    with unit_of_work(ports) as session:
        session.scalars(sa.select(MailCursor)).one().uid_validity = 1

    poll(server.mailbox(), ports, at)
    journal.parse_journal(ports, at)

    assert len(stored()) == 4 and len(tickets()) == 2


def test_the_same_mail_by_imap_and_by_smtp_is_one(app, server: Server, ports: Ports, at: datetime) -> None:
    server.put(mail(1))
    poll(server.mailbox(), ports, at)
    entry = Post(ports, at).bring_raw(mail(1))

    assert len(tickets()) == 1 and entry.status == "parsed"


def test_a_cut_connection_leaves_the_rest_for_the_next_time(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    server.put(mail(1), mail(2), mail(3))

    class Cut(ImapMailbox):
        def newer_than(self, uid: int, limit: int) -> Iterator[tuple[int, bytes]]:
            for done, found in enumerate(super().newer_than(uid, limit)):
                if done == 1:
                    raise ConnectionResetError("the line was cut")
                yield found

    with pytest.raises(ConnectionResetError):
        poll(Cut("127.0.0.1", server.port, "care", "secret", tls=False), ports, at)
    poll(server.mailbox(), ports, at)

    assert stored() == [mail(1), mail(2), mail(3)]


def test_a_poller_that_is_behind_moves_no_cursor_back(
    app, server: Server, ports: Ports, at: datetime
) -> None:
    server.put(mail(1), mail(2))
    slow = server.mailbox()
    first = slow.newer_than(0, 1)
    poll(server.mailbox(), ports, at)

    class Late(ImapMailbox):
        def newer_than(self, uid: int, limit: int) -> Iterator[tuple[int, bytes]]:
            yield from first

    poll(Late("127.0.0.1", server.port, "care", "secret", tls=False), ports, at)

    assert db.session.scalars(sa.select(MailCursor.last_uid)).one() > 100
    journal.parse_journal(ports, at)
    assert len(tickets()) == 2
