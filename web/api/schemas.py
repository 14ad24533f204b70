"""The shapes that programs send and get. No rules here: what may be done is decided by the verbs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from ticketing.models import Status, TicketType
from web.api.reading import Strict

Text = Annotated[str, StringConstraints(min_length=1, max_length=50_000)]
Line = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\r\n]*$")]
Code = Annotated[str, StringConstraints(max_length=40, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")]
Email = Annotated[
    str, StringConstraints(max_length=320, pattern=r"^[^@\s<>,;\"]{1,64}@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+$")
]
Cursor = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class NewCustomer(Strict):
    """Who it is about: at least one address, so that an answer finds them."""

    name: Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\r\n]*$")] = ""
    email: Email | None = None
    phone: Annotated[str, StringConstraints(min_length=3, max_length=40)] | None = None
    account: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None

    @model_validator(mode="after")
    def _has_address(self) -> NewCustomer:
        if not (self.email or self.phone or self.account):
            raise ValueError("give an email, a phone or an account")
        return self


class NewTicket(Strict):
    """What a customer said to another program."""

    customer: NewCustomer
    text: Text
    subject: Line = ""
    language: Literal["zh", "en"] | None = None
    product: Code | None = None
    external_id: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = Field(
        default=None, description="The sender's own number: the same one never opens a second ticket"
    )


class NewMessage(Strict):
    """One more message on a ticket."""

    kind: Literal["customer", "reply", "note"] = Field(
        default="customer", description="What the customer wrote, our answer to them, or a note inside"
    )
    text: Text
    seen: Annotated[int, Field(ge=0, lt=2**31)] | None = Field(
        default=None, description="For a reply: the newest sequence number the writer has read"
    )
    external_id: Annotated[str, StringConstraints(min_length=1, max_length=120)] | None = None

    @model_validator(mode="after")
    def _reply_has_seen(self) -> NewMessage:
        if self.kind == "reply" and self.seen is None:
            raise ValueError("a reply needs `seen`")
        return self


class TicketFilter(Strict):
    """Which tickets to list."""

    status: Status | None = None
    type: TicketType | None = None
    product: Code | None = None
    created_after: datetime | None = None
    created_before: datetime | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Cursor | None = None


class BacklogQuery(Strict):
    """Where to go on in a backlog."""

    since: Annotated[str, StringConstraints(max_length=19, pattern=r"^\d*$")] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 100


class ThemeQuery(Strict):
    """Which themes to list."""

    product: Code | None = None
    days: Annotated[int, Field(ge=1, le=730)] = 90
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: Cursor | None = None


class RepeatHeader(BaseModel):
    """Optional on creating requests."""

    idempotency_key: str | None = Field(default=None, alias="Idempotency-Key", max_length=255)


class CustomerShown(BaseModel):
    """Masked where the key's person works on no cases."""

    name: str
    email: str | None
    phone: str | None


class TicketShown(BaseModel):
    """One ticket."""

    ticket_no: str
    status: str
    channel: str
    language: str
    subject: str
    product: str | None
    type: str | None
    phase: str | None
    topic: str | None
    sentiment: str | None
    severity: str
    priority: str
    team: str | None
    assignee: str | None
    customer: CustomerShown
    created_at: datetime
    updated_at: datetime
    due_at: datetime | None
    first_response_at: datetime | None
    resolved_at: datetime | None
    last_sequence: int


class MessageShown(BaseModel):
    """One message of a ticket."""

    sequence: int
    author: str
    visibility: str
    channel: str
    text: str
    at: datetime


class TicketWithMessages(TicketShown):
    """One ticket with what was said."""

    messages: list[MessageShown]


class TicketPage(BaseModel):
    """Some tickets, newest first."""

    data: list[TicketShown]
    next_cursor: str | None


class TicketOpened(BaseModel):
    """What became of a message: ``opened`` a ticket, ``added`` to one, or known already (``duplicate``)."""

    result: Literal["opened", "added", "duplicate"]
    ticket_no: str
    status: str
    page: str = Field(description="The customer's own page; its address is a secret of theirs")


class MessageStored(BaseModel):
    """Where the message stands."""

    result: Literal["opened", "added", "duplicate"]
    ticket_no: str
    sequence: int


class BacklogPage(BaseModel):
    """Items changed since the cursor, oldest change first, each as it is now."""

    changes: list[dict[str, Any]]
    next_cursor: str
    more: bool


class ThemeShown(BaseModel):
    """One theme with how many people speak of it."""

    theme_no: str
    product: str
    topic: str
    title_zh: str
    title_en: str
    status: str
    severity: str
    customers: int
    customers_30: int
    customers_90: int
    tickets: int
    channels: dict[str, int]
    weekly: list[int]
    last_mention_at: datetime | None
    item_no: str | None


class ThemePage(BaseModel):
    """Some themes, newest mention first."""

    data: list[ThemeShown]
    next_cursor: str | None
