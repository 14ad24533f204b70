"""Keys of other programs, and the answers they were given: a repeated request gets the same one."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model

if TYPE_CHECKING:
    from ticketing.models.staff import Staff


class Scope(StrEnum):
    """What a key may be used for; nothing is implied by another."""

    TICKETS_READ = "tickets:read"
    TICKETS_WRITE = "tickets:write"
    BACKLOG_READ = "backlog:read"
    THEMES_READ = "themes:read"


class ApiKey(Model):
    """A program's key. It acts with the rights that its member of staff has at that moment, never more."""

    __tablename__ = "api_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    """SHA-256 of the key; the key itself is shown once and kept nowhere."""
    hint: Mapped[str] = mapped_column(sa.String(12))
    """Its first characters, to tell keys apart in a list."""
    name: Mapped[str] = mapped_column(sa.String(80))
    scopes: Mapped[list[Any]] = mapped_column(default=list)
    staff_id: Mapped[int] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    staff: Mapped[Staff] = relationship(foreign_keys=[staff_id])

    def is_alive(self, at: datetime) -> bool:
        """Whether the key still opens anything: not ended, not expired, its person still active."""
        return (
            self.ended_at is None and (self.expires_at is None or at < self.expires_at) and self.staff.active
        )


class IdempotencyKey(Model):
    """The answer to one creating request, kept for two days under the key its sender gave it."""

    __tablename__ = "idempotency_key"
    __table_args__ = (sa.UniqueConstraint("api_key_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    api_key_id: Mapped[int] = mapped_column(sa.ForeignKey("api_key.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(sa.String(255))
    request_hash: Mapped[str] = mapped_column(sa.String(64))
    """SHA-256 of method, path and body: the same key with another body is a mistake."""
    status: Mapped[int] = mapped_column(default=0)
    answer: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime] = mapped_column(index=True)
