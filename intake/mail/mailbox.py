"""Mail fetched by IMAP: everything newer than the cursor goes to the journal first, then the cursor moves.

Nothing on the server is flagged, moved or deleted. A new UIDVALIDITY starts over; what was stored before is
recognised by its Message-ID. The only imap-tools.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted

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
        return f"{self.user}@{self.host}/{self.folder}"

    def _connect(self) -> BaseMailBox:
        kind = MailBox if self.tls else MailBoxUnencrypted
        return kind(self.host, self.port, timeout=self.timeout).login(
            self.user, self.password, initial_folder=self.folder
        )

    def uid_validity(self) -> int:
        """Changes when the server numbers its mails anew."""
        with self._connect() as box:
            return int(box.folder.status(self.folder, ["UIDVALIDITY"])["UIDVALIDITY"])

    def newer_than(self, uid: int, limit: int) -> Iterator[tuple[int, bytes]]:
        """(uid, raw mail) after this number, oldest first; reading marks nothing as seen."""
        with self._connect() as box:
            fresh = sorted(int(one) for one in box.uids(AND(uid=f"{uid + 1}:*")) if int(one) > uid)
            for number in fresh[:limit]:
                for mail in box.fetch(AND(uid=str(number)), mark_seen=False):
                    yield number, mail.obj.as_bytes()


def poll(mailbox: Mailbox, ports: Ports, at: datetime) -> int:
    """Store what is new; returns how many mails. Two pollers store the same mail twice at worst, never none."""
    validity = mailbox.uid_validity()
    last = _cursor(mailbox.name, validity, ports, at)
    done = 0
    for uid, raw in mailbox.newer_than(last, BATCH):
        journal.keep(raw, source="imap", sender="", recipients=[], at=at, ports=ports)
        with unit_of_work(ports) as session:
            session.get_one(MailCursor, mailbox.name).last_uid = uid
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
