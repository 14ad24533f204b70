"""Who is free: in the team, here, of the right language, with room; least loaded first, then longest idle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import ACTIVE, Availability, Role, Staff, TeamMember, Ticket

MAY_ANSWER = (Role.AGENT, Role.LEAD)
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Free:
    """A person with room, and why they are next in the words of the timeline."""

    staff: Staff
    load: int

    @property
    def reason(self) -> str:
        """Load and capacity, as shown on the ticket."""
        return f"load {self.load}/{self.staff.capacity}"


def free_people(team_id: int, language: str) -> list[Free]:
    """Those of a team who may be given one more ticket in this language, best first."""
    here = db.session.execute(_here_with_load(), {"team_id": team_id})
    people = [Free(staff, load) for staff, load in here]
    able = [one for one in people if one.load < one.staff.capacity and _speaks(one.staff, language)]
    return sorted(
        able, key=lambda one: (one.load / one.staff.capacity, one.staff.given_at or _NEVER, one.staff.id)
    )


@cache
def _here_with_load() -> sa.Select[tuple[Staff, int]]:
    """Built once: every new ticket asks."""
    return (
        sa.select(Staff, load_of())
        .join(TeamMember, TeamMember.staff_id == Staff.id)
        .where(TeamMember.team_id == sa.bindparam("team_id"), *_here())
    )


def teams_with_room() -> Sequence[int]:
    """The teams in which at least one person could take a ticket now."""
    load = load_of()
    statement = (
        sa.select(TeamMember.team_id)
        .join(Staff, Staff.id == TeamMember.staff_id)
        .where(*_here(), load < Staff.capacity)
        .distinct()
    )
    return db.session.scalars(statement).all()


def _here() -> tuple[sa.ColumnElement[bool], ...]:
    return (Staff.active, Staff.availability == Availability.ONLINE, Staff.role.in_(MAY_ANSWER))


def load_of() -> sa.ColumnElement[int]:
    """Active tickets in their hands, and those on offer to them."""
    held = sa.select(sa.func.count()).where(Ticket.assignee_id == Staff.id, Ticket.status.in_(ACTIVE))
    on_offer = sa.select(sa.func.count()).where(
        Ticket.offered_to_id == Staff.id, Ticket.assignee_id.is_(None), Ticket.status.in_(ACTIVE)
    )
    return held.correlate(Staff).scalar_subquery() + on_offer.correlate(Staff).scalar_subquery()


def _speaks(staff: Staff, language: str) -> bool:
    return not staff.languages or language in staff.languages or language not in {"zh", "en"}
