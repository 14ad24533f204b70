"""The ticket: one matter of one customer, its labels, its place in the queue, its life cycle."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from ticketing.db import Model, text_enum

if TYPE_CHECKING:
    from ticketing.models.customer import Customer
    from ticketing.models.product import Product
    from ticketing.models.staff import Staff, Team


class Channel(StrEnum):
    CHAT = "chat"
    MAIL = "mail"
    HOTLINE = "hotline"
    API = "api"
    """Another program spoke for the customer; answers go by mail, or by phone where no address is known."""


class Status(StrEnum):
    NEW = "new"
    OPEN = "open"
    PENDING_CUSTOMER = "pending_customer"
    PENDING_THIRD = "pending_third"
    PENDING_PRODUCT = "pending_product"
    SCHEDULED = "scheduled"
    RESOLVED = "resolved"
    CLOSED = "closed"
    MERGED = "merged"
    CANCELLED = "cancelled"


ACTIVE = frozenset(
    {
        Status.NEW,
        Status.OPEN,
        Status.PENDING_CUSTOMER,
        Status.PENDING_THIRD,
        Status.PENDING_PRODUCT,
        Status.SCHEDULED,
    }
)

NOT_DUE = datetime(9000, 1, 1, tzinfo=UTC)
"""Queue position of an active ticket on which no clock runs: after everything that is due."""

_PENDING = frozenset(
    {Status.PENDING_CUSTOMER, Status.PENDING_THIRD, Status.PENDING_PRODUCT, Status.SCHEDULED}
)
_LEAVE = frozenset({Status.MERGED, Status.CANCELLED})

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.OPEN, Status.RESOLVED}) | _PENDING | _LEAVE,
    Status.OPEN: frozenset({Status.RESOLVED}) | _PENDING | _LEAVE,
    **{
        pending: frozenset({Status.OPEN, Status.RESOLVED}) | _PENDING - {pending} | _LEAVE
        for pending in _PENDING
    },
    Status.RESOLVED: frozenset({Status.OPEN, Status.CLOSED, Status.MERGED}),
    Status.CLOSED: frozenset({Status.OPEN, Status.MERGED}),
    Status.MERGED: frozenset({Status.OPEN, Status.RESOLVED, Status.CLOSED, Status.NEW}) | _PENDING,
    Status.CANCELLED: frozenset({Status.OPEN}),
}
"""Life cycle of ``domain.md`` §5.1; leaving ``merged`` happens only by undoing the merge."""


class TicketType(StrEnum):
    ENQUIRY = "enquiry"
    COMPLAINT = "complaint"
    FAULT = "fault"
    REQUEST = "request"
    SUGGESTION = "suggestion"
    PRAISE = "praise"
    WHISTLE = "whistle"


class Phase(StrEnum):
    PRE = "pre"
    IN = "in"
    AFTER = "after"


class Sentiment(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Severity(StrEnum):
    """Harm: S1 safety, funds, data, privacy, law; S2 core function or wrong charge; S3; S4 wish."""

    S1 = "S1"
    S2 = "S2"
    S3 = "S3"
    S4 = "S4"


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class LinkKind(StrEnum):
    FOLLOWUP = "followup"
    PARENT = "parent"
    RELATED = "related"


class Ticket(Model):
    __tablename__ = "ticket"
    __table_args__ = (
        sa.Index("ix_ticket_queue", "queue_at", "id"),
        sa.Index("ix_ticket_team_queue", "team_id", "queue_at", "id"),
        sa.Index("ix_ticket_assignee_queue", "assignee_id", "queue_at", "id"),
        sa.Index("ix_ticket_product_queue", "product_id", "queue_at", "id"),
        sa.Index("ix_ticket_status_queue", "status", "queue_at", "id"),
        sa.Index("ix_ticket_product_created", "product_id", "created_at"),
        sa.Index("ix_ticket_customer_created", "customer_id", "created_at"),
        sa.Index("ix_ticket_created", "created_at"),
        sa.Index("ix_ticket_status_resolved", "status", "resolved_at"),
        sa.Index("ix_ticket_first_resolved", "first_resolved_at"),
        sa.Index(
            "ix_ticket_complaints",
            "created_at",
            "product_id",
            "customer_id",
            "status",
            sqlite_where=sa.text("type = 'complaint'"),
            postgresql_where=sa.text("type = 'complaint'"),
        ),
        sa.Index(
            "ix_ticket_open_created",
            "created_at",
            "product_id",
            "customer_id",
            "status",
            sqlite_where=sa.text("queue_at IS NOT NULL"),
            postgresql_where=sa.text("queue_at IS NOT NULL"),
        ),
        sa.Index(
            "ix_ticket_disputed",
            "arbitrate_by",
            sqlite_where=sa.text("arbitrate_by IS NOT NULL"),
            postgresql_where=sa.text("arbitrate_by IS NOT NULL"),
        ),
        sa.Index(
            "ix_ticket_to_harvest",
            "id",
            sqlite_where=sa.text("harvested_at IS NULL"),
            postgresql_where=sa.text("harvested_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_no: Mapped[str] = mapped_column(sa.String(24), unique=True)
    public_token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    reply_token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id"))
    product_id: Mapped[int | None] = mapped_column(sa.ForeignKey("product.id"))
    product_version: Mapped[str] = mapped_column(sa.String(40), default="")
    channel: Mapped[Channel] = mapped_column(text_enum(Channel))
    language: Mapped[str] = mapped_column(sa.String(8), default="zh")
    subject: Mapped[str] = mapped_column(sa.String(300))

    status: Mapped[Status] = mapped_column(text_enum(Status), default=Status.NEW)
    type: Mapped[TicketType | None] = mapped_column(text_enum(TicketType))
    phase: Mapped[Phase | None] = mapped_column(text_enum(Phase))
    topic: Mapped[str | None] = mapped_column(sa.String(40))
    sentiment: Mapped[Sentiment | None] = mapped_column(text_enum(Sentiment))
    """How the writer feels in the first message; shown beside the case, nothing is decided by it."""
    severity: Mapped[Severity] = mapped_column(text_enum(Severity), default=Severity.S4)
    priority: Mapped[Priority] = mapped_column(text_enum(Priority), default=Priority.P4)
    signals: Mapped[list[Any]] = mapped_column(default=list)

    team_id: Mapped[int | None] = mapped_column(sa.ForeignKey("team.id"))
    assignee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    offered_to_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    offered_until: Mapped[datetime | None]
    first_owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"))
    product_owner_id: Mapped[int | None] = mapped_column(sa.ForeignKey("staff.id"), index=True)
    routing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Why it lies where it lies: {"reason": code, "row": rule number, ...details}."""

    created_at: Mapped[datetime]
    received_at: Mapped[datetime]
    """When the system got it; differs from ``created_at`` for imports."""
    updated_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None]
    waiting_since: Mapped[datetime | None]
    """The oldest customer message nobody has answered yet."""
    last_customer_at: Mapped[datetime | None]
    first_resolved_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    reopen_count: Mapped[int] = mapped_column(default=0)
    resolution_code: Mapped[str] = mapped_column(sa.String(40), default="")
    no_feedback: Mapped[bool] = mapped_column(default=False)
    bounces: Mapped[int] = mapped_column(default=0)
    """How often an owner said that it is another product's matter."""
    arbitrate_by: Mapped[datetime | None]
    """Until when it must be settled whose matter this is; none = nobody disputes it."""
    regulator_due_at: Mapped[datetime | None]
    regulator_ref: Mapped[str] = mapped_column(sa.String(80), default="")

    next_due_at: Mapped[datetime | None]
    queue_at: Mapped[datetime | None]
    """The queue's order: what is due next; none when nobody owes anything. Kept by ``_place_in_queue``."""
    next_due_metric: Mapped[str] = mapped_column(sa.String(24), default="")
    search_stale_at: Mapped[datetime | None] = mapped_column(index=True)
    """Set when something was said; the search index catches up within seconds and clears it."""
    last_sequence: Mapped[int] = mapped_column(default=0)
    last_line: Mapped[str] = mapped_column(sa.String(200), default="")
    version: Mapped[int] = mapped_column(default=0)
    historic: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ticket.id"), index=True)
    harvested_at: Mapped[datetime | None]
    """When the feedback in it became a mention; none = the harvest looks at it next."""
    import_batch: Mapped[str | None] = mapped_column(sa.String(40), index=True)
    extra: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What the door learnt: bot summary, order number, city, call details."""

    customer: Mapped[Customer] = relationship()
    product: Mapped[Product | None] = relationship()
    team: Mapped[Team | None] = relationship()
    assignee: Mapped[Staff | None] = relationship(foreign_keys=[assignee_id])
    product_owner: Mapped[Staff | None] = relationship(foreign_keys=[product_owner_id])

    @validates("status", "next_due_at")
    def _place_in_queue(self, key: str, value: Any) -> Any:
        status = value if key == "status" else self.status
        due_at = value if key == "next_due_at" else self.next_due_at
        self.queue_at = (due_at or NOT_DUE) if status in ACTIVE else None
        if {status, self.status} & {Status.CANCELLED, Status.MERGED}:  # the evidence must follow
            self.harvested_at = None
        return value

    @validates("type", "product_id", "product", "topic", "severity")
    def _harvest_again(self, _key: str, value: Any) -> Any:
        """A corrected label moves the mention."""
        self.harvested_at = None
        return value

    @property
    def is_active(self) -> bool:
        """True while somebody still owes the customer something."""
        return self.status in ACTIVE


class TicketLink(Model):
    """A relation between two tickets: ``ticket_id`` is the later one or the child."""

    __tablename__ = "ticket_link"
    __table_args__ = (sa.UniqueConstraint("ticket_id", "other_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(sa.ForeignKey("ticket.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LinkKind] = mapped_column(text_enum(LinkKind))
    at: Mapped[datetime]


class Counter(Model):
    """Gap-free numbers per year for ticket numbers and item numbers, taken inside the transaction."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
