"""Forgetting a customer where the doors keep what came in, and then everywhere else."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from intake.chat.state import DialogueState
from intake.models import (
    ChatFile,
    ChatSession,
    ChatTurn,
    ImportBatch,
    ImportRow,
    ImportStatus,
    JournalStatus,
    MailJournal,
    RowStatus,
)
from ticketing.db import db
from ticketing.learning import erased
from ticketing.models import Customer, IdentityKind, Staff, Ticket
from ticketing.people import erasure
from ticketing.tickets.reference import new_token


def erase(customer: Customer, *, reason: str, by: Staff, at: datetime) -> set[str]:
    """Take a customer out of chats, raw mails, import rows and all cases.

    Returns the hashes of the files that nobody has any more, to be removed from the disk after the commit.

    Raises:
        Refused: see ``ticketing.people.erasure.erase``.
    """
    tickets = erasure.tickets_of(customer)
    values = {kind: {one.value for one in customer.identities if one.kind == kind} for kind in IdentityKind}
    hashes = erasure.erase(customer, reason=reason, by=by, at=at)
    erased.mark(tickets, at=at)
    hashes |= _erase_chats(customer, tickets, values[IdentityKind.VISITOR]) | _logs(tickets)
    _close_doors(tickets)
    _erase_mails(tickets, values[IdentityKind.EMAIL])
    _erase_rows(tickets, values[IdentityKind.PHONE])
    kept = sa.select(ChatFile.sha256).where(ChatFile.sha256.in_(hashes))
    return erasure.unreferenced(hashes) - set(db.session.scalars(kept))


def _erase_chats(customer: Customer, tickets: list[int], visitors: set[str]) -> set[str]:
    """Every line of their windows; the windows themselves lose their keys, so nobody goes on in them."""
    theirs = sa.or_(
        ChatSession.customer_id == customer.id,
        ChatSession.ticket_id.in_(tickets),
        ChatSession.visitor.in_(visitors),
    )
    sessions = list(db.session.scalars(sa.select(ChatSession).where(theirs)))
    numbers = [one.id for one in sessions]
    files = ChatFile.session_id.in_(numbers)
    hashes = set(db.session.scalars(sa.select(ChatFile.sha256).where(files)))
    db.session.execute(sa.delete(ChatFile).where(files))
    words = erasure.ERASED
    for session in sessions:
        session.key, session.visitor, session.page = new_token(), "", ""
        session.state = DialogueState(phase=session.phase, language=session.language).to_json()
        said = words["zh" if session.language == "zh" else "en"]
        turns = sa.update(ChatTurn).where(ChatTurn.session_id == session.id)
        db.session.execute(turns.values(body=said, name="", options=[], extra={}))
    return hashes


def _close_doors(tickets: list[int]) -> None:
    """Old links and reply addresses lead nowhere any more."""
    for ticket in db.session.scalars(sa.select(Ticket).where(Ticket.id.in_(tickets))):
        ticket.public_token, ticket.reply_token = new_token(), new_token()


def _erase_mails(tickets: list[int], addresses: set[str]) -> None:
    """The raw mails: what stays is that a mail came, and when."""
    theirs = sa.or_(MailJournal.ticket_id.in_(tickets), sa.func.lower(MailJournal.sender).in_(addresses))
    statement = sa.update(MailJournal).where(theirs, MailJournal.status != JournalStatus.NEW)
    gone = {"raw": b"", "sender": "", "recipients": [], "peer": "", "helo": "", "error": ""}
    db.session.execute(statement.values(status=JournalStatus.IGNORED, outcome="erased", **gone))


def _logs(tickets: list[int]) -> set[str]:
    """The call logs that told of them, once they are done with: what was made of the other calls stays."""
    codes = sa.select(Ticket.import_batch).where(Ticket.id.in_(tickets), Ticket.import_batch.is_not(None))
    done = ImportBatch.status.not_in((ImportStatus.RUNNING, ImportStatus.DRY))
    logs = db.session.scalars(sa.select(ImportBatch).where(ImportBatch.code.in_(codes), done)).all()
    return {one.sha256 for one in logs} | {one.options["notes"] for one in logs if one.options.get("notes")}


def _erase_rows(tickets: list[int], phones: set[str]) -> None:
    """Cells of a call log that wait to be mended; those without a case are found by the number in them."""
    endings = [one[-8:] for one in phones if len(one) > 8]
    waiting = [sa.cast(ImportRow.raw, sa.Text).contains(one) for one in endings]
    shown = [sa.cast(ImportBatch.options, sa.Text).contains(one) for one in endings]
    for batch in db.session.scalars(sa.select(ImportBatch).where(sa.or_(*shown))) if shown else ():
        if "question" in batch.options:
            batch.options = {**batch.options, "question": {**batch.options["question"], "rows": []}}
    found = [ImportRow.ticket_id.in_(tickets)]
    if waiting:
        found.append(sa.and_(ImportRow.status == RowStatus.REJECTED, sa.or_(*waiting)))
    db.session.execute(sa.update(ImportRow).where(sa.or_(*found)).values(raw={}, reason="", call_key=None))
