"""Which items are major, and where their review stands: opinions of the departments, votes of the committee.

Major is what takes more than five person-weeks, changes a price or a contract, or carries a high risk. Such an
item is accepted only once every department asked has said something or let its time pass, and more than half of
the committee's roster voted for it (``domain.md`` §1.2, §5.2, §9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import Refused
from ticketing.models import Department, Item, Opinion, Risk, Staff, Team, TeamMember, Vote

MOST_WEEKS = 5.0
OPINIONS_WITHIN = timedelta(hours=27)
"""Three business days of nine hours, on the office's calendar."""
COMMITTEE = "CMT"
"""The team whose members are the committee's roster."""
DEPARTMENTS: dict[Department, tuple[str, ...]] = {
    Department.CS: ("CS1", "CS2", "CMP"),
    Department.RD: ("RD",),
    Department.FINANCE: ("FIN",),
    Department.MARKETING: ("MKT",),
}
"""Whose members may speak for a department, by the codes of their teams."""


@dataclass(frozen=True)
class Standing:
    """Where the review of one item stands."""

    why: tuple[str, ...]
    """What makes it major: ``effort``, ``price``, ``risk``; empty when it is not."""
    asked: bool
    opinions: dict[Department, Opinion | None]
    timed_out: bool
    """The departments' time is over: who said nothing has no objection."""
    votes: Sequence[Vote]
    roster: Sequence[Staff]

    @property
    def heard(self) -> bool:
        """Every department gave its opinion or let its time pass."""
        return self.asked and (self.timed_out or all(self.opinions.values()))

    @property
    def verdict(self) -> str:
        """``in_favour`` or ``against`` once no further vote can change it; empty until then."""
        members = {one.id for one in self.roster}
        counted = [vote.in_favour for vote in self.votes if vote.staff_id in members]
        if sum(counted) * 2 > len(members):
            return "in_favour"
        return "against" if members and counted.count(False) * 2 >= len(members) else ""


def why_major(item: Item) -> tuple[str, ...]:
    """What makes an item major; empty when its owner may accept it alone."""
    reasons = {
        "effort": (item.effort_weeks or 0) > MOST_WEEKS,
        "price": bool(item.priced),
        "risk": item.risk == Risk.HIGH,
    }
    return tuple(name for name, holds in reasons.items() if holds)


def standing(item: Item, at: datetime) -> Standing:
    """The present round of an item's review."""
    this_round = (Opinion.item_id == item.id, Opinion.round == item.review_round)
    given = {one.department: one for one in db.session.scalars(sa.select(Opinion).where(*this_round))}
    votes = sa.select(Vote).where(Vote.item_id == item.id, Vote.round == item.review_round).order_by(Vote.id)
    due_at = item.opinions_due_at
    return Standing(
        why=why_major(item),
        asked=due_at is not None,
        opinions={one: given.get(one) for one in Department},
        timed_out=due_at is not None and due_at <= at,
        votes=db.session.scalars(votes).all() if due_at is not None else (),
        roster=members_of((COMMITTEE,)),
    )


def check_settled(item: Item, at: datetime) -> None:
    """Refuse to accept a major item before departments and committee have spoken.

    Raises:
        Refused: says who is still to speak; ``details['code']`` names it.
    """
    if not why_major(item):
        return
    now = standing(item, at)
    if not now.roster:
        raise Refused("this needs the committee: put its members into the team CMT", code="committee_missing")
    if not now.asked:
        raise Refused("this is a major item: ask the departments and the committee first", code="not_asked")
    if not now.heard:
        raise Refused("departments still have time to give their opinion", code="opinions_open")
    if now.verdict == "against":
        raise Refused("the committee voted against it", code="voted_against")
    if now.verdict != "in_favour":
        raise Refused("the committee has not voted yet", code="votes_open")


def members_of(team_codes: Sequence[str]) -> Sequence[Staff]:
    """The active people of these teams, by name."""
    of_teams = (
        sa.select(TeamMember.staff_id)
        .join(Team, Team.id == TeamMember.team_id)
        .where(Team.code.in_(team_codes))
    )
    return db.session.scalars(
        sa.select(Staff).where(Staff.id.in_(of_teams), Staff.active).order_by(Staff.name)
    ).all()


def departments_of(staff: Staff) -> list[Department]:
    """The departments for which this person may speak."""
    codes = {team.code for team in staff.teams}
    return [one for one, teams in DEPARTMENTS.items() if codes & set(teams)]


def is_member(staff: Staff) -> bool:
    """Whether this person is on the committee's roster."""
    return staff.active and any(team.code == COMMITTEE for team in staff.teams)
