"""Reading triage: the judgements on a ticket, how often people agree with machines, who carries how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from ticketing.db import db
from ticketing.models import Classification, LabelField, LabelState, Staff, TeamMember, Ticket
from ticketing.triage import workload
from ticketing.triage.assignment import WAITING

_BY_MACHINE = (LabelState.SUGGESTED, LabelState.ABSTAINED)
_BY_PERSON = (LabelState.CONFIRMED, LabelState.CORRECTED)


@dataclass(frozen=True, slots=True)
class Agreement:
    """What people said about a machine's labels of one field."""

    field: LabelField
    right: int
    wrong: int

    @property
    def precision(self) -> float | None:
        """right / (right + wrong); None when nobody judged. Biased: people mostly correct what looks wrong."""
        judged = self.right + self.wrong
        return self.right / judged if judged else None


@dataclass(frozen=True, slots=True)
class Load:
    """How much one member of a team carries."""

    staff: Staff
    load: int


def judgements_on(ticket_id: int) -> dict[LabelField, list[Classification]]:
    """Every judgement on a ticket by field, newest first: the first is what holds, the rest is its history."""
    rows = db.session.scalars(
        sa.select(Classification)
        .where(Classification.ticket_id == ticket_id)
        .order_by(Classification.id.desc())
    )
    found: dict[LabelField, list[Classification]] = {}
    for row in rows:
        found.setdefault(row.field, []).append(row)
    return found


def agreement(since: datetime, until: datetime) -> list[Agreement]:
    """How often a person's judgement in the period was the label the machine had suggested, by field."""
    said, machine = aliased(Classification), aliased(Classification)
    first_suggestion = (
        sa.select(machine.label)
        .where(
            machine.ticket_id == said.ticket_id,
            machine.field == said.field,
            machine.state == LabelState.SUGGESTED,
            machine.model != "given",
        )
        .order_by(machine.id)
        .limit(1)
        .correlate(said)
        .scalar_subquery()
    )
    judged = (
        sa.select(said.field, (first_suggestion == said.label).label("same"))
        .where(said.state.in_(_BY_PERSON), said.at >= since, said.at < until)
        .where(said.field.in_(list(LabelField)))
    )
    counted: Counter[tuple[LabelField, bool | None]] = Counter(
        (row.field, None if row.same is None else bool(row.same)) for row in db.session.execute(judged)
    )
    fields = sorted({one for one, _ in counted})
    return [Agreement(one, counted[one, True], counted[one, False]) for one in fields]


def coverage(since: datetime, until: datetime) -> dict[LabelField, float]:
    """The share of tickets for which a machine dared to say the field, by field."""
    statement = (
        sa.select(Classification.field, Classification.state, sa.func.count().label("number"))
        .where(
            Classification.field.in_(list(LabelField)),
            Classification.state.in_(_BY_MACHINE),
            Classification.model != "given",
            Classification.at >= since,
            Classification.at < until,
        )
        .group_by(Classification.field, Classification.state)
    )
    said: Counter[LabelField] = Counter()
    asked: Counter[LabelField] = Counter()
    for row in db.session.execute(statement):
        asked[row.field] += row.number
        said[row.field] += row.number if row.state == LabelState.SUGGESTED else 0
    return {one: said[one] / asked[one] for one in asked}


def loads(team_id: int) -> list[Load]:
    """Everyone in a team with what they carry, for the person who hands out work."""
    statement = (
        sa.select(Staff, workload.load_of())
        .join(TeamMember, TeamMember.staff_id == Staff.id)
        .where(TeamMember.team_id == team_id, Staff.active)
        .order_by(Staff.name)
    )
    return [Load(staff, load) for staff, load in db.session.execute(statement)]


def waiting_by_team() -> dict[int, int]:
    """How many tickets nobody holds yet, by team."""
    statement = (
        sa.select(Ticket.team_id, sa.func.count().label("number"))
        .where(Ticket.assignee_id.is_(None), Ticket.status.in_(WAITING), Ticket.team_id.is_not(None))
        .group_by(Ticket.team_id)
    )
    return {row.team_id: row.number for row in db.session.execute(statement)}


def offers_to(staff_id: int, at: datetime) -> Sequence[Ticket]:
    """The tickets on offer to one person right now, the soonest to lapse first."""
    statement = (
        sa.select(Ticket)
        .where(Ticket.offered_to_id == staff_id, Ticket.assignee_id.is_(None), Ticket.offered_until > at)
        .order_by(Ticket.offered_until)
    )
    return db.session.scalars(statement).all()
