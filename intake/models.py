"""What the doors remember: chat sessions, the mail journal, hotline imports."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

import ticketing.models  # noqa: F401  # the tables that ours point to
from intake.chat.state import Phase
from ticketing.db import Model, text_enum


class ChatSession(Model):
    """One visitor's chat. Its turns are exactly what the visitor's window shows, in order."""

    __tablename__ = "chat_session"
    __table_args__ = (sa.Index("ix_chat_session_phase_seen", "phase", "seen_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """Unguessable; whoever holds it is this visitor."""
    visitor: Mapped[str] = mapped_column(sa.String(64), index=True)
    customer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    phase: Mapped[Phase] = mapped_column(text_enum(Phase), default=Phase.GREETING)
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The dialogue's state, as ``dialogue.DialogueState`` writes it."""
    last_sequence: Mapped[int] = mapped_column(default=0)
    seen_sequence: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    handed_off_at: Mapped[datetime | None]
    page: Mapped[str] = mapped_column(sa.String(400), default="")


class TurnAuthor(StrEnum):
    VISITOR = "visitor"
    BOT = "bot"
    AGENT = "agent"
    SYSTEM = "system"


class ChatTurn(Model):
    """One line in the visitor's window; ``client_id`` is the sender's own UUID and removes repeats."""

    __tablename__ = "chat_turn"
    __table_args__ = (
        sa.UniqueConstraint("session_id", "sequence"),
        sa.UniqueConstraint("session_id", "client_id", name="uq_chat_turn_external_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("chat_session.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    author: Mapped[TurnAuthor] = mapped_column(text_enum(TurnAuthor))
    name: Mapped[str] = mapped_column(sa.String(80), default="")
    body: Mapped[str]
    options: Mapped[list[Any]] = mapped_column(default=list)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Source article, file token, survey link: whatever the window needs to draw the line."""
    client_id: Mapped[str] = mapped_column(sa.String(80))
    at: Mapped[datetime]


class ArticleVerdict(Model):
    """A visitor's last word on whether an article answered what they had asked."""

    __tablename__ = "article_verdict"
    __table_args__ = (sa.UniqueConstraint("wording", "article_id", "session_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(sa.ForeignKey("article.id", ondelete="CASCADE"))
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("chat_session.id", ondelete="CASCADE"), index=True)
    wording: Mapped[str] = mapped_column(sa.String(32))
    """A digest: the words themselves are on the chat's turns."""
    helped: Mapped[bool]
    at: Mapped[datetime]


class ChatFile(Model):
    """A file that a visitor chose in the chat; it belongs to a turn once that turn was sent."""

    __tablename__ = "chat_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("chat_session.id", ondelete="CASCADE"), index=True)
    turn_id: Mapped[int | None] = mapped_column(sa.ForeignKey("chat_turn.id", ondelete="SET NULL"))
    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    filename: Mapped[str] = mapped_column(sa.String(255))
    content_type: Mapped[str] = mapped_column(sa.String(120))
    size: Mapped[int]
    passed_on: Mapped[bool] = mapped_column(default=False)
    """True once it went to a ticket with a message."""
    at: Mapped[datetime]


class JournalStatus(StrEnum):
    NEW = "new"
    PARSED = "parsed"
    IGNORED = "ignored"
    """Understood and on purpose without a ticket: a bounce of ours, a loop, list noise."""
    QUARANTINED = "quarantined"


class MailJournal(Model):
    """A raw mail as it arrived, durable before any positive answer, re-runnable."""

    __tablename__ = "mail_journal"
    __table_args__ = (sa.Index("ix_mail_journal_status_next", "status", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    raw: Mapped[bytes] = mapped_column(sa.LargeBinary)
    source: Mapped[str] = mapped_column(sa.String(40))
    """smtp, lmtp, pipe, imap."""
    sender: Mapped[str] = mapped_column(sa.String(320), default="")
    recipients: Mapped[list[Any]] = mapped_column(default=list)
    peer: Mapped[str] = mapped_column(sa.String(60), default="")
    """Network address of whoever handed it over, and the name they gave (EHLO): SPF asks about both."""
    helo: Mapped[str] = mapped_column(sa.String(255), default="")
    received_at: Mapped[datetime]
    status: Mapped[JournalStatus] = mapped_column(text_enum(JournalStatus), default=JournalStatus.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime]
    outcome: Mapped[str] = mapped_column(sa.String(60), default="")
    error: Mapped[str] = mapped_column(default="")
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="SET NULL"))


class MailCursor(Model):
    """How far one IMAP folder was read; a new UIDVALIDITY starts over and repeats are removed by key."""

    __tablename__ = "mail_cursor"

    mailbox: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    uid_validity: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    last_uid: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    checked_at: Mapped[datetime | None]


class ImportStatus(StrEnum):
    DRY = "dry"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


class ImportBatch(Model):
    """One hotline log. Kept with its bytes, so that it can be resumed, explained and undone."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    filename: Mapped[str] = mapped_column(sa.String(255))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    layout: Mapped[str] = mapped_column(sa.String(60), default="")
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    options: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[ImportStatus] = mapped_column(text_enum(ImportStatus))
    rows: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    duplicates: Mapped[int] = mapped_column(default=0)
    statistics_only: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)
    warnings: Mapped[list[Any]] = mapped_column(default=list)
    error: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    """Some process is working on it until then; afterwards any other may go on at row ``done``."""
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class RowStatus(StrEnum):
    STAGED = "staged"
    CREATED = "created"
    UPDATED = "updated"
    DUPLICATE = "duplicate"
    STATISTICS = "statistics"
    REJECTED = "rejected"
    UNDONE = "undone"


class ImportRow(Model):
    """What became of one data row. Only rejected rows keep their cells, to be mended and sent again."""

    __tablename__ = "import_row"
    __table_args__ = (
        sa.UniqueConstraint("batch_id", "row_no"),
        sa.Index("ix_import_row_batch_status", "batch_id", "status"),
        sa.Index(
            "ix_import_row_called",
            "called_at",
            sqlite_where=sa.text("called_at IS NOT NULL"),
            postgresql_where=sa.text("called_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_import_row_call",
            "call_key",
            sqlite_where=sa.text("call_key IS NOT NULL"),
            postgresql_where=sa.text("call_key IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(sa.ForeignKey("import_batch.id", ondelete="CASCADE"))
    row_no: Mapped[int]
    raw: Mapped[dict[str, Any]] = mapped_column(default=dict)
    status: Mapped[RowStatus] = mapped_column(text_enum(RowStatus), default=RowStatus.STAGED)
    column: Mapped[str] = mapped_column(sa.String(120), default="")
    reason: Mapped[str] = mapped_column(default="")
    call_key: Mapped[str | None] = mapped_column(sa.String(400))
    """Of calls that are statistics only: no message knows them, so the row does."""
    called_at: Mapped[datetime | None]
    ticket_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id", ondelete="SET NULL"), index=True)
