"""Voices for the tests of the loop: a ticket of a new customer about one topic, ready to be harvested."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from tests.makers import make_customer, make_message, make_ticket
from ticketing.models import Customer, Product, Severity, Ticket, TicketType

_numbers = count(1)


def speak(
    product: Product,
    topic: str = "renewal",
    words: str = "上个月就关了自动续费，今天怎么又扣我25块",
    *,
    at: datetime,
    customer: Customer | None = None,
    **over: Any,
) -> Ticket:
    """One customer's ticket with its first message."""
    customer = customer or make_customer(email=f"voice{next(_numbers)}@example.com")
    values = {
        "type": TicketType.COMPLAINT,
        "severity": Severity.S2,
        "received_at": at,
        "updated_at": at,
    } | over
    ticket = make_ticket(
        customer,
        product_id=product.id,
        topic=topic,
        created_at=at,
        **values,
    )
    make_message(ticket, words, at=at, received_at=at)
    return ticket
