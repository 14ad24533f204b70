"""What a message was judged to be, by whom, how surely, and why."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model, text_enum


class LabelField(StrEnum):
    TYPE = "type"
    PRODUCT = "product"
    TOPIC = "topic"
    PHASE = "phase"
    SEVERITY = "severity"
    LANGUAGE = "language"
    SENTIMENT = "sentiment"


class LabelState(StrEnum):
    SUGGESTED = "suggested"
    ABSTAINED = "abstained"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"
    """The person took their own judgement back: nobody has said anything."""


class Classification(Model):
    """One judgement about one field of a ticket. Corrections are new rows: each is a label to learn from."""

    __tablename__ = "classification"
    __table_args__ = (
        sa.Index("ix_classification_field_state_at", "field", "state", "at"),
        sa.Index(
            "ix_classification_by_person",
            "id",
            sqlite_where=sa.text("staff_id IS NOT NULL"),
            postgresql_where=sa.text("staff_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    field: Mapped[LabelField] = mapped_column(text_enum(LabelField))
    label: Mapped[str] = mapped_column(sa.String(60))
    confidence: Mapped[float] = mapped_column(default=1.0)
    margin: Mapped[float | None]
    """How far the label was ahead of the next, as a difference of probabilities; None where no classifier spoke."""
    state: Mapped[LabelState] = mapped_column(text_enum(LabelState))
    model: Mapped[str] = mapped_column(sa.String(80), default="")
    reasons: Mapped[list[Any]] = mapped_column(default=list)
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
