"""Whose matter is it? Two owners said not theirs; somebody above them settles it, and the case goes on."""

from __future__ import annotations

from datetime import datetime

from ticketing.errors import BadInput, Refused
from ticketing.events import ArbitrationSettled
from ticketing.models import LabelField, Staff, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import consulting, conversation
from ticketing.triage import classify


def is_disputed(ticket: Ticket) -> bool:
    """Whether two owners have said that it is not theirs, and nobody above them has settled it."""
    return ticket.bounces >= consulting.BOUNCES_TO_ARBITRATION


def settle(ticket: Ticket, product: str, why: str, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Say which product it belongs to, with the reason; its owner is whom the agent asks next.

    Raises:
        Refused: nobody disputes whose matter it is.
        BadInput: no reason, or a product this company does not know.
    """
    if not is_disputed(ticket):
        raise Refused("nobody disputes whose matter this is", code="not_disputed")
    if not why.strip():
        raise BadInput("say why: both owners will read it", field="why")
    classify.correct(ticket, LabelField.PRODUCT, product, by=by, at=at, ports=ports)
    ticket.bounces, ticket.arbitrate_by = 0, None
    conversation.add_note(ticket, by, why, at=at, ports=ports)
    settled = ArbitrationSettled(
        at=at, ticket_id=ticket.id, staff_id=by.id, product=product, why=why.strip()[:500]
    )
    record(settled, ports)
