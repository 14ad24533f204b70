"""The harvest: who counts, what is quoted, and how the evidence follows the ticket."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_customer, make_message, make_product, make_ticket
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.feedback.campaigns import fingerprint
from ticketing.feedback.mentions import count_known_visitors, harvest, quote_of
from ticketing.models import Channel, Identity, Mention, Status, Theme, TicketType
from ticketing.ports import Ports

PETITION = "我们全体用户强烈要求立即恢复原来的价格并公开道歉否则将联合向监管部门投诉到底绝不接受任何形式的敷衍和拖延处理"


def mentions() -> list[Mention]:
    return list(db.session.scalars(sa.select(Mention).order_by(Mention.id)))


def test_chinese_and_english_voices_meet_in_one_theme(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    speak(product, at=at)
    speak(product, words="I turned auto-renew off and was charged again", at=at, language="en")

    assert harvest(ports, at) == 2

    theme = db.session.scalars(sa.select(Theme)).one()
    assert {one.theme_id for one in mentions()} == {theme.id}
    assert theme.last_mention_at == at
    assert theme.checked_at is None


def test_a_second_harvest_finds_nothing_to_do(app: Flask, ports: Ports, at: datetime) -> None:
    speak(make_product(), at=at)
    harvest(ports, at)

    assert harvest(ports, at) == 0
    assert len(mentions()) == 1


def test_questions_praise_and_unlabelled_tickets_give_no_mention(
    app: Flask, ports: Ports, at: datetime
) -> None:
    product = make_product()
    speak(product, at=at, type=TicketType.ENQUIRY)
    speak(product, at=at, type=TicketType.PRAISE)
    make_message(make_ticket())

    assert harvest(ports, at) == 3
    assert mentions() == []


def test_closed_hotline_cases_are_feedback_too(app: Flask, ports: Ports, at: datetime) -> None:
    speak(make_product(), at=at, status=Status.CLOSED, channel=Channel.HOTLINE, historic=True)

    harvest(ports, at)

    assert [one.channel for one in mentions()] == ["hotline"]


def test_quotes_hold_no_personal_data(app: Flask, ports: Ports, at: datetime) -> None:
    customer = make_customer("王小明", phone="+8613800001234")
    speak(make_product(), words="我是王小明，电话13800001234，又被扣款了", at=at, customer=customer)

    harvest(ports, at)

    assert mentions()[0].quote == "我是[name]，电话[phone]，又被扣款了"


def test_greetings_are_not_what_was_said(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = speak(make_product(), words="你好", at=at, channel=Channel.CHAT)
    make_message(ticket, "转人工")
    make_message(ticket, "一直卡在99%")

    harvest(ports, at)

    assert mentions()[0].quote == "一直卡在99%"


def test_testers_and_unknown_visitors_are_visible_but_do_not_count(
    app: Flask, ports: Ports, at: datetime
) -> None:
    product = make_product()
    speak(product, at=at, customer=make_customer(tester=True, email="test@example.com"))
    speak(product, at=at, customer=make_customer(visitor="v-1"))
    speak(product, at=at)

    harvest(ports, at)

    assert [(one.counted, one.left_out) for one in mentions()] == [
        (False, "tester"),
        (False, "visitor"),
        (True, ""),
    ]


def test_a_visitor_who_leaves_an_address_counts(app: Flask, ports: Ports, at: datetime) -> None:
    visitor = make_customer(visitor="v-1")
    speak(make_product(), at=at, customer=visitor)
    harvest(ports, at)
    visitor.identities.append(Identity(kind="phone", value="+8613800001234", verified=True))
    db.session.commit()

    assert count_known_visitors(ports, at) == 1
    assert mentions()[0].counted


def test_a_campaign_is_one_voice(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    for day in range(6):
        speak(product, words=PETITION, at=at + timedelta(days=day))

    harvest(ports, at)

    assert [one.left_out for one in mentions()] == [""] + ["campaign"] * 5


def test_short_identical_texts_are_honest_voices(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    for _ in range(6):
        speak(product, at=at)

    harvest(ports, at)

    assert all(one.counted for one in mentions())


def test_fingerprints_ignore_spacing_case_and_punctuation() -> None:
    assert fingerprint(
        "We, the users, demand the OLD price back at once and an apology from the whole board!"
    ) == (fingerprint("we the users demand the old price back at once\nand an apology from the whole board"))


def test_a_corrected_topic_moves_the_mention(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = speak(make_product(), at=at)
    harvest(ports, at)
    ticket.topic = "billing"
    db.session.commit()

    harvest(ports, at)

    themes = [db.session.get_one(Theme, one.theme_id).topic for one in mentions()]
    assert themes == ["billing"]


def test_a_ticket_corrected_to_a_question_loses_its_mention(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = speak(make_product(), at=at)
    harvest(ports, at)
    ticket.type = TicketType.ENQUIRY
    db.session.commit()

    harvest(ports, at)

    assert mentions() == []


def test_spam_leaves_the_evidence(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = speak(make_product(), at=at)
    harvest(ports, at)
    ticket.status = Status.CANCELLED
    db.session.commit()

    harvest(ports, at)

    assert [(one.counted, one.left_out) for one in mentions()] == [(False, "cancelled")]


def test_a_merged_ticket_speaks_through_its_survivor(app: Flask, ports: Ports, at: datetime) -> None:
    product, customer = make_product(), make_customer(email="one@example.com")
    first = speak(product, at=at, customer=customer)
    second = speak(product, at=at, customer=customer)
    harvest(ports, at)
    second.status, second.merged_into_id = Status.MERGED, first.id
    db.session.commit()

    harvest(ports, at)

    assert [one.ticket_id for one in mentions()] == [first.id]


def test_long_words_are_cut() -> None:
    assert len(quote_of("很慢" * 500)) == 300
