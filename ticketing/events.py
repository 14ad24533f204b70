"""What can happen. One frozen class per fact, past tense; ``record`` turns each into a row.

Every event names who did it (``staff_id``, or none for the customer and the system) and what it is
about. ``kind`` is the stable name stored in the ``event`` table and shown in the timeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Happened:
    """Common head of all events."""

    kind: ClassVar[str] = "happened"
    at: datetime
    ticket_id: int | None = None
    item_id: int | None = None
    customer_id: int | None = None
    staff_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class TicketOpened(Happened):
    kind: ClassVar[str] = "ticket_opened"
    channel: str
    message_id: int
    historic: bool = False


@dataclass(frozen=True, kw_only=True)
class CustomerWrote(Happened):
    kind: ClassVar[str] = "customer_wrote"
    channel: str
    message_id: int
    rule: str = ""
    historic: bool = False


@dataclass(frozen=True, kw_only=True)
class ReplySent(Happened):
    kind: ClassVar[str] = "reply_sent"
    message_id: int
    historic: bool = False


@dataclass(frozen=True, kw_only=True)
class NoteAdded(Happened):
    kind: ClassVar[str] = "note_added"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class ProductAsked(Happened):
    """The product's owner was asked; the agent stays owner of the case."""

    kind: ClassVar[str] = "product_asked"
    message_id: int
    owner_id: int


@dataclass(frozen=True, kw_only=True)
class ProductAnswered(Happened):
    kind: ClassVar[str] = "product_answered"
    message_id: int
    answer: str


@dataclass(frozen=True, kw_only=True)
class TicketClassified(Happened):
    kind: ClassVar[str] = "ticket_classified"
    labels: dict[str, str]
    source: str


@dataclass(frozen=True, kw_only=True)
class SeverityRaised(Happened):
    kind: ClassVar[str] = "severity_raised"
    severity: str
    signals: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class TicketRouted(Happened):
    kind: ClassVar[str] = "ticket_routed"
    team: str
    reason: str
    details: dict[str, str]
    to_owner: bool = False
    """The matrix names the product's owner, who is told at once."""


@dataclass(frozen=True, kw_only=True)
class TicketAssigned(Happened):
    """``assignee_id`` none = back to the team's queue; ``how`` is claim, offer, transfer or release."""

    kind: ClassVar[str] = "ticket_assigned"
    assignee_id: int | None
    how: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Happened):
    kind: ClassVar[str] = "status_changed"
    before: str
    after: str
    why: str = ""
    historic: bool = False


@dataclass(frozen=True, kw_only=True)
class TicketMerged(Happened):
    kind: ClassVar[str] = "ticket_merged"
    into_id: int
    undone: bool = False


@dataclass(frozen=True, kw_only=True)
class CustomerConfirmed(Happened):
    """An agent said whose case it is: ``customer_id`` has it now, ``before_id`` had it."""

    kind: ClassVar[str] = "customer_confirmed"
    before_id: int


@dataclass(frozen=True, kw_only=True)
class SlaWarned(Happened):
    kind: ClassVar[str] = "sla_warned"
    metric: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class SlaBreached(Happened):
    kind: ClassVar[str] = "sla_breached"
    metric: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class SlaEscalated(Happened):
    kind: ClassVar[str] = "sla_escalated"
    level: int
    why: str


@dataclass(frozen=True, kw_only=True)
class EscalationAcknowledged(Happened):
    """Somebody who was told of a rung sees to it: the ladder waits for the next share of the time."""

    kind: ClassVar[str] = "escalation_acknowledged"
    level: int


@dataclass(frozen=True, kw_only=True)
class ArbitrationAsked(Happened):
    """Two owners said that it is not theirs: somebody above them must say whose it is."""

    kind: ClassVar[str] = "arbitration_asked"
    bounces: int


@dataclass(frozen=True, kw_only=True)
class ArbitrationSettled(Happened):
    kind: ClassVar[str] = "arbitration_settled"
    product: str
    why: str


@dataclass(frozen=True, kw_only=True)
class SurveyAsked(Happened):
    kind: ClassVar[str] = "survey_asked"
    survey_id: int


@dataclass(frozen=True, kw_only=True)
class SurveyGiven(Happened):
    kind: ClassVar[str] = "survey_given"
    survey_id: int
    score: int


@dataclass(frozen=True, kw_only=True)
class ThemeFlared(Happened):
    """Far more people than usual spoke of a theme within a day."""

    kind: ClassVar[str] = "theme_flared"
    theme_id: int
    count: int
    usual: float
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemProposed(Happened):
    kind: ClassVar[str] = "item_proposed"
    theme_id: int
    why: str
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class ItemAdvanced(Happened):
    kind: ClassVar[str] = "item_advanced"
    before: str
    after: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ReviewAsked(Happened):
    """Departments are asked for their opinion of a major item, the committee for its vote."""

    kind: ClassVar[str] = "review_asked"
    round: int


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(Happened):
    kind: ClassVar[str] = "opinion_given"
    department: str
    stance: str
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CommitteeVoted(Happened):
    """More than half of the roster agree: ``verdict`` is ``in_favour`` or ``against``."""

    kind: ClassVar[str] = "committee_voted"
    verdict: str
    owner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class CustomerTold(Happened):
    """An outcome of a backlog item was written to one customer on the channel they used."""

    kind: ClassVar[str] = "customer_told"
    message_id: int
    channel: str


@dataclass(frozen=True, kw_only=True)
class OutcomeAnswered(Happened):
    """A customer who was told of a release said whether it helped."""

    kind: ClassVar[str] = "outcome_answered"
    helped: bool


@dataclass(frozen=True, kw_only=True)
class DeliveryFailed(Happened):
    """Mail bounced or was refused for good; shown on the ticket."""

    kind: ClassVar[str] = "delivery_failed"
    delivery_id: int
    why: str


@dataclass(frozen=True, kw_only=True)
class ModelChanged(Happened):
    """Another version of a classifier is at work."""

    kind: ClassVar[str] = "model_changed"
    field: str
    version: int
    why: str


@dataclass(frozen=True, kw_only=True)
class ModelReady(Happened):
    """A new version has been compared with the one at work, and a person may decide."""

    kind: ClassVar[str] = "model_ready"
    field: str
    version: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class ModelRefused(Happened):
    """A model's file is not what was kept: the keyword rules judge in its place."""

    kind: ClassVar[str] = "model_refused"
    why: str


@dataclass(frozen=True, kw_only=True)
class ModelDrifted(Happened):
    """What customers write, or how surely it is judged, has changed."""

    kind: ClassVar[str] = "model_drifted"
    field: str
    what: str
