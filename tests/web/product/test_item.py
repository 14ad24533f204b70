"""One item from candidate to the customers' answers, through its pages alone."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from tests.web.product.desk import Desk, make_desk, make_item
from ticketing.backlog import guards, queries, release
from ticketing.db import db
from ticketing.models import Decision, Item, ItemStatus, Message, Told

WORDS = {
    "reason_code": "evidence",
    "reason": "Five people were charged",
    "problem": "Renewal switched off, still charged",
    "root_cause": "process",
    "effort_weeks": "2,5",
    "override": "",
}


def decide(desk: Desk, item: Item, decision: str, **fields: str) -> int:
    address = f"/product/items/{item.item_no}"
    return desk.post(f"{address}/decisions", address, decision=decision, **fields).status_code


def step(desk: Desk, item: Item, to: str, **fields: str) -> int:
    address = f"/product/items/{item.item_no}"
    return desk.post(f"{address}/steps", address, to=to, why="", **fields).status_code


def plan(desk: Desk, item: Item) -> None:
    assert decide(desk, item, "accepted", **WORDS) == 303
    fields = {
        "acceptance": "A reminder three days before",
        "planned_on": "2030-01-31",
        "target_percent": "40",
        "effort_weeks": "3",
    }
    assert step(desk, item, "planned", **fields) == 303


def test_a_case_shows_the_known_problem_it_speaks_of(app: Flask) -> None:
    """Whoever answers the customer sees that the product has the matter, and where it stands."""
    desk = make_desk(app)
    item = make_item(desk)
    [(ticket, _), *_others] = queries.tickets_of(item)

    page = desk.page(f"/console/tickets/{ticket.ticket_no}")

    assert "Known problem" in page
    assert item.item_no in page


def test_a_decision_keeps_the_numbers_of_its_day(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    status = decide(desk, item, "accepted", **WORDS)

    decision = db.session.scalars(sa.select(Decision)).one()
    assert status == 303
    assert item.status == ItemStatus.ACCEPTED
    assert decision.snapshot["evidence"]["counts"]["customers"] == 5
    assert decision.snapshot["score"] > 0
    assert item.effort_weeks == 2.5
    assert "Five people were charged" in desk.page(f"/product/items/{item.item_no}")


def test_what_is_missing_is_said_and_the_words_are_kept(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    address = f"/product/items/{item.item_no}"
    fields = {**WORDS, "root_cause": "", "decision": "accepted"}
    answer = desk.post(f"{address}/decisions", address, **fields)

    assert answer.status_code == 409
    assert "needs its root cause" in answer.text
    assert "Five people were charged" in answer.text
    assert 'id="accepted" aria-labelledby="accepted-title" data-open-now' in answer.text
    assert item.status == ItemStatus.CANDIDATE


def test_without_words_there_is_no_decision(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    assert decide(desk, item, "need_evidence", reason_code="reproduce", reason=" ") == 422
    assert decide(desk, item, "need_evidence", reason_code="capacity", reason="x") == 422
    assert item.status == ItemStatus.CANDIDATE


def test_a_decline_is_told_in_the_chosen_words(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    fields = {"reason_code": "by_design", "reason": "As designed", "release_zh": "暂不调整", "release_en": ""}

    assert decide(desk, item, "declined", **fields) == 303
    while release.tell_customers(app.extensions["ports"], desk.at):
        db.session.expire_all()

    told = db.session.scalars(sa.select(Told)).all()
    bodies = [
        db.session.get_one(Message, number).body
        for number in db.session.scalars(sa.select(Message.id).where(Message.author == "system"))
    ]
    assert item.status == ItemStatus.DECLINED
    assert len(told) == 5
    assert all("暂不调整" in body for body in bodies)


def test_a_deferral_asks_for_a_day(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    fields = {"reason_code": "capacity", "reason": "Later", "release_zh": "", "release_en": ""}

    assert decide(desk, item, "deferred", revisit_on="", **fields) == 422
    assert decide(desk, item, "deferred", revisit_on="2030-02-01", **fields) == 303
    assert item.status == ItemStatus.DEFERRED


def test_the_steps_lead_to_a_release_that_tells_everybody(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    plan(desk, item)
    for to in ("building", "testing"):
        assert step(desk, item, to) == 303

    form = f"/product/items/{item.item_no}/release"
    preview = desk.page(form)
    ready = {"checklist": list(guards.CHECKLIST), "waiver": ""}
    answer = desk.post(form, form, version="6.3.0", zh="续费前三天会提醒您", en="You are reminded", **ready)
    while release.tell_customers(app.extensions["ports"], desk.at):
        db.session.expire_all()
    page = desk.page(f"/product/items/{item.item_no}")

    assert "Release and tell 5 customers" in preview
    assert answer.status_code == 303
    assert item.status == ItemStatus.WATCHING
    assert item.target_ratio == 0.4
    assert db.session.scalar(sa.select(sa.func.count(Told.id))) == 5
    assert "Customers told" in page and "no answer yet" in page


def test_a_release_without_english_words_is_sent_back(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    plan(desk, item)

    form = f"/product/items/{item.item_no}/release"
    answer = desk.post(form, form, version="6.3.0", zh="续费前三天会提醒您", en=" ")

    assert answer.status_code == 422
    assert "续费前三天会提醒您" in answer.text
    assert item.status == ItemStatus.PLANNED


def test_a_release_shows_before_and_after(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    plan(desk, item)
    form = f"/product/items/{item.item_no}/release"
    desk.post(form, form, version="6.3.0", zh="好了", en="Done")
    item.released_at = desk.at - timedelta(days=8)
    db.session.commit()

    page = desk.page(f"/product/items/{item.item_no}")

    assert "Did it help?" in page
    assert "the active users of this time are not entered" in page


def test_problem_and_goal_are_edited_in_place(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    address = f"/product/items/{item.item_no}"
    fields = {
        "title_zh": "续费提醒", "title_en": "Renewal notice", "problem": "P", "acceptance": "A",
        "root_cause": "design", "effort_weeks": "",
    }  # fmt: skip

    good = desk.post(address, address, **fields)
    bad = desk.post(address, address, **{**fields, "effort_weeks": "-1", "title_en": "Kept for me"})

    assert good.status_code == 303
    assert bad.status_code == 422
    assert "Kept for me" in bad.text
    assert (item.title_en, item.root_cause, item.effort_weeks) == ("Renewal notice", "design", None)


def test_the_document_names_what_is_missing(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    page = desk.page(f"/product/items/{item.item_no}/document")

    assert "Still missing before anyone can sign it" in page
    assert "又扣我25块" in page
    assert "Opinions of the departments" in page


def test_the_tickets_behind_it_are_listed(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)

    page = desk.page(f"/product/items/{item.item_no}/tickets")

    assert page.count("/console/tickets/") == 5


def test_an_item_of_another_product_does_not_exist(app: Flask) -> None:
    desk = make_desk(app)
    item = make_item(desk)
    stranger = desk.stranger()

    pages = [stranger.get(f"/product/items/{item.item_no}{part}") for part in ("", "/release", "/document")]

    assert [one.status_code for one in pages] == [404, 404, 404]
