"""The question after the case: was it good."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model, text_enum


class SurveyStatus(StrEnum):
    ASKED = "asked"
    GIVEN = "given"
    EXPIRED = "expired"


class Survey(Model):
    """One CSAT question, scale 1 to 5; ``solved`` answers 'is it solved?'."""

    __tablename__ = "survey"
    __table_args__ = (
        sa.Index("ix_survey_customer_asked", "customer_id", "asked_at"),
        sa.Index("ix_survey_status_asked", "status", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), unique=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id"))
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    channel: Mapped[str] = mapped_column(sa.String(16))
    mode: Mapped[str] = mapped_column(sa.String(16), default="five_point")
    status: Mapped[SurveyStatus] = mapped_column(text_enum(SurveyStatus), default=SurveyStatus.ASKED)
    asked_at: Mapped[datetime]
    given_at: Mapped[datetime | None] = mapped_column(index=True)
    score: Mapped[int | None]
    solved: Mapped[bool | None]
    comment: Mapped[str] = mapped_column(default="")
