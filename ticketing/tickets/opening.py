"""A new ticket: numbered, tokened, with the customer's first message in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ticketing.db import db
from ticketing.events import TicketOpened
from ticketing.models import Customer, LinkKind, Message, Status, Ticket, TicketLink
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets.conversation import NewMessage, store_customer_message
from ticketing.tickets.reference import new_token, next_ticket_no

LONGEST_SUBJECT = 120


def open_ticket(
    customer: Customer,
    first: NewMessage,
    *,
    ports: Ports,
    extra: dict[str, Any] | None = None,
    followup_of: Ticket | None = None,
) -> tuple[Ticket, Message]:
    """Open a ticket with its first message; labels, team and clocks come from triage afterwards."""
    ticket = Ticket(
        ticket_no=next_ticket_no(first.received_at),
        public_token=new_token(),
        reply_token=new_token(),
        customer_id=customer.id,
        customer=customer,
        channel=first.channel,
        language=_language(customer, first),
        subject=subject_of(first),
        status=Status.NEW,
        created_at=first.at,
        received_at=first.received_at,
        updated_at=first.received_at,
        historic=first.historic,
        last_sequence=0,
        version=0,
        reopen_count=0,
        extra=dict(extra or {}),
    )
    db.session.add(ticket)
    db.session.flush()
    message = store_customer_message(ticket, first, ports)
    if followup_of is not None:
        link(ticket, followup_of, LinkKind.FOLLOWUP, at=first.received_at)
    record(
        TicketOpened(
            at=first.received_at,
            ticket_id=ticket.id,
            customer_id=customer.id,
            channel=first.channel,
            message_id=message.id,
            historic=first.historic,
        ),
        ports,
    )
    return ticket, message


def subject_of(first: NewMessage) -> str:
    """The mail's subject, or the first line of what was said, cut at a word."""
    line = first.subject or first.new_text or first.body
    line = " ".join(line.split())
    if len(line) <= LONGEST_SUBJECT:
        return line or "…"
    return line[:LONGEST_SUBJECT].rsplit(" ", 1)[0].rstrip(",.;，。；") + "…"


def link(ticket: Ticket, other: Ticket, kind: LinkKind, *, at: datetime) -> None:
    """Relate two tickets; ``ticket`` is the later one or the child."""
    db.session.add(TicketLink(ticket_id=ticket.id, other_id=other.id, kind=kind, at=at))


def _language(customer: Customer, first: NewMessage) -> str:
    if first.language in {"zh", "en"}:
        return first.language
    return "zh" if first.language == "mixed" else customer.language
