"""The product-optimisation backlog: items, their themes, decisions with the evidence of the day, and who was told."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ticketing.db import Model, text_enum
from ticketing.models.ticket import Severity

if TYPE_CHECKING:
    from ticketing.models.customer import Customer
    from ticketing.models.product import Product
    from ticketing.models.staff import Staff
    from ticketing.models.theme import Theme


class ItemStatus(StrEnum):
    CANDIDATE = "candidate"
    REVIEW = "review"
    NEED_EVIDENCE = "need_evidence"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    DECLINED = "declined"
    DUPLICATE = "duplicate"
    PLANNED = "planned"
    BUILDING = "building"
    TESTING = "testing"
    RELEASED = "released"
    WATCHING = "watching"
    EVALUATED = "evaluated"
    DONE = "done"


ITEM_TRANSITIONS: dict[ItemStatus, frozenset[ItemStatus]] = {
    ItemStatus.CANDIDATE: frozenset({ItemStatus.REVIEW, ItemStatus.DUPLICATE}),
    ItemStatus.REVIEW: frozenset(
        {
            ItemStatus.NEED_EVIDENCE,
            ItemStatus.ACCEPTED,
            ItemStatus.DEFERRED,
            ItemStatus.DECLINED,
            ItemStatus.DUPLICATE,
        }
    ),
    ItemStatus.NEED_EVIDENCE: frozenset({ItemStatus.REVIEW}),
    ItemStatus.ACCEPTED: frozenset({ItemStatus.PLANNED, ItemStatus.DEFERRED}),
    ItemStatus.DEFERRED: frozenset({ItemStatus.REVIEW}),
    ItemStatus.DECLINED: frozenset({ItemStatus.REVIEW}),
    ItemStatus.DUPLICATE: frozenset({ItemStatus.REVIEW}),
    ItemStatus.PLANNED: frozenset({ItemStatus.BUILDING}),
    ItemStatus.BUILDING: frozenset({ItemStatus.TESTING}),
    ItemStatus.TESTING: frozenset({ItemStatus.RELEASED, ItemStatus.BUILDING}),
    ItemStatus.RELEASED: frozenset({ItemStatus.WATCHING}),
    ItemStatus.WATCHING: frozenset({ItemStatus.EVALUATED}),
    ItemStatus.EVALUATED: frozenset({ItemStatus.DONE, ItemStatus.REVIEW}),
    ItemStatus.DONE: frozenset({ItemStatus.REVIEW}),
}
"""Life cycle of ``domain.md`` §5.2."""


class Verdict(StrEnum):
    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    INCONCLUSIVE = "inconclusive"


class Risk(StrEnum):
    """How badly the matter, or its repair, may turn out: market, technology, competition, law, safety, privacy."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Item(Model):
    __tablename__ = "item"
    __table_args__ = (
        sa.Index("ix_item_product_status", "product_id", "status"),
        sa.Index("ix_item_product_changed", "product_id", "change_number"),
        sa.Index("ix_item_scored", "scored_at"),
        sa.Index("ix_item_telling", "telling"),
        sa.Index("ix_item_watch", "status", "watch_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_no: Mapped[str] = mapped_column(sa.String(24), unique=True)
    product_id: Mapped[int] = mapped_column(sa.ForeignKey("product.id"))
    theme_id: Mapped[int] = mapped_column(sa.ForeignKey("theme.id"), unique=True)
    title_zh: Mapped[str] = mapped_column(sa.String(200))
    title_en: Mapped[str] = mapped_column(sa.String(200))
    problem: Mapped[str] = mapped_column(default="")
    status: Mapped[ItemStatus] = mapped_column(text_enum(ItemStatus), default=ItemStatus.CANDIDATE)
    severity: Mapped[Severity] = mapped_column(text_enum(Severity))
    owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    root_cause: Mapped[str] = mapped_column(sa.String(40), default="")
    acceptance: Mapped[str] = mapped_column(default="")
    effort_weeks: Mapped[float | None]
    risk: Mapped[Risk | None] = mapped_column(text_enum(Risk))
    """None = not graded yet."""
    priced: Mapped[bool] = mapped_column(default=False)
    """It changes a price or a contract."""
    review_round: Mapped[int] = mapped_column(default=0)
    """Counts the times that departments and committee were asked."""
    opinions_due_at: Mapped[datetime | None]
    """Until when departments may say something in this round; none = they are not being asked."""
    checklist: Mapped[list[Any]] = mapped_column(default=list)
    """What was made ready for the release: codes of ``guards.CHECKLIST``."""
    waiver: Mapped[str] = mapped_column(default="")
    """Why it was released with something on the checklist undone."""
    override: Mapped[str] = mapped_column(default="")
    """Why it went on although the evidence gate was not reached."""
    duplicate_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("item.id"))
    target_ratio: Mapped[float] = mapped_column(default=0.5)
    """Cases per user after the release, as a share of before: what the work is meant to reach."""
    score: Mapped[float] = mapped_column(default=0.0)
    score_parts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    customers: Mapped[int] = mapped_column(default=0)
    """Distinct counted customers at the last scoring."""
    scored_at: Mapped[datetime | None]
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    revisit_on: Mapped[date | None]
    planned_on: Mapped[date | None]
    released_at: Mapped[datetime | None]
    release_version: Mapped[str] = mapped_column(sa.String(40), default="")
    release_zh: Mapped[str] = mapped_column(default="")
    release_en: Mapped[str] = mapped_column(default="")
    """What the customers are told of the present outcome, in both languages."""
    telling: Mapped[str] = mapped_column(sa.String(16), default="")
    """The outcome that customers are being told of; empty when everybody was."""
    telling_after: Mapped[int] = mapped_column(default=0)
    """Customers up to this id were told: the next batch goes on from here."""
    outcome_round: Mapped[int] = mapped_column(default=0)
    """Counts outcomes: a second release after an ineffective one is told again."""
    watch_until: Mapped[datetime | None]
    verdict: Mapped[Verdict | None] = mapped_column(text_enum(Verdict))
    effect: Mapped[dict[str, Any]] = mapped_column(default=dict)
    change_number: Mapped[int] = mapped_column(default=0)
    """Rises with every change of any item; the cursor of ``voc backlog pull``."""
    changed_at: Mapped[datetime]

    product: Mapped[Product] = relationship()
    theme: Mapped[Theme] = relationship()
    owner: Mapped[Staff | None] = relationship()

    def title(self, language: str) -> str:
        """The title in ``zh`` or ``en``."""
        return self.title_zh if language == "zh" else self.title_en


class Decision(Model):
    """What was decided, by whom, why, and the numbers as they were that day."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"), index=True)
    decision: Mapped[ItemStatus] = mapped_column(text_enum(ItemStatus))
    reason_code: Mapped[str] = mapped_column(sa.String(40), default="")
    reason: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    at: Mapped[datetime]
    snapshot: Mapped[dict[str, Any]] = mapped_column(default=dict)

    staff: Mapped[Staff | None] = relationship()


class Told(Model):
    """One customer told of one item's outcome, on which ticket and channel, and what they answered."""

    __tablename__ = "told"
    __table_args__ = (sa.UniqueConstraint("item_id", "customer_id", "outcome", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(sa.ForeignKey("item.id", ondelete="CASCADE"))
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id"), index=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[ItemStatus] = mapped_column(text_enum(ItemStatus))
    round: Mapped[int] = mapped_column(default=1)
    channel: Mapped[str] = mapped_column(sa.String(16))
    at: Mapped[datetime]
    helped: Mapped[bool | None]
    answered_at: Mapped[datetime | None]

    customer: Mapped[Customer] = relationship()
