"""What has to leave the house, as rows: mails, chat lines; and the call-back list for the hotline."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum

if TYPE_CHECKING:
    from ticketing.models.customer import Customer
    from ticketing.models.ticket import Ticket


class DeliveryKind(StrEnum):
    MAIL = "mail"
    CHAT = "chat"
    WEBHOOK = "webhook"


class DeliveryStatus(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNCERTAIN = "uncertain"
    """The other side may have it: no answer came after the last byte. Never repeated by itself twice."""


class Delivery(Model):
    """One thing for one recipient. Written with its event; claimed, sent and recorded by the worker."""

    __tablename__ = "delivery"
    __table_args__ = (
        sa.UniqueConstraint("dedupe_key", name="uq_delivery_dedupe_key"),
        sa.Index("ix_delivery_status_next", "status", "next_try_at"),
        sa.Index("ix_delivery_recipient", "recipient", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(sa.ForeignKey("event.id", ondelete="CASCADE"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    message_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[DeliveryKind] = mapped_column(text_enum(DeliveryKind))
    recipient: Mapped[str] = mapped_column(sa.String(320))
    dedupe_key: Mapped[str] = mapped_column(sa.String(200))
    external_id: Mapped[str | None] = mapped_column(sa.String(400), index=True)
    """A mail's Message-ID: answers and bounces find their way back by it."""
    purpose: Mapped[str] = mapped_column(sa.String(40), default="reply")
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[DeliveryStatus] = mapped_column(text_enum(DeliveryStatus), default=DeliveryStatus.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")


class CallStatus(StrEnum):
    WAITING = "waiting"
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    DROPPED = "dropped"


class CallTask(Model):
    """One call to make: the channel back for people who used the hotline."""

    __tablename__ = "call_task"
    __table_args__ = (
        sa.UniqueConstraint("dedupe_key"),
        sa.Index("ix_call_task_status_due", "status", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id"))
    dedupe_key: Mapped[str] = mapped_column(sa.String(200))
    purpose: Mapped[str] = mapped_column(sa.String(40))
    phone: Mapped[str] = mapped_column(sa.String(40))
    script: Mapped[str]
    status: Mapped[CallStatus] = mapped_column(text_enum(CallStatus), default=CallStatus.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    outcome: Mapped[str] = mapped_column(default="")

    ticket: Mapped[Ticket] = relationship()
    customer: Mapped[Customer] = relationship()
