"""The ticket's life. One function changes a status; the others are its verbs."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db, unit_of_work
from ticketing.errors import Refused, WrongTransition
from ticketing.events import StatusChanged
from ticketing.models import ACTIVE, TRANSITIONS, Severity, Staff, Status, Ticket, TicketType
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import ledger

REOPEN_WITHIN = timedelta(days=7)
"""A closed ticket wakes up within this time; later the customer gets a new, linked one."""
CLOSE_AFTER = {"complaint": timedelta(days=7), "other": timedelta(days=3)}
RESOLUTIONS = (
    "answered",
    "fixed",
    "refunded",
    "exchanged",
    "workaround",
    "by_design",
    "no_reply",
    "not_ours",
)
BATCH = 200


def change_status(
    ticket: Ticket, to: Status, *, why: str, at: datetime, ports: Ports, by: Staff | None = None
) -> None:
    """Move the ticket one step along its life cycle; clocks follow, the timeline remembers.

    Raises:
        WrongTransition: the life cycle has no such step.
    """
    before = ticket.status
    if to not in TRANSITIONS[before]:
        raise WrongTransition(f"a ticket that is {before} cannot become {to}", before=before, after=to)
    ticket.status = to
    ticket.version += 1
    ticket.updated_at = at
    ledger.status_changed(ticket, before, to, at=at, by=by, cause=why, ports=ports)
    record(
        StatusChanged(
            at=at,
            ticket_id=ticket.id,
            staff_id=by.id if by is not None else None,
            before=before,
            after=to,
            why=why,
            historic=ticket.historic,
        ),
        ports,
    )


def resolve(
    ticket: Ticket,
    *,
    code: str,
    no_feedback: bool,
    at: datetime,
    ports: Ports,
    by: Staff | None = None,
) -> None:
    """Propose the matter solved. The closing agent says what it taught the product, or that it taught nothing.

    Raises:
        Refused: neither a product and topic are set nor *no product feedback* was chosen.
    """
    if not no_feedback and (ticket.product_id is None or not ticket.topic):
        raise Refused("set product and topic, or choose 'no product feedback'", code="feedback_missing")
    change_status(ticket, Status.RESOLVED, why=code, at=at, by=by, ports=ports)
    ticket.resolution_code = code
    ticket.no_feedback = no_feedback
    ticket.resolved_at = at
    ticket.first_resolved_at = ticket.first_resolved_at or at
    ticket.waiting_since = None


def reopen(ticket: Ticket, *, why: str, at: datetime, ports: Ports, by: Staff | None = None) -> None:
    """Not solved after all: same number, same owner, the clocks' history is kept."""
    change_status(ticket, Status.OPEN, why=why, at=at, by=by, ports=ports)
    ticket.reopen_count += 1
    ticket.resolved_at = ticket.closed_at = None


def wake(ticket: Ticket, *, at: datetime, ports: Ports) -> None:
    """The customer wrote: whatever waited for them, or was thought done, is open again."""
    if ticket.status in {Status.RESOLVED, Status.CLOSED}:
        reopen(ticket, why="customer_wrote", at=at, ports=ports)
    elif ticket.status == Status.PENDING_CUSTOMER:
        change_status(ticket, Status.OPEN, why="customer_wrote", at=at, ports=ports)


def may_reopen(ticket: Ticket, at: datetime) -> bool:
    """Whether a new message still belongs to this ticket rather than to a follow-up."""
    if ticket.status in ACTIVE or ticket.status == Status.RESOLVED:
        return True
    return (
        ticket.status == Status.CLOSED
        and ticket.closed_at is not None
        and at - ticket.closed_at <= REOPEN_WITHIN
    )


def close(ticket: Ticket, *, why: str, at: datetime, ports: Ports, by: Staff | None = None) -> None:
    """Confirmed, or silence after the solution: the case is done."""
    change_status(ticket, Status.CLOSED, why=why, at=at, by=by, ports=ports)
    ticket.closed_at = at


def close_resolved(ports: Ports, at: datetime) -> int:
    """Close what was solved long enough ago; serious complaints wait for a person instead."""
    with unit_of_work(ports) as session:
        quiet = sa.or_(
            sa.and_(
                Ticket.type == TicketType.COMPLAINT,
                Ticket.severity.in_([Severity.S3, Severity.S4]),
                Ticket.resolved_at < at - CLOSE_AFTER["complaint"],
            ),
            sa.and_(
                sa.or_(Ticket.type.is_(None), Ticket.type != TicketType.COMPLAINT),
                Ticket.resolved_at < at - CLOSE_AFTER["other"],
            ),
        )
        due = (
            sa.select(Ticket)
            .where(Ticket.status == Status.RESOLVED, Ticket.resolved_at.is_not(None), quiet)
            .order_by(Ticket.resolved_at)
            .limit(BATCH)
        )
        tickets = list(session.scalars(due))
        for ticket in tickets:
            close(ticket, why="silence", at=at, ports=ports)
    return len(tickets)


def survivor(ticket: Ticket) -> Ticket:
    """The ticket this one lives on in: follows merges to their end."""
    seen = {ticket.id}
    while ticket.merged_into_id is not None and ticket.merged_into_id not in seen:
        seen.add(ticket.merged_into_id)
        ticket = db.session.get_one(Ticket, ticket.merged_into_id)
    return ticket
