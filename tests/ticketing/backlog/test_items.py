"""An item's life: what opens the gate, what each step demands, what is kept of a decision."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_product
from tests.ticketing.backlog.loop import accept, make_item, make_themed_product, the_item, the_theme
from tests.ticketing.feedback.voices import speak
from ticketing.backlog import decisions, items, proposing
from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused, WrongTransition
from ticketing.feedback.mentions import harvest
from ticketing.models import ITEM_TRANSITIONS, Event, Item, ItemStatus, Mention, Notice, Severity, Theme
from ticketing.ports import Ports


def test_five_customers_in_a_month_propose_an_item_to_the_owner(
    app: Flask, ports: Ports, at: datetime
) -> None:
    _, owner = make_themed_product(at, ports, voices=5)

    assert proposing.propose_items(ports, at) == 1

    item = the_item()
    assert (item.item_no, item.status, item.owner_id, item.customers) == (
        "DRV-1",
        ItemStatus.CANDIDATE,
        owner.id,
        5,
    )
    assert db.session.scalars(sa.select(Notice.staff_id)).all() == [owner.id]


def test_four_customers_with_ten_tickets_do_not(app: Flask, ports: Ports, at: datetime) -> None:
    product, _ = make_themed_product(at, ports, voices=3)
    loud = speak(product, at=at).customer
    for _ in range(6):
        speak(product, at=at, customer=loud)
    harvest(ports, at)

    proposing.propose_items(ports, at)

    assert db.session.scalar(sa.select(Item)) is None


def test_one_case_of_danger_is_enough(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports, voices=1, severity=Severity.S1)

    assert item.severity == Severity.S1


def test_old_voices_do_not_open_the_gate(app: Flask, ports: Ports, at: datetime) -> None:
    make_themed_product(at, ports, voices=5)

    proposing.propose_items(ports, at + timedelta(days=31))

    assert db.session.scalar(sa.select(Item)) is None


def test_an_owner_may_override_the_gate_with_a_reason(app: Flask, ports: Ports, at: datetime) -> None:
    _, owner = make_themed_product(at, ports, voices=1)

    with pytest.raises(Refused, match="say why"):
        items.propose(the_theme(), why="override", at=at, ports=ports, by=owner)
    item = items.propose(the_theme(), why="override", at=at, ports=ports, by=owner, reason="大客户")

    assert item.override == "大客户"
    with pytest.raises(Refused, match="already"):
        items.propose(the_theme(), why="override", at=at, ports=ports, by=owner, reason="大客户")


def test_only_steps_of_the_life_cycle_are_taken(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    for wrong in set(ItemStatus) - ITEM_TRANSITIONS[ItemStatus.CANDIDATE]:
        with pytest.raises(WrongTransition):
            items.advance(item, wrong, by=owner, why="", at=at, ports=ports)

    assert item.status == ItemStatus.CANDIDATE


def test_acceptance_needs_the_problem_and_the_cause_of_grave_ones(
    app: Flask, ports: Ports, at: datetime
) -> None:
    item, owner = make_item(at, ports)
    items.advance(item, ItemStatus.REVIEW, by=owner, why="look", at=at, ports=ports)

    with pytest.raises(Refused, match="problem"):
        items.advance(item, ItemStatus.ACCEPTED, by=owner, why="", at=at, ports=ports)
    with pytest.raises(Refused, match="root cause"):
        items.advance(item, ItemStatus.ACCEPTED, by=owner, why="", at=at, ports=ports, problem="被扣款")
    with pytest.raises(BadInput, match="one of"):
        items.advance(item, ItemStatus.ACCEPTED, by=owner, why="", at=at, ports=ports, root_cause="magic")
    items.advance(item, ItemStatus.ACCEPTED, by=owner, why="", at=at, ports=ports, root_cause="process")

    assert item.decided_at == at


def test_thin_evidence_needs_a_reason_to_be_accepted(app: Flask, ports: Ports, at: datetime) -> None:
    _, owner = make_themed_product(at, ports, voices=1, severity=Severity.S3)
    item = items.propose(the_theme(), why="override", at=at, ports=ports, by=owner, reason="大客户")
    item.override = ""

    with pytest.raises(Refused, match="thin"):
        accept(item, owner, at, ports)


def test_planning_needs_acceptance_and_release_needs_words(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    accept(item, owner, at, ports)

    with pytest.raises(Refused, match="acceptance"):
        items.advance(item, ItemStatus.PLANNED, by=owner, why="", at=at, ports=ports)
    for step in (ItemStatus.PLANNED, ItemStatus.BUILDING, ItemStatus.TESTING):
        items.advance(item, step, by=owner, why="", at=at, ports=ports, acceptance="有提醒")
    with pytest.raises(Refused, match="version"):
        items.advance(item, ItemStatus.RELEASED, by=owner, why="", at=at, ports=ports)
    with pytest.raises(Refused, match="Chinese and English"):
        items.advance(
            item,
            ItemStatus.RELEASED,
            by=owner,
            why="",
            at=at,
            ports=ports,
            release_version="6",
            release_zh="好了",
        )


def test_deferring_needs_a_day_to_look_again_and_that_day_comes(
    app: Flask, ports: Ports, at: datetime
) -> None:
    item, owner = make_item(at, ports)
    why = {"reason_code": "capacity", "reason": "下季度", "by": owner, "at": at, "ports": ports}

    with pytest.raises(Refused, match="day"):
        decisions.decide(item, ItemStatus.DEFERRED, **why)
    decisions.decide(item, ItemStatus.DEFERRED, revisit_on=date(2026, 4, 1), **why)
    db.session.commit()

    assert proposing.revisit_deferred(ports, at) == 0
    assert proposing.revisit_deferred(ports, at + timedelta(days=30)) == 1
    assert item.status == ItemStatus.REVIEW


def test_a_decision_keeps_the_numbers_of_its_day(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    accept(item, owner, at, ports)
    db.session.commit()
    for _ in range(3):
        speak(item.product, at=at)
    harvest(ports, at)

    decision = decisions.decisions_of(item)[0]

    assert decision.snapshot["evidence"]["counts"]["customers"] == 5
    assert decision.snapshot["unweighted_rank"] == 1
    assert "example.com" not in str(decision.snapshot)


def test_decisions_need_a_known_reason_and_words(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    head = {"by": owner, "at": at, "ports": ports}

    with pytest.raises(BadInput, match="reason is one of"):
        decisions.decide(item, ItemStatus.DECLINED, reason_code="mood", reason="…", **head)
    with pytest.raises(BadInput, match="sentence"):
        decisions.decide(item, ItemStatus.DECLINED, reason_code="by_design", reason=" ", **head)
    with pytest.raises(BadInput, match="decide"):
        decisions.decide(item, ItemStatus.DONE, reason_code="by_design", reason="…", **head)


def test_a_declined_item_returns_when_twice_as_many_speak(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    decisions.decide(
        item, ItemStatus.DECLINED, reason_code="too_few", reason="太少", by=owner, at=at, ports=ports
    )
    db.session.commit()
    for _ in range(5):
        speak(item.product, at=at)
    harvest(ports, at)

    proposing.propose_items(ports, at)

    assert item.status == ItemStatus.REVIEW


def test_a_duplicate_gives_its_voices_to_the_other(app: Flask, ports: Ports, at: datetime) -> None:
    product, owner = make_themed_product(at, ports)
    for _ in range(5):
        speak(product, "billing", at=at)
    harvest(ports, at)
    proposing.propose_items(ports, at)
    first, second = db.session.scalars(sa.select(Item).order_by(Item.id)).all()

    decisions.decide(
        second,
        ItemStatus.DUPLICATE,
        reason_code="duplicate",
        reason="同一件事",
        by=owner,
        at=at,
        ports=ports,
        duplicate_of=first,
    )

    voices = sa.select(sa.func.count(Mention.id)).where(Mention.theme_id == first.theme_id)
    assert db.session.scalar(voices) == 10
    assert (second.status, second.duplicate_of_id) == (ItemStatus.DUPLICATE, first.id)
    assert db.session.get_one(Theme, second.theme_id).merged_into_id == first.theme_id


def test_every_change_has_a_higher_number(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    first = item.change_number

    items.edit(item, by=owner, at=at, problem="被扣款")

    assert item.change_number == first + 1 == items.last_change()
    with pytest.raises(BadInput, match="no field"):
        items.edit(item, by=owner, at=at, status="done")


def test_every_step_is_on_record_with_its_reason(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    accept(item, owner, at, ports)

    steps = sa.select(Event.data).where(Event.item_id == item.id, Event.kind == "item_advanced")
    assert [(row["before"], row["after"], row["why"]) for row in db.session.scalars(steps)] == [
        ("candidate", "review", "decided"),
        ("review", "accepted", "evidence"),
    ]


def test_the_stranger_sees_no_item(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports)
    other = make_product("PLY")

    assert items.get(item.item_no, None) is item
    with pytest.raises(NotFound):
        items.get(item.item_no, {other.id})


def test_a_release_needs_its_checklist_or_a_reason(app: Flask, ports: Ports, at: datetime) -> None:
    """Help, briefing, bot and criteria are ready, or somebody says why it goes out all the same."""
    item, owner = make_item(at, ports)
    accept(item, owner, at, ports)
    head = {"by": owner, "why": "", "at": at, "ports": ports}
    for step in (ItemStatus.PLANNED, ItemStatus.BUILDING, ItemStatus.TESTING):
        items.advance(item, step, **head, acceptance="有提醒")
    words = {"release_version": "6", "release_zh": "好了", "release_en": "done"}

    with pytest.raises(Refused, match="checklist"):
        items.advance(item, ItemStatus.RELEASED, **head, **words)
    with pytest.raises(Refused, match="checklist"):
        items.advance(item, ItemStatus.RELEASED, **head, **words, checklist=["faq", "bot", "criteria"])
    with pytest.raises(BadInput, match="checklist has"):
        items.advance(item, ItemStatus.RELEASED, **head, checklist=["party"])
    items.advance(item, ItemStatus.RELEASED, **head, **words, waiver="热修复，文案随后补")

    assert (item.status, item.waiver) == (ItemStatus.RELEASED, "热修复，文案随后补")
