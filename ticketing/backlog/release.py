"""And back: everyone who asked is told of the outcome, on their channel, in their language; then heard."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.backlog import items, words
from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.errors import WrongTransition
from ticketing.events import CustomerTold, OutcomeAnswered, StatusChanged
from ticketing.feedback.queries import contactable
from ticketing.models import (
    Channel,
    Customer,
    Event,
    IdentityKind,
    Item,
    ItemStatus,
    LinkKind,
    Mention,
    Message,
    Staff,
    Status,
    Ticket,
    TicketLink,
    Told,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import conversation, lifecycle

BATCH = 25
"""Customers told in one transaction."""
ANSWER_WITHIN = timedelta(days=60)
_STEPS = (ItemStatus.PLANNED, ItemStatus.BUILDING, ItemStatus.TESTING, ItemStatus.RELEASED)


def release(
    item: Item,
    *,
    version: str,
    zh: str,
    en: str,
    checklist: Collection[str],
    waiver: str = "",
    by: Staff,
    at: datetime,
    ports: Ports,
) -> None:
    """Say that it is out, in which version, and what the customers are told in both languages.

    Steps of development that nobody entered are passed through on the way, each on record.

    Args:
        checklist: what was made ready (``guards.CHECKLIST``).
        waiver: why it is released with something on the checklist undone.

    Raises:
        WrongTransition: the item was never planned, or is out already.
        Refused: version or words are missing, or the checklist is open and not waived.
    """
    if item.status not in _STEPS[:-1]:
        raise WrongTransition(
            f"plan it first: an item that is {item.status} cannot be released",
            before=item.status,
            after=ItemStatus.RELEASED,
        )
    fields = {
        "release_version": version,
        "release_zh": zh,
        "release_en": en,
        "checklist": sorted(checklist),
        "waiver": waiver,
    }
    for step in _STEPS[_STEPS.index(item.status) + 1 : -1]:
        items.advance(item, step, by=by, why="release", at=at, ports=ports)
    items.advance(item, ItemStatus.RELEASED, by=by, why=version, at=at, ports=ports, **fields)


def tell_customers(ports: Ports, at: datetime) -> int:
    """Tell the next batch of customers of one item's outcome; returns how many were looked at."""
    waiting = sa.select(Item).where(Item.telling != "").order_by(Item.id).limit(1)
    if db.session.scalar(waiting.with_only_columns(Item.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        item = session.scalars(for_update_skip_locked(waiting)).first()
        if item is None:
            return 0
        customers = _next_customers(item)
        for customer in customers:
            _tell(item, customer, at, ports)
            item.telling_after = customer.id
        if len(customers) < BATCH:
            _finish(item, at, ports)
    return max(len(customers), 1)


def _finish(item: Item, at: datetime, ports: Ports) -> None:
    item.telling = ""
    if item.status == ItemStatus.RELEASED:
        items.advance(item, ItemStatus.WATCHING, by=None, why="customers_told", at=at, ports=ports)
    else:
        items.mark_changed(item, at)


def _next_customers(item: Item) -> list[Customer]:
    linked = sa.select(Mention.customer_id).where(
        Mention.theme_id == item.theme_id,
        Mention.customer_id > item.telling_after,
        Mention.left_out != "cancelled",
    )
    statement = (
        sa.select(Customer)
        .where(Customer.id.in_(linked), Customer.id > item.telling_after, contactable())
        .order_by(Customer.id)
        .limit(BATCH)
    )
    return list(db.session.scalars(statement))


def _tell(item: Item, customer: Customer, at: datetime, ports: Ports) -> None:
    ticket = _latest_ticket(item, customer)
    outcome = ItemStatus(item.telling)
    if ticket is None or _was_told(item, customer, outcome):
        return
    language = "zh" if ticket.language == "zh" else "en"
    text = item.release_zh if language == "zh" else item.release_en
    frame = words.release if outcome == ItemStatus.RELEASED else words.outcome_message
    body = frame(item.title(language), text, language)
    message = conversation.write_system(ticket, body, at=at, ports=ports, purpose="release")
    db.session.add(
        Told(
            item_id=item.id,
            customer_id=customer.id,
            ticket_id=ticket.id,
            outcome=outcome,
            round=item.outcome_round,
            channel=message.channel,
            at=at,
        )
    )
    told = CustomerTold(
        at=at,
        ticket_id=ticket.id,
        item_id=item.id,
        customer_id=customer.id,
        message_id=message.id,
        channel=message.channel,
    )
    record(told, ports)


def _latest_ticket(item: Item, customer: Customer) -> Ticket | None:
    """Where the customer last spoke of it and can be answered; a merged ticket leads to its survivor."""
    statement = (
        sa.select(Ticket)
        .join(Mention, Mention.ticket_id == Ticket.id)
        .where(Mention.theme_id == item.theme_id, Mention.customer_id == customer.id)
        .order_by(Mention.at.desc(), Mention.id.desc())
    )
    for ticket in db.session.scalars(statement.limit(20)):
        survivor = lifecycle.survivor(ticket)
        if survivor.status != Status.CANCELLED and _reachable(survivor, customer):
            return survivor
    return None


def _reachable(ticket: Ticket, customer: Customer) -> bool:
    mail = ticket.extra.get("reply_to") or customer.address(IdentityKind.EMAIL)
    if ticket.channel == Channel.MAIL:
        return bool(mail)
    if ticket.channel in {Channel.HOTLINE, Channel.API}:
        return bool(mail or customer.address(IdentityKind.PHONE))
    return True


def _was_told(item: Item, customer: Customer, outcome: ItemStatus) -> bool:
    key = sa.select(Told.id).where(
        Told.item_id == item.id,
        Told.customer_id == customer.id,
        Told.outcome == outcome,
        Told.round == item.outcome_round,
    )
    return db.session.scalar(key) is not None


def answered(told: Told, helped: bool, *, at: datetime, ports: Ports, on: Ticket | None = None) -> None:
    """A customer said whether the release helped; *no* opens their ticket again. The last word counts.

    Args:
        on: the ticket the answer came on, when it is a later one: that one is worked on, not the old.
    """
    if told.helped == helped:
        return
    told.helped, told.answered_at = helped, at
    item = db.session.get_one(Item, told.item_id)
    items.mark_changed(item, at)
    happened = OutcomeAnswered(
        at=at,
        ticket_id=told.ticket_id,
        item_id=told.item_id,
        customer_id=told.customer_id,
        helped=helped,
    )
    record(happened, ports)
    ticket = on or lifecycle.survivor(db.session.get_one(Ticket, told.ticket_id))
    if not helped and ticket.status in {Status.RESOLVED, Status.CLOSED}:
        lifecycle.reopen(ticket, why="release_did_not_help", at=at, ports=ports)


def hear(ticket: Ticket, message: Message, *, at: datetime, ports: Ports) -> bool:
    """Whether this message answers *did it help*; if so the answer is kept and acted upon.

    To be called after the message was added: a *yes* that woke a finished ticket lets it rest again.
    """
    told = waiting_answer(ticket, at)
    if told is None:
        return False
    helped = words.helped(message.text)
    if helped is None:
        return False
    answered(told, helped, at=at, ports=ports, on=ticket)
    if helped:
        _let_rest(ticket, message, at, ports)
    return True


def _let_rest(ticket: Ticket, message: Message, at: datetime, ports: Ports) -> None:
    """Thanks is not a reopening: the ticket goes back to where this very message woke it from."""
    db.session.flush()
    latest = (
        sa.select(Event)
        .where(Event.ticket_id == ticket.id, Event.kind == StatusChanged.kind)
        .order_by(Event.id.desc())
        .limit(1)
    )
    step = db.session.scalar(latest)
    if step is None or step.data["why"] != "customer_wrote" or step.at != message.received_at:
        return
    before = step.data["before"]
    if before not in {Status.RESOLVED, Status.CLOSED} or ticket.status != Status.OPEN:
        return
    lifecycle.change_status(ticket, Status.RESOLVED, why="release_helped", at=at, ports=ports)
    ticket.resolved_at, ticket.waiting_since = at, None
    ticket.reopen_count = max(0, ticket.reopen_count - 1)
    if before == Status.CLOSED:
        lifecycle.close(ticket, why="release_helped", at=at, ports=ports)


def waiting_answer(ticket: Ticket, at: datetime) -> Told | None:
    """The release this ticket's customer was asked about and has not answered yet, the newest first.

    The question may stand on a ticket merged into this one, or on the closed one this one follows up.
    """
    merged = sa.select(Ticket.id).where(Ticket.merged_into_id == ticket.id)
    followed = sa.select(TicketLink.other_id).where(
        TicketLink.ticket_id == ticket.id, TicketLink.kind == LinkKind.FOLLOWUP
    )
    asked_on = [ticket.id, *db.session.scalars(merged.union(followed))]
    statement = (
        sa.select(Told)
        .where(
            Told.ticket_id.in_(asked_on),
            Told.outcome == ItemStatus.RELEASED,
            Told.helped.is_(None),
            Told.at > at - ANSWER_WITHIN,
        )
        .order_by(Told.at.desc(), Told.id.desc())
    )
    return db.session.scalars(statement.limit(1)).first()
