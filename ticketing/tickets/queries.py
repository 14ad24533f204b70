"""Reading tickets: the live queue, the page of one ticket, look-alikes. Every list is a page, none a scan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from ticketing.db import db
from ticketing.models import Event, LinkKind, Message, Staff, Status, Team, TeamMember, Ticket, TicketLink

PAGE = 50
COUNT_UP_TO = 100


class View(StrEnum):
    """The queues an agent chooses from."""

    MINE = "mine"
    UNASSIGNED = "unassigned"
    TRIAGE = "triage"
    WAITING_PRODUCT = "waiting_product"
    ALL = "all"
    DONE = "done"


@dataclass(frozen=True)
class Page:
    """One page of a queue; ``cursor`` asks for the next one, none at the end."""

    tickets: list[Ticket]
    cursor: str | None


def queue(
    scope: sa.ColumnElement[bool],
    view: View,
    staff: Staff,
    *,
    narrow: tuple[sa.ColumnElement[bool], ...] = (),
    cursor: str | None = None,
    limit: int = PAGE,
) -> Page:
    """A page of what is due next, inside the viewer's scope."""
    if view == View.DONE:
        return _done(scope, staff, narrow, limit)
    statement = (
        sa.select(Ticket)
        .where(scope, _view(view, staff), *narrow, Ticket.queue_at.is_not(None))
        .order_by(Ticket.queue_at, Ticket.id)
        .options(
            joinedload(Ticket.customer),
            joinedload(Ticket.product),
            joinedload(Ticket.assignee),
            joinedload(Ticket.team),
        )
        .limit(limit + 1)
    )
    if cursor:
        at, _, number = cursor.partition("~")
        after = sa.tuple_(Ticket.queue_at, Ticket.id) > sa.tuple_(datetime.fromisoformat(at), int(number))
        statement = statement.where(after)
    tickets = list(db.session.scalars(statement).unique())
    more = len(tickets) > limit
    tickets = tickets[:limit]
    last = tickets[-1] if tickets else None
    return Page(
        tickets, f"{last.queue_at.isoformat()}~{last.id}" if more and last and last.queue_at else None
    )


def _done(
    scope: sa.ColumnElement[bool], staff: Staff, narrow: tuple[sa.ColumnElement[bool], ...], limit: int
) -> Page:
    statement = (
        sa.select(Ticket)
        .where(scope, Ticket.status.in_([Status.RESOLVED, Status.CLOSED]), *narrow)
        .order_by(Ticket.created_at.desc())
        .options(joinedload(Ticket.customer), joinedload(Ticket.product), joinedload(Ticket.assignee))
        .limit(limit)
    )
    return Page(list(db.session.scalars(statement).unique()), None)


def counts(scope: sa.ColumnElement[bool], staff: Staff) -> dict[View, int]:
    """How many wait in each view, counted up to 100: the badge then says 99+."""
    return {view: _count(scope, view, staff) for view in View if view != View.DONE}


def _count(scope: sa.ColumnElement[bool], view: View, staff: Staff) -> int:
    some = (
        sa.select(Ticket.id)
        .where(scope, _view(view, staff), Ticket.queue_at.is_not(None))
        .limit(COUNT_UP_TO)
        .subquery()
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _view(view: View, staff: Staff) -> sa.ColumnElement[bool]:
    if view == View.MINE:
        return Ticket.assignee_id == staff.id
    if view == View.UNASSIGNED:
        return sa.and_(Ticket.assignee_id.is_(None), Ticket.status != Status.NEW)
    if view == View.TRIAGE:
        return Ticket.status == Status.NEW
    if view == View.WAITING_PRODUCT:
        return Ticket.status == Status.PENDING_PRODUCT
    return sa.true()


def conversation(ticket: Ticket) -> list[Message]:
    """Everything said, in order, with its writers and files."""
    statement = (
        sa.select(Message)
        .where(Message.ticket_id == ticket.id)
        .options(joinedload(Message.staff), joinedload(Message.attachments))
        .order_by(Message.sequence)
    )
    return list(db.session.scalars(statement).unique())


def timeline(ticket: Ticket) -> list[Event]:
    """Everything that happened, in order."""
    return list(db.session.scalars(sa.select(Event).where(Event.ticket_id == ticket.id).order_by(Event.id)))


def related(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[tuple[LinkKind, Ticket]]:
    """Linked tickets the viewer may see, either direction."""
    statement = (
        sa.select(TicketLink.kind, Ticket)
        .join(
            Ticket,
            sa.or_(
                sa.and_(TicketLink.ticket_id == ticket.id, Ticket.id == TicketLink.other_id),
                sa.and_(TicketLink.other_id == ticket.id, Ticket.id == TicketLink.ticket_id),
            ),
        )
        .where(scope)
    )
    return [(kind, other) for kind, other in db.session.execute(statement)]


def same_matter(ticket: Ticket, scope: sa.ColumnElement[bool], *, limit: int = 60) -> list[Ticket]:
    """Recent visible tickets on the same product and topic: the candidates for *similar tickets*."""
    if ticket.product_id is None:
        return []
    statement = (
        sa.select(Ticket)
        .where(scope, Ticket.product_id == ticket.product_id, Ticket.id != ticket.id)
        .where(Ticket.status != Status.MERGED)
        .order_by(Ticket.created_at.desc())
        .limit(limit)
    )
    if ticket.topic:
        statement = statement.where(Ticket.topic == ticket.topic)
    return list(db.session.scalars(statement))


def colleagues(staff: Staff) -> list[tuple[Team, list[Staff]]]:
    """Every team with its active members, for transfers."""
    teams = db.session.scalars(sa.select(Team).order_by(Team.id))
    members = (
        sa.select(TeamMember.team_id, Staff).join(Staff, Staff.id == TeamMember.staff_id).where(Staff.active)
    )
    by_team: dict[int, list[Staff]] = {}
    for team_id, person in db.session.execute(members):
        by_team.setdefault(team_id, []).append(person)
    return [(team, by_team.get(team.id, [])) for team in teams]
