"""The life of the classifiers: their versions and states, what they judged in shadow, what people are asked to label."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from ticketing.db import Model, text_enum
from ticketing.models.classification import LabelField


class ModelState(StrEnum):
    SHADOW = "shadow"
    ACTIVE = "active"
    RETIRED = "retired"


MODEL_TRANSITIONS: dict[ModelState, frozenset[ModelState]] = {
    ModelState.SHADOW: frozenset({ModelState.ACTIVE, ModelState.RETIRED}),
    ModelState.ACTIVE: frozenset({ModelState.RETIRED}),
    ModelState.RETIRED: frozenset({ModelState.ACTIVE}),
}
"""Back from retirement is the rollback."""


class ModelCause(StrEnum):
    """Why a version changed where no person gave a reason in words; worded at showing, in the reader's language."""

    FIRST = "first"
    NIGHTLY = "nightly"
    ASKED = "asked"
    NEWER = "newer"
    REPLACED = "replaced"
    POLICY = "policy"
    ERASURE = "erasure"
    """It had learnt from somebody who was erased since, or was trained so that their words are forgotten."""


class ModelFile(Model):
    """The bytes of a model under the hash of their content: every machine takes its copy from here."""

    __tablename__ = "model_file"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    size: Mapped[int]
    kept_at: Mapped[datetime]


class ModelVersion(Model):
    """One trained classifier of one field. At most one of a field is active, which the index sees to."""

    __tablename__ = "model_version"
    __table_args__ = (
        sa.UniqueConstraint("field", "version"),
        sa.Index(
            "ix_model_version_one_active",
            "field",
            unique=True,
            sqlite_where=sa.text("state = 'active'"),
            postgresql_where=sa.text("state = 'active'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    field: Mapped[LabelField] = mapped_column(text_enum(LabelField))
    version: Mapped[int]
    state: Mapped[ModelState] = mapped_column(text_enum(ModelState), default=ModelState.SHADOW)
    sha256: Mapped[str] = mapped_column(sa.String(64))
    size: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    """Who asked for it; none = the nightly job."""
    examples_key: Mapped[str] = mapped_column(sa.String(40), default="")
    """Which of the company's own examples it knows."""
    learnt_until: Mapped[int] = mapped_column(default=0)
    """The newest judgement of a person that its training read."""
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """For the model card: counts by source, what the caps left out, the split, figures, what it was compared with."""

    @property
    def name(self) -> str:
        """How judgements name it: ``topic 3``."""
        return f"{self.field} {self.version}"


class ModelChange(Model):
    """Each change of a version's state, by whom and why. Append-only; its newest id tells processes to look."""

    __tablename__ = "model_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(sa.ForeignKey("model_version.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    before: Mapped[str] = mapped_column(sa.String(16), default="")
    after: Mapped[str] = mapped_column(sa.String(16))
    why: Mapped[str] = mapped_column(sa.String(400), default="")
    """A person's reason."""
    cause: Mapped[ModelCause | None] = mapped_column(text_enum(ModelCause))
    """The reason where it was none of a person's."""
    by_version: Mapped[int | None]
    """The version that brought the change about, of the same field."""


class ShadowJudgement(Model):
    """What a model in shadow said to a message, and what the active one says to the same; empty label = abstained."""

    __tablename__ = "shadow_judgement"

    model_id: Mapped[int] = mapped_column(
        sa.ForeignKey("model_version.id", ondelete="CASCADE"), primary_key=True
    )
    ticket_id: Mapped[int] = mapped_column(
        sa.ForeignKey("ticket.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    label: Mapped[str] = mapped_column(sa.String(60))
    beside_label: Mapped[str] = mapped_column(sa.String(60))


class TaskReason(StrEnum):
    AUDIT = "audit"
    UNSURE = "unsure"


class LabelTask(Model):
    """One question to a person: which label of this field is right for this ticket's first message."""

    __tablename__ = "label_task"
    __table_args__ = (
        sa.UniqueConstraint("ticket_id", "field"),
        sa.Index(
            "ix_label_task_open",
            "reason",
            "id",
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        ),
        sa.Index("ix_label_task_reason_field_at", "reason", "field", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    field: Mapped[LabelField] = mapped_column(text_enum(LabelField))
    reason: Mapped[TaskReason] = mapped_column(text_enum(TaskReason))
    at: Mapped[datetime]
    label: Mapped[str | None] = mapped_column(sa.String(60))
    """What the person said; none while open or skipped."""
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    done_at: Mapped[datetime | None]
    skipped_at: Mapped[datetime | None]
    """Put off: it comes again after the others."""


class WatchKind(StrEnum):
    LABELS = "labels"
    CONFIDENCE = "confidence"
    VOCABULARY = "vocabulary"
    LATENCY_P50 = "latency_p50"
    LATENCY_P99 = "latency_p99"


class WatchFigure(Model):
    """One figure of the daily watch over one field, with the limit above which it is an alarm."""

    __tablename__ = "watch_figure"
    __table_args__ = (sa.Index("ix_watch_figure_field_kind", "field", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    field: Mapped[LabelField] = mapped_column(text_enum(LabelField))
    kind: Mapped[WatchKind] = mapped_column(text_enum(WatchKind))
    value: Mapped[float]
    """Drift: population stability index or Jensen–Shannon divergence; latency: milliseconds."""
    limit: Mapped[float] = mapped_column("upper_limit", default=0.0)
    alarm: Mapped[bool] = mapped_column(default=False)
    n: Mapped[int] = mapped_column(default=0)
