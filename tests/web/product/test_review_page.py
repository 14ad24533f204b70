"""The review of a major item, through the pages of everybody who has a say in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_calendar, make_staff, make_team
from tests.web.product.desk import Desk, make_desk, make_item
from tests.web.visitors import post, signed_in_as
from ticketing.backlog import items, review
from ticketing.db import db
from ticketing.models import Department, Item, ItemStatus, Role


@dataclass
class House:
    """The owner's desk, an item, and the browsers of a department head and a committee member each."""

    desk: Desk
    item: Item
    speakers: dict[Department, FlaskClient]
    members: list[FlaskClient]

    @property
    def page(self) -> str:
        return f"/product/items/{self.item.item_no}/review"

    def act(self, client: FlaskClient, what: str, **fields: str) -> int:
        answer = post(client, f"/product/items/{self.item.item_no}/{what}", self.page, **fields)
        db.session.rollback()
        db.session.expire_all()
        return int(answer.status_code)

    def edit(self, **fields: str) -> int:
        item = self.item
        whole = {"title_zh": item.title_zh, "title_en": item.title_en, "problem": "重复扣款", **fields}
        page = f"/product/items/{item.item_no}"
        return int(self.desk.post(page, page, **whole, acceptance="", root_cause="").status_code)


@pytest.fixture
def house(app: Flask) -> House:
    make_calendar()
    desk = make_desk(app)
    teams = {one: make_team(codes[-1]) for one, codes in review.DEPARTMENTS.items()}
    council = make_team(review.COMMITTEE)
    heads = {one: make_staff(f"head_{one}", teams=(team,), language="en") for one, team in teams.items()}
    members = [make_staff(f"member{n}", Role.COMMITTEE, teams=(council,), language="en") for n in range(2)]
    return House(
        desk,
        make_item(desk),
        {one: signed_in_as(app, head) for one, head in heads.items()},
        [signed_in_as(app, one) for one in members],
    )


def test_a_major_item_goes_the_whole_way_by_the_pages(house: House) -> None:
    """Graded, asked, heard, voted, accepted; each person reads what the others said."""
    client = house.desk.client
    assert house.edit(effort_weeks="8", risk="high", priced="1") == 303
    assert "have to be asked" in house.desk.page(f"/product/items/{house.item.item_no}")
    accept = {"decision": "accepted", "reason_code": "evidence", "reason": "五位客户", "problem": "重复扣款"}
    accept |= {"root_cause": "process", "effort_weeks": "8", "override": ""}
    assert house.act(client, "decisions", **accept) == 409

    assert house.act(client, "review") == 303
    for department, speaker in house.speakers.items():
        said = {"department": department.value, "stance": "on_conditions", "text": f"opinion of {department}"}
        assert "your department's opinion" in speaker.get("/product/reviews").text
        assert house.act(speaker, "opinions", **said) == 303
    for member in house.members:
        page = member.get(house.page).text
        assert all(f"opinion of {department}" in page for department in Department)
        assert house.act(member, "votes", vote="in_favour", why="") == 303
    assert "can be accepted" in house.desk.page(f"/product/items/{house.item.item_no}")
    assert house.act(client, "decisions", **accept) == 303

    assert house.item.status == ItemStatus.ACCEPTED


def test_those_who_are_not_asked_see_no_review(house: House, app: Flask) -> None:
    """A stranger, and a department's head before the question and after the answer."""
    stranger = signed_in_as(app, make_staff("someone"))
    head = house.speakers[Department.RD]
    house.edit(effort_weeks="8", risk="")
    before = head.get(house.page).status_code
    house.act(house.desk.client, "review")

    assert (before, head.get(house.page).status_code) == (404, 200)
    assert stranger.get(house.page).status_code == 404
    assert house.desk.stranger().get(house.page).status_code == 404
    assert house.desk.nobody().get(house.page).status_code == 302


def test_the_committee_reads_every_backlog_and_changes_nothing(house: House) -> None:
    """It votes; deciding and editing stay with owner and lead, cases do not exist for it."""
    member, item = house.members[0], f"/product/items/{house.item.item_no}"

    assert [member.get(page).status_code for page in ("/product/", item, "/reports/")] == [200, 200, 200]
    assert member.get("/console/").status_code == 403
    assert "/console/tickets/" not in member.get(item).text
    assert "/console/tickets/" in house.desk.client.get(item).text
    assert house.act(member, "decisions", decision="declined") == 403


def test_a_vote_against_asks_for_its_reason(house: House) -> None:
    """The page says so and keeps what was written."""
    house.edit(effort_weeks="8", risk="")
    house.act(house.desk.client, "review")
    for department, speaker in house.speakers.items():
        house.act(speaker, "opinions", department=department.value, stance="against", text="不")

    assert house.act(house.members[0], "votes", vote="against", why="") == 422
    assert house.act(house.members[0], "votes", vote="against", why="太贵") == 303


def test_a_release_asks_whether_everything_is_ready(house: House) -> None:
    """Boxes for help, agents, bot and criteria; with one empty a reason is asked for."""
    items.advance(
        house.item,
        ItemStatus.REVIEW,
        by=house.desk.owner,
        why="",
        at=house.desk.at,
        ports=house.desk.app.extensions["ports"],
    )
    house.item.status = ItemStatus.TESTING
    db.session.commit()
    page = f"/product/items/{house.item.item_no}/release"
    words = {"version": "6", "zh": "好了", "en": "done"}

    refused = post(house.desk.client, page, page, **words, checklist="faq", waiver="")
    waived = post(house.desk.client, page, page, **words, checklist="faq", waiver="hot fix")

    assert (refused.status_code, waived.status_code) == (409, 303)
    assert "checklist" in refused.text
