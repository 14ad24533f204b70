"""What a ticket's first words look like, so that tickets worded alike are found without reading them all."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model


class TicketWording(Model):
    """The first words of a ticket, masked and folded (``classifier.likeness.sketch.wording``)."""

    __tablename__ = "ticket_wording"

    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True)
    words: Mapped[str]


class WordingNumber(Model):
    """One number of a ticket's sketch. A number whose ticket is gone finds nothing and is harmless.

    No foreign key: deleting a ticket would have to look through every number.
    """

    __tablename__ = "wording_number"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012  # SQLAlchemy's own form

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ticket_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
