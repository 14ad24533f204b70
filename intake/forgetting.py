"""What came in raw is let go after a time; cases, what was said on them and every count stay.

Raw mails, chat windows, call logs and the text of sent mails are needed to explain and to repeat, not for ever
(PIPL article 19: no longer than necessary). Quarantined mails wait for a person, however old.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from intake.models import (
    ChatFile,
    ChatSession,
    ImportBatch,
    ImportRow,
    ImportStatus,
    JournalStatus,
    MailJournal,
)
from ticketing import files
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, DeliveryStatus, StaffSession
from ticketing.people.erasure import unreferenced
from ticketing.ports import Ports

BATCH = 500
SIGN_INS = timedelta(days=90)
"""How long an unused sign-in is remembered."""


def forget_expired(ports: Ports, at: datetime, *, days: int) -> int:
    """Let go of raw data older than ``days`` days (0 = never) and of old sign-ins; returns how many rows."""
    done = _in_batches(lambda: _sign_ins(at - SIGN_INS), ports)
    if days <= 0:
        return done
    before = at - timedelta(days=days)
    for step in (_mails, _sent, _rows):
        done += _in_batches(lambda step=step: step(before), ports)
    return done + _chats(before, ports) + _logs(before, ports)


def _in_batches(step: Callable[[], int], ports: Ports) -> int:
    """Do a bounded piece of work again and again, each in a transaction of its own, until nothing is left."""
    total = 0
    while True:
        with unit_of_work(ports):
            done = step()
        total += done
        if done < BATCH:
            return total


def _sign_ins(before: datetime) -> int:
    old = sa.select(StaffSession.id).where(StaffSession.seen_at < before).limit(BATCH)
    return _count(sa.delete(StaffSession).where(StaffSession.id.in_(old)))


def _mails(before: datetime) -> int:
    settled = (JournalStatus.PARSED, JournalStatus.IGNORED)
    old = sa.select(MailJournal.id).where(MailJournal.received_at < before, MailJournal.status.in_(settled))
    return _count(sa.delete(MailJournal).where(MailJournal.id.in_(old.limit(BATCH))))


def _sent(before: datetime) -> int:
    old = sa.select(Delivery.id).where(
        Delivery.status == DeliveryStatus.SENT, Delivery.sent_at < before, Delivery.recipient != ""
    )
    statement = sa.update(Delivery).where(Delivery.id.in_(old.limit(BATCH)))
    return _count(statement.values(recipient="", payload={}))


def _rows(before: datetime) -> int:
    """Rejected cells that nobody mended."""
    old = (
        sa.select(ImportRow.id)
        .join(ImportBatch)
        .where(ImportBatch.created_at < before, sa.cast(ImportRow.raw, sa.Text) != "{}")
    )
    return _count(sa.update(ImportRow).where(ImportRow.id.in_(old.limit(BATCH))).values(raw={}))


def _chats(before: datetime, ports: Ports) -> int:
    """Whole windows; what was handed to people is on their tickets."""
    total = 0
    while True:
        with unit_of_work(ports):
            numbers = list(
                db.session.scalars(sa.select(ChatSession.id).where(ChatSession.seen_at < before).limit(BATCH))
            )
            sent = ChatFile.session_id.in_(numbers)
            hashes = set(db.session.scalars(sa.select(ChatFile.sha256).where(sent)))
            db.session.execute(sa.delete(ChatFile).where(sent))
            db.session.execute(sa.delete(ChatSession).where(ChatSession.id.in_(numbers)))
            still = set(db.session.scalars(sa.select(ChatFile.sha256).where(ChatFile.sha256.in_(hashes))))
            gone = unreferenced(hashes) - still
        for one in gone:
            files.forget(ports.files, one)
        total += len(numbers)
        if len(numbers) < BATCH:
            return total


def _logs(before: datetime, ports: Ports) -> int:
    """The bytes of logs that came long ago, and the rows shown beside a question; what became of each row stays."""
    old = sa.and_(ImportBatch.created_at < before, ImportBatch.status != ImportStatus.RUNNING)
    with unit_of_work(ports):
        for batch in db.session.scalars(sa.select(ImportBatch).where(old)):
            if "question" in batch.options:
                batch.options = {**batch.options, "question": {**batch.options["question"], "rows": []}}
        hashes = _hashes(old) - _hashes(sa.not_(old))
        kept = {one for one in hashes if files.locate(ports.files, one).exists()}
    for one in kept:
        files.forget(ports.files, one)
    return len(kept)


def _hashes(which: sa.ColumnElement[bool]) -> set[str]:
    rows = db.session.execute(sa.select(ImportBatch.sha256, ImportBatch.options).where(which))
    return {one for sha256, options in rows for one in (sha256, options.get("notes")) if one}


def _count(statement: sa.Delete | sa.Update) -> int:
    result = db.session.execute(statement.execution_options(synchronize_session=False))
    return int(result.rowcount)  # type: ignore[attr-defined]  # an UPDATE's or DELETE's result has it
