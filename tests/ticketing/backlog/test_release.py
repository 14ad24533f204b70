"""The way back: everyone who asked is told once, where they asked, in their language; and is heard."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_customer, make_message, make_ticket
from tests.ticketing.backlog.loop import EN, ZH, make_item, make_released, make_themed_product, the_item
from tests.ticketing.feedback.voices import speak
from ticketing.backlog import decisions, proposing, release
from ticketing.db import db
from ticketing.errors import WrongTransition
from ticketing.feedback.mentions import harvest
from ticketing.models import (
    Author,
    CallTask,
    Channel,
    Delivery,
    Event,
    Item,
    ItemStatus,
    LinkKind,
    Message,
    Status,
    Ticket,
    TicketLink,
    Told,
)
from ticketing.ports import Ports
from ticketing.tickets import conversation


def tell_everybody(ports: Ports, at: datetime) -> None:
    while release.tell_customers(ports, at):
        pass


def told_rows() -> list[Told]:
    return list(db.session.scalars(sa.select(Told).order_by(Told.id)))


def words_told() -> list[str]:
    statement = sa.select(Message.body).where(Message.author == Author.SYSTEM).order_by(Message.id)
    return list(db.session.scalars(statement))


def test_nine_customers_with_twelve_tickets_are_told_nine_times(
    app: Flask, ports: Ports, at: datetime
) -> None:
    product, _ = make_themed_product(at, ports, voices=8)
    loud = make_customer(email="loud@example.com")
    for day in range(4):
        speak(product, at=at + timedelta(days=day), customer=loud)
    harvest(ports, at)
    later = at + timedelta(days=4)
    proposing.propose_items(ports, later)
    item = the_item()
    item.status, item.telling, item.outcome_round = ItemStatus.RELEASED, "released", 1
    item.release_zh, item.release_en = ZH, EN
    db.session.commit()

    tell_everybody(ports, later)

    newest = sa.select(sa.func.max(Ticket.id)).where(Ticket.customer_id == loud.id)
    assert len(told_rows()) == 9
    assert [one.ticket_id for one in told_rows() if one.customer_id == loud.id] == [db.session.scalar(newest)]


def test_each_is_told_on_their_channel_in_their_language(app: Flask, ports: Ports, at: datetime) -> None:
    product, _ = make_themed_product(at, ports, voices=2)
    speak(product, at=at, channel=Channel.CHAT, language="en", customer=make_customer(email="en@example.com"))
    caller = make_customer(phone="+8613800001234")
    speak(product, at=at, channel=Channel.HOTLINE, status=Status.CLOSED, customer=caller)
    harvest(ports, at)
    proposing.propose_items(ports, at)
    item = db.session.scalar(sa.select(Item))
    assert item is None

    speak(product, at=at)
    harvest(ports, at)
    proposing.propose_items(ports, at)
    item = the_item()
    item.status, item.telling, item.outcome_round = ItemStatus.RELEASED, "released", 1
    item.release_zh, item.release_en = ZH, EN
    db.session.commit()
    tell_everybody(ports, at)

    assert sum(ZH in words for words in words_told()) == 4
    assert sum(EN in words for words in words_told()) == 1
    assert sorted(db.session.scalars(sa.select(Delivery.kind))) == ["chat", "mail", "mail", "mail"]
    assert db.session.scalars(sa.select(CallTask.phone)).all() == ["+8613800001234"]


def test_nobody_is_told_twice_and_then_the_watch_begins(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_released(at, ports)
    tell_everybody(ports, at)
    item.telling, item.telling_after = "released", 0
    db.session.commit()

    tell_everybody(ports, at)

    assert len(told_rows()) == 5
    assert (item.status, item.watch_until) == (ItemStatus.WATCHING, at + timedelta(days=30))


def test_many_customers_are_told_in_bounded_steps(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports, voices=release.BATCH + 3)

    assert release.tell_customers(ports, at) == release.BATCH
    assert release.tell_customers(ports, at) == 3
    assert release.tell_customers(ports, at) == 0
    assert len(told_rows()) == release.BATCH + 3


def test_people_who_asked_to_be_left_alone_are(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports)
    quiet = db.session.scalars(sa.select(Ticket)).first()
    assert quiet is not None
    quiet.customer.contact_allowed = False
    db.session.commit()

    tell_everybody(ports, at)

    assert quiet.customer_id not in {one.customer_id for one in told_rows()}
    assert len(told_rows()) == 4


def test_no_opens_the_ticket_again_and_yes_is_kept(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports, status=Status.CLOSED, closed_at=at)
    tell_everybody(ports, at)
    happy, sad = (db.session.get_one(Ticket, one.ticket_id) for one in told_rows()[:2])

    assert release.hear(happy, make_message(happy, "已解决，谢谢！"), at=at, ports=ports)
    assert release.hear(sad, make_message(sad, "还是扣了"), at=at, ports=ports)

    assert [one.helped for one in told_rows()[:2]] == [True, False]
    assert (happy.status, sad.status) == (Status.CLOSED, Status.OPEN)
    heard = sa.select(Event.data).where(Event.kind == "outcome_answered")
    assert [row["helped"] for row in db.session.scalars(heard)] == [True, False]


def test_other_words_are_left_to_people(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports)
    tell_everybody(ports, at)
    ticket = db.session.get_one(Ticket, told_rows()[0].ticket_id)

    assert not release.hear(ticket, make_message(ticket, "请问发票怎么开？"), at=at, ports=ports)
    stranger = make_ticket()
    assert not release.hear(stranger, make_message(stranger, "没解决"), at=at, ports=ports)


def test_a_late_no_on_a_follow_up_is_heard_without_waking_the_old_case(
    app: Flask, ports: Ports, at: datetime
) -> None:
    make_released(at, ports, status=Status.CLOSED, closed_at=at)
    tell_everybody(ports, at)
    told = told_rows()[0]
    old = db.session.get_one(Ticket, told.ticket_id)
    later = make_ticket(old.customer)
    db.session.add(TicketLink(ticket_id=later.id, other_id=old.id, kind=LinkKind.FOLLOWUP, at=at))
    db.session.commit()

    assert release.hear(later, make_message(later, "Still not working"), at=at, ports=ports)

    assert (told.helped, old.status) == (False, Status.CLOSED)


def test_a_decline_is_told_in_plain_words(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    decisions.decide(
        item, ItemStatus.DECLINED, reason_code="by_design", reason="设计如此", by=owner, at=at, ports=ports
    )
    db.session.commit()

    tell_everybody(ports, at)

    assert len(told_rows()) == 5
    assert all("产品目前的设计" in words and "已解决" not in words for words in words_told())
    assert item.status == ItemStatus.DECLINED


def test_a_second_release_is_told_again(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_released(at, ports)
    tell_everybody(ports, at)
    item.status, item.telling, item.telling_after = ItemStatus.RELEASED, "released", 0
    item.outcome_round = 2
    db.session.commit()

    tell_everybody(ports, at)

    assert len(told_rows()) == 10


def test_what_was_never_planned_cannot_be_released(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)

    with pytest.raises(WrongTransition, match="plan it first"):
        release.release(item, version="1", zh=ZH, en=EN, checklist=(), by=owner, at=at, ports=ports)


def say(ticket: Ticket, words: str, at: datetime, ports: Ports) -> Message:
    new = conversation.NewMessage(channel=ticket.channel, body=words, at=at, received_at=at)
    return conversation.add_customer_message(ticket, new, rule="reply", ports=ports)


def test_a_thank_you_lets_a_finished_case_rest(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports, status=Status.CLOSED, closed_at=at)
    tell_everybody(ports, at)
    later = at + timedelta(days=1)
    ticket = db.session.get_one(Ticket, told_rows()[0].ticket_id)

    assert release.hear(ticket, say(ticket, "已解决，谢谢", later, ports), at=later, ports=ports)

    assert (ticket.status, ticket.reopen_count, ticket.waiting_since) == (Status.CLOSED, 0, None)


def test_a_no_keeps_the_woken_case_open(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports, status=Status.CLOSED, closed_at=at)
    tell_everybody(ports, at)
    later = at + timedelta(days=1)
    ticket = db.session.get_one(Ticket, told_rows()[0].ticket_id)

    assert release.hear(ticket, say(ticket, "没解决", later, ports), at=later, ports=ports)

    assert (ticket.status, ticket.reopen_count) == (Status.OPEN, 1)
