"""The mail journal: the raw thing as it arrived, durable before any positive answer, parsed afterwards.

A mail that cannot be understood is tried three times and then quarantined with its reason: visible,
downloadable, re-runnable. The queue never stops for it.
"""

from __future__ import annotations

import hashlib
import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import defer

from intake.inbound import InboundMessage, Receipt, Result
from intake.mail.incoming import to_inbound
from intake.mail.parse import parse_mail
from intake.models import JournalStatus, MailJournal
from intake.receive import receive
from ticketing.db import db, for_update_skip_locked, happened, unit_of_work
from ticketing.errors import DuplicateMessage
from ticketing.events import Happened
from ticketing.models import Message
from ticketing.ports import Ports


@dataclass(frozen=True, kw_only=True)
class MailKept(Happened):
    """A mail waits in the journal; announced so that the worker looks at once, never stored."""

    kind = "mail_kept"


TRIES = 3
RETRY_AFTER = timedelta(seconds=30)
HELD = timedelta(minutes=2)
"""How long one worker holds a mail before another may take it."""
BATCH = 20
log = logging.getLogger(__name__)


def keep(
    raw: bytes, *, source: str, sender: str, recipients: Sequence[str], at: datetime, ports: Ports
) -> int:
    """Store one raw mail durably and return its number in the journal. Only now may anyone answer *yes*."""
    with unit_of_work(ports) as session:
        entry = MailJournal(
            sha256=hashlib.sha256(raw).hexdigest(),
            raw=raw,
            source=source,
            sender=sender[:320],
            recipients=list(recipients),
            received_at=at,
            next_try_at=at,
        )
        session.add(entry)
        session.flush()
        happened(session, MailKept(at=at))
        return entry.id


def parse_journal(ports: Ports, at: datetime) -> int:
    """Work through what arrived, oldest first; returns how many mails were handled."""
    claimed = _claim(ports, at)
    for number in claimed:
        _handle(number, ports, at)
    return len(claimed)


def run_again(number: int, ports: Ports, at: datetime) -> None:
    """Take a mail out of quarantine for another try."""
    with unit_of_work(ports) as session:
        entry = session.get_one(MailJournal, number)
        entry.status, entry.attempts, entry.next_try_at = JournalStatus.NEW, 0, at


def _claim(ports: Ports, at: datetime) -> list[int]:
    due = (
        sa.select(MailJournal)
        .where(MailJournal.status == JournalStatus.NEW, MailJournal.next_try_at <= at)
        .order_by(MailJournal.next_try_at, MailJournal.id)
        .limit(BATCH)
        .options(defer(MailJournal.raw))
    )
    if db.session.scalar(due.with_only_columns(MailJournal.id).limit(1)) is None:
        return []
    with unit_of_work(ports) as session:
        entries = list(session.scalars(for_update_skip_locked(due)))
        for entry in entries:
            entry.next_try_at = at + HELD
            entry.attempts += 1
        return [entry.id for entry in entries]


def _handle(number: int, ports: Ports, at: datetime) -> None:
    try:
        with unit_of_work(ports) as session:
            entry = session.get_one(MailJournal, number)
            inbound = to_inbound(parse_mail(entry.raw), entry, ports.site)
            receipt = _receive(inbound, ports)
            entry.status = JournalStatus.IGNORED if receipt.result == Result.DROPPED else JournalStatus.PARSED
            entry.outcome, entry.ticket_id = receipt.rule or receipt.result, receipt.ticket_id
    except DuplicateMessage:
        _conclude(number, ports, JournalStatus.PARSED, outcome=Result.DUPLICATE)
    except Exception:  # a poison mail must not stop the others; its reason is kept beside it
        log.exception("mail %s in the journal could not be handled", number)
        _put_back_or_quarantine(number, traceback.format_exc(limit=-4), ports, at)


def _receive(inbound: InboundMessage, ports: Ports) -> Receipt:
    """The same id with other words is another mail: kept under an id of its own, and flagged."""
    receipt = receive(inbound, ports)
    if receipt.result != Result.DUPLICATE or receipt.message_id is None:
        return receipt
    stored = db.session.get_one(Message, receipt.message_id)
    if stored.body == inbound.body:
        return receipt
    digest = hashlib.sha256(inbound.body.encode()).hexdigest()[:16]
    again = replace(
        inbound,
        external_id=f"{inbound.external_id}#{digest}",
        flags={**inbound.flags, "reused_message_id": True},
    )
    return receive(again, ports)


def _conclude(number: int, ports: Ports, status: JournalStatus, *, outcome: str) -> None:
    with unit_of_work(ports) as session:
        entry = session.get_one(MailJournal, number)
        entry.status, entry.outcome = status, outcome


def _put_back_or_quarantine(number: int, reason: str, ports: Ports, at: datetime) -> None:
    with unit_of_work(ports) as session:
        entry = session.get_one(MailJournal, number)
        entry.error, entry.next_try_at = reason, at + RETRY_AFTER
        if entry.attempts >= TRIES:
            entry.status = JournalStatus.QUARANTINED
