"""What people are asked to label: the random audit first, then what would teach the classifiers most."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from classifier.models.doubt import most_telling
from ticketing.db import db
from ticketing.errors import NotFound, Refused
from ticketing.learning.examples import LEARNT
from ticketing.models import (
    Author,
    Classification,
    Customer,
    LabelField,
    LabelState,
    LabelTask,
    Message,
    Staff,
    Status,
    TaskReason,
    Ticket,
)
from ticketing.ports import Ports
from ticketing.triage import classify, labels

UNKNOWN = "unknown"
"""An answer for the product: none of ours, or the text does not tell."""
RECENT = timedelta(days=14)
UNDO_WITHIN = timedelta(hours=1)
MOST_LOOKED_AT = 300
"""Of so many newest doubtful judgements a field the least sure are asked first."""
MOST_COMPARED = 50
"""So many of the least sure are held against each other and against as many of the newest answers."""
_ORDER = {field: place for place, field in enumerate(LEARNT)}


@dataclass(frozen=True, slots=True)
class Question:
    """One label to give: of which ticket, which field, why it is asked; `text` is masked.

    `leaning` and `reasons` are what the classifier said; empty in the audit, where it must not be seen.
    """

    ticket: Ticket
    field: LabelField
    reason: TaskReason
    text: str
    leaning: str = ""
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much there is to do, and how much this person has done today."""

    audit: int
    unsure: int
    mine: int


def next_question(at: datetime) -> Question | None:
    """What to ask now; None when nothing waits."""
    task = db.session.scalar(_open_audit().order_by(LabelTask.skipped_at.asc().nulls_first(), LabelTask.id))
    if task is not None:
        ticket = db.session.get_one(Ticket, task.ticket_id)
        return Question(ticket, task.field, TaskReason.AUDIT, _text(ticket))
    row = _most_telling(_doubtful(at))
    if row is None:
        return None
    ticket = db.session.get_one(Ticket, row.ticket_id)
    return Question(
        ticket, row.field, TaskReason.UNSURE, _text(ticket), row.label, row.confidence, tuple(row.reasons)
    )


def waiting(staff: Staff, at: datetime, since: datetime) -> Waiting:
    """The counts beside a question; `since` is the beginning of the person's day."""
    audit = sa.select(sa.func.count()).select_from(_open_audit().subquery())
    mine = sa.select(sa.func.count()).where(LabelTask.staff_id == staff.id, LabelTask.done_at >= since)
    return Waiting(db.session.scalar(audit) or 0, len(_doubtful(at)), db.session.scalar(mine) or 0)


def answer(
    ticket_no: str, field: LabelField, label: str, *, by: Staff, at: datetime, ports: Ports
) -> LabelTask:
    """A person says which label is right; the ticket follows, and the classifiers learn it at once.

    Raises:
        BadInput: no label of this field.
        NotFound: no such ticket.
        Refused: somebody else has answered meanwhile (``answered``).
    """
    task, ticket = _task(ticket_no, field, at)
    if field == LabelField.PRODUCT and label == UNKNOWN:
        labels.keep(ticket, field, UNKNOWN, state=LabelState.CORRECTED, by=by, at=at)
    else:
        classify.correct(ticket, field.value, label, by=by, at=at, ports=ports)
    task.label, task.staff_id, task.done_at = label, by.id, at
    db.session.flush()
    return task


def skip(ticket_no: str, field: LabelField, *, at: datetime) -> None:
    """Put a question off: of the audit it comes back after the others, a doubtful one is left to the agents."""
    task, _ = _task(ticket_no, field, at)
    task.skipped_at = at
    db.session.flush()


def undo(by: Staff, *, at: datetime, ports: Ports) -> LabelTask:
    """Take back this person's last answer of the last hour, so that it is asked again.

    Raises:
        NotFound: there is none.
    """
    last = (
        sa.select(LabelTask)
        .where(LabelTask.staff_id == by.id, LabelTask.done_at > at - UNDO_WITHIN)
        .order_by(LabelTask.done_at.desc(), LabelTask.id.desc())
        .limit(1)
    )
    task = db.session.scalar(last)
    if task is None:
        raise NotFound("nothing to take back")
    ticket = db.session.get_one(Ticket, task.ticket_id)
    classify.withdraw(ticket, task.field, by=by, at=at, ports=ports)
    task.label = task.staff_id = task.done_at = task.skipped_at = None
    db.session.flush()
    return task


def said_before(task: LabelTask) -> Classification | None:
    """What the machine said to this ticket at intake, for showing after the answer."""
    statement = (
        sa.select(Classification)
        .where(
            Classification.ticket_id == task.ticket_id,
            Classification.field == task.field,
            Classification.staff_id.is_(None),
        )
        .order_by(Classification.id)
        .limit(1)
    )
    return db.session.scalar(statement)


def _open_audit() -> sa.Select[tuple[LabelTask]]:
    return (
        sa.select(LabelTask)
        .join(Ticket, Ticket.id == LabelTask.ticket_id)
        .join(Customer, Customer.id == Ticket.customer_id)
        .where(
            LabelTask.done_at.is_(None),
            LabelTask.reason == TaskReason.AUDIT,
            Ticket.status.not_in([Status.CANCELLED, Status.MERGED]),
            Customer.erased_at.is_(None),
        )
    )


def _most_telling(doubtful: Sequence[Classification]) -> Classification | None:
    """Of the field with the least sure judgement the one whose answer teaches most; None where nothing is doubtful.

    What is like the newest answers waits: these have moved the judgement of its like already.
    """
    if not doubtful:
        return None
    field = min(doubtful, key=lambda one: (_margin(one), _ORDER[one.field])).field
    near = sorted((one for one in doubtful if one.field == field), key=lambda one: (_margin(one), -one.id))
    near = near[:MOST_COMPARED]
    answered = (
        sa.select(LabelTask.ticket_id)
        .where(LabelTask.field == field, LabelTask.done_at.is_not(None))
        .order_by(LabelTask.done_at.desc())
        .limit(MOST_COMPARED)
    )
    told = list(db.session.scalars(answered))
    texts = _texts({*told, *(one.ticket_id for one in near)})
    asked = [texts.get(one.ticket_id, "") for one in near]
    margins = [_margin(one) for one in near]
    return near[most_telling(asked, margins, 1, [texts.get(ticket_id, "") for ticket_id in told])[0]]


def _margin(row: Classification) -> float:
    return row.confidence if row.margin is None else row.margin


def _doubtful(at: datetime) -> Sequence[Classification]:
    """The newest judgements of the last two weeks in which a classifier had words to go by but abstained."""
    asked = sa.select(LabelTask.id).where(
        LabelTask.ticket_id == Classification.ticket_id,
        LabelTask.field == Classification.field,
        sa.or_(
            LabelTask.done_at.is_not(None),
            LabelTask.skipped_at.is_not(None),
            LabelTask.reason == TaskReason.AUDIT,
        ),
    )
    person = sa.orm.aliased(Classification)
    last_word = (
        sa.select(person.state)
        .where(
            person.ticket_id == Classification.ticket_id,
            person.field == Classification.field,
            person.staff_id.is_not(None),
        )
        .order_by(person.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    found: list[Classification] = []
    for field in LEARNT:
        statement = (
            sa.select(Classification)
            .join(Ticket, Ticket.id == Classification.ticket_id)
            .join(Customer, Customer.id == Ticket.customer_id)
            .where(
                Classification.field == field,
                Classification.state == LabelState.ABSTAINED,
                Classification.at > at - RECENT,
                Classification.label != "",
                Ticket.status.not_in([Status.CANCELLED, Status.MERGED]),
                Customer.erased_at.is_(None),
                sa.or_(last_word.is_(None), last_word == LabelState.WITHDRAWN),
                ~asked.exists(),
            )
            .order_by(Classification.at.desc())
            .limit(MOST_LOOKED_AT)
        )
        found += db.session.scalars(statement)
    return found


def _task(ticket_no: str, field: LabelField, at: datetime) -> tuple[LabelTask, Ticket]:
    """The open task behind a question, made now for a doubtful one; with its ticket."""
    ticket = db.session.scalar(sa.select(Ticket).where(Ticket.ticket_no == ticket_no))
    if ticket is None or field not in LEARNT:
        raise NotFound("no such question")
    task = db.session.scalar(
        sa.select(LabelTask).where(LabelTask.ticket_id == ticket.id, LabelTask.field == field)
    )
    if task is None:
        task = LabelTask(ticket_id=ticket.id, field=field, reason=TaskReason.UNSURE, at=at)
        db.session.add(task)
    if task.done_at is not None:
        raise Refused("somebody has answered this meanwhile", code="answered")
    return task, ticket


def _text(ticket: Ticket) -> str:
    return _texts({ticket.id}).get(ticket.id, "")


def _texts(ticket_ids: Collection[int]) -> dict[int, str]:
    """What the customer wrote first, masked, by ticket."""
    first = (
        sa.select(Message.ticket_id, sa.func.min(Message.sequence).label("sequence"))
        .where(Message.ticket_id.in_(ticket_ids), Message.author == Author.CUSTOMER)
        .group_by(Message.ticket_id)
        .subquery()
    )
    same = sa.and_(Message.ticket_id == first.c.ticket_id, Message.sequence == first.c.sequence)
    messages = db.session.scalars(sa.select(Message).join(first, same))
    return {message.ticket_id: classify.words_of(message) for message in messages}
