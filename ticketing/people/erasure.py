"""A customer's right to be forgotten: their words and addresses go, the counts that rest on them stay.

The right is PIPL article 47 and GDPR article 17. Cases, mentions and grades keep their labels, dates and numbers,
so that no report and no item of the backlog says something else afterwards.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import Refused
from ticketing.models import (
    ACTIVE,
    Attachment,
    Audit,
    CallStatus,
    CallTask,
    Classification,
    Customer,
    Decision,
    Delivery,
    DeliveryStatus,
    Event,
    Mention,
    Message,
    SearchDoc,
    Staff,
    Survey,
    Ticket,
    TicketWording,
)

ERASED = {"zh": "（已应客户要求删除）", "en": "(erased at the customer's request)"}
_WAITING = (DeliveryStatus.QUEUED, DeliveryStatus.FAILED)
_FREE_WORDS = frozenset({"reason", "why"})
"""What people typed into an event about a case."""


def tickets_of(customer: Customer) -> list[int]:
    """The ids of all their cases, whoever may see them."""
    return list(db.session.scalars(sa.select(Ticket.id).where(Ticket.customer_id == customer.id)))


def erase(customer: Customer, *, reason: str, by: Staff, at: datetime) -> set[str]:
    """Take a customer's words and addresses out of everything the house holds; who did it and why is kept.

    Returns the hashes of the files that belonged to them; those that nobody else sent may go from the disk.

    Raises:
        Refused: already erased, or a regulator's case of theirs is open (``legal_hold``).
    """
    if customer.erased_at is not None:
        raise Refused("this customer's data was erased before", code="customer_erased")
    tickets = tickets_of(customer)
    _check_hold(tickets)
    hashes = _erase_messages(tickets)
    _erase_cases(tickets)
    _erase_deliveries(tickets)
    _erase_voices(customer, tickets)
    _erase_quotes(tickets)
    customer.name, customer.extra, customer.identities = "", {}, []
    customer.contact_allowed, customer.erased_at = False, at
    db.session.add(
        Audit(
            at=at,
            staff_id=by.id,
            action="erase",
            subject=f"customer:{customer.id}",
            data={"tickets": len(tickets), "files": len(hashes), "reason": reason[:400]},
        )
    )
    db.session.flush()
    db.session.expire_all()
    return hashes


def unreferenced(hashes: set[str]) -> set[str]:
    """Those of the files that no message of anybody has any more."""
    kept = sa.select(Attachment.sha256).where(Attachment.sha256.in_(hashes))
    return hashes - set(db.session.scalars(kept))


def _check_hold(tickets: list[int]) -> None:
    held = db.session.scalar(
        sa.select(Ticket.ticket_no)
        .where(
            Ticket.id.in_(tickets),
            Ticket.status.in_(ACTIVE),
            sa.or_(Ticket.regulator_ref != "", Ticket.regulator_due_at.is_not(None)),
        )
        .limit(1)
    )
    if held is not None:
        raise Refused(
            f"a regulator has asked about {held}: settle that case first, its words are evidence until then",
            code="legal_hold",
        )


def _erase_messages(tickets: list[int]) -> set[str]:
    """Every word said on the cases, ours too, for we address people by their names; returns the files' hashes."""
    mine = sa.select(Message.id).where(Message.ticket_id.in_(tickets))
    hashes = set(db.session.scalars(sa.select(Attachment.sha256).where(Attachment.message_id.in_(mine))))
    db.session.execute(sa.delete(Attachment).where(Attachment.message_id.in_(mine)))
    words = sa.case((Message.language == "zh", ERASED["zh"]), else_=ERASED["en"])
    db.session.execute(
        sa.update(Message)
        .where(Message.ticket_id.in_(tickets))
        .values(body=words, new_text=None, html=None, subject="", sender="", flags={})
    )
    return hashes


def _erase_cases(tickets: list[int]) -> None:
    words = sa.case((Ticket.language == "zh", ERASED["zh"]), else_=ERASED["en"])
    db.session.execute(
        sa.update(Ticket)
        .where(Ticket.id.in_(tickets))
        .values(subject=words, last_line="", extra={}, version=Ticket.version + 1)
    )
    db.session.execute(
        sa.update(Classification).where(Classification.ticket_id.in_(tickets)).values(reasons=[])
    )
    for table in (SearchDoc, TicketWording):
        db.session.execute(sa.delete(table).where(table.ticket_id.in_(tickets)))
    for event in db.session.scalars(sa.select(Event).where(Event.ticket_id.in_(tickets))):
        if _FREE_WORDS & event.data.keys():
            event.data = {key: "" if key in _FREE_WORDS else value for key, value in event.data.items()}


def _erase_deliveries(tickets: list[int]) -> None:
    """What waits is not sent; of what was sent stays that it was."""
    theirs = Delivery.ticket_id.in_(tickets)
    db.session.execute(sa.delete(Delivery).where(theirs, Delivery.status.in_(_WAITING)))
    db.session.execute(sa.update(Delivery).where(theirs).values(recipient="", payload={}, last_error=""))


def _erase_voices(customer: Customer, tickets: list[int]) -> None:
    """Quotes, grades' comments and the calls to make."""
    theirs = sa.or_(Mention.customer_id == customer.id, Mention.ticket_id.in_(tickets))
    db.session.execute(sa.update(Mention).where(theirs).values(quote=""))
    db.session.execute(sa.update(Survey).where(Survey.customer_id == customer.id).values(comment=""))
    calls = sa.update(CallTask).where(CallTask.customer_id == customer.id)
    db.session.execute(calls.where(CallTask.status == CallStatus.WAITING).values(status=CallStatus.DROPPED))
    db.session.execute(calls.values(phone="", script="", outcome=""))


def _erase_quotes(tickets: list[int]) -> None:
    """Their words in what decisions on the backlog were based on; the counts there stay."""
    numbers = set(db.session.scalars(sa.select(Ticket.ticket_no).where(Ticket.id.in_(tickets))))
    if not numbers:
        return
    written = sa.cast(Decision.snapshot, sa.Text)
    quoting = sa.select(Decision).where(sa.or_(*(written.contains(f'"{number}"') for number in numbers)))
    for decision in db.session.scalars(quoting):
        evidence = decision.snapshot.get("evidence", {})
        quotes = [
            {**one, "text": ""} if one.get("ticket_no") in numbers else one
            for one in evidence.get("quotes", [])
        ]
        decision.snapshot = {**decision.snapshot, "evidence": {**evidence, "quotes": quotes}}
