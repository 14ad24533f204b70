"""What agents asked the product owner and wait for: the question, who asks, and the clock."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from classifier.text.masking import mask
from ticketing.db import db
from ticketing.models import Message, Metric, Status, Target, TargetStatus, Ticket

SHOWN = 8
RUNNING = (TargetStatus.RUNNING, TargetStatus.PAUSED, TargetStatus.BREACHED)


@dataclass(frozen=True)
class Question:
    """One open question; subject and words with personal data masked."""

    ticket: Ticket
    subject: str
    words: str
    target: Target | None


def open_questions(product_ids: set[int]) -> tuple[list[Question], int]:
    """The most urgent questions waiting for an answer from these products' owners, and how many there are."""
    waiting = sa.and_(Ticket.status == Status.PENDING_PRODUCT, Ticket.product_id.in_(product_ids))
    number = int(db.session.scalar(sa.select(sa.func.count(Ticket.id)).where(waiting)) or 0)
    urgent = sa.select(Ticket).where(waiting).order_by(Ticket.queue_at, Ticket.id).limit(SHOWN)
    found = list(db.session.scalars(urgent))
    return _with_words(found), number


def _with_words(found: list[Ticket]) -> list[Question]:
    numbers = [one.id for one in found]
    clocks = {one.ticket_id: one for one in db.session.scalars(_clocks(numbers))}
    asked = {
        one.ticket_id: one for one in db.session.scalars(_questions(numbers)) if "asked_owner" in one.flags
    }
    listed = [
        Question(
            ticket=one,
            subject=mask(one.subject).text,
            words=mask(asked[one.id].text).text if one.id in asked else "",
            target=clocks.get(one.id),
        )
        for one in found
    ]
    return sorted(listed, key=lambda one: one.target.due_at.timestamp() if one.target else float("inf"))


def _clocks(numbers: list[int]) -> sa.Select[tuple[Target]]:
    return sa.select(Target).where(
        Target.ticket_id.in_(numbers),
        Target.metric == Metric.PRODUCT_ANSWER,
        Target.status.in_(RUNNING),
        Target.stopped_at.is_(None),
    )


def _questions(numbers: list[int]) -> sa.Select[tuple[Message]]:
    """Oldest first, so that the newest of a ticket wins."""
    return (
        sa.select(Message)
        .where(Message.ticket_id.in_(numbers), Message.visibility == "internal")
        .order_by(Message.id)
    )
