"""What goes to the customer: on the channel they used, each thing once. Rows only; the worker delivers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import (
    Author,
    CallTask,
    Channel,
    Customer,
    Delivery,
    DeliveryKind,
    Event,
    IdentityKind,
    Message,
    Survey,
    Ticket,
)
from ticketing.outbox import mails
from ticketing.ports import Ports

ACKNOWLEDGE_ONCE_PER = timedelta(hours=1)
"""One anonymous address gets at most one automatic confirmation in this time (mail-bomb guard)."""
LONGEST_IN_KEY = 100
MISSED = "chat_answer"
"""Purpose of a mail that brings what was said in the chat while its visitor was away."""
NEVER_ACKNOWLEDGED = frozenset({"automatic", "unproven", "from_staff"})
"""Flags of a message that forbid the confirmation (RFC 3834 §2)."""


def acknowledge(ticket: Ticket, message: Message, *, at: datetime, ports: Ports) -> None:
    """One fixed-text confirmation an hour and address for mail; chat was told by the bot.

    Called by the door once triage has set the clocks, because the confirmation says by when. Two workers
    with a mail each cannot both write it: the hour is part of its key. Nothing goes to robots, to floods, to addresses that were forged, or to our own people.
    """
    if message.channel != Channel.MAIL or ticket.historic or not message.sender:
        return
    if not NEVER_ACKNOWLEDGED.isdisjoint(message.flags):
        return
    since = at - ACKNOWLEDGE_ONCE_PER
    recent = sa.select(Delivery.id).where(
        Delivery.recipient == message.sender,
        Delivery.purpose == "acknowledgement",
        Delivery.created_at > since,
    )
    if db.session.scalar(recent.limit(1)) is None:
        payload, hour = mails.acknowledgement(ticket, ports.site, message), f"{at:%Y%m%d%H}"
        db.session.add(
            _delivery(ticket, DeliveryKind.MAIL, message.sender, "acknowledgement", hour, payload, at)
        )


def tell_customer(ticket: Ticket, message: Message, purpose: str, row: Event, ports: Ports) -> None:
    """One public message to the customer, by the message's channel: chat, mail, or a call to make."""
    if message.channel == Channel.CHAT:
        _chat(row, ticket, message, purpose)
    elif message.channel == Channel.MAIL:
        address = _mail_address(ticket)
        if address:
            payload = mails.reply(ticket, message, purpose, ports.site)
            _mail(row, ticket, message, address, purpose, payload)
    else:
        _call(row, ticket, message, purpose, ports)


def mail_missed(
    ticket: Ticket,
    address: str,
    said: Sequence[mails.Said],
    *,
    cause: str,
    upto: int,
    at: datetime,
    ports: Ports,
) -> None:
    """Lines of the chat that its visitor did not see, in one mail; ``cause`` keeps it from being written twice."""
    payload = {**mails.missed(ticket, said, ports.site), "upto": upto}
    db.session.add(_delivery(ticket, DeliveryKind.MAIL, address, MISSED, cause, payload, at))


def ask_survey(ticket: Ticket, survey: Survey, row: Event, ports: Ports) -> None:
    """The question after the case, where the customer spoke: a link by mail, a line in the chat."""
    if survey.channel in {Channel.MAIL, Channel.API} and (address := _mail_address(ticket)):
        _mail(row, ticket, None, address, "survey", mails.survey(ticket, survey, ports.site))
    elif survey.channel == Channel.CHAT:
        payload = {"survey": survey.token, "language": ticket.language}
        _add_delivery(row, ticket, None, DeliveryKind.CHAT, f"ticket:{ticket.id}", "survey", payload)


def _mail_address(ticket: Ticket) -> str | None:
    """Where they asked to be answered, else the address of theirs that they wrote from last, else any."""
    if ticket.extra.get("reply_to"):
        return str(ticket.extra["reply_to"])
    mine = [one.value for one in ticket.customer.own_addresses if one.kind == IdentityKind.EMAIL]
    if len(mine) < 2:
        return mine[0] if mine else None
    last = (
        sa.select(Message.sender)
        .where(Message.ticket_id == ticket.id, Message.author == Author.CUSTOMER, Message.sender.in_(mine))
        .order_by(Message.sequence.desc())
    )
    return db.session.scalar(last.limit(1)) or mine[0]


def _mail(
    row: Event, ticket: Ticket, message: Message | None, to: str, purpose: str, payload: mails.Payload
) -> None:
    _add_delivery(row, ticket, message, DeliveryKind.MAIL, to, purpose, dict(payload))


def _chat(row: Event, ticket: Ticket, message: Message, purpose: str) -> None:
    payload = {"body": message.text, "language": ticket.language}
    _add_delivery(row, ticket, message, DeliveryKind.CHAT, f"ticket:{ticket.id}", purpose, payload)


def _call(row: Event, ticket: Ticket, message: Message, purpose: str, ports: Ports) -> None:
    """The hotline's way back: a call with its script; a known mail address gets the same words too."""
    customer = db.session.get_one(Customer, ticket.customer_id)
    db.session.add(
        CallTask(
            ticket_id=ticket.id,
            customer_id=customer.id,
            dedupe_key=f"{purpose}:{message.id}",
            purpose=purpose,
            phone=customer.address(IdentityKind.PHONE) or "",
            script=message.text,
            due_at=ticket.next_due_at,
            created_at=message.at,
        )
    )
    address = _mail_address(ticket)
    if address:
        _mail(row, ticket, message, address, purpose, mails.reply(ticket, message, purpose, ports.site))


def _add_delivery(
    row: Event,
    ticket: Ticket,
    message: Message | None,
    kind: DeliveryKind,
    recipient: str,
    purpose: str,
    payload: Mapping[str, Any],
) -> None:
    db.session.flush()
    delivery = _delivery(ticket, kind, recipient, purpose, f"{row.id}", payload, row.at)
    delivery.event_id, delivery.message_id = row.id, message.id if message is not None else None
    db.session.add(delivery)


def _delivery(
    ticket: Ticket,
    kind: DeliveryKind,
    recipient: str,
    purpose: str,
    cause: str,
    payload: Mapping[str, Any],
    at: datetime,
) -> Delivery:
    """``cause`` makes the key: the same thing is never said twice to the same person."""
    who = recipient if len(recipient) <= LONGEST_IN_KEY else hashlib.sha256(recipient.encode()).hexdigest()
    return Delivery(
        ticket_id=ticket.id,
        kind=kind,
        recipient=recipient,
        purpose=purpose,
        dedupe_key=f"{kind}:{purpose}:{cause}:{who}",
        external_id=payload.get("message_id"),
        payload=dict(payload),
        created_at=at,
        next_try_at=at,
    )
