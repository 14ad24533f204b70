"""Ordered filters before anything is opened: bounces of our mail, loops, automatic mail, floods.

Nothing is silently lost: what is dropped here stays in the journal with the rule that dropped it, and an
automatic mail on a known thread is kept on the ticket; it just never gets an automatic answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from intake.inbound import InboundMessage
from ticketing.db import db
from ticketing.events import DeliveryFailed
from ticketing.models import Channel, Delivery, DeliveryStatus, Message
from ticketing.outbox.record import record
from ticketing.ports import Ports

FLOOD_WINDOW = timedelta(hours=1)
FLOOD_LIMIT = 30
"""Messages of one address in the window after which new ones are flagged and never acknowledged."""


@dataclass(frozen=True)
class Verdict:
    """``drop`` = no ticket, no message; ``rule`` names the filter; ``flags`` go onto the message."""

    drop: bool = False
    rule: str = ""
    ticket_id: int | None = None
    flags: dict[str, Any] = field(default_factory=dict)


def screen(inbound: InboundMessage, ports: Ports) -> Verdict:
    """The first filter with an opinion decides."""
    if inbound.channel != Channel.MAIL:
        return Verdict()
    for rule in (_bounce, _own_address, _automatic, _flood):
        verdict = rule(inbound, ports)
        if verdict is not None:
            return verdict
    return Verdict()


def _bounce(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """A bounce marks the delivery it talks about; it never opens a ticket."""
    if inbound.kind != "bounce":
        return None
    if inbound.extra.get("bounce_action", "failed") != "failed":
        return Verdict(drop=True, rule="bounce_delayed")
    wanted = [one for one in (inbound.extra.get("bounced_message_id"), *inbound.thread_ids) if one]
    delivery = db.session.scalar(
        sa.select(Delivery)
        .join(Message, Message.id == Delivery.message_id)
        .where(Message.channel == Channel.MAIL, Message.external_id.in_(wanted))
        .limit(1)
    )
    if delivery is None or delivery.ticket_id is None:
        return Verdict(drop=True, rule="bounce_unknown")
    why = str(inbound.extra.get("bounce_reason") or "the mail came back")
    delivery.status, delivery.last_error = DeliveryStatus.FAILED, why
    failed = DeliveryFailed(
        at=inbound.received_at, ticket_id=delivery.ticket_id, delivery_id=delivery.id, why=why[:500]
    )
    record(failed, ports)
    return Verdict(drop=True, rule="bounce", ticket_id=delivery.ticket_id)


def _own_address(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """Mail from one of our own addresses is a loop."""
    local, _, domain = inbound.address.lower().partition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    if plain in ports.site.own_addresses or inbound.address.lower() in ports.site.own_addresses:
        return Verdict(drop=True, rule="own_address")
    return None


def _automatic(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """Robots may add to a thread they belong to and are never answered; a list's mail may be a customer's."""
    if inbound.kind not in {"auto_reply", "list"}:
        return None
    if inbound.kind == "auto_reply" and not (inbound.reply_tokens or inbound.thread_ids):
        return Verdict(drop=True, rule="auto_reply_without_thread")
    return Verdict(flags={"automatic": inbound.kind})


def _flood(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    since = inbound.received_at - FLOOD_WINDOW
    recent = sa.select(sa.func.count()).where(
        Message.sender == inbound.address, Message.received_at > since, Message.channel == Channel.MAIL
    )
    if inbound.address and (db.session.scalar(recent) or 0) >= FLOOD_LIMIT:
        return Verdict(flags={"automatic": "flood"})
    return None
