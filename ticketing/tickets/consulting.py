"""Agent and product owner about one case: the question, its clock, the answer. The customer stays with the agent."""

from __future__ import annotations

from datetime import datetime

from ticketing.errors import BadInput, Refused
from ticketing.events import ProductAnswered, ProductAsked
from ticketing.models import Author, Message, Staff, Status, Ticket, Visibility
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import lifecycle
from ticketing.tickets.conversation import append, checked_text, our_message

PRODUCT_ANSWERS = ("workaround", "fix_planned", "by_design", "need_data", "not_mine")
"""What a product owner may answer (``domain.md`` §5.3)."""


def ask_product_owner(ticket: Ticket, by: Staff, body: str, *, at: datetime, ports: Ports) -> Message:
    """Hand a question to the product's owner; the case stays with the agent, the owner's clock starts.

    Raises:
        Refused: the ticket has no product, or nobody owns it today.
    """
    if ticket.product_id is None or ticket.product_owner_id is None:
        raise Refused("set the product first: its owner is who will be asked", code="no_owner")
    message = append(
        ticket, our_message(ticket, checked_text(body), Author.AGENT, by, Visibility.INTERNAL, at)
    )
    message.flags = {"asked_owner": ticket.product_owner_id}
    if ticket.assignee_id is None:
        ticket.assignee_id = by.id
    if ticket.status != Status.PENDING_PRODUCT:
        lifecycle.change_status(
            ticket, Status.PENDING_PRODUCT, why="asked_product", at=at, by=by, ports=ports
        )
    ledger.ask_product(ticket, at=at, ports=ports)
    record(
        ProductAsked(
            at=at,
            ticket_id=ticket.id,
            staff_id=by.id,
            message_id=message.id,
            owner_id=ticket.product_owner_id,
        ),
        ports,
    )
    return message


def answer_as_product_owner(
    ticket: Ticket, by: Staff, body: str, *, answer: str, at: datetime, ports: Ports
) -> Message:
    """The owner's answer goes back to the same agent, who tells the customer in their own words."""
    if answer not in PRODUCT_ANSWERS:
        raise BadInput("choose what kind of answer this is", field="answer")
    message = append(
        ticket, our_message(ticket, checked_text(body), Author.PRODUCT, by, Visibility.INTERNAL, at)
    )
    message.flags = {"answer": answer}
    ledger.product_answered(ticket, at=at, by=by, ports=ports)
    if ticket.status == Status.PENDING_PRODUCT:
        lifecycle.change_status(ticket, Status.OPEN, why="product_answered", at=at, by=by, ports=ports)
    record(
        ProductAnswered(at=at, ticket_id=ticket.id, staff_id=by.id, message_id=message.id, answer=answer),
        ports,
    )
    return message
