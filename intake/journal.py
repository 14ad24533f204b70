"""The mail journal: what ``keeping`` has stored as it arrived is understood, oldest first.

A mail that cannot be understood is tried three times and then quarantined with its reason: visible,
downloadable, re-runnable, with a ticket that says so. The queue never stops for it.
"""

from __future__ import annotations

import logging
import traceback
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

import sqlalchemy as sa
from sqlalchemy.orm import defer

from intake.inbound import InboundMessage, Receipt, Result
from intake.keeping import TRIES, storable
from intake.mail.incoming import judge_origin, to_inbound
from intake.mail.parse import parse_mail
from intake.models import JournalStatus, MailJournal
from intake.receive import receive
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.errors import DuplicateMessage
from ticketing.models import Author, Channel, IdentityKind, Message
from ticketing.people.identity import Sender, normalise_email
from ticketing.ports import Ports
from ticketing.triage.ahead import judged_ahead

RETRY_AFTER = timedelta(seconds=30)
HELD = timedelta(minutes=2)
"""How long one worker holds a mail before another may take it."""
BATCH = 20
LONGEST_ERROR = 10_000
STOPPED = "the worker stopped each time while it handled this mail"
log = logging.getLogger(__name__)


def parse_journal(ports: Ports, at: datetime) -> int:
    """Work through what arrived, oldest first; returns how many mails were looked at."""
    claimed = _claim(ports, at)
    for number, attempts in claimed:
        if attempts > TRIES:
            _quarantine(number, "", ports, at)
        else:
            _handle(number, ports, at)
    return len(claimed)


def run_again(number: int, ports: Ports, at: datetime) -> None:
    """Take a mail out of quarantine for another try."""
    with unit_of_work(ports) as session:
        entry = session.get_one(MailJournal, number)
        entry.status, entry.attempts, entry.next_try_at = JournalStatus.NEW, 0, at


def _claim(ports: Ports, at: datetime) -> list[tuple[int, int]]:
    """The numbers of the next mails with their tries so far, this one included.

    A mail that was tried before is taken alone: if it ends the whole process, it takes no other along.
    """
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
        fresh = list(takewhile(lambda one: one.attempts == 0, entries))
        claimed = fresh or entries[:1]
        for entry in claimed:
            entry.next_try_at = at + HELD
            entry.attempts += 1
        return [(entry.id, entry.attempts) for entry in claimed]


def _handle(number: int, ports: Ports, at: datetime) -> None:
    try:
        understood = _understand(number, ports)
        if understood is None:
            return  # another worker was faster
        said = understood.body if understood.new_text is None else understood.new_text
        judged = judged_ahead([(understood.subject[:400], said)], ports)  # models may have to be made first
        with unit_of_work(ports) as session:
            entry = session.get_one(MailJournal, number, options=[defer(MailJournal.raw)])
            if entry.status != JournalStatus.NEW:
                return
            if _was_deleted(entry):
                entry.status, entry.outcome = JournalStatus.IGNORED, "deleted_before"
                return
            receipt = _receive(understood, judged)
            entry.status = JournalStatus.IGNORED if receipt.result == Result.DROPPED else JournalStatus.PARSED
            entry.outcome, entry.ticket_id = receipt.rule or receipt.result, receipt.ticket_id
            entry.error = ""
    except DuplicateMessage:
        _conclude(number, ports, JournalStatus.PARSED, outcome=Result.DUPLICATE)
    except Exception:  # a poison mail must not stop the others; its reason is kept beside it
        log.exception("mail %s in the journal could not be handled", number)
        _put_back_or_quarantine(number, traceback.format_exc(limit=-4), ports, at)


def _understand(number: int, ports: Ports) -> InboundMessage | None:
    """What the mail says and where it comes from, found out before any transaction is open.

    One out of quarantine goes on with the ticket that stood in for it.
    """
    entry = db.session.get(MailJournal, number, populate_existing=True)
    if entry is None or entry.status != JournalStatus.NEW:
        return None
    db.session.expunge(entry)
    db.session.rollback()  # nothing stays locked while the network is asked
    mail = parse_mail(entry.raw)
    inbound = to_inbound(mail, entry, ports.site, judge_origin(mail, entry, ports))
    return inbound if entry.ticket_id is None else replace(inbound, ticket_id=entry.ticket_id)


def _was_deleted(entry: MailJournal) -> bool:
    """Whether these very bytes were a ticket once that somebody deleted: a mailbox hands them out again."""
    earlier = sa.select(MailJournal.id).where(
        MailJournal.sha256 == entry.sha256,
        MailJournal.id < entry.id,
        MailJournal.status == JournalStatus.PARSED,
        MailJournal.outcome != Result.DUPLICATE,
        MailJournal.ticket_id.is_(None),
    )
    return db.session.scalar(earlier.limit(1)) is not None


def _receive(inbound: InboundMessage, ports: Ports) -> Receipt:
    """The same id with other words is another mail: kept under an id of its own, and flagged."""
    receipt = receive(inbound, ports)
    if receipt.result != Result.DUPLICATE or receipt.message_id is None:
        return receipt
    stored = db.session.get_one(Message, receipt.message_id)
    fingerprint = inbound.flags["fingerprint"]
    if stored.author != Author.CUSTOMER or stored.flags.get("fingerprint") == fingerprint:
        return receipt
    again = replace(
        inbound,
        external_id=f"{inbound.external_id}#{fingerprint[:16]}",
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
        entry.error, entry.next_try_at = storable(reason)[:LONGEST_ERROR], at + RETRY_AFTER
        tried_enough = entry.attempts >= TRIES
    if tried_enough:
        _quarantine(number, reason, ports, at)


def _quarantine(number: int, reason: str, ports: Ports, at: datetime) -> None:
    """Set it aside, then tell a person by a ticket; when even that fails, the quarantine stands."""
    with unit_of_work(ports) as session:
        entry = session.get_one(MailJournal, number)
        entry.status = JournalStatus.QUARANTINED
        entry.error = storable(reason or entry.error or STOPPED)[:LONGEST_ERROR]
    try:
        with unit_of_work(ports) as session:
            entry = session.get_one(MailJournal, number)
            if entry.ticket_id is None:
                entry.ticket_id = receive(_stand_in(entry), ports).ticket_id
    except Exception:  # the mail may stand in the way of its own ticket; the administrator's list has it
        log.exception("no ticket could be opened for quarantined mail %s", number)


def _stand_in(entry: MailJournal) -> InboundMessage:
    """A ticket's first message for a mail nobody could read: our words only."""
    address = normalise_email(entry.sender)
    return InboundMessage(
        channel=Channel.MAIL,
        sender=Sender({IdentityKind.EMAIL: address} if address else {}, vouched=False),
        subject=f"无法读取的邮件 · a mail that could not be read ({entry.id})",
        body=(
            f"这封邮件无法解析，已隔离；管理员可在邮件日志（编号 {entry.id}）中下载或重新处理。\n"
            f"This mail could not be understood and was set aside; an administrator can download it or "
            f"run it again from the mail journal (number {entry.id})."
        ),
        language="zh",
        address=address,
        at=entry.received_at,
        received_at=entry.received_at,
        external_id=f"journal-{entry.id}",
        flags={"journal": entry.id, "automatic": "quarantine"},
    )
