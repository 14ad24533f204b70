"""Mail fetched by IMAP: everything newer than the cursor goes to the journal first, then the cursor moves.

Nothing on the server is flagged, moved or deleted: the folder is opened read-only. A new UIDVALIDITY
starts over; what was stored before is recognised by its Message-ID. The only imap-tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from imap_tools import AND, BaseMailBox, MailBox, MailboxFetchError, MailBoxUnencrypted
from imap_tools.utils import check_command_status

from intake import journal
from intake.models import MailCursor
from ticketing.db import unit_of_work
from ticketing.ports import Ports

BATCH = 50


class Mailbox(Protocol):
    """A folder of mails with stable rising numbers."""

    name: str

    def uid_validity(self) -> int: ...

    def newer_than(self, uid: int, limit: int) -> Iterator[tuple[int, bytes]]: ...


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

    @contextmanager
    def _connect(self) -> Iterator[BaseMailBox]:
        kind = MailBox if self.tls else MailBoxUnencrypted
        box = kind(self.host, self.port, timeout=self.timeout)
        with box.login(self.user, self.password, initial_folder=None):
            box.folder.set(self.folder, readonly=True)
            yield box

    def uid_validity(self) -> int:
        """Changes when the server numbers its mails anew."""
        with self._connect() as box:
            return int(box.folder.status(self.folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def newer_than(self, uid: int, limit: int) -> Iterator[tuple[int, bytes]]:
        """(uid, the very bytes) after this number, oldest first; reading marks nothing as seen."""
        with self._connect() as box:
            fresh = sorted(int(one) for one in box.uids(AND(uid=f"{uid + 1}:*")) if int(one) > uid)
            for number in fresh[:limit]:
                raw = _fetch(box, number)
                if raw is not None:
                    yield number, raw


def _fetch(box: BaseMailBox, uid: int) -> bytes | None:
    """The mail as the server holds it, never rebuilt from parsed parts; None when it was just deleted."""
    answer = box.client.uid("fetch", str(uid), "(BODY.PEEK[])")
    check_command_status(answer, MailboxFetchError)
    return next((bytes(part[1]) for part in answer[1] if isinstance(part, tuple)), None)


def poll(mailbox: Mailbox, ports: Ports, at: datetime) -> int:
    """Store what is new; returns how many mails. Two pollers store the same mail twice at worst, never none."""
    validity = mailbox.uid_validity()
    last = _cursor(mailbox.name, validity, ports, at)
    done = 0
    for uid, raw in mailbox.newer_than(last, BATCH):
        journal.keep(raw, source="imap", sender="", recipients=[], at=at, ports=ports)
        _move(mailbox.name, validity, uid, ports)
        done += 1
    return done


def _cursor(name: str, validity: int, ports: Ports, at: datetime) -> int:
    with unit_of_work(ports) as session:
        row = session.get(MailCursor, name)
        if row is None:
            row = MailCursor(mailbox=name, uid_validity=validity, last_uid=0)
            session.add(row)
        if row.uid_validity != validity:
            row.uid_validity, row.last_uid = validity, 0
        row.checked_at = at
        return row.last_uid


def _move(name: str, validity: int, uid: int, ports: Ports) -> None:
    """Forward only, and only in the numbering it was read in: another poller may be ahead."""
    with unit_of_work(ports) as session:
        row = session.get_one(MailCursor, name)
        if row.uid_validity == validity:
            row.last_uid = max(row.last_uid, uid)
