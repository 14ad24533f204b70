"""The labels of a ticket: what each may be, setting one, and the row that says who judged so and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import BadInput
from ticketing.kept import kept
from ticketing.models import (
    Classification,
    LabelField,
    LabelState,
    Phase,
    Sentiment,
    Severity,
    Staff,
    Ticket,
    TicketType,
    Topic,
)
from ticketing.triage import catalogue

LANGUAGES = ("zh", "en")
_CLOSED_SETS: dict[LabelField, frozenset[str]] = {
    LabelField.TYPE: frozenset(TicketType),
    LabelField.PHASE: frozenset(Phase),
    LabelField.SEVERITY: frozenset(Severity),
    LabelField.LANGUAGE: frozenset(LANGUAGES),
    LabelField.SENTIMENT: frozenset(Sentiment),
}


def is_label(label_field: LabelField, label: str) -> bool:
    """Whether a ticket may carry this label; topics are open where the company has listed none."""
    if label_field in _CLOSED_SETS:
        return label in _CLOSED_SETS[label_field]
    if label_field == LabelField.PRODUCT:
        return catalogue.knows(label)
    listed = topics()
    return bool(label) and (not listed or label in listed)


def topics() -> dict[str, Topic]:
    """The company's topics by code."""
    return kept("topics", lambda session: {row.code: row for row in session.scalars(sa.select(Topic))})


def check(name: str, label: str) -> LabelField:
    """The field of this name when the label fits it; raises `BadInput` that says what is wrong."""
    if name not in set(LabelField):
        raise BadInput(f"{name} is no label of a ticket; use {', '.join(LabelField)}", field="field")
    label_field = LabelField(name)
    if not is_label(label_field, label):
        raise BadInput(f"{label!r} is no {name} this company knows", field=name)
    return label_field


def current(ticket: Ticket, label_field: LabelField) -> str:
    """The label the ticket carries now; empty when it has none."""
    if label_field == LabelField.PRODUCT:
        return ticket.product.code if ticket.product is not None else ""
    return str(getattr(ticket, label_field.value) or "")


def apply(ticket: Ticket, label_field: LabelField, label: str) -> None:
    """Put a checked label on the ticket; an empty one takes it away where a ticket may be without."""
    if label_field == LabelField.PRODUCT:
        product = catalogue.product_by(label)
        ticket.product, ticket.product_id = product, product.id if product is not None else None
    elif label_field == LabelField.TYPE:
        ticket.type = TicketType(label) if label else None
    elif label_field == LabelField.PHASE:
        ticket.phase = Phase(label) if label else None
    elif label_field == LabelField.SEVERITY:
        ticket.severity = Severity(label)
    elif label_field == LabelField.LANGUAGE:
        ticket.language = label
    elif label_field == LabelField.SENTIMENT:
        ticket.sentiment = Sentiment(label) if label else None
    else:
        ticket.topic = label or None


def before_last_word(ticket: Ticket, label_field: LabelField) -> Classification | None:
    """The judgement that gave the ticket its label before the newest one by a person; None when it had none."""
    rows = db.session.scalars(
        sa.select(Classification)
        .where(Classification.ticket_id == ticket.id, Classification.field == label_field)
        .order_by(Classification.id.desc())
    ).all()
    spoken = next((place for place, row in enumerate(rows) if row.staff_id is not None), len(rows))
    earlier = (row for row in rows[spoken + 1 :] if row.state != LabelState.ABSTAINED)
    return next(earlier, None)


def keep(
    ticket: Ticket,
    label_field: LabelField,
    label: str,
    *,
    state: LabelState,
    at: datetime,
    confidence: float = 1.0,
    margin: float | None = None,
    model: str = "",
    reasons: Sequence[str] = (),
    by: Staff | None = None,
) -> Classification:
    """Write one judgement; rows are only ever added."""
    row = Classification(
        ticket_id=ticket.id,
        field=label_field,
        label=label[:60],
        confidence=confidence,
        margin=margin,
        state=state,
        model=model,
        reasons=list(reasons),
        staff_id=by.id if by is not None else None,
        at=at,
    )
    db.session.add(row)
    return row
