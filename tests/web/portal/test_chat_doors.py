"""The chat's JSON doors: who may knock, and what they keep to themselves."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.chat import session as chat
from intake.chat.session import sweep_silent
from intake.models import ChatSession
from tests.ticketing.backlog.loop import make_item
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.feedback import surveys
from ticketing.models import ItemStatus, Message, Ticket, Told
from ticketing.ports import Ports
from ticketing.tickets import lifecycle

pytestmark = pytest.mark.usefixtures("founded")
OURS = {"X-Voc-Chat": "1", "Origin": "http://localhost"}
OPENING = {"visitor": "v" * 32, "language": "zh", "page": "https://shop.example/a"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def opened(client: FlaskClient) -> str:
    """The key of a new chat."""
    return str(client.post("/chat/sessions", json=OPENING, headers=OURS).get_json()["key"])


def test_a_chat_opens_with_a_greeting_that_says_what_it_is(client: FlaskClient) -> None:
    answer = client.post("/chat/sessions", json=OPENING, headers=OURS).get_json()

    assert len(answer["key"]) >= 22
    assert "机器人" in answer["turns"][0]["body"]
    assert answer["case"] is None


@pytest.mark.parametrize(
    "headers", [{}, {"X-Voc-Chat": "1", "Origin": "https://evil.example"}, {"Origin": "http://localhost"}]
)
def test_another_sites_page_is_refused(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/chat/sessions", json=OPENING, headers=headers).status_code == 403
    assert db.session.query(ChatSession).count() == 0


@pytest.mark.parametrize(
    "sent", [{}, {**OPENING, "language": "fr"}, {**OPENING, "visitor": "short"}, {**OPENING, "page": 7}, []]
)
def test_odd_openings_are_answered_clearly(client: FlaskClient, sent: object) -> None:
    answer = client.post("/chat/sessions", json=sent, headers={**OURS, "Accept": "application/json"})

    assert answer.status_code == 422
    assert answer.get_json()["title"]


def test_the_same_line_twice_is_one_line(client: FlaskClient) -> None:
    key, line = opened(client), {"body": "断网了", "client_id": "c" * 32}

    first = client.post(f"/chat/sessions/{key}/turns", json=line, headers=OURS).get_json()
    again = client.post(f"/chat/sessions/{key}/turns", json=line, headers=OURS).get_json()

    turns = client.get(f"/chat/sessions/{key}/turns?after=0").get_json()["turns"]
    assert first["sequence"] == again["sequence"]
    assert [one["body"] for one in turns if one["author"] == "visitor"] == ["断网了"]


def test_the_wish_for_a_person_is_shown_in_words(client: FlaskClient) -> None:
    key = opened(client)

    client.post(f"/chat/sessions/{key}/turns", json={"body": "human:", "client_id": "h" * 32}, headers=OURS)
    client.post(f"/chat/sessions/{key}/turns", json={"body": "human:", "client_id": "i" * 32}, headers=OURS)

    head = client.get(f"/chat/sessions/{key}/turns").get_json()
    assert [one["body"] for one in head["turns"] if one["author"] == "visitor"] == ["转人工", "转人工"]
    assert head["case"]["waits"] is True
    assert [one.body for one in db.session.query(Message)][-1] == "转人工"


def test_who_asks_again_is_no_further_back_in_the_queue(client: FlaskClient) -> None:
    """One's own case is not somebody in front; the head of the window says the same number."""
    for person in ("a", "b"):
        key = opened(client)
        for turn in "123":
            wish = {"body": "转人工", "client_id": (person + turn) * 16}
            client.post(f"/chat/sessions/{key}/turns", json=wish, headers=OURS)

    head = client.get(f"/chat/sessions/{key}/turns").get_json()

    said = [one["body"] for one in head["turns"] if one["body"].startswith("前面还有")]
    assert said == ["前面还有1位在排队。"] * 3
    assert head["case"]["ahead"] == 1


def test_an_unknown_key_opens_nothing(client: FlaskClient) -> None:
    opened(client)

    assert client.get("/chat/sessions/unknown/turns").status_code == 404


def test_a_picture_alone_becomes_a_ticket_when_the_visitor_leaves(
    client: FlaskClient, ports: Ports, app: Flask
) -> None:
    key = opened(client)
    picture = {"files": (BytesIO(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "坏了.gif")}
    kept = client.post(f"/chat/sessions/{key}/files", data=picture, headers=OURS).get_json()["files"]
    line = {"body": "", "client_id": "p" * 32, "files": [kept[0]["token"]]}
    client.post(f"/chat/sessions/{key}/turns", json=line, headers=OURS)

    db.session.rollback()
    sweep_silent(app.extensions["ports"], now() + chat.SILENT_AFTER * 2)

    message = db.session.query(Message).one()
    assert [one.filename for one in message.attachments] == ["坏了.gif"]
    assert db.session.query(Ticket).one().ticket_no in _last_line(client, key)


def handed_over(client: FlaskClient) -> tuple[str, Ticket]:
    """A chat that people hold, and its ticket."""
    key = opened(client)
    client.post(f"/chat/sessions/{key}/turns", json={"body": "转人工", "client_id": "h" * 32}, headers=OURS)
    return key, db.session.query(Ticket).order_by(Ticket.id.desc()).first()


def test_the_stars_in_the_window_answer_the_survey(client: FlaskClient, app: Flask) -> None:
    key, ticket = handed_over(client)
    ports = app.extensions["ports"]
    with unit_of_work(ports):
        ticket = db.session.get_one(Ticket, ticket.id)
        lifecycle.resolve(ticket, code="answered", no_feedback=True, at=now(), ports=ports)
        survey = surveys.ask(ticket, at=now(), ports=ports)
    given = {"token": survey.token, "score": 5, "solved": True, "comment": "很快"}

    first = client.post(f"/chat/sessions/{key}/survey", json=given, headers=OURS)
    again = client.post(f"/chat/sessions/{key}/survey", json={**given, "score": 1}, headers=OURS)

    turns = client.get(f"/chat/sessions/{key}/turns").get_json()["turns"]
    assert (first.status_code, again.status_code) == (200, 409)
    assert [one["extra"] for one in turns if "survey_given" in one["extra"]] == [
        {"survey_given": survey.token}
    ]


def test_still_broken_below_the_news_opens_the_case_again(
    client: FlaskClient, app: Flask, at: datetime, ports: Ports
) -> None:
    item, _owner = make_item(at, ports)
    key, ticket = handed_over(client)
    with unit_of_work(ports):
        ticket = db.session.get_one(Ticket, ticket.id)
        lifecycle.resolve(ticket, code="answered", no_feedback=True, at=now(), ports=ports)
        told = Told(
            item_id=item.id,
            customer_id=ticket.customer_id,
            ticket_id=ticket.id,
            outcome=ItemStatus.RELEASED,
            channel="chat",
            at=now(),
        )
        db.session.add(told)
    asks = client.get(f"/chat/sessions/{key}/turns").get_json()["case"]["asks_outcome"]

    client.post(f"/chat/sessions/{key}/outcome", json={"helped": False}, headers=OURS)

    db.session.expire_all()
    case = client.get(f"/chat/sessions/{key}/turns").get_json()["case"]
    assert asks is True
    assert (case["asks_outcome"], case["status"]) == (False, "open")
    assert db.session.get_one(Told, told.id).helped is False


def test_a_file_belongs_to_its_own_chat(client: FlaskClient) -> None:
    key, other = opened(client), opened(client)
    picture = {"files": (BytesIO(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "a.gif")}
    token = client.post(f"/chat/sessions/{key}/files", data=picture, headers=OURS).get_json()["files"][0][
        "token"
    ]

    assert client.get(f"/chat/sessions/{key}/files/{token}").status_code == 200
    assert client.get(f"/chat/sessions/{other}/files/{token}").status_code == 404


def test_a_page_that_calls_itself_a_picture_is_refused(client: FlaskClient) -> None:
    key = opened(client)
    page = {"files": (BytesIO(b"<html><script>alert(1)</script>"), "a.png")}

    assert client.post(f"/chat/sessions/{key}/files", data=page, headers=OURS).status_code == 422


def test_a_line_of_more_than_64_kilobytes_is_refused_before_it_is_read(client: FlaskClient) -> None:
    key = opened(client)
    line = {"body": "长" * 70_000, "client_id": "l" * 32}

    assert client.post(f"/chat/sessions/{key}/turns", json=line, headers=OURS).status_code == 422


def _last_line(client: FlaskClient, key: str) -> str:
    return str(client.get(f"/chat/sessions/{key}/turns").get_json()["turns"][-1]["body"])
