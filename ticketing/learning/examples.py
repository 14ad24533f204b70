"""What people have said tickets are: the labels to learn from, each with its masked text and its source.

Derived from the tickets each time, so that an erased customer's words are gone with the next training.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ticketing.db import db
from ticketing.learning.capping import Source
from ticketing.learning.splitting import group, is_held_out
from ticketing.models import (
    Author,
    Classification,
    Customer,
    LabelField,
    LabelState,
    Message,
    Role,
    Staff,
    Status,
    Ticket,
)
from ticketing.triage.classify import words_of

LEARNT = (LabelField.TYPE, LabelField.PRODUCT, LabelField.TOPIC, LabelField.PHASE)
"""The fields that have classifiers."""
_NO_CUSTOMERS = (Status.CANCELLED, Status.MERGED)


@dataclass(frozen=True, slots=True)
class Example:
    """One ticket's label of one field, as the last person said; `text` is masked."""

    judgement_id: int
    ticket_id: int
    label: str
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Split:
    """Examples to train on and examples to test on; no customer and no repeated text is in both."""

    taught: tuple[Example, ...]
    held_out: tuple[Example, ...]


def confirmed(field: LabelField, *, after: int = 0, most: int | None = None) -> list[Example]:
    """The labels of a field by people, in the order in which they were given, of judgements newer than `after`.

    Left out: withdrawn judgements, testers, erased customers, spam and tickets merged into others. `most`
    keeps the newest.
    """
    newest = (
        sa.select(sa.func.max(Classification.id))
        .where(Classification.staff_id.is_not(None), Classification.field == field, Classification.id > after)
        .group_by(Classification.ticket_id)
    )
    statement = (
        sa.select(Classification, Message, Ticket.customer_id, Ticket.import_batch, Staff.role)
        .join(Ticket, Ticket.id == Classification.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .join(Staff, Staff.id == Classification.staff_id)
        .join(Message, sa.and_(Message.ticket_id == Ticket.id, Message.sequence == 1))
        .where(
            Classification.id.in_(newest),
            Classification.state != LabelState.WITHDRAWN,
            Ticket.status.not_in(_NO_CUSTOMERS),
            Customer.tester.is_(False),
            Customer.erased_at.is_(None),
            Message.author == Author.CUSTOMER,
        )
        .order_by(Classification.id.desc())
        .limit(most)
    )
    return [
        Example(
            judgement_id=row.id,
            ticket_id=row.ticket_id,
            label=row.label,
            text=words_of(message),
            source=Source(customer_id, row.staff_id or 0, role == Role.LEAD, row.at.date(), batch or ""),
        )
        for row, message, customer_id, batch, role in reversed(db.session.execute(statement).all())
    ]


def unlabelled(field: LabelField, most: int) -> list[tuple[int, str]]:
    """The newest `most` tickets of whose field no person has said anything: (ticket id, masked text), newest last.

    Left out: testers, erased customers, spam, tickets merged into others, and texts without a letter.
    """
    said = sa.select(Classification.ticket_id).where(
        Classification.staff_id.is_not(None), Classification.field == field
    )
    statement = (
        sa.select(Ticket.id, Message)
        .join(Customer, Customer.id == Ticket.customer_id)
        .join(Message, sa.and_(Message.ticket_id == Ticket.id, Message.sequence == 1))
        .where(
            Ticket.id.not_in(said),
            Ticket.status.not_in(_NO_CUSTOMERS),
            Customer.tester.is_(False),
            Customer.erased_at.is_(None),
            Message.author == Author.CUSTOMER,
        )
        .order_by(Ticket.id.desc())
        .limit(most)
    )
    texts = [(number, words_of(message)) for number, message in db.session.execute(statement)]
    return [(number, text) for number, text in reversed(texts) if any(letter.isalpha() for letter in text)]


def spoken_of(field: LabelField, *, after: int) -> set[int]:
    """The tickets whose label of a field a person has given, or taken back, since the judgement `after`."""
    statement = sa.select(Classification.ticket_id).where(
        Classification.staff_id.is_not(None), Classification.field == field, Classification.id > after
    )
    return set(db.session.scalars(statement))


def split(examples: Sequence[Example]) -> Split:
    """Part examples by groups of customer and near-duplicate; a group stays on its side in later trainings.

    A group is named by its oldest ticket, so it changes sides only where two groups grow together.
    """
    ordered = sorted(examples, key=lambda one: one.ticket_id)
    groups = group([one.text for one in ordered], [one.source.customer_id for one in ordered])
    held = [is_held_out(f"ticket {ordered[first].ticket_id}") for first in groups]
    return Split(
        taught=tuple(one for one, out in zip(ordered, held, strict=True) if not out),
        held_out=tuple(one for one, out in zip(ordered, held, strict=True) if out),
    )


def newest_judgement() -> int:
    """The id of the newest judgement of a person; 0 before the first."""
    statement = sa.select(sa.func.max(Classification.id)).where(Classification.staff_id.is_not(None))
    return db.session.scalar(statement) or 0
