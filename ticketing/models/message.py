"""What was said on a ticket, in order, and the files that came with it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum
from ticketing.models.ticket import Channel

if TYPE_CHECKING:
    from ticketing.models.staff import Staff
    from ticketing.models.ticket import Ticket


class Author(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"
    BOT = "bot"
    SYSTEM = "system"
    PRODUCT = "product"


class Visibility(StrEnum):
    PUBLIC = "public"
    INTERNAL = "internal"


class Message(Model):
    """One message. ``sequence`` counts 1, 2, 3 … within its ticket; the unique key removes repeats."""

    __tablename__ = "message"
    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "sequence"),
        sa.UniqueConstraint("channel", "external_id", name="uq_message_external_id"),
        sa.Index(
            "ix_message_mail_sender",
            "sender",
            "received_at",
            sqlite_where=sa.text("channel = 'mail'"),
            postgresql_where=sa.text("channel = 'mail'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    author: Mapped[Author] = mapped_column(text_enum(Author))
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    visibility: Mapped[Visibility] = mapped_column(text_enum(Visibility), default=Visibility.PUBLIC)
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    external_id: Mapped[str | None] = mapped_column(sa.String(400))
    """Mail: Message-ID (in and out); chat: session key and client id; hotline: batch-free call key."""
    subject: Mapped[str] = mapped_column(sa.String(400), default="")
    body: Mapped[str] = mapped_column(default="")
    """The whole text, kept as it came."""
    new_text: Mapped[str | None]
    """Only what this writer newly wrote, when quoted history was cut for display."""
    html: Mapped[str | None]
    language: Mapped[str] = mapped_column(sa.String(8), default="")
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    sender: Mapped[str] = mapped_column(sa.String(320), default="")
    flags: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What to show beside it: matched rule, stranger, authentication results, moved from ticket."""

    ticket: Mapped[Ticket] = relationship()
    staff: Mapped[Staff | None] = relationship()
    attachments: Mapped[list[Attachment]] = relationship(cascade="all, delete-orphan")

    @property
    def text(self) -> str:
        """What to show and to classify: the new text when history was cut, else the whole body."""
        return self.body if self.new_text is None else self.new_text


class Attachment(Model):
    """A file of a message; the bytes lie in the file store under ``sha256``."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(sa.ForeignKey("message.id", ondelete="CASCADE"), index=True)
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    filename: Mapped[str] = mapped_column(sa.String(255))
    content_type: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int]
    inline: Mapped[bool] = mapped_column(default=False)
    content_id: Mapped[str] = mapped_column(sa.String(255), default="")
