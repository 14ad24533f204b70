"""Similar tickets: found by their wording, inside what the viewer may see, without personal data."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from classifier.likeness.sketch import NUMBERS
from tests.makers import AT, make_customer, make_message, make_product, make_staff, make_team, make_ticket
from ticketing import access
from ticketing.db import db
from ticketing.models import Channel, Customer, Status, Ticket, TicketWording, WordingNumber
from ticketing.ports import Ports
from ticketing.search import alike, index
from ticketing.tickets import relations

WORDS = "帆盘上个月就关了自动续费，今天怎么又扣我25块"


def _say(words: str, *, customer: Customer | None = None, **over: object) -> Ticket:
    ticket = make_ticket(customer, subject=words[:40], search_stale_at=AT, **over)
    make_message(ticket, words)
    return ticket


def _index(ports: Ports) -> None:
    while index.refresh(ports, AT):
        pass


def test_a_like_ticket_is_found_whatever_its_product_and_age(app: Flask, ports: Ports) -> None:
    """Product and topic need not be known: the wording is enough."""
    old = _say("上个月就关了自动续费的，今天怎么又扣了我25块钱", created_at=AT - timedelta(days=700))
    _say("路由器每天晚上断网，重启也没用")
    new = _say(WORDS)
    _index(ports)

    found = relations.similar(new, sa.true())

    assert [old.id] == [one.ticket.id for one in found]
    assert found[0].score > 0.7


def test_a_ticket_not_indexed_yet_finds_its_look_alikes(app: Flask, ports: Ports) -> None:
    """A duplicate shows when it comes in, not when a job has run."""
    first = _say(WORDS)
    _index(ports)

    second = _say(f"你好，{WORDS}！")

    assert [first.id] == [one.ticket.id for one in relations.similar(second, sa.true())]


def test_rare_wording_tells_more_than_what_very_many_say(app: Flask, ports: Ports) -> None:
    """A stock paragraph shared by more tickets than are looked at hides no ticket of the same matter."""
    stock = "本人于上周通过贵公司官方渠道提交申请后一直没有收到任何进展通知，现就以下问题再次反映，望贵公司高度重视"
    told = _say("绣花机的压脚板咬死底布了")
    for number in range(alike.MOST + 5):
        _say(f"{stock}。{number % 10}号楼电梯第{number}次停运")
    new = _say(f"绣花机压脚板咬死底布了。{stock}")
    _index(ports)

    words = alike.words_of([new])[new.id]

    assert told.id == alike.alike(words, sa.true(), besides=new.id)[0].ticket_id


def test_an_agent_sees_only_look_alikes_of_their_own_teams(app: Flask, ports: Ports) -> None:
    """What one may not see does not exist, however alike it is."""
    own, other = make_team("CS1"), make_team("CS2")
    agent = make_staff(teams=(own,))
    _say(WORDS, team_id=other.id)
    mine = _say(WORDS + "啊", team_id=own.id)
    new = _say(WORDS, team_id=own.id)
    _index(ports)

    found = relations.similar(new, access.ticket_scope(agent, AT.date()))

    assert [mine.id] == [one.ticket.id for one in found]


def test_merged_and_withdrawn_tickets_are_no_look_alikes(app: Flask, ports: Ports) -> None:
    """They live on elsewhere or not at all."""
    _say(WORDS, status=Status.MERGED)
    _say(WORDS, status=Status.CANCELLED)
    new = _say(WORDS)
    _index(ports)

    assert relations.similar(new, sa.true()) == []


def test_no_personal_data_is_kept_for_comparing(app: Flask, ports: Ports) -> None:
    """Phone, mail and the customer's own name are masked before anything is stored."""
    customer = make_customer("王小明", phone="13800001234")
    _say("我是王小明，电话13800001234，邮箱wang@example.com，帆盘又扣钱", customer=customer)
    _index(ports)

    kept = db.session.scalars(sa.select(TicketWording.words)).one()

    assert "帆盘又扣钱" in kept
    assert not [one for one in ("王小明", "13800001234", "wang@example.com") if one in kept]


def test_what_is_said_later_replaces_the_kept_wording(app: Flask, ports: Ports) -> None:
    """Numbers of words that no longer stand there are forgotten."""
    ticket = _say("帆盘又扣钱了怎么办")
    _index(ports)
    message = db.session.get_one(Ticket, ticket.id)
    make_message(message, "补充一下：订单是年费会员，扣了两次")
    message.search_stale_at = AT
    db.session.commit()
    _index(ports)

    words = db.session.scalars(sa.select(TicketWording.words)).one()
    numbers = db.session.scalars(sa.select(WordingNumber.number)).all()

    assert "年费会员" in words
    assert len(numbers) <= NUMBERS
    assert {ticket.id} == set(db.session.scalars(sa.select(WordingNumber.ticket_id)))


def test_one_customers_repeat_by_another_door_is_found(app: Flask, ports: Ports) -> None:
    """Mail first, hotline the next day: the same matter, told again."""
    customer, product = make_customer(email="a@example.com"), make_product()
    first = _say(WORDS, customer=customer, product_id=product.id)
    _say("想问一下云存的年费价格", customer=customer)
    _say(WORDS)
    again = _say(
        "上个月就关了自动续费，今天怎么又扣我25块钱",
        customer=customer,
        channel=Channel.HOTLINE,
        created_at=AT + timedelta(days=1),
    )

    assert [first.id] == [one.ticket.id for one in relations.said_again(again, sa.true())]


def test_a_repeat_typed_in_haste_is_a_repeat(app: Flask, ports: Ports) -> None:
    """Slips of the pen change nearly every word of an English text, and nothing of what it says."""
    customer = make_customer(email="a@example.com")
    first = _say("I was charged twice for the yearly cloud storage plan on Monday", customer=customer)
    _say("I was asked for a phone number when I signed in on Monday", customer=customer)

    again = _say("i ws chraged twise for teh yearly cloud stroage plan on monday", customer=customer)

    assert [first.id] == [one.ticket.id for one in relations.said_again(again, sa.true())]


def test_what_a_customer_said_weeks_ago_is_no_repeat(app: Flask, ports: Ports) -> None:
    """The same trouble a month later is a new case."""
    customer = make_customer(email="a@example.com")
    _say(WORDS, customer=customer, created_at=AT - timedelta(days=30))

    assert relations.said_again(_say(WORDS, customer=customer), sa.true()) == []
