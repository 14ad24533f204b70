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
from ticketing.models import Channel, Delivery, DeliveryKind, DeliveryStatus, Message, Staff, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports

MOST_MAILS_SEEN = 500
"""Mails of one ticket among which a bounce looks for the one that came back."""
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
    """The first filter that drops decides; a mail that passes them all carries what was noticed."""
    if inbound.channel != Channel.MAIL:
        return Verdict()
    for rule in (_bounce, _report, _own_address, _own_mail, _lost_robot):
        verdict = rule(inbound, ports)
        if verdict is not None:
            return verdict
    return Verdict(flags=_automatic(inbound) | _flood(inbound) | _staff(inbound))


def _bounce(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """A bounce marks the delivery it talks about; it never opens a ticket. A delay is no failure yet."""
    if inbound.kind != "bounce":
        return None
    if inbound.extra.get("bounce_action", "failed") != "failed":
        return Verdict(drop=True, rule="bounce_delayed")
    delivery = _bounced(inbound)
    if delivery is None or delivery.ticket_id is None:
        return Verdict(drop=True, rule="bounce_unknown")
    if delivery.status == DeliveryStatus.FAILED:
        return Verdict(drop=True, rule="bounce_again", ticket_id=delivery.ticket_id)
    why = str(inbound.extra.get("bounce_reason") or "the mail came back")
    delivery.status, delivery.last_error = DeliveryStatus.FAILED, why
    failed = DeliveryFailed(
        at=inbound.received_at, ticket_id=delivery.ticket_id, delivery_id=delivery.id, why=why[:500]
    )
    record(failed, ports)
    return Verdict(drop=True, rule="bounce", ticket_id=delivery.ticket_id)


def _bounced(inbound: InboundMessage) -> Delivery | None:
    """By the id it names, the returned mail's own first; else by the token it came back to.

    A token names a ticket, whose mails may have gone to several people: only the newest to the address that
    failed is marked, or the newest of all where everything went to one address and the report names none.
    """
    wanted = [one for one in (inbound.extra.get("bounced_message_id"), *inbound.thread_ids) if one]
    by_id = {
        one.external_id: one
        for one in db.session.scalars(sa.select(Delivery).where(Delivery.external_id.in_(wanted)))
    }
    found = next((by_id[one] for one in wanted if one in by_id), None)
    if found is not None or not inbound.reply_tokens:
        return found
    by_token = (
        sa.select(Delivery)
        .join(Ticket, Ticket.id == Delivery.ticket_id)
        .where(Ticket.reply_token.in_(inbound.reply_tokens), Delivery.kind == DeliveryKind.MAIL)
        .order_by(Delivery.id.desc())
        .limit(MOST_MAILS_SEEN)
    )
    sent = list(db.session.scalars(by_token))
    failed = set(inbound.extra.get("bounced_from", ()))
    to_them = [one for one in sent if one.recipient.lower() in failed]
    if not to_them and len({one.recipient.lower() for one in sent}) == 1 and not failed:
        to_them = sent
    return to_them[0] if to_them else None


def _report(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """That a mail was read, or that somebody called it spam: noted in the journal, no word for the ticket."""
    if inbound.kind not in ("read_receipt", "spam_report"):
        return None
    named = [one for one in (inbound.extra.get("reported_message_id"), *inbound.thread_ids) if one]
    ours = sa.select(Delivery.ticket_id).where(Delivery.external_id.in_(named)).limit(1)
    return Verdict(drop=True, rule=inbound.kind, ticket_id=db.session.scalar(ours) if named else None)


def _own_address(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """Mail from one of our own addresses is a loop."""
    local, _, domain = inbound.address.lower().partition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    if plain in ports.site.own_addresses or inbound.address.lower() in ports.site.own_addresses:
        return Verdict(drop=True, rule="own_address")
    return None


def _own_mail(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """A mail that we sent came back, by a list or a forwarding rule, whoever it now says it is from."""
    ours = sa.select(Delivery.ticket_id).where(Delivery.external_id == inbound.external_id).limit(1)
    ticket_id = db.session.scalar(ours) if inbound.external_id else None
    return None if ticket_id is None else Verdict(drop=True, rule="own_mail", ticket_id=ticket_id)


def _lost_robot(inbound: InboundMessage, ports: Ports) -> Verdict | None:
    """An automatic answer that belongs to no thread of ours."""
    if inbound.kind == "auto_reply" and not (inbound.reply_tokens or inbound.thread_ids):
        return Verdict(drop=True, rule="auto_reply_without_thread")
    return None


def _automatic(inbound: InboundMessage) -> dict[str, Any]:
    """Robots are never answered, and an absence note wakes no case; a list's mail may be a customer's.

    Some desks mark what their people write as ``auto-generated``: that is work like any other mail.
    """
    if inbound.kind == "auto_reply":
        return {"automatic": inbound.kind, "courtesy": True}
    return {"automatic": inbound.kind} if inbound.kind == "list" else {}


def _flood(inbound: InboundMessage) -> dict[str, Any]:
    since = inbound.received_at - FLOOD_WINDOW
    recent = sa.select(sa.func.count()).where(
        Message.sender == inbound.address,
        Message.received_at > since,
        sa.text("message.channel = 'mail'"),  # literal, so that the partial index fits
    )
    flooded = bool(inbound.address) and (db.session.scalar(recent) or 0) >= FLOOD_LIMIT
    return {"automatic": "flood"} if flooded else {}


def _staff(inbound: InboundMessage) -> dict[str, Any]:
    """Whoever writes as one of us by mail gets no answer and no say: From is easily forged."""
    if not inbound.address:
        return {}
    colleague = sa.select(Staff.id).where(sa.func.lower(Staff.email) == inbound.address).limit(1)
    return {"from_staff": True} if db.session.scalar(colleague) is not None else {}
