"""Mail fetched by IMAP: everything newer than the cursor goes to the journal first, then the cursor moves.

Nothing on the server is flagged, moved or deleted: the folder is opened read-only. A new UIDVALIDITY
starts over; what was stored before is recognised by its Message-ID. A server that can (IDLE, RFC 2177)
tells of news by itself; asking every now and then goes on beside it. The only imap-tools.
"""

from __future__ import annotations

import contextlib
import imaplib
import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from imap_tools import AND, BaseMailBox, ImapToolsError, MailBox, MailBoxUnencrypted
from imap_tools.idle import IdleManager
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake import keeping
from intake.models import MailCursor
from ticketing.db import unit_of_work
from ticketing.ports import Ports

BATCH = 50
LARGEST_FETCH = 60_000_000
"""Bytes; of a larger mail only the head is fetched, and an administrator is told."""
RENEW_IDLE = 240.0
"""Seconds after which IDLE is begun anew: RFC 2177 allows 29 minutes, routers forget a silent line sooner."""
_GLANCE = 1.0
"""Seconds of one wait within IDLE: no longer may a stop take."""
log = logging.getLogger(__name__)


class MailboxAway(ConnectionError):
    """The server cannot be reached, refused us, or hung up: worth another try later."""


class NoIdle(Exception):
    """The server does not tell of news by itself; asking it stays the only way."""


@dataclass(frozen=True)
class Fetched:
    """One mail of the folder. With ``trouble`` the server did not hand it out whole, and says why."""

    uid: int
    raw: bytes
    trouble: str = ""


class Folder(Protocol):
    """An open folder: mails with rising numbers that stay valid as long as ``uid_validity``."""

    uid_validity: int

    def newer_than(self, uid: int, limit: int) -> Iterator[Fetched]: ...


class Mailbox(Protocol):
    """Where mails lie until we have them."""

    name: str

    def open(self) -> AbstractContextManager[Folder]: ...


@dataclass
class ImapMailbox:
    """One folder of an IMAP account."""

    host: str
    port: int
    user: str
    password: str
    folder: str = "INBOX"
    tls: bool = True
    timeout: float = 30.0

    @property
    def name(self) -> str:
        """The cursor's key."""
        return f"{self.user}@{self.host}/{self.folder}"[:200]

    @contextlib.contextmanager
    def open(self) -> Iterator[ImapFolder]:
        """The folder, read-only, numbers and mails in one session. Raises MailboxAway."""
        with self._connect() as box:
            yield ImapFolder(box, int(box.client.response("UIDVALIDITY")[1][0] or 0))

    def watch(self, news: Callable[[], None], stopping: threading.Event) -> None:
        """Call ``news`` at once and whenever the server tells of a mail, until told to stop.

        Raises:
            MailboxAway: the line broke.
            NoIdle: this server cannot do it.
        """
        with self._connect() as box:
            if b"IDLE" not in b" ".join(box.client.capability()[1]).upper().split():
                raise NoIdle(self.host)
            while not stopping.is_set():
                with box.idle as idle:
                    news()  # once it listens: whatever came before is asked for, whatever comes later is told
                    _listen(idle, news, stopping)

    @contextlib.contextmanager
    def _connect(self) -> Iterator[BaseMailBox]:
        try:
            kind = MailBox if self.tls else MailBoxUnencrypted
            box = kind(self.host, self.port, timeout=self.timeout)
            try:
                box.login(self.user, self.password, initial_folder=None)
                box.folder.set(self.folder, readonly=True)
                yield box
            finally:
                _hang_up(box)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxAway(f"{self.name}: {error}") from error


def _hang_up(box: BaseMailBox) -> None:
    """Say goodbye; nothing depends on whether it is heard."""
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        log.debug("no goodbye from the IMAP server: %s", error)
        with contextlib.suppress(OSError):  # closed already: then there is nothing left to do
            box.client.shutdown()


def _listen(idle: IdleManager, news: Callable[[], None], stopping: threading.Event) -> None:
    end = time.monotonic() + RENEW_IDLE
    while not stopping.is_set() and time.monotonic() < end:
        began = time.monotonic()
        lines = idle.poll(timeout=_GLANCE)
        if any(b"EXISTS" in line for line in lines):
            news()
        elif not lines and time.monotonic() - began < _GLANCE / 2:
            raise MailboxAway(
                "the server hung up"
            )  # a closed line is always readable and never says anything


@dataclass
class ImapFolder:
    """An open folder of an IMAP account."""

    box: BaseMailBox
    uid_validity: int

    def newer_than(self, uid: int, limit: int) -> Iterator[Fetched]:
        """Mails after this number, the very bytes, oldest first; reading marks nothing as seen."""
        fresh = sorted(int(one) for one in self.box.uids(AND(uid=f"{uid + 1}:*")) if int(one) > uid)
        for number in fresh[:limit]:
            fetched = self._fetch(number)
            if fetched is not None:
                yield fetched

    def _fetch(self, uid: int) -> Fetched | None:
        """The mail as the server holds it, never rebuilt from parsed parts; None when it was just deleted."""
        size, trouble = _size_in(self._ask(uid, "(RFC822.SIZE)")), ""
        if size > LARGEST_FETCH:
            trouble = f"{size:,} bytes are too many: only the head of UID {uid} was fetched, the mail is still there"
        content = self._ask(uid, "(BODY.PEEK[HEADER])" if trouble else "(BODY.PEEK[])")
        if isinstance(content, str):
            return Fetched(uid, b"", f"the IMAP server does not hand out UID {uid}: {content}")
        return None if content is None else Fetched(uid, content, trouble)

    def _ask(self, uid: int, what: str) -> bytes | str | None:
        """What the server has of one mail; None when it has no such mail, words when it refuses."""
        status, parts = self.box.client.uid("fetch", str(uid), what)
        if status != "OK":
            return b" ".join(one for one in parts if isinstance(one, bytes)).decode(errors="replace")
        literal = next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)
        return (
            literal if literal is not None else next((one for one in parts if isinstance(one, bytes)), None)
        )


def _size_in(answer: bytes | str | None) -> int:
    """The number in ``5 (UID 7 RFC822.SIZE 1234)``; 0 when the server does not say."""
    found = re.search(rb"RFC822\.SIZE (\d+)", answer) if isinstance(answer, bytes) else None
    return int(found[1]) if found else 0


def poll(mailbox: Mailbox, ports: Ports, at: datetime) -> int:
    """Store what is new; returns how many mails. Two pollers store the same mail twice at worst, never none.

    Raises:
        MailboxAway: the server cannot be reached, or was lost on the way; what was stored stays stored.
    """
    done = 0
    with mailbox.open() as folder:
        last = _cursor(mailbox.name, folder.uid_validity, ports, at)
        for one in folder.newer_than(last, BATCH):
            arrived = keeping.Arrived(one.raw, source="imap", at=at)
            if one.trouble:
                keeping.set_aside(arrived, one.trouble, ports)
            else:
                keeping.keep(arrived, ports)
            _move(mailbox.name, folder.uid_validity, one.uid, ports)
            done += 1
    return done


def _cursor(name: str, validity: int, ports: Ports, at: datetime) -> int:
    with unit_of_work(ports) as session:
        row = session.get(MailCursor, name) or _first_cursor(session, name, validity, at)
        if row.uid_validity != validity:
            row.uid_validity, row.last_uid = validity, 0
        row.checked_at = at
        return row.last_uid


def _first_cursor(session: Session, name: str, validity: int, at: datetime) -> MailCursor:
    """Two pollers may look into a new mailbox at once: the second goes on with the first one's row."""
    row = MailCursor(mailbox=name, uid_validity=validity, last_uid=0, checked_at=at)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return session.get_one(MailCursor, name)
    return row


def _move(name: str, validity: int, uid: int, ports: Ports) -> None:
    """Forward only, and only in the numbering it was read in: another poller may be ahead."""
    with unit_of_work(ports) as session:
        row = session.get_one(MailCursor, name)
        if row.uid_validity == validity:
            row.last_uid = max(row.last_uid, uid)
