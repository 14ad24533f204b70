"""What is said on a ticket: the customer's messages, our replies, notes, questions to the product's owner.

A reply carries the last sequence number its writer has seen (*send guard*): when a colleague or the
customer wrote since, it is held and the new lines are shown, instead of two answers crossing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from ticketing import files
from ticketing.db import db
from ticketing.errors import BadInput, CrossedReply, Refused
from ticketing.events import CustomerWrote, NoteAdded, ReplySent
from ticketing.models import (
    ACTIVE,
    Attachment,
    Author,
    Channel,
    IdentityKind,
    Message,
    Staff,
    Status,
    Ticket,
    Visibility,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import lifecycle
from ticketing.tickets.reference import new_token

LONGEST_REPLY = 50_000


@dataclass(frozen=True)
class NewFile:
    """A file that came with a message, bytes and all."""

    filename: str
    content_type: str
    data: bytes
    inline: bool = False
    content_id: str = ""


@dataclass(frozen=True)
class NewMessage:
    """A customer's message as a door hands it over."""

    channel: Channel
    body: str
    at: datetime
    received_at: datetime
    external_id: str | None = None
    new_text: str | None = None
    html: str | None = None
    subject: str = ""
    language: str = ""
    sender: str = ""
    flags: dict[str, Any] = field(default_factory=dict)
    files: tuple[NewFile, ...] = ()
    historic: bool = False
    visibility: Visibility = Visibility.PUBLIC
    """Internal for what somebody else wrote into a customer's thread: agents see it, their page does not."""


def add_customer_message(ticket: Ticket, new: NewMessage, *, rule: str, ports: Ports) -> Message:
    """Append what the customer wrote; a resolved ticket wakes up, the response clock starts.

    A mere *thanks* or *bye* (flag ``courtesy``) is kept and shown, but wakes nothing and starts no clock.
    """
    message = store_customer_message(ticket, new, ports)
    message.flags = {**message.flags, "rule": rule} if rule else message.flags
    if not new.historic and not new.flags.get("courtesy"):
        lifecycle.wake(ticket, at=new.received_at, ports=ports)
        ledger.customer_wrote(ticket, at=new.received_at, ports=ports)
    record(
        CustomerWrote(
            at=new.received_at,
            ticket_id=ticket.id,
            customer_id=ticket.customer_id,
            channel=new.channel,
            message_id=message.id,
            rule=rule,
            historic=new.historic,
        ),
        ports,
    )
    return message


def store_customer_message(ticket: Ticket, new: NewMessage, ports: Ports) -> Message:
    """The row and its files, numbered; no event yet."""
    message = append(
        ticket,
        Message(
            author=Author.CUSTOMER,
            visibility=new.visibility,
            channel=new.channel,
            external_id=new.external_id,
            subject=new.subject[:400],
            body=new.body,
            new_text=new.new_text,
            html=new.html,
            language=new.language,
            at=new.at,
            received_at=new.received_at,
            sender=new.sender,
            flags=dict(new.flags),
        ),
    )
    for one in new.files:
        _keep_file(message, one, ports)
    ticket.last_customer_at = new.at
    if not new.flags.get("courtesy"):
        ticket.waiting_since = ticket.waiting_since or new.at
    return message


def reply(
    ticket: Ticket,
    by: Staff,
    body: str,
    *,
    seen: int,
    at: datetime,
    ports: Ports,
    wait_for_customer: bool = False,
    attached: tuple[NewFile, ...] = (),
) -> Message:
    """Answer the customer on the channel they used last; stops the response clocks.

    Args:
        seen: the newest sequence number the writer had on screen.
        wait_for_customer: a question was asked, the resolution clock may pause.

    Raises:
        CrossedReply: somebody wrote since ``seen``; nothing was sent.
    """
    text = checked_text(body)
    _guard(ticket, seen)
    if ticket.status in {Status.MERGED, Status.CANCELLED}:
        raise Refused("answer on the ticket this one was merged into", code="not_active")
    message = append(ticket, our_message(ticket, text, Author.AGENT, by, Visibility.PUBLIC, at))
    for one in attached:
        _keep_file(message, one, ports)
    ticket.first_response_at = ticket.first_response_at or at
    ticket.waiting_since = None
    ticket.first_owner_id = ticket.first_owner_id or by.id
    if ticket.assignee_id is None:
        ticket.assignee_id = by.id
    ledger.agent_replied(ticket, at=at, by=by, ports=ports)
    if ticket.status in ACTIVE:
        wanted = Status.PENDING_CUSTOMER if wait_for_customer else Status.OPEN
        if ticket.status != wanted and (wait_for_customer or ticket.status == Status.NEW):
            lifecycle.change_status(ticket, wanted, why="reply", at=at, by=by, ports=ports)
    record(ReplySent(at=at, ticket_id=ticket.id, staff_id=by.id, message_id=message.id), ports)
    return message


def add_note(ticket: Ticket, by: Staff, body: str, *, at: datetime, ports: Ports) -> Message:
    """A note for colleagues; the customer never sees it."""
    message = append(
        ticket, our_message(ticket, checked_text(body), Author.AGENT, by, Visibility.INTERNAL, at)
    )
    record(NoteAdded(at=at, ticket_id=ticket.id, staff_id=by.id, message_id=message.id), ports)
    return message


def write_system(
    ticket: Ticket, body: str, *, at: datetime, ports: Ports, purpose: str = "system"
) -> Message:
    """A public line by the house itself (a release, a notice). The caller records the event that sends it."""
    message = append(
        ticket, our_message(ticket, checked_text(body), Author.SYSTEM, None, Visibility.PUBLIC, at)
    )
    message.flags = {"purpose": purpose}
    return message


def messages_after(ticket: Ticket, sequence: int) -> list[Message]:
    """Everything said after this number, in order."""
    statement = (
        sa.select(Message)
        .where(Message.ticket_id == ticket.id, Message.sequence > sequence)
        .order_by(Message.sequence)
    )
    return list(db.session.scalars(statement))


def append(ticket: Ticket, message: Message) -> Message:
    """Number a message and put it on its ticket; the queue's last line and the search follow."""
    ticket.last_sequence += 1
    ticket.version += 1
    ticket.updated_at = message.received_at
    message.ticket_id, message.sequence = ticket.id, ticket.last_sequence
    if message.visibility == Visibility.PUBLIC:
        ticket.last_line = " ".join(message.text.split())[:200]
    db.session.add(message)
    ticket.search_stale_at = message.received_at
    db.session.flush()
    return message


def our_message(
    ticket: Ticket, text: str, author: Author, by: Staff | None, visibility: Visibility, at: datetime
) -> Message:
    """A message of the house, on the channel the customer used last."""
    return Message(
        author=author,
        staff_id=by.id if by is not None else None,
        staff=by,
        visibility=visibility,
        channel=_last_channel(ticket),
        body=text,
        language=ticket.language,
        at=at,
        received_at=at,
        flags={},
    )


def _last_channel(ticket: Ticket) -> Channel:
    """The channel the customer used last on this ticket: answers go there. Programs read no answers."""
    statement = (
        sa.select(Message.channel)
        .where(Message.ticket_id == ticket.id, Message.author == Author.CUSTOMER)
        .order_by(Message.sequence.desc())
        .limit(1)
    )
    last = db.session.scalar(statement) or ticket.channel
    if last != Channel.API:
        return last
    return Channel.MAIL if ticket.customer.address(IdentityKind.EMAIL) else Channel.HOTLINE


def _guard(ticket: Ticket, seen: int) -> None:
    newer = [one for one in messages_after(ticket, seen) if one.visibility == Visibility.PUBLIC]
    if newer:
        raise CrossedReply("somebody wrote in the meantime", sequence=ticket.last_sequence, newer=len(newer))


def checked_text(body: str) -> str:
    """The text as it may be stored. Raises BadInput when empty or longer than 50,000 characters."""
    text = body.replace("\x00", "").strip()
    if not text:
        raise BadInput("write something first", field="body")
    if len(text) > LONGEST_REPLY:
        raise BadInput("this is longer than 50,000 characters; attach it as a file", field="body")
    return text


def _keep_file(message: Message, new: NewFile, ports: Ports) -> None:
    message.attachments.append(
        Attachment(
            message_id=message.id,
            token=new_token(),
            sha256=files.keep(ports.files, new.data),
            filename=new.filename[:255] or "file",
            content_type=files.sniff(new.data, new.content_type)[:120],
            size=len(new.data),
            inline=new.inline,
            content_id=new.content_id[:255],
        )
    )
