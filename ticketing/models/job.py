"""Background work as rows: when each job is next due, who holds it, and how it last went."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model


class JobRow(Model):
    """One periodic job. Held by conditional update under a lease; a dead worker's lease runs out."""

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    next_run_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(sa.String(80), default="")
    last_run_at: Mapped[datetime | None]
    last_ok_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(default="")
    runs: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)


class SearchDoc(Model):
    """What search reads of a ticket: one folded gram string, see ``ticketing.search.tokens``."""

    __tablename__ = "search_doc"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    grams: Mapped[str]
