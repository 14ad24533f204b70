"""The one kind of thing the outside world becomes before anything else happens to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from ticketing.models import Channel
from ticketing.people.identity import Sender
from ticketing.tickets.conversation import NewFile


@dataclass(frozen=True)
class InboundMessage:
    """What somebody told us, from whichever door. ``at`` is when they did, ``received_at`` when we got it."""

    channel: Channel
    sender: Sender
    body: str
    at: datetime
    received_at: datetime
    external_id: str | None = None
    new_text: str | None = None
    html: str | None = None
    subject: str = ""
    language: str = ""
    address: str = ""
    """The sender's own words for who they are: a mail address, a phone, a visitor key."""
    files: tuple[NewFile, ...] = ()
    looked_up: bool = False
    """True when the door has asked itself whether this message is stored: a batch asks once for all."""
    historic: bool = False
    """True for imports: clocks run from ``at``, nobody is alarmed or mailed."""
    kind: str = "message"
    """message, auto_reply, bounce, list, read_receipt or spam_report."""
    reply_tokens: tuple[str, ...] = ()
    """Tokens found in the addresses it was sent to."""
    thread_ids: tuple[str, ...] = ()
    """Ids of the messages it answers, newest first."""
    ticket_id: int | None = None
    """Already known by the door itself: a chat that was handed over, a customer's own ticket page."""
    product_code: str = ""
    status: str = ""
    """``resolved`` when the log says that it is done already."""
    resolution: str = ""
    """What was done about it, when a log tells."""
    resolved_at: datetime | None = None
    score: int | None = None
    """How satisfied the customer said they were, 1 to 5, when a log tells."""
    regulator_ref: str = ""
    regulator_due_at: datetime | None = None
    """Number and deadline of a regulator's slip."""
    batch: str = ""
    """Code of the import it came with."""
    flags: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


class Result(StrEnum):
    """What became of it, in one word."""

    OPENED = "opened"
    ADDED = "added"
    DUPLICATE = "duplicate"
    DROPPED = "dropped"
    """Understood and on purpose without a ticket: a loop, a bounce of our own mail."""


@dataclass(frozen=True)
class Receipt:
    """What became of an inbound message."""

    result: Result
    ticket_id: int | None = None
    ticket_no: str = ""
    message_id: int | None = None
    rule: str = ""
