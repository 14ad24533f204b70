"""The console's blueprint; every file of this folder adds its views to it."""

from __future__ import annotations

from datetime import date

from flask import Blueprint

from ticketing import access
from ticketing.clock import now
from ticketing.models import Role, Staff, Ticket
from web.auth import signed_in

blueprint = Blueprint("console", __name__, url_prefix="/console")
AGENTS = (Role.AGENT, Role.LEAD)
READERS = (Role.AGENT, Role.LEAD, Role.PRODUCT_OWNER)
"""Product owners open the tickets of their products, with the person masked."""


def today() -> date:
    """The day on which rights are looked up."""
    return now().date()


def visible(ticket_no: str) -> tuple[Staff, Ticket]:
    """The person asking and the ticket, if they may see it. Raises NotFound."""
    staff = signed_in()
    return staff, access.get_ticket(staff, ticket_no, today())
