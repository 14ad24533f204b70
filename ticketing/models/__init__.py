"""Every table of the domain, one noun a file. Importing this package registers them all."""

from ticketing.models.api_key import ApiKey, IdempotencyKey, Scope
from ticketing.models.article import Article, Macro
from ticketing.models.audit import Audit
from ticketing.models.classification import Classification, LabelField, LabelState
from ticketing.models.customer import Customer, Identity, IdentityKind, Tier
from ticketing.models.delivery import CallStatus, CallTask, Delivery, DeliveryKind, DeliveryStatus
from ticketing.models.event import Event
from ticketing.models.item import ITEM_TRANSITIONS, Decision, Item, ItemStatus, Told, Verdict
from ticketing.models.job import JobRow, SearchDoc
from ticketing.models.message import Attachment, Author, Message, Visibility
from ticketing.models.product import (
    BundlePart,
    Exposure,
    Product,
    ProductAlias,
    ProductKind,
    ProductOwner,
    ProductVersion,
)
from ticketing.models.route import Route, Setting, Topic
from ticketing.models.sla import (
    Calendar,
    LedgerEntry,
    LedgerKind,
    Metric,
    PolicyTarget,
    Target,
    TargetStatus,
)
from ticketing.models.staff import Availability, Notice, Role, Staff, StaffSession, Team, TeamMember
from ticketing.models.survey import Survey, SurveyStatus
from ticketing.models.theme import Mention, Theme, ThemeChange, ThemeStatus
from ticketing.models.ticket import (
    ACTIVE,
    TRANSITIONS,
    Channel,
    Counter,
    LinkKind,
    Phase,
    Priority,
    Severity,
    Status,
    Ticket,
    TicketLink,
    TicketType,
)

__all__ = [
    "ACTIVE",
    "ITEM_TRANSITIONS",
    "TRANSITIONS",
    "ApiKey",
    "Article",
    "Attachment",
    "Audit",
    "Author",
    "Availability",
    "BundlePart",
    "Calendar",
    "CallStatus",
    "CallTask",
    "Channel",
    "Classification",
    "Counter",
    "Customer",
    "Decision",
    "Delivery",
    "DeliveryKind",
    "DeliveryStatus",
    "Event",
    "Exposure",
    "IdempotencyKey",
    "Identity",
    "IdentityKind",
    "Item",
    "ItemStatus",
    "JobRow",
    "LabelField",
    "LabelState",
    "LedgerEntry",
    "LedgerKind",
    "LinkKind",
    "Macro",
    "Mention",
    "Message",
    "Metric",
    "Notice",
    "Phase",
    "PolicyTarget",
    "Priority",
    "Product",
    "ProductAlias",
    "ProductKind",
    "ProductOwner",
    "ProductVersion",
    "Role",
    "Route",
    "Scope",
    "SearchDoc",
    "Setting",
    "Severity",
    "Staff",
    "StaffSession",
    "Status",
    "Survey",
    "SurveyStatus",
    "Target",
    "TargetStatus",
    "Team",
    "TeamMember",
    "Theme",
    "ThemeChange",
    "ThemeStatus",
    "Ticket",
    "TicketLink",
    "TicketType",
    "Tier",
    "Told",
    "Topic",
    "Verdict",
    "Visibility",
]
