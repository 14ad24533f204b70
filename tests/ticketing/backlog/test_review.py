"""Major items: what makes them so, whom they are put before, and when their owner may accept them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_calendar, make_staff, make_team
from tests.ticketing.backlog.loop import accept, make_item
from ticketing.backlog import items, review, reviewing
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.models import Department, Event, Item, ItemStatus, Notice, Risk, Role, Staff, Stance
from ticketing.ports import Ports

MAJOR = {"effort_weeks": 6.0, "problem": "关了自动续费仍被扣款"}


@dataclass
class House:
    """An item in its owner's hands, the departments' people, a committee of three."""

    item: Item
    owner: Staff
    speakers: dict[Department, Staff]
    committee: list[Staff]
    ports: Ports
    at: datetime

    def ask(self) -> None:
        items.edit(self.item, by=self.owner, at=self.at, **MAJOR)
        reviewing.ask(self.item, by=self.owner, at=self.at, ports=self.ports)

    def speak(self, department: Department, stance: Stance = Stance.IN_FAVOUR) -> None:
        by = self.speakers[department]
        reviewing.give_opinion(self.item, department, stance, "可以做", by=by, at=self.at, ports=self.ports)

    def vote(self, who: int, in_favour: bool, at: datetime | None = None) -> None:
        by = self.committee[who]
        reviewing.vote(self.item, in_favour, "理由", by=by, at=at or self.at, ports=self.ports)

    def accept(self, at: datetime | None = None) -> None:
        accept(self.item, self.owner, at or self.at, self.ports)

    def told(self, kind: str) -> set[int]:
        statement = sa.select(Notice.staff_id).join(Event, Event.id == Notice.event_id)
        return set(db.session.scalars(statement.where(Event.kind == kind)))


@pytest.fixture
def house(app: Flask, ports: Ports, at: datetime) -> House:
    make_calendar()
    item, owner = make_item(at, ports)
    teams = {one: make_team(codes[-1]) for one, codes in review.DEPARTMENTS.items()}
    council = make_team(review.COMMITTEE)
    speakers = {one: make_staff(f"head_{one}", teams=(team,)) for one, team in teams.items()}
    committee = [make_staff(f"member{n}", Role.COMMITTEE, teams=(council,)) for n in range(3)]
    return House(item, owner, speakers, committee, ports, at)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"effort_weeks": 5.0}, ()),
        ({"effort_weeks": 5.5}, ("effort",)),
        ({"priced": True}, ("price",)),
        ({"risk": Risk.MEDIUM}, ()),
        ({"risk": Risk.HIGH, "priced": True}, ("price", "risk")),
    ],
)
def test_effort_price_and_risk_make_an_item_major(
    house: House, fields: dict[str, object], why: tuple[str, ...]
) -> None:
    """More than five person-weeks, any change of price or contract, a high risk (domain §5.2)."""
    items.edit(house.item, by=house.owner, at=house.at, **fields)

    assert review.why_major(house.item) == why


def test_an_ordinary_item_is_its_owner_s_to_accept(house: House) -> None:
    """Nobody has to be asked, and nobody may be."""
    with pytest.raises(Refused, match="no major item"):
        reviewing.ask(house.item, by=house.owner, at=house.at, ports=house.ports)
    house.accept()

    assert house.item.status == ItemStatus.ACCEPTED


def test_a_major_item_waits_for_departments_and_committee(house: House) -> None:
    """Each refusal names who is still to speak; two votes of three settle it."""
    items.edit(house.item, by=house.owner, at=house.at, **MAJOR)
    with pytest.raises(Refused, match="ask the departments"):
        house.accept()
    house.ask()
    for department in (Department.CS, Department.RD, Department.FINANCE):
        house.speak(department)
    with pytest.raises(Refused, match="still have time"):
        house.vote(0, True)
    with pytest.raises(Refused, match="still have time"):
        house.accept()
    house.speak(Department.MARKETING, Stance.ON_CONDITIONS)
    house.vote(0, True)
    with pytest.raises(Refused, match="not voted yet"):
        house.accept()
    house.vote(1, True)
    house.accept()

    assert house.item.status == ItemStatus.ACCEPTED
    assert house.told("committee_voted") == {house.owner.id}


def test_departments_and_committee_are_told_that_they_are_asked(house: House) -> None:
    """Everybody who may speak or vote, and not the one who asks."""
    house.ask()

    assert house.told("review_asked") == {
        *(one.id for one in house.speakers.values()),
        *(one.id for one in house.committee),
    }


def test_a_department_that_says_nothing_in_three_business_days_is_passed_over(house: House) -> None:
    """Tuesday 10:00 plus three days of nine hours is Friday 10:00; silence is no objection."""
    house.ask()
    friday = house.at + timedelta(days=3)

    assert house.item.opinions_due_at == friday
    with pytest.raises(Refused, match="still have time"):
        house.vote(0, True, friday - timedelta(minutes=1))
    house.vote(0, True, friday)
    house.vote(2, True, friday)
    house.accept(friday)

    assert house.item.status == ItemStatus.ACCEPTED


def test_a_vote_against_stops_the_item_until_it_is_asked_anew(house: House) -> None:
    """Two of three against: it cannot be accepted; deferred and taken back, a new round begins empty."""
    house.ask()
    for department in Department:
        house.speak(department, Stance.AGAINST)
    house.vote(0, False)
    house.vote(1, False)
    with pytest.raises(Refused, match="voted against"):
        house.accept()

    later = {"by": house.owner, "why": "committee", "at": house.at, "ports": house.ports}
    items.advance(house.item, ItemStatus.DEFERRED, **later, revisit_on=house.at.date())
    items.advance(house.item, ItemStatus.REVIEW, **later)
    with pytest.raises(Refused, match="ask the departments"):
        house.accept()
    house.ask()

    now = review.standing(house.item, house.at)
    assert (house.item.review_round, now.votes, set(now.opinions.values())) == (2, [], {None})


def test_everybody_speaks_for_themselves_alone(house: House) -> None:
    """No opinion for another department, no vote by an outsider, no second vote, no objection without a reason."""
    house.ask()
    finance, ports, at = house.speakers[Department.FINANCE], house.ports, house.at
    with pytest.raises(Refused, match="do not speak"):
        reviewing.give_opinion(house.item, Department.RD, Stance.AGAINST, "…", by=finance, at=at, ports=ports)
    with pytest.raises(BadInput, match="sentence"):
        reviewing.give_opinion(
            house.item, Department.FINANCE, Stance.AGAINST, " ", by=finance, at=at, ports=ports
        )
    for department in Department:
        house.speak(department)
    with pytest.raises(Refused, match="only the committee"):
        reviewing.vote(house.item, True, "", by=finance, at=at, ports=ports)
    with pytest.raises(BadInput, match="against"):
        reviewing.vote(house.item, False, "", by=house.committee[0], at=at, ports=ports)
    house.vote(0, True)

    with pytest.raises(Refused, match="have voted"):
        house.vote(0, True)


def test_what_waits_is_shown_to_those_who_may_act(house: House) -> None:
    """First the departments, then the committee, then nobody."""

    def waits() -> tuple[bool, bool]:
        speaker, member = house.speakers[Department.RD], house.committee[0]
        return (
            bool(reviewing.waiting_for(speaker, house.at)),
            bool(reviewing.waiting_for(member, house.at)),
        )

    house.ask()
    seen = [waits()]
    for department in Department:
        house.speak(department)
    seen.append(waits())
    for number in range(2):
        house.vote(number, True)
    seen.append(waits())

    assert seen == [(True, False), (False, True), (False, False)]


def test_a_house_without_a_committee_is_told_what_it_lacks(app: Flask, ports: Ports, at: datetime) -> None:
    """Nobody could vote: the refusal says how to name the members."""
    item, owner = make_item(at, ports)
    items.edit(item, by=owner, at=at, priced=True)

    with pytest.raises(Refused, match="team CMT"):
        accept(item, owner, at, ports)
