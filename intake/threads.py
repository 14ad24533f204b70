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
from ticketing.models import Channel, Customer, Delivery, Message, Ticket
from ticketing.tickets.lifecycle import survivor

_MAILED = (Channel.MAIL, Channel.HOTLINE, Channel.API)
"""Messages of these channels may have left as a mail; naming them lets the unique key find the id."""


@dataclass(frozen=True)
class Match:
    """The ticket to append to (``ticket``) or merely to link (``related``), and the rule that found it."""

    ticket: Ticket | None = None
    related: Ticket | None = None
    rule: str = ""
    flags: dict[str, Any] = field(default_factory=dict)

    @property
    def by_secret(self) -> bool:
        """Whether the customer let themselves in with what we had sent to their address."""
        return self.ticket is not None and self.rule in {"reply_token", "message_id"} and not self.flags


def find_ticket(inbound: InboundMessage, customer: Customer | None) -> Match:
    """Token, then door's own knowledge, then ids of the thread; merged tickets lead to their survivor."""
    if inbound.ticket_id is not None:
        return Match(ticket=survivor(db.session.get_one(Ticket, inbound.ticket_id)), rule="door")
    by_token = _by_token(inbound)
    if by_token is not None:
        return _if_participant(by_token, customer, "reply_token", inbound)
    by_id = _by_thread_id(inbound)
    if by_id is not None:
        return _if_participant(by_id, customer, "message_id", inbound)
    return Match()


def _by_token(inbound: InboundMessage) -> Ticket | None:
    if not inbound.reply_tokens:
        return None
    rows = db.session.scalars(sa.select(Ticket).where(Ticket.reply_token.in_(inbound.reply_tokens)))
    found = {ticket.reply_token: ticket for ticket in rows}
    return next((found[one] for one in inbound.reply_tokens if one in found), None)


def _by_thread_id(inbound: InboundMessage) -> Ticket | None:
    """The newest id that we know: of a message, or of a mail that is none (a confirmation, a survey)."""
    if not inbound.thread_ids:
        return None
    wanted = inbound.thread_ids
    messages = sa.select(Message.external_id, Message.ticket_id).where(
        Message.channel.in_(_MAILED), Message.external_id.in_(wanted)
    )
    mails = sa.select(Delivery.external_id, Delivery.ticket_id).where(
        Delivery.external_id.in_(wanted), Delivery.ticket_id.is_not(None)
    )
    rows = [*db.session.execute(mails), *db.session.execute(messages)]
    known = {str(one): ticket_id for one, ticket_id in rows}
    newest = next((known[one] for one in wanted if one in known), None)
    return db.session.get(Ticket, newest) if newest is not None else None


def _if_participant(found: Ticket, customer: Customer | None, rule: str, inbound: InboundMessage) -> Match:
    """Who holds the token may add from another address, for the agents' eyes alone, and flagged.

    Not even that is shown on the customer's page: who can make other services write to a reply address
    would read there what they wrote (their sign-in codes, for one).
    """
    ticket = survivor(found)
    known = customer is not None and customer.id in {found.customer_id, ticket.customer_id}
    if known and not inbound.flags.get("unproven"):
        return Match(ticket=ticket, rule=rule)
    if rule == "reply_token":
        return Match(ticket=ticket, rule=rule, flags={"other_sender": inbound.address or "?"})
    return Match(related=ticket, rule="stranger", flags={"stranger": True})
