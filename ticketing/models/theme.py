"""Themes: the same underlying issue, whoever reports it, on whichever channel; and its mentions."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum
from ticketing.models.ticket import Severity

if TYPE_CHECKING:
    from ticketing.models.product import Product


class ThemeStatus(StrEnum):
    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    MERGED = "merged"


class Theme(Model):
    __tablename__ = "theme"
    __table_args__ = (
        sa.Index("ix_theme_product_topic", "product_id", "topic"),
        sa.Index("ix_theme_checked", "checked_at"),
        sa.Index("ix_theme_last_mention", "last_mention_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_no: Mapped[str] = mapped_column(sa.String(24), unique=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id"))
    topic: Mapped[str] = mapped_column(sa.String(40))
    title_zh: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200))
    status: Mapped[ThemeStatus] = mapped_column(text_enum(ThemeStatus), default=ThemeStatus.CANDIDATE)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("theme.id"))
    created_at: Mapped[datetime]
    last_mention_at: Mapped[datetime | None]
    alerted_at: Mapped[datetime | None]
    alert_count: Mapped[int] = mapped_column(default=0)
    """Distinct customers of the day when the last alarm went out."""
    checked_at: Mapped[datetime | None]
    """When the gate to the backlog was last looked at; none since its newest mention."""
    keywords: Mapped[str] = mapped_column(default="")
    """Words that tell a sub-theme from its siblings, separated by spaces; empty = takes everything else."""

    product: Mapped[Product] = relationship()

    def title(self, language: str) -> str:
        """The title in ``zh`` or ``en``."""
        return self.title_zh if language == "zh" else self.title_en


class Mention(Model):
    """(customer, product, theme, version): the unit of evidence. Ten tickets of one customer are one voice."""

    __tablename__ = "mention"
    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "theme_id"),
        sa.Index("ix_mention_theme_at", "theme_id", "at"),
        sa.Index("ix_mention_theme_customer", "theme_id", "counted", "customer_id", "at"),
        sa.Index("ix_mention_product_at", "product_id", "at"),
        sa.Index("ix_mention_theme_fingerprint", "theme_id", "fingerprint"),
        sa.Index("ix_mention_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id"))
    theme_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"))
    version: Mapped[str] = mapped_column(sa.String(40), default="")
    channel: Mapped[str] = mapped_column(sa.String(16))
    severity: Mapped[Severity] = mapped_column(text_enum(Severity))
    complaint: Mapped[bool] = mapped_column(default=False)
    counted: Mapped[bool] = mapped_column(default=True)
    """False for testers, unverified visitors and campaigns: visible, but outside gate and score."""
    left_out: Mapped[str] = mapped_column(sa.String(16), default="")
    """Why it does not count: tester, visitor, campaign, cancelled; empty when it does."""
    fingerprint: Mapped[str] = mapped_column(sa.String(32), default="")
    """Equal for word-identical long texts; empty for texts too short to prove a campaign."""
    quote: Mapped[str] = mapped_column(default="")
    """The customer's words with personal data masked."""
    at: Mapped[datetime]


class ThemeChange(Model):
    """Lineage: which mentions one merge or split moved, so that it can be understood and taken back."""

    __tablename__ = "theme_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(16))
    """``merge``, ``split`` or ``undo``."""
    theme_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"), index=True)
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"), index=True)
    """Where the mentions went."""
    mention_ids: Mapped[list[Any]] = mapped_column(default=list)
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
