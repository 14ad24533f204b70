"""Reading customers: the side panel of a ticket."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Customer, Ticket


@dataclass(frozen=True)
class CustomerCard:
    """A customer as the agent sees them: the person, how often they wrote, their other tickets."""

    customer: Customer
    tickets: int
    recent: list[Ticket]


def customer_card(
    customer: Customer, scope: sa.ColumnElement[bool], *, besides: int, limit: int = 6
) -> CustomerCard:
    """The card for one customer, limited to the tickets inside the viewer's scope."""
    own = sa.and_(Ticket.customer_id == customer.id, scope)
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Ticket).where(own)) or 0
    recent = (
        sa.select(Ticket).where(own, Ticket.id != besides).order_by(Ticket.created_at.desc()).limit(limit)
    )
    return CustomerCard(customer=customer, tickets=count, recent=list(db.session.scalars(recent)))
