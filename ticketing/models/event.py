"""The event log (timeline and audit of the domain) and who is told about each event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model


class Event(Model):
    """Something that happened, written in the transaction that made it happen. Never updated."""

    __tablename__ = "event"
    __table_args__ = (
        sa.Index("ix_event_ticket", "ticket_id", "id"),
        sa.Index("ix_event_item", "item_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(40))
    at: Mapped[datetime]
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    item_id: Mapped[int | None] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    customer_id: Mapped[int | None]
    staff_id: Mapped[int | None]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
