"""Tickets for programs: open, list, read, write on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import Response, abort, jsonify
from sqlalchemy.orm import joinedload

from classifier.text.masking import mask
from intake.inbound import InboundMessage, Receipt, Result
from intake.receive import receive
from ticketing import access
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.models import Channel, Customer, IdentityKind, Message, Product, Scope, Staff, Ticket
from ticketing.people.identity import Sender, normalise_email
from ticketing.people.phones import read_phone
from ticketing.tickets import conversation, queries
from web.api.blueprint import acting, blueprint, describe, key_id, needs
from web.api.reading import read_body, read_cursor, read_query, write_cursor
from web.api.repeating import answer_once
from web.api.schemas import (
    MessageStored,
    NewCustomer,
    NewMessage,
    NewTicket,
    RepeatHeader,
    TicketFilter,
    TicketOpened,
    TicketPage,
    TicketWithMessages,
)
from web.ports import get_ports


@blueprint.post("/tickets")
@needs(Scope.TICKETS_WRITE)
@describe("tickets", {201: TicketOpened, 200: TicketOpened}, json=NewTicket, headers=RepeatHeader)
def open_ticket() -> Response:
    """Open a ticket for a customer; 200 when this ``external_id`` is known already."""
    new = read_body(NewTicket)
    return answer_once(lambda at: _open(new, at))


@blueprint.get("/tickets")
@needs(Scope.TICKETS_READ)
@describe("tickets", {200: TicketPage}, query=TicketFilter)
def list_tickets() -> Response:
    """The tickets this key may see, newest first."""
    asked, staff = read_query(TicketFilter), acting()
    statement = (
        access.visible_tickets(staff, now().date())
        .where(*_narrow(asked))
        .options(joinedload(Ticket.product), joinedload(Ticket.team), joinedload(Ticket.assignee))
        .options(joinedload(Ticket.customer).selectinload(Customer.identities))
        .order_by(Ticket.id.desc())
        .limit(asked.limit + 1)
    )
    if asked.cursor is not None:
        statement = statement.where(Ticket.id < read_cursor(asked.cursor))
    found = list(db.session.scalars(statement).unique())
    shown = found[: asked.limit]
    cursor = write_cursor(str(shown[-1].id)) if len(found) > asked.limit else None
    return jsonify(data=[_ticket(one, staff) for one in shown], next_cursor=cursor)


@blueprint.get("/tickets/<ticket_no>")
@needs(Scope.TICKETS_READ)
@describe("tickets", {200: TicketWithMessages})
def read_ticket(ticket_no: str) -> Response:
    """One ticket with everything said on it."""
    staff = acting()
    found = access.get_ticket(staff, ticket_no, now().date())
    messages = [_message(one, staff) for one in queries.conversation(found)]
    return jsonify(_ticket(found, staff) | {"messages": messages})


@blueprint.post("/tickets/<ticket_no>/messages")
@needs(Scope.TICKETS_WRITE)
@describe("tickets", {201: MessageStored, 200: MessageStored}, json=NewMessage, headers=RepeatHeader)
def add_message(ticket_no: str) -> Response:
    """What the customer wrote, our answer, or a note. A customer's words on a long closed ticket open a new one."""
    new = read_body(NewMessage)
    return answer_once(lambda at: _write(ticket_no, new, at))


def _open(new: NewTicket, at: datetime) -> tuple[dict[str, Any], int]:
    """Any: it is JSON."""
    product = new.product.upper() if new.product else ""
    if product and db.session.scalar(sa.select(Product.id).where(Product.code == product)) is None:
        raise BadInput(f"no product has the code {product}", field="product")
    inbound = InboundMessage(
        channel=Channel.API,
        sender=_sender(new.customer, new.language or ""),
        body=new.text,
        subject=new.subject,
        language=new.language or "",
        at=at,
        received_at=at,
        address=new.customer.email or new.customer.phone or new.customer.account or "",
        external_id=_external(new.external_id),
        product_code=product,
        flags={"api_key": key_id()},
    )
    receipt = receive(inbound, get_ports())
    ticket = db.session.get_one(Ticket, receipt.ticket_id)
    page = f"{get_ports().site.base_url}/t/{ticket.public_token}"
    body = {"result": receipt.result, "ticket_no": ticket.ticket_no, "status": ticket.status, "page": page}
    return body, 200 if receipt.result == Result.DUPLICATE else 201


def _sender(customer: NewCustomer, language: str) -> Sender:
    addresses: dict[IdentityKind, str] = {}
    if customer.email:
        addresses[IdentityKind.EMAIL] = normalise_email(customer.email)
    if customer.phone:
        phone = read_phone(customer.phone)
        if phone.e164 is None:
            raise BadInput("this is not a phone number; write it as +86…", field="customer.phone")
        addresses[IdentityKind.PHONE] = phone.e164
    if customer.account:
        addresses[IdentityKind.ACCOUNT] = customer.account
    return Sender(addresses, name=customer.name, language=language)


def _external(number: str | None) -> str | None:
    """Numbers of different programs never meet."""
    return f"api:{key_id()}:{number}" if number else None


def _write(ticket_no: str, new: NewMessage, at: datetime) -> tuple[dict[str, Any], int]:
    """Any: it is JSON."""
    staff = acting()
    found = access.get_ticket(staff, ticket_no, at.date())
    if new.kind == "customer":
        receipt = _hear(found, new, at)
        message = db.session.get_one(Message, receipt.message_id)
        ticket = db.session.get_one(Ticket, receipt.ticket_id)
        body = {"result": receipt.result, "ticket_no": ticket.ticket_no, "sequence": message.sequence}
        return body, 200 if receipt.result == Result.DUPLICATE else 201
    if staff.role not in access.CASE_ROLES:
        abort(403)
    message = _say(found, staff, new, at)
    return {"result": "added", "ticket_no": found.ticket_no, "sequence": message.sequence}, 201


def _hear(found: Ticket, new: NewMessage, at: datetime) -> Receipt:
    if not found.customer.identities:
        raise Refused("nobody knows this customer's address any more", code="customer_erased")
    inbound = InboundMessage(
        channel=Channel.API,
        sender=Sender(language=found.language),
        body=new.text,
        language=found.language,
        at=at,
        received_at=at,
        ticket_id=found.id,
        external_id=_external(new.external_id),
        flags={"api_key": key_id()},
    )
    return receive(inbound, get_ports())


def _say(found: Ticket, staff: Staff, new: NewMessage, at: datetime) -> Message:
    if new.kind == "note":
        return conversation.add_note(found, staff, new.text, at=at, ports=get_ports())
    return conversation.reply(found, staff, new.text, seen=new.seen or 0, at=at, ports=get_ports())


def _narrow(asked: TicketFilter) -> list[sa.ColumnElement[bool]]:
    """The declared filters and no others."""
    conditions: list[sa.ColumnElement[bool]] = []
    if asked.status is not None:
        conditions.append(Ticket.status == asked.status)
    if asked.type is not None:
        conditions.append(Ticket.type == asked.type)
    if asked.product is not None:
        code = sa.select(Product.id).where(Product.code == asked.product).scalar_subquery()
        conditions.append(Ticket.product_id == code)
    for name, moment in (("created_after", asked.created_after), ("created_before", asked.created_before)):
        if moment is None:
            continue
        if moment.tzinfo is None:
            raise BadInput("give the moment a zone, such as 2026-10-01T09:00:00+08:00", field=name)
        after = name == "created_after"
        conditions.append(Ticket.created_at > moment if after else Ticket.created_at < moment)
    return conditions


def _ticket(one: Ticket, staff: Staff) -> dict[str, Any]:
    """Any: it is JSON."""
    clear = access.may_see_person(staff)
    return {
        "ticket_no": one.ticket_no,
        "status": one.status,
        "channel": one.channel,
        "language": one.language,
        "subject": one.subject if clear else mask(one.subject).text,
        "product": one.product.code if one.product is not None else None,
        "type": one.type,
        "phase": one.phase,
        "topic": one.topic,
        "sentiment": one.sentiment,
        "severity": one.severity,
        "priority": one.priority,
        "team": one.team.code if one.team is not None else None,
        "assignee": one.assignee.login if one.assignee is not None else None,
        "customer": _customer(one.customer) if clear else {"name": "", "email": None, "phone": None},
        "created_at": one.created_at.isoformat(),
        "updated_at": one.updated_at.isoformat(),
        "due_at": _moment(one.next_due_at),
        "first_response_at": _moment(one.first_response_at),
        "resolved_at": _moment(one.resolved_at),
        "last_sequence": one.last_sequence,
    }


def _customer(customer: Customer) -> dict[str, str | None]:
    return {
        "name": customer.name,
        "email": customer.address(IdentityKind.EMAIL),
        "phone": customer.address(IdentityKind.PHONE),
    }


def _message(one: Message, staff: Staff) -> dict[str, Any]:
    """Any: it is JSON."""
    return {
        "sequence": one.sequence,
        "author": one.author,
        "visibility": one.visibility,
        "channel": one.channel,
        "text": one.text if access.may_see_person(staff) else mask(one.text).text,
        "at": one.at.isoformat(),
    }


def _moment(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None
