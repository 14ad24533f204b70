"""Two tickets about one matter become one; the other keeps its number and leads to the survivor. Undoable."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import Refused
from ticketing.events import TicketMerged
from ticketing.models import Event, Message, Staff, Status, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import lifecycle

UNDO_WITHIN = timedelta(hours=24)


def merge(ticket: Ticket, into: Ticket, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Move the messages of ``ticket`` to ``into``; earliest creation and largest severity win.

    Raises:
        Refused: the same ticket, or one that already lives on elsewhere.
    """
    if ticket.id == into.id:
        raise Refused("a ticket cannot be merged into itself", code="same_ticket")
    if Status.MERGED in (ticket.status, into.status):
        raise Refused("one of them is merged already", code="merged_already")
    if ticket.customer_id != into.customer_id:
        raise Refused("two customers' tickets stay two: link them instead", code="other_customer")
    before = {
        "status": ticket.status,
        "created_at": into.created_at.isoformat(),
        "severity": into.severity,
        "messages": _move_messages(ticket, into, at),
    }
    lifecycle.change_status(ticket, Status.MERGED, why="merged", at=at, by=by, ports=ports)
    ticket.merged_into_id = into.id
    into.created_at = min(into.created_at, ticket.created_at)
    into.severity = min(into.severity, ticket.severity)
    lifecycle.wake(into, at=at, ports=ports)
    row = record(TicketMerged(at=at, ticket_id=ticket.id, staff_id=by.id, into_id=into.id), ports)
    row.data = {**row.data, "before": before}


def undo_merge(ticket: Ticket, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Take a merge back within a day: every message returns to where it came from.

    Raises:
        Refused: not merged, or more than 24 h ago.
    """
    row = db.session.scalar(
        sa.select(Event)
        .where(Event.ticket_id == ticket.id, Event.kind == TicketMerged.kind)
        .order_by(Event.id.desc())
        .limit(1)
    )
    if ticket.status != Status.MERGED or row is None or ticket.merged_into_id is None:
        raise Refused("this ticket is not merged", code="not_merged")
    if at - row.at > UNDO_WITHIN:
        raise Refused("a merge can be undone for 24 hours", code="too_late")
    before, into = row.data["before"], db.session.get_one(Ticket, ticket.merged_into_id)
    _return_messages(before["messages"], ticket)
    into.created_at = datetime.fromisoformat(before["created_at"])
    into.severity = before["severity"]
    ticket.merged_into_id = None
    lifecycle.change_status(ticket, Status(before["status"]), why="merge_undone", at=at, by=by, ports=ports)
    record(TicketMerged(at=at, ticket_id=ticket.id, staff_id=by.id, into_id=into.id, undone=True), ports)


def _move_messages(ticket: Ticket, into: Ticket, at: datetime) -> list[list[int]]:
    """Append the messages to the survivor; returns (message id, its old sequence) to undo it."""
    moved = list(
        db.session.scalars(
            sa.select(Message).where(Message.ticket_id == ticket.id).order_by(Message.sequence)
        )
    )
    remembered = [[message.id, message.sequence] for message in moved]
    for message in moved:
        into.last_sequence += 1
        message.flags = {**message.flags, "moved_from": ticket.ticket_no}
        message.ticket_id, message.sequence = into.id, into.last_sequence
        db.session.flush()
    into.version += 1
    into.updated_at = at
    return remembered


def _return_messages(remembered: list[list[int]], ticket: Ticket) -> None:
    for message_id, sequence in remembered:
        message = db.session.get_one(Message, message_id)
        message.ticket_id, message.sequence = ticket.id, sequence
        message.flags = {key: value for key, value in message.flags.items() if key != "moved_from"}
        db.session.flush()
