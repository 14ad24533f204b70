"""Raw mails are stored as they arrive, before any door says *yes*; ``journal`` understands them afterwards.

It stands apart because a mail server starts a program for each mail: storing one needs the database and no more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from intake.models import MailJournal
from ticketing.db import happened, unit_of_work
from ticketing.events import Happened
from ticketing.ports import Ports

TRIES = 3
"""A mail that cannot be understood is tried so often, then quarantined."""


@dataclass(frozen=True, kw_only=True)
class MailKept(Happened):
    """A mail waits in the journal; announced so that the worker looks at once, never stored."""

    kind = "mail_kept"


@dataclass(frozen=True)
class Arrived:
    """One raw mail at a door, and what the door knows of its way: envelope, peer and the name it gave."""

    raw: bytes
    source: str
    """smtp, lmtp, pipe or imap."""
    at: datetime
    sender: str = ""
    recipients: Sequence[str] = ()
    peer: str = ""
    helo: str = ""


def keep(arrived: Arrived, ports: Ports) -> int:
    """Store one raw mail durably and return its number in the journal. Only now may anyone answer *yes*."""
    with unit_of_work(ports) as session:
        entry = _entry(arrived)
        session.add(entry)
        session.flush()
        happened(session, MailKept(at=arrived.at))
        return entry.id


def set_aside(arrived: Arrived, why: str, ports: Ports) -> int:
    """Store what there is of a mail that nobody can read; the next round quarantines it with this reason."""
    with unit_of_work(ports) as session:
        entry = _entry(arrived)
        entry.attempts, entry.error = TRIES, why
        session.add(entry)
        session.flush()
        happened(session, MailKept(at=arrived.at))
        return entry.id


def _entry(arrived: Arrived) -> MailJournal:
    return MailJournal(
        sha256=hashlib.sha256(arrived.raw).hexdigest(),
        raw=arrived.raw,
        source=arrived.source,
        sender=storable(arrived.sender)[:320],
        recipients=[storable(one) for one in arrived.recipients],
        peer=storable(arrived.peer)[:60],
        helo=storable(arrived.helo)[:255],
        received_at=arrived.at,
        next_try_at=arrived.at,
    )


def storable(text: str) -> str:
    """Envelope addresses and reasons as a database takes them; the raw mail beside them is kept as it came."""
    return text.replace("\x00", "").encode("utf-8", errors="replace").decode()
