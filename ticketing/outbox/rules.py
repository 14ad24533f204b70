"""Which event is told to whom, by what. Read top to bottom: one function per kind of event.

Customers are told on the channel they used; staff through notices. Historic imports tell nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from ticketing import events
from ticketing.db import db
from ticketing.models import (
    CallTask,
    Channel,
    Customer,
    Delivery,
    DeliveryKind,
    Event,
    IdentityKind,
    Item,
    Message,
    Notice,
    Role,
    Staff,
    Survey,
    TeamMember,
    Ticket,
)
from ticketing.outbox import mails
from ticketing.ports import Ports

ACKNOWLEDGE_ONCE_PER = timedelta(hours=1)
"""One anonymous address gets at most one automatic confirmation in this time (mail-bomb guard)."""
UNHAPPY = 2
"""A survey's score up to here is told to the people in charge."""


def follow(event: events.Happened, row: Event, ports: Ports) -> None:
    """Add the deliveries, calls and notices that this event causes."""
    if getattr(event, "historic", False):
        return
    rule = _RULES.get(type(event))
    if rule is not None:
        rule(event, row, ports)


def _acknowledge(event: events.TicketOpened, row: Event, ports: Ports) -> None:
    """Mail gets one fixed-text confirmation an hour and address; chat was told by the bot."""
    ticket, message = _ticket(event), db.session.get_one(Message, event.message_id)
    if event.channel != Channel.MAIL or message.flags.get("automatic") or not message.sender:
        return
    since = event.at - ACKNOWLEDGE_ONCE_PER
    recent = sa.select(Delivery.id).where(
        Delivery.recipient == message.sender,
        Delivery.purpose == "acknowledgement",
        Delivery.created_at > since,
    )
    if db.session.scalar(recent.limit(1)) is None:
        payload = mails.acknowledgement(ticket, ports.site)
        _mail(row, ticket, None, message.sender, "acknowledgement", payload)


def _reply(event: events.ReplySent, row: Event, ports: Ports) -> None:
    message = db.session.get_one(Message, event.message_id)
    tell_customer(_ticket(event), message, "reply", row, ports)


def _told(event: events.CustomerTold, row: Event, ports: Ports) -> None:
    message = db.session.get_one(Message, event.message_id)
    tell_customer(_ticket(event), message, "release", row, ports)


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


def _survey(event: events.SurveyAsked, row: Event, ports: Ports) -> None:
    survey, ticket = db.session.get_one(Survey, event.survey_id), _ticket(event)
    if survey.channel in {Channel.MAIL, Channel.API} and (address := _mail_address(ticket)):
        _mail(row, ticket, None, address, "survey", mails.survey(ticket, survey, ports.site))
    elif survey.channel == Channel.CHAT:
        payload = {"survey": survey.token, "language": ticket.language}
        _add_delivery(row, ticket, None, DeliveryKind.CHAT, f"ticket:{ticket.id}", "survey", payload)


def _ask_owner(event: events.ProductAsked, row: Event, ports: Ports) -> None:
    _notice(row, event.owner_id)


def _tell_assignee(event: events.Happened, row: Event, ports: Ports) -> None:
    ticket = _ticket(event)
    if ticket.assignee_id is not None and ticket.assignee_id != event.staff_id:
        _notice(row, ticket.assignee_id)


def _tell_new_assignee(event: events.TicketAssigned, row: Event, ports: Ports) -> None:
    if event.assignee_id is not None and event.assignee_id != event.staff_id:
        _notice(row, event.assignee_id)


def _tell_leads(event: events.Happened, row: Event, ports: Ports) -> None:
    """Escalations and breaches reach the assignee, the leads of the team, and the owner if one waits on them."""
    ticket = _ticket(event)
    leads = (
        sa.select(Staff.id)
        .join(TeamMember, TeamMember.staff_id == Staff.id)
        .where(TeamMember.team_id == ticket.team_id, Staff.role == Role.LEAD, Staff.active)
    )
    people = set(db.session.scalars(leads)) | {ticket.assignee_id}
    if event.kind == "sla_escalated" or ticket.status == "pending_product":
        people.add(ticket.product_owner_id)
    for staff_id in sorted(person for person in people if person is not None):
        _notice(row, staff_id)


def _unhappy(event: events.SurveyGiven, row: Event, ports: Ports) -> None:
    """Every bad score is followed up by a person (``domain.md`` §4, dissatisfied)."""
    if event.score <= UNHAPPY:
        _tell_leads(event, row, ports)


def _not_helped(event: events.OutcomeAnswered, row: Event, ports: Ports) -> None:
    """The release did not help: the case's agent and the item's owner both hear it."""
    if event.helped:
        return
    _tell_assignee(event, row, ports)
    owner_id = db.session.scalar(sa.select(Item.owner_id).where(Item.id == event.item_id))
    if owner_id is not None:
        _notice(row, owner_id)


def _item_owner(event: events.Happened, row: Event, ports: Ports) -> None:
    owner_id = row.data.get("owner_id")
    if isinstance(owner_id, int):
        _notice(row, owner_id)


_RULES: dict[type[events.Happened], Callable[..., None]] = {
    events.TicketOpened: _acknowledge,
    events.ReplySent: _reply,
    events.CustomerTold: _told,
    events.SurveyAsked: _survey,
    events.ProductAsked: _ask_owner,
    events.ProductAnswered: _tell_assignee,
    events.CustomerWrote: _tell_assignee,
    events.DeliveryFailed: _tell_assignee,
    events.SlaWarned: _tell_assignee,
    events.TicketAssigned: _tell_new_assignee,
    events.SlaBreached: _tell_leads,
    events.SlaEscalated: _tell_leads,
    events.ItemProposed: _item_owner,
    events.ThemeFlared: _item_owner,
    events.SurveyGiven: _unhappy,
    events.OutcomeAnswered: _not_helped,
}


def _ticket(event: events.Happened) -> Ticket:
    return db.session.get_one(Ticket, event.ticket_id)


def _mail_address(ticket: Ticket) -> str | None:
    return ticket.extra.get("reply_to") or ticket.customer.address(IdentityKind.EMAIL)


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
    address = customer.address(IdentityKind.EMAIL)
    if address:
        _mail(row, ticket, message, address, purpose, mails.reply(ticket, message, purpose, ports.site))


def _add_delivery(
    row: Event,
    ticket: Ticket,
    message: Message | None,
    kind: DeliveryKind,
    recipient: str,
    purpose: str,
    payload: dict[str, object],
) -> None:
    db.session.flush()
    db.session.add(
        Delivery(
            event_id=row.id,
            ticket_id=ticket.id,
            message_id=message.id if message is not None else None,
            kind=kind,
            recipient=recipient,
            purpose=purpose,
            dedupe_key=f"{kind}:{purpose}:{row.id}:{recipient}",
            payload=payload,
            created_at=row.at,
            next_try_at=row.at,
        )
    )


def _notice(row: Event, staff_id: int) -> None:
    db.session.flush()
    db.session.add(Notice(staff_id=staff_id, event_id=row.id, at=row.at))
