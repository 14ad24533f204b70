"""A visitor writes somebody's number: the case stays theirs until an agent says that they are that person.

Anybody can type anybody's address. Taken at its word it would hang a stranger's chat on a customer's
record, and the stranger's own address with it, where our answers to that customer then go.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import Refused
from ticketing.events import CustomerConfirmed
from ticketing.models import Customer, Identity, IdentityKind, Staff, Ticket
from ticketing.outbox.record import record
from ticketing.people.identity import Sender
from ticketing.ports import Ports

CLAIMED, BEFORE = "claimed", "customer_before"


@dataclass(frozen=True)
class Claim:
    """An address that the visitor gave and that belongs to a customer we know."""

    kind: IdentityKind
    value: str
    customer: Customer


def note(ticket: Ticket, sender: Sender) -> None:
    """Keep on the ticket what they wrote of themselves: it becomes a claim once it is another customer's."""
    claimed = {kind.value: value for kind, value in sender.claimed.items()}
    if claimed:
        ticket.extra = {**ticket.extra, CLAIMED: {**ticket.extra.get(CLAIMED, {}), **claimed}}


def open_claims(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[Claim]:
    """Whom the visitor says to be, strongest first, of those who have a case within ``scope``."""
    claimed: dict[str, str] = ticket.extra.get(CLAIMED, {})
    found = []
    for kind in (IdentityKind.PHONE, IdentityKind.EMAIL):
        value = claimed.get(kind.value)
        row = db.session.scalar(
            sa.select(Identity).where(
                Identity.kind == kind,
                Identity.value == value,
                Identity.customer_id != ticket.customer_id,
                sa.exists().where(Ticket.customer_id == Identity.customer_id, scope),
            )
        )
        if row is not None:
            found.append(Claim(kind, row.value, row.customer))
    return found


def confirm(
    ticket: Ticket, kind: str, scope: sa.ColumnElement[bool], *, by: Staff, at: datetime, ports: Ports
) -> None:
    """The agent has made sure that it is them: the case becomes that customer's, as do its mentions.

    Raises:
        Refused: nobody whom the agent may know is claimed by an address of this kind.
    """
    claim = next((one for one in open_claims(ticket, scope) if one.kind == kind), None)
    if claim is None:
        raise Refused("the customer gave no address of somebody we know", code="no_claim")
    ticket.extra = {**ticket.extra, BEFORE: ticket.extra.get(BEFORE, ticket.customer_id)}
    _move(ticket, claim.customer.id, by, at, ports)


def undo(ticket: Ticket, *, by: Staff, at: datetime, ports: Ports) -> None:
    """It was somebody else after all: the case goes back to the visitor.

    Raises:
        Refused: nobody has said that it is a known customer's.
    """
    before = ticket.extra.get(BEFORE)
    if before is None:
        raise Refused("the case was never given to another customer", code="no_claim")
    ticket.extra = {key: value for key, value in ticket.extra.items() if key != BEFORE}
    _move(ticket, int(before), by, at, ports)


def _move(ticket: Ticket, customer_id: int, by: Staff, at: datetime, ports: Ports) -> None:
    before = ticket.customer_id
    ticket.customer_id = customer_id
    db.session.flush()
    db.session.expire(ticket, ["customer"])
    ticket.harvested_at = None
    ticket.version += 1
    record(
        CustomerConfirmed(
            at=at, ticket_id=ticket.id, customer_id=customer_id, staff_id=by.id, before_id=before
        ),
        ports,
    )
