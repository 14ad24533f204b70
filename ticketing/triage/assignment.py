"""Who in the team takes a ticket, with the reason written down.

Every change of hands is one conditional UPDATE whose row count decides: of two people who claim only one
gets it, and the automatic assigner never takes a ticket that a person took in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from ticketing.db import db, is_new, unit_of_work
from ticketing.errors import BadInput, LostRace, NotFound, Refused
from ticketing.events import TicketAssigned
from ticketing.models import ACTIVE, Priority, Staff, Status, Team, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import conversation, lifecycle
from ticketing.triage import workload

OFFER_LASTS = timedelta(minutes=2)
BATCH = 50
WAITING = (Status.NEW, Status.OPEN)


def claim(ticket_id: int, staff: Staff, *, at: datetime, ports: Ports) -> Ticket:
    """Take a ticket that nobody holds. An offer to somebody else does not stop a person who is faster.

    Raises:
        NotFound: no such ticket.
        LostRace: somebody has it; ``winner`` is their name, ``winner_id`` their id.
        Refused: it is over, or the person has left.
    """
    if not staff.active:
        raise Refused("this account is closed", code="inactive")
    won = _take(ticket_id, None, at, assignee_id=staff.id, first_owner_id=_first_owner(staff.id))
    ticket = _fresh(ticket_id)
    if ticket is None:
        raise NotFound(f"no ticket {ticket_id}")
    if won:
        _given(ticket, staff, "claim", "", at, ports, by=staff)
    elif ticket.assignee_id is None:
        raise Refused("this ticket is over; reopen it first", code="not_active", status=ticket.status)
    elif ticket.assignee_id != staff.id:
        winner = ticket.assignee
        name = winner.name if winner is not None else ""
        raise LostRace(f"{name} has this ticket", winner=name, winner_id=ticket.assignee_id)
    return ticket


def offer(ticket: Ticket, *, at: datetime, ports: Ports) -> Staff | None:
    """Offer a waiting ticket to the best free person of its team for two minutes; a P1 is given at once.

    Returns whom, or None when it stays in the queue: nobody free, somebody has it, or it is not waiting.
    """
    if ticket.assignee_id is not None or ticket.team_id is None or ticket.status not in WAITING:
        return None
    if ticket.offered_until is not None and ticket.offered_until > at:
        return None
    free = workload.free_people(ticket.team_id, ticket.language)
    if not free:
        return None
    others = [one for one in free if one.staff.id != ticket.offered_to_id]
    best = (others or free)[0]
    urgent = ticket.priority == Priority.P1
    given: dict[str, Any] = (
        {"assignee_id": best.staff.id, "first_owner_id": _first_owner(best.staff.id)}
        if urgent
        else {"offered_to_id": best.staff.id, "offered_until": at + OFFER_LASTS}
    )
    lapsed = sa.or_(Ticket.offered_until.is_(None), Ticket.offered_until <= at)
    if is_new(ticket):  # nobody else can see it yet
        _hand_over(ticket, best.staff.id, urgent, at)
    elif _take(ticket.id, None, at, lapsed, **given):
        _reload(ticket)
    else:
        return None
    reason = f"{'P1; ' if urgent else ''}{best.reason}"
    _given(ticket, best.staff, "offer", reason, at, ports, accepted=urgent)
    return best.staff


def _hand_over(ticket: Ticket, staff_id: int, urgent: bool, at: datetime) -> None:
    if urgent:
        ticket.assignee_id = ticket.first_owner_id = staff_id
    else:
        ticket.offered_to_id, ticket.offered_until = staff_id, at + OFFER_LASTS
    ticket.version, ticket.updated_at = ticket.version + 1, at


def transfer(ticket: Ticket, to: Team | Staff, note: str, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Hand a ticket to another team's queue or to a colleague. The note says what was done and what is open.

    Raises:
        BadInput: the note is empty.
        LostRace: the ticket changed hands meanwhile.
        Refused: the ticket is over, or the colleague has left.
    """
    if not note.strip():
        raise BadInput("write for the next person what was done and what is open", field="note")
    if ticket.status not in ACTIVE:
        raise Refused("this ticket is over; reopen it first", code="not_active")
    if isinstance(to, Team):
        given: dict[str, Any] = {"team_id": to.id, "assignee_id": None}
    else:
        if not to.active:
            raise Refused(f"{to.name} has left", code="inactive")
        given = {"team_id": _team_for(to, ticket.team_id), "assignee_id": to.id}
    routing = {**(ticket.routing or {}), "reason": "transferred", "by": by.name, "note": note.strip()[:200]}
    if not _take(ticket.id, ticket.assignee_id, at, **given, routing=routing):
        _lost(ticket)
    _reload(ticket)
    conversation.add_note(ticket, by, note, at=at, ports=ports)
    if isinstance(to, Team):
        _record(ticket, None, "transfer", f"→ {to.code}", at, ports, by)
        offer(ticket, at=at, ports=ports)
    else:
        _given(ticket, to, "transfer", "", at, ports, by=by)


def release(ticket: Ticket, *, by: Staff, at: datetime, ports: Ports) -> None:
    """Put a ticket back into its team's queue; it is offered to somebody else next.

    Raises:
        LostRace: the ticket changed hands meanwhile.
    """
    if ticket.assignee_id is None:
        return
    holder = ticket.assignee_id
    if not _take(ticket.id, holder, at, assignee_id=None, offered_to_id=holder, offered_until=at):
        _lost(ticket)
    _reload(ticket)
    _record(ticket, None, "release", "", at, ports, by)


def leave_team(ticket: Ticket, *, by: Staff, at: datetime, ports: Ports) -> None:
    """The ticket was routed to another team: whoever does not belong there lets go, and it is offered anew."""
    if ticket.assignee_id is not None and ticket.team_id not in {team.id for team in by.teams}:
        release(ticket, by=by, at=at, ports=ports)
    ticket.offered_to_id = ticket.offered_until = None
    offer(ticket, at=at, ports=ports)


def assign_waiting(ports: Ports, at: datetime) -> int:
    """Offer what waits, nearest due first, in every team that has somebody free; expired offers go on.

    What people who left still held waits too. Returns how many were offered. Each ticket is its own unit of work, safe with many workers.
    """
    free_from_leavers(ports, at)
    offered = 0
    for ticket_id in _waiting(at):
        with unit_of_work(ports) as session:
            ticket = session.get(Ticket, ticket_id)
            if ticket is not None and offer(ticket, at=at, ports=ports) is not None:
                offered += 1
    return offered


def free_from_leavers(ports: Ports, at: datetime) -> int:
    """Put back into the queues what lies with people who have left; returns how many tickets."""
    left = sa.select(Staff.id).where(Staff.active.is_(False))
    stranded = (
        sa.select(Ticket.id, Ticket.assignee_id)
        .where(Ticket.assignee_id.in_(left), Ticket.status.in_(ACTIVE))
        .limit(BATCH)
    )
    freed = 0
    for ticket_id, holder in db.session.execute(stranded).all():
        with unit_of_work(ports) as session:
            if _take(ticket_id, holder, at, assignee_id=None):
                ticket = session.get_one(Ticket, ticket_id)
                _record(ticket, None, "release", "holder has left", at, ports, None)
                freed += 1
    return freed


def _waiting(at: datetime) -> Sequence[int]:
    teams = workload.teams_with_room()
    if not teams:
        return []
    statement = (
        sa.select(Ticket.id)
        .where(
            Ticket.assignee_id.is_(None),
            Ticket.status.in_(WAITING),
            Ticket.team_id.in_(teams),
            sa.or_(Ticket.offered_until.is_(None), Ticket.offered_until <= at),
        )
        .order_by(Ticket.next_due_at.is_(None), Ticket.next_due_at, Ticket.id)
        .limit(BATCH)
    )
    return db.session.scalars(statement).all()


def _take(
    ticket_id: int, holder: int | None, at: datetime, *more: sa.ColumnElement[bool], **values: Any
) -> bool:
    """The one UPDATE by which a ticket changes hands: only while ``holder`` (None = nobody) still has it."""
    values = {"offered_to_id": None, "offered_until": None} | values
    held = Ticket.assignee_id.is_(None) if holder is None else Ticket.assignee_id == holder
    db.session.flush()
    result = db.session.execute(
        sa.update(Ticket)
        .where(Ticket.id == ticket_id, held, Ticket.status.in_(ACTIVE), *more)
        .values(version=Ticket.version + 1, updated_at=at, **values)
        .execution_options(synchronize_session=False)
    )
    return result.rowcount == 1


def _first_owner(staff_id: int) -> sa.ColumnElement[int | None]:
    return sa.func.coalesce(Ticket.first_owner_id, staff_id)


def _fresh(ticket_id: int) -> Ticket | None:
    return db.session.get(Ticket, ticket_id, populate_existing=True)


def _reload(ticket: Ticket) -> None:
    db.session.refresh(ticket)


def _lost(ticket: Ticket) -> None:
    _reload(ticket)
    name = ticket.assignee.name if ticket.assignee is not None else ""
    raise LostRace("this ticket changed hands meanwhile", winner=name, winner_id=ticket.assignee_id)


def _team_for(staff: Staff, team_id: int | None) -> int | None:
    teams = [team.id for team in staff.teams]
    return team_id if team_id in teams or not teams else teams[0]


def _given(
    ticket: Ticket,
    staff: Staff,
    how: str,
    reason: str,
    at: datetime,
    ports: Ports,
    *,
    by: Staff | None = None,
    accepted: bool = True,
) -> None:
    staff.given_at = at
    if accepted and ticket.status == Status.NEW:
        lifecycle.change_status(ticket, Status.OPEN, why=how, at=at, by=by, ports=ports)
    _record(ticket, staff.id, how, reason, at, ports, by)


def _record(
    ticket: Ticket,
    assignee_id: int | None,
    how: str,
    reason: str,
    at: datetime,
    ports: Ports,
    by: Staff | None,
) -> None:
    staff_id = by.id if by is not None else None
    record(
        TicketAssigned(
            at=at, ticket_id=ticket.id, staff_id=staff_id, assignee_id=assignee_id, how=how, reason=reason
        ),
        ports,
    )
