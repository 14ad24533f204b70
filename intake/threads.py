"""Which ticket does this belong to, and which rule said so.

Only secrets thread: the unguessable token in the reply address, or a Message-ID of ours that only its
readers know. A ticket number or a sender's address alone grants nothing; a stranger who quotes a thread
gets a ticket of their own, linked to it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from intake.inbound import InboundMessage
from ticketing.db import db
from ticketing.models import Channel, Customer, Message, Ticket
from ticketing.tickets.lifecycle import survivor


@dataclass(frozen=True)
class Match:
    """The ticket to append to (``ticket``) or merely to link (``related``), and the rule that found it."""

    ticket: Ticket | None = None
    related: Ticket | None = None
    rule: str = ""
    flags: dict[str, Any] = field(default_factory=dict)


def find_ticket(inbound: InboundMessage, customer: Customer) -> Match:
    """Token, then door's own knowledge, then ids of the thread; merged tickets lead to their survivor."""
    if inbound.ticket_id is not None:
        return Match(ticket=survivor(db.session.get_one(Ticket, inbound.ticket_id)), rule="door")
    by_token = _by_token(inbound)
    if by_token is not None:
        return _if_participant(survivor(by_token), customer, "reply_token", inbound)
    by_id = _by_thread_id(inbound)
    if by_id is not None:
        return _if_participant(survivor(by_id), customer, "message_id", inbound)
    return Match()


def _by_token(inbound: InboundMessage) -> Ticket | None:
    if not inbound.reply_tokens:
        return None
    return db.session.scalar(sa.select(Ticket).where(Ticket.reply_token.in_(inbound.reply_tokens)).limit(1))


def _by_thread_id(inbound: InboundMessage) -> Ticket | None:
    if not inbound.thread_ids:
        return None
    statement = sa.select(Message).where(
        Message.channel == Channel.MAIL, Message.external_id.in_(inbound.thread_ids)
    )
    found = {message.external_id: message for message in db.session.scalars(statement)}
    newest = next((found[one] for one in inbound.thread_ids if one in found), None)
    return db.session.get(Ticket, newest.ticket_id) if newest is not None else None


def _if_participant(ticket: Ticket, customer: Customer, rule: str, inbound: InboundMessage) -> Match:
    """The token is a secret of the customer's: with it, another address of theirs is let in but flagged."""
    if ticket.customer_id == customer.id:
        return Match(ticket=ticket, rule=rule)
    if rule == "reply_token":
        return Match(ticket=ticket, rule=rule, flags={"other_sender": inbound.address})
    return Match(related=ticket, rule="stranger", flags={"stranger": True})
