"""Service levels: calendars, policies, one target per ticket and metric, and the ledger of each clock."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model, text_enum
from ticketing.models.customer import Tier
from ticketing.models.ticket import Priority


class Metric(StrEnum):
    FIRST_RESPONSE = "first_response"
    NEXT_RESPONSE = "next_response"
    RESOLUTION = "resolution"
    LEGAL = "legal"
    PRODUCT_ANSWER = "product_answer"


class TargetStatus(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


class LedgerKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    CANCEL = "cancel"
    """Withdrawn: neither kept nor broken."""
    WARN = "warn"
    BREACH = "breach"
    RECOMPUTE = "recompute"
    ESCALATE = "escalate"
    ACKNOWLEDGE = "acknowledge"
    """Somebody who was told says that they see to it."""


class Calendar(Model):
    """Opening hours by weekday, closed dates, and extra open dates (调休上班), in one time zone."""

    __tablename__ = "calendar"
    is_setting = True

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(sa.String(40), unique=True)
    name_zh: Mapped[str] = mapped_column(sa.String(80))
    name_en: Mapped[str] = mapped_column(sa.String(80))
    timezone: Mapped[str] = mapped_column(sa.String(60))
    weekly: Mapped[dict[str, Any]] = mapped_column(default=dict)
    closed: Mapped[list[Any]] = mapped_column(default=list)
    open: Mapped[dict[str, Any]] = mapped_column(default=dict)
    complete_until: Mapped[int] = mapped_column(default=0)
    """Last year whose public holidays are in; due dates beyond it carry a warning."""


class PolicyTarget(Model):
    """How long one metric may take for one priority and tier, on which calendar."""

    __tablename__ = "policy_target"
    is_setting = True
    __table_args__ = (sa.UniqueConstraint("metric", "priority", "tier", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    metric: Mapped[Metric] = mapped_column(text_enum(Metric))
    priority: Mapped[Priority] = mapped_column(text_enum(Priority))
    tier: Mapped[Tier] = mapped_column(text_enum(Tier))
    channel: Mapped[str] = mapped_column(sa.String(16), default="")
    """Empty = every channel; beside a row naming the ticket's channel the earlier due moment counts."""
    calendar_code: Mapped[str] = mapped_column(sa.String(40))
    minutes: Mapped[float]
    """Open minutes of the calendar (a business day of CN-OFFICE is 540; thirty seconds are 0.5)."""
    pauses_for_customer: Mapped[bool] = mapped_column(default=False)


class Target(Model):
    """One promise on one ticket. Frozen at start: later policy edits do not move it."""

    __tablename__ = "target"
    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "metric"),
        sa.Index("ix_target_status_warn", "status", "warn_at"),
        sa.Index("ix_target_status_due", "status", "due_at"),
        sa.Index("ix_target_status_escalate", "status", "escalate_at"),
        sa.Index("ix_target_acknowledge_by", "acknowledge_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    metric: Mapped[Metric] = mapped_column(text_enum(Metric))
    status: Mapped[TargetStatus] = mapped_column(text_enum(TargetStatus))
    calendar_code: Mapped[str] = mapped_column(sa.String(40))
    minutes: Mapped[float]
    pauses_for_customer: Mapped[bool] = mapped_column(default=False)
    started_at: Mapped[datetime]
    due_at: Mapped[datetime]
    warn_at: Mapped[datetime | None]
    """None once the warning went out."""
    escalate_at: Mapped[datetime | None]
    level: Mapped[int] = mapped_column(default=0)
    acknowledge_by: Mapped[datetime | None]
    """Until when somebody told of the present rung must say so; none = nobody has to."""
    paused_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]
    why: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What set it: {"priority", "tier", "policy", "override"}."""


class LedgerEntry(Model):
    """Each start, pause, resume and stop of a clock with its cause: 'why is this due then' is read here."""

    __tablename__ = "ledger_entry"
    __table_args__ = (sa.Index("ix_ledger_entry_kind_at", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(sa.ForeignKey("target.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LedgerKind] = mapped_column(text_enum(LedgerKind))
    at: Mapped[datetime]
    cause: Mapped[str] = mapped_column(sa.String(60))
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    due_at: Mapped[datetime | None]
