"""Who sees which rows. Everything a page, a search, a count or a socket shows comes through here.

What one may not see does not exist: the look-up raises ``NotFound`` for both.
- an agent sees the tickets of their teams, their own, and those nobody was given yet;
- a lead sees every ticket;
- a product owner sees the tickets and the backlog of the products they own (or deputise) today,
  with the customer's person masked;
- a member of the committee sees every product's backlog, with persons masked, and no case;
- an admin sees people and settings, no case content.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Audit, Customer, Product, ProductOwner, Role, Staff, TeamMember, Ticket

CASE_ROLES = frozenset({Role.AGENT, Role.LEAD})
"""Roles that work on cases and so see who the customer is."""


def visible_tickets(staff: Staff, on: date) -> sa.Select[tuple[Ticket]]:
    """The tickets this person may see, as a query to narrow further."""
    return sa.select(Ticket).where(ticket_scope(staff, on))


def ticket_scope(staff: Staff, on: date) -> sa.ColumnElement[bool]:
    """The condition on ``ticket`` that limits any query to what this person may see."""
    if not staff.active or staff.role in {Role.ADMIN, Role.COMMITTEE}:
        return sa.false()
    if staff.role == Role.LEAD:
        return sa.true()
    if staff.role == Role.PRODUCT_OWNER:
        return Ticket.product_id.in_(visible_products(staff, on))
    teams = sa.select(TeamMember.team_id).where(TeamMember.staff_id == staff.id)
    return sa.or_(
        Ticket.team_id.in_(teams.scalar_subquery()),
        Ticket.team_id.is_(None),
        Ticket.assignee_id == staff.id,
        Ticket.first_owner_id == staff.id,
    )


def visible_products(staff: Staff, on: date) -> set[int]:
    """Ids of the products whose backlog this person may see on a day."""
    if not staff.active or staff.role == Role.ADMIN:
        return set()
    if staff.role != Role.PRODUCT_OWNER:
        return set(db.session.scalars(sa.select(Product.id)))
    owned = sa.select(ProductOwner.product_id).where(
        sa.or_(ProductOwner.staff_id == staff.id, ProductOwner.deputy_id == staff.id),
        ProductOwner.valid_from <= on,
        sa.or_(ProductOwner.valid_to.is_(None), ProductOwner.valid_to >= on),
    )
    return set(db.session.scalars(owned))


def get_ticket(staff: Staff, ticket_no: str, on: date) -> Ticket:
    """The ticket with this number, if it exists for this person. Raises NotFound."""
    ticket = db.session.scalar(visible_tickets(staff, on).where(Ticket.ticket_no == ticket_no))
    if ticket is None:
        raise NotFound("no such ticket")
    return ticket


def may_see_person(staff: Staff) -> bool:
    """Whether names, phones and addresses are shown in clear; everybody else gets them masked."""
    return staff.role in CASE_ROLES


def unmask(staff: Staff, customer: Customer, *, at: Any) -> None:
    """Write down that somebody looked at a customer's addresses in clear."""
    db.session.add(Audit(at=at, staff_id=staff.id, action="unmask", subject=f"customer:{customer.id}"))
