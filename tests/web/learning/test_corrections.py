"""A correction counts at once: the agent says what it is, and the next like message is labelled so."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from classifier.contract import Judgement, Prediction
from classifier.models.evaluation import best_label
from tests.makers import (
    AT,
    make_calendar,
    make_customer,
    make_message,
    make_product,
    make_staff,
    make_team,
    make_ticket,
)
from tests.web.visitors import browser, make_key, post, signed_in_as
from ticketing.db import db
from ticketing.models import Classification, Customer, LabelField, LabelState, Role, Staff, Ticket, Topic
from web.judges import Judges

FIRST = "我的小帆音箱放着放着就不出声了，要拔了电才好"
LIKE = "小帆音箱放着放着又不出声了，要拔了电才好"
UNLIKE = "请问怎么开发票"


@pytest.fixture
def lead(app: Flask, models: Path) -> Staff:
    make_calendar()
    make_team("CS1")
    make_product("SPK", name_zh="小帆音箱", name_en="FanSpeaker")
    db.session.add(Topic(code="hw_quality", name_zh="硬件质量", name_en="Hardware quality"))
    db.session.add(Topic(code="function", name_zh="功能", name_en="Function"))
    db.session.commit()
    return make_staff("shenqing", Role.LEAD)


@pytest.fixture
def desk(app: Flask, lead: Staff) -> FlaskClient:
    return signed_in_as(app, lead)


def write(app: Flask, lead: Staff, text: str, customer: str = "a@example.com") -> Ticket:
    """A customer's message comes in by the API."""
    body = {"customer": {"email": customer}, "text": text}
    answer = browser(app).post("/api/v1/tickets", json=body, headers=make_key(lead))
    assert answer.status_code == 201, answer.text
    db.session.expire_all()
    return db.session.scalars(sa.select(Ticket).order_by(Ticket.id.desc()).limit(1)).one()


def say(desk: FlaskClient, ticket: Ticket, field: str, label: str) -> None:
    page = f"/console/tickets/{ticket.ticket_no}"
    assert post(desk, f"{page}/classification", page, field=field, label=label).status_code == 303


def judged(ticket: Ticket, field: LabelField) -> Classification:
    """What the machine said about the field at intake."""
    statement = sa.select(Classification).where(
        Classification.ticket_id == ticket.id, Classification.field == field
    )
    return db.session.scalars(statement.order_by(Classification.id).limit(1)).one()


def ask(app: Flask, text: str) -> Judgement:
    db.session.rollback()
    return Judges(app.extensions["settings"].var / "models")["topic"].predict(text)


def test_the_next_like_message_is_labelled_as_the_agent_said(
    app: Flask, desk: FlaskClient, lead: Staff
) -> None:
    first = write(app, lead, FIRST)
    before = judged(first, LabelField.TOPIC)
    say(desk, first, "topic", "hw_quality")

    again = write(app, lead, LIKE, customer="b@example.com")

    assert (before.label, before.state) != ("hw_quality", LabelState.SUGGESTED)
    assert (again.topic, judged(again, LabelField.TOPIC).state) == ("hw_quality", LabelState.SUGGESTED)


def test_an_unlike_message_is_judged_as_before(app: Flask, desk: FlaskClient, lead: Staff) -> None:
    plain = ask(app, UNLIKE)
    say(desk, write(app, lead, FIRST), "topic", "hw_quality")

    after = ask(app, UNLIKE)

    assert type(after) is type(plain)
    assert best_label(after) == best_label(plain)
    assert abs(after.confidence - plain.confidence) < 0.05


def test_a_process_that_starts_later_knows_the_correction(app: Flask, desk: FlaskClient, lead: Staff) -> None:
    """The rows are the memory: a restart forgets nothing, another machine learns the same."""
    say(desk, write(app, lead, FIRST), "topic", "hw_quality")

    answer = ask(app, LIKE)

    assert isinstance(answer, Prediction)
    assert answer.label == "hw_quality"


def test_the_last_word_on_a_ticket_holds(app: Flask, desk: FlaskClient, lead: Staff) -> None:
    first = write(app, lead, FIRST)
    say(desk, first, "topic", "hw_quality")
    ask(app, LIKE)
    say(desk, first, "topic", "function")

    again = write(app, lead, LIKE, customer="b@example.com")

    assert again.topic == "function"


def test_an_erased_customers_correction_is_not_learnt_from(
    app: Flask, desk: FlaskClient, lead: Staff
) -> None:
    first = write(app, lead, FIRST)
    say(desk, first, "topic", "hw_quality")
    db.session.get_one(Customer, first.customer_id).erased_at = first.created_at
    db.session.commit()

    assert not isinstance(ask(app, LIKE), Prediction)


def test_no_reason_quotes_another_customers_words(app: Flask, desk: FlaskClient, lead: Staff) -> None:
    """The corrected text itself is the nearest reason; shown are only words that the new writer used too."""
    secret = "小帆音箱放着放着就不出声了，要拔了电才好，急死豆豆了"
    say(desk, write(app, lead, secret), "topic", "hw_quality")

    again = write(app, lead, "小帆音箱放着放着就不出声了，要拔了电才好", customer="b@example.com")

    reasons = judged(again, LabelField.TOPIC).reasons
    assert again.topic == "hw_quality"
    assert reasons
    assert "豆豆" not in "".join(reasons)
    assert all(word in again.subject for reason in reasons for word in reason.split())


def test_a_burst_of_labels_by_one_agent_moves_little(app: Flask, lead: Staff) -> None:
    """Of two hundred labels by one agent on a day, forty are heard."""
    agent = make_staff("mole")
    for number in range(200):
        ticket = make_ticket(make_customer())
        make_message(ticket, f"怎么开发票 {number}")
        db.session.add(
            Classification(
                ticket_id=ticket.id,
                field=LabelField.TOPIC,
                label="hw_quality",
                state=LabelState.CORRECTED,
                staff_id=agent.id,
                at=AT,
            )
        )
    db.session.commit()

    judges = Judges(app.extensions["settings"].var / "models")

    assert len(judges["topic"].heard) == 40


def test_the_agent_sees_how_the_customer_feels_and_may_say_otherwise(
    app: Flask, lead: Staff, desk: FlaskClient
) -> None:
    ticket = write(app, lead, "小帆音箱太差了，后悔买")
    noted = '<select class="input input--sm" id="label-sentiment" name="label" data-submits>'

    page = desk.get(f"/console/tickets/{ticket.ticket_no}").text
    say(desk, ticket, "sentiment", "neutral")

    db.session.expire_all()
    assert '<option value="negative" selected>' in page.partition(noted)[2].partition("</select>")[0]
    assert ticket.sentiment == "neutral"
