"""Agent and product owner about one case: the question, its clock, the answer. The customer stays with the agent."""

from __future__ import annotations

from datetime import datetime, timedelta

from ticketing.errors import BadInput, Refused
from ticketing.events import ArbitrationAsked, ProductAnswered, ProductAsked
from ticketing.models import Author, Message, Staff, Status, Ticket, Visibility
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import business_time, ledger, policy
from ticketing.tickets import lifecycle
from ticketing.tickets.conversation import append, checked_text, our_message

NOT_MINE = "not_mine"
PRODUCT_ANSWERS = ("workaround", "fix_planned", "by_design", "need_data", NOT_MINE)
"""What a product owner may answer (``domain.md`` §5.3)."""
BOUNCES_TO_ARBITRATION = 2
OFFICE, ARBITRATE_WITHIN = "CN-OFFICE", timedelta(hours=9)
"""One business day of nine hours."""


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
    if answer == NOT_MINE:
        _bounce(ticket, by, at, ports)
    return message


def _bounce(ticket: Ticket, by: Staff, at: datetime, ports: Ports) -> None:
    """The second owner who says that it is not theirs starts an arbitration, due within a business day."""
    ticket.bounces += 1
    if ticket.bounces < BOUNCES_TO_ARBITRATION or ticket.arbitrate_by is not None:
        return
    ticket.arbitrate_by = business_time.add(policy.calendar(OFFICE), at, ARBITRATE_WITHIN)
    record(ArbitrationAsked(at=at, ticket_id=ticket.id, staff_id=by.id, bounces=ticket.bounces), ports)
