"""The customer's ticket by magic link: what it shows, what it hides, what can be done there."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import make_message, make_staff, make_ticket
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.feedback import surveys
from ticketing.models import (
    Author,
    Channel,
    Message,
    Metric,
    Status,
    Survey,
    SurveyStatus,
    Target,
    TargetStatus,
    Ticket,
    Visibility,
)
from ticketing.tickets import conversation

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A customer's browser, reading Chinese."""
    client = app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "zh"
    return client


def post(client: FlaskClient, page: str, path: str, **form: object):  # type: ignore[no-untyped-def]
    """Send a form of `page` with its token."""
    shown = client.get(page).get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', shown)
    assert token is not None
    return client.post(path, data={"csrf_token": token.group(1), **form})


def test_the_page_shows_the_public_words_and_never_a_note(client: FlaskClient) -> None:
    ticket, agent = make_ticket(status=Status.OPEN), make_staff(name="陆遥")
    make_message(ticket, "为什么又扣我 25 块？")
    make_message(
        ticket, "内部：先查账单", author=Author.AGENT, staff_id=agent.id, visibility=Visibility.INTERNAL
    )
    make_message(ticket, "已为您退款", author=Author.AGENT, staff_id=agent.id)

    page = client.get(f"/t/{ticket.public_token}").get_data(as_text=True)

    assert "为什么又扣我 25 块？" in page
    assert "已为您退款" in page
    assert "陆遥" in page
    assert "内部" not in page


def test_the_page_stays_private(client: FlaskClient) -> None:
    ticket = make_ticket()

    headers = client.get(f"/t/{ticket.public_token}").headers

    assert "no-store" in headers["Cache-Control"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]


@pytest.mark.parametrize("token", ["nothing", "1", "../admin"])
def test_a_guessed_link_leads_nowhere(client: FlaskClient, token: str) -> None:
    assert client.get(f"/t/{token}").status_code == 404


def test_the_number_and_the_reply_token_open_nothing(client: FlaskClient) -> None:
    ticket = make_ticket()

    assert client.get(f"/t/{ticket.ticket_no}").status_code == 404
    assert client.get(f"/t/{ticket.reply_token}").status_code == 404


def test_the_link_of_a_long_closed_case_has_ended(client: FlaskClient) -> None:
    ticket = make_ticket(status=Status.CLOSED, closed_at=now() - timedelta(days=366))

    assert client.get(f"/t/{ticket.public_token}").status_code == 404


def test_a_merged_ticket_shows_the_one_it_lives_on_in(client: FlaskClient) -> None:
    kept = make_ticket(subject="留下的")
    merged = make_ticket(kept.customer, subject="并入的", status=Status.MERGED, merged_into_id=kept.id)

    assert "留下的" in client.get(f"/t/{merged.public_token}").get_data(as_text=True)


def test_the_promise_is_told(client: FlaskClient) -> None:
    ticket = make_ticket()
    due = now() + timedelta(hours=2)
    promise = Target(
        ticket_id=ticket.id,
        metric=Metric.FIRST_RESPONSE,
        status=TargetStatus.RUNNING,
        started_at=now(),
        due_at=due,
        warn_at=due,
        minutes=120,
        calendar_code="CN-OFFICE",
    )
    db.session.add(promise)
    db.session.commit()

    page = client.get(f"/t/{ticket.public_token}").get_data(as_text=True)

    assert "前回复您" in page


def test_a_reply_comes_in_by_the_one_door_and_only_once(app: Flask, client: FlaskClient) -> None:
    ticket = make_ticket(status=Status.PENDING_CUSTOMER)
    page, form = f"/t/{ticket.public_token}", {"body": "补充：订单号 123", "client_id": "a" * 24}

    first = post(client, page, f"{page}/messages", **form, files=(BytesIO(PICTURE), "截图.png"))
    post(client, page, f"{page}/messages", **form)

    db.session.expire_all()
    messages = db.session.query(Message).filter_by(ticket_id=ticket.id).all()
    assert first.status_code == 303
    assert [one.body for one in messages] == ["补充：订单号 123"]
    assert [one.filename for one in messages[0].attachments] == ["截图.png"]
    assert messages[0].channel == Channel.MAIL
    assert db.session.get_one(Ticket, ticket.id).status == Status.OPEN


def test_a_refused_file_keeps_the_words(client: FlaskClient) -> None:
    ticket = make_ticket()
    page = f"/t/{ticket.public_token}"

    answer = post(client, page, f"{page}/messages", body="很长的说明", files=(BytesIO(b"MZ"), "a.exe"))

    assert answer.status_code == 422
    assert "很长的说明" in answer.get_data(as_text=True)
    assert "a.exe" in answer.get_data(as_text=True)


def test_a_file_of_a_note_does_not_exist(client: FlaskClient, app: Flask) -> None:
    ticket, agent = make_ticket(), make_staff()
    ports = app.extensions["ports"]
    with unit_of_work(ports):
        agent, ticket = db.session.merge(agent), db.session.merge(ticket)
        file = conversation.NewFile("a.png", "image/png", PICTURE)
        shown = conversation.reply(ticket, agent, "看图", seen=0, at=now(), ports=ports, attached=(file,))
        token = shown.attachments[0].token
    address = f"/t/{ticket.public_token}/files/{token}"
    before = client.get(address)
    db.session.get_one(Message, shown.id).visibility = Visibility.INTERNAL
    db.session.commit()

    assert before.data == PICTURE
    assert "sandbox" in before.headers["Content-Security-Policy"]
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(("word", "after"), [("yes", Status.CLOSED), ("no", Status.OPEN)])
def test_the_customer_says_whether_it_is_solved(client: FlaskClient, word: str, after: Status) -> None:
    ticket = make_ticket(status=Status.RESOLVED, resolved_at=now())
    page = f"/t/{ticket.public_token}"

    post(client, page, f"{page}/solution", solved=word)

    db.session.expire_all()
    assert db.session.get_one(Ticket, ticket.id).status == after


def test_nothing_is_changed_without_the_forms_token(client: FlaskClient) -> None:
    ticket = make_ticket(status=Status.RESOLVED, resolved_at=now())

    answer = client.post(f"/t/{ticket.public_token}/solution", data={"solved": "yes"})

    db.session.expire_all()
    assert answer.status_code == 400
    assert db.session.get_one(Ticket, ticket.id).status == Status.RESOLVED


def ask(app: Flask, at: datetime) -> tuple[Ticket, Survey]:
    """A resolved ticket whose customer was asked."""
    ticket = make_ticket(status=Status.RESOLVED, resolved_at=at)
    ports = app.extensions["ports"]
    with unit_of_work(ports):
        survey = surveys.ask(db.session.merge(ticket), at=at, ports=ports)
    assert survey is not None
    return ticket, survey


def test_looking_at_a_survey_answers_nothing(app: Flask, client: FlaskClient) -> None:
    _ticket, survey = ask(app, now())

    for _ in range(3):
        assert client.get(f"/survey/{survey.token}?score=1").status_code == 200

    db.session.expire_all()
    assert db.session.get_one(Survey, survey.id).status == SurveyStatus.ASKED


def test_a_survey_is_given_once(app: Flask, client: FlaskClient) -> None:
    ticket, survey = ask(app, now())
    page = f"/survey/{survey.token}"

    first = post(client, page, page, score="2", solved="no", comment="等太久")
    client.post(page, data={"score": "5"})

    db.session.expire_all()
    given = db.session.get_one(Survey, survey.id)
    assert first.status_code == 200
    assert (given.score, given.solved, given.comment) == (2, False, "等太久")
    assert db.session.get_one(Ticket, ticket.id).status == Status.OPEN


def test_a_survey_without_a_score_says_what_to_do(app: Flask, client: FlaskClient) -> None:
    _ticket, survey = ask(app, now())
    page = f"/survey/{survey.token}"

    answer = post(client, page, page, comment="写了很多字")

    assert answer.status_code == 422
    assert "写了很多字" in answer.get_data(as_text=True)


def test_a_survey_on_the_ticket_page_leads_to_the_same_question(app: Flask, client: FlaskClient) -> None:
    ticket, survey = ask(app, now())

    assert f'action="/survey/{survey.token}"' in client.get(f"/t/{ticket.public_token}").get_data(
        as_text=True
    )
