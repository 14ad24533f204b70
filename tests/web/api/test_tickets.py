"""Tickets through the API: opened once, seen by who may see them, refused with a reason."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.makers import (
    make_calendar,
    make_customer,
    make_message,
    make_owner,
    make_product,
    make_staff,
    make_team,
    make_ticket,
)
from tests.web.visitors import make_key
from ticketing.db import db
from ticketing.models import Message, Role, Ticket

pytestmark = pytest.mark.usefixtures("founded")
BODY = {"customer": {"email": "wang@example.com", "name": "王小明"}, "text": "帆盘又扣了我 25 元，请退款。"}


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def lead(app: Flask) -> dict[str, str]:
    """A key that sees every ticket."""
    make_calendar()
    return make_key(make_staff(role=Role.LEAD, teams=(make_team(),)))


def tickets() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) or 0


def test_a_program_opens_a_ticket_and_reads_it_back(client: FlaskClient, lead: dict[str, str]) -> None:
    make_product()

    opened = client.post("/api/v1/tickets", json=BODY | {"product": "DRV"}, headers=lead)
    read = client.get(f"/api/v1/tickets/{opened.json['ticket_no']}", headers=lead)

    assert opened.status_code == 201
    assert (read.json["channel"], read.json["product"]) == ("api", "DRV")
    assert read.json["customer"]["email"] == "wang@example.com"
    assert [one["text"] for one in read.json["messages"]] == [BODY["text"]]


def test_a_repeated_request_gets_the_first_answer(client: FlaskClient, lead: dict[str, str]) -> None:
    headers = lead | {"Idempotency-Key": "7f3a"}

    first = client.post("/api/v1/tickets", json=BODY, headers=headers)
    again = client.post("/api/v1/tickets", json=BODY, headers=headers)

    assert (first.status_code, again.status_code, again.json) == (201, 201, first.json)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert tickets() == 1


def test_the_same_key_with_another_body_is_refused(client: FlaskClient, lead: dict[str, str]) -> None:
    headers = lead | {"Idempotency-Key": "7f3a"}
    client.post("/api/v1/tickets", json=BODY, headers=headers)

    other = client.post("/api/v1/tickets", json=BODY | {"text": "另一件事"}, headers=headers)

    assert (other.status_code, tickets()) == (422, 1)


def test_keys_of_two_programs_never_meet(client: FlaskClient, lead: dict[str, str]) -> None:
    other = make_key(make_staff(role=Role.LEAD))

    for key in (lead, other):
        client.post("/api/v1/tickets", json=BODY, headers=key | {"Idempotency-Key": "same"})

    assert tickets() == 2


def test_a_failed_request_may_be_sent_again_corrected(client: FlaskClient, lead: dict[str, str]) -> None:
    headers = lead | {"Idempotency-Key": "fix"}
    wrong = client.post("/api/v1/tickets", json=BODY | {"product": "NOPE"}, headers=headers)

    right = client.post("/api/v1/tickets", json=BODY, headers=headers)

    assert (wrong.status_code, right.status_code) == (422, 201)


def test_the_senders_own_number_opens_one_ticket(client: FlaskClient, lead: dict[str, str]) -> None:
    body = BODY | {"external_id": "crm-4711"}

    first, second = (client.post("/api/v1/tickets", json=body, headers=lead) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json["ticket_no"] == first.json["ticket_no"]
    assert tickets() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"status": "closed"},
        {"customer": {"email": "wang@example.com", "id": 1}},
        {"customer": {}},
        {"customer": {"email": "not an address"}},
        {"customer": {"phone": "abc"}},
        {"text": ""},
        {"text": 7},
        {"text": "x\x00y"},
        {"subject": "a\r\nBcc: x@example.com"},
        {"language": "fr"},
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_stored(
    client: FlaskClient, lead: dict[str, str], change: dict[str, Any]
) -> None:
    answer = client.post("/api/v1/tickets", json=BODY | change, headers=lead)

    assert (answer.status_code, answer.mimetype, tickets()) == (422, "application/problem+json", 0)
    assert answer.json["details"]["field"]


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"{", 422),
        (b"[]", 422),
        (b'{"text": NaN}', 422),
        (b'{"text": "a", "text": "b"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b"[" * 40 + b"]" * 40, 422),
        (b"[" * 100_000, 422),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', 413),
    ],
)
def test_odd_json_never_breaks_anything(
    client: FlaskClient, lead: dict[str, str], raw: bytes, status: int
) -> None:
    answer = client.post("/api/v1/tickets", data=raw, content_type="application/json", headers=lead)

    assert answer.status_code == status


def test_a_form_is_not_json(client: FlaskClient, lead: dict[str, str]) -> None:
    assert client.post("/api/v1/tickets", data={"text": "x"}, headers=lead).status_code == 415


def test_lists_are_paged_and_filtered(client: FlaskClient, lead: dict[str, str]) -> None:
    product = make_product()
    made = [make_ticket(product=product).ticket_no for _ in range(5)]
    make_ticket()

    first = client.get("/api/v1/tickets?product=DRV&limit=3", headers=lead).json
    rest = client.get(f"/api/v1/tickets?product=DRV&limit=3&cursor={first['next_cursor']}", headers=lead).json

    assert [one["ticket_no"] for one in first["data"] + rest["data"]] == made[::-1]
    assert rest["next_cursor"] is None


@pytest.mark.parametrize(
    "query", ["limit=101", "limit=0", "sort=password_hash", "customer.name=x", "cursor=%00", "cursor=abc",
              "status=new&status=open", "status=nonsense", "created_after=2026-01-01T00:00:00"]
)  # fmt: skip
def test_undeclared_parameters_are_refused(client: FlaskClient, lead: dict[str, str], query: str) -> None:
    assert client.get(f"/api/v1/tickets?{query}", headers=lead).status_code == 422


def test_the_customer_writes_on(client: FlaskClient, lead: dict[str, str]) -> None:
    number = client.post("/api/v1/tickets", json=BODY, headers=lead).json["ticket_no"]

    added = client.post(f"/api/v1/tickets/{number}/messages", json={"text": "还没退"}, headers=lead)

    assert (added.status_code, added.json["ticket_no"], added.json["sequence"]) == (201, number, 2)
    assert tickets() == 1


def test_a_reply_must_have_seen_what_the_customer_wrote(client: FlaskClient, lead: dict[str, str]) -> None:
    number = client.post("/api/v1/tickets", json=BODY, headers=lead).json["ticket_no"]
    address = f"/api/v1/tickets/{number}/messages"

    blind = client.post(address, json={"kind": "reply", "text": "已退", "seen": 0}, headers=lead)
    aware = client.post(address, json={"kind": "reply", "text": "已退", "seen": 1}, headers=lead)

    assert (blind.status_code, aware.status_code) == (409, 201)
    assert blind.json["code"] == "crossed_reply"


def test_a_product_owners_key_sees_no_person_and_answers_nobody(app: Flask, client: FlaskClient) -> None:
    from_owner = make_staff(role=Role.PRODUCT_OWNER)
    product = make_product()
    make_owner(product, from_owner)
    ticket = make_ticket(make_customer(email="wang@example.com"), product=product)
    make_message(ticket, "请打 13800138000 找我")
    key = make_key(from_owner)

    read = client.get(f"/api/v1/tickets/{ticket.ticket_no}", headers=key)
    written = client.post(
        f"/api/v1/tickets/{ticket.ticket_no}/messages",
        json={"kind": "reply", "text": "您好", "seen": 1},
        headers=key,
    )

    assert "wang@example.com" not in read.text and "13800138000" not in read.text
    assert written.status_code == 403


def test_a_strangers_key_finds_nothing(app: Flask, client: FlaskClient) -> None:
    other = make_team("CS9")
    ticket = make_ticket(team=make_team("CS1"))
    stranger = make_key(make_staff(teams=(other,)))

    read = client.get(f"/api/v1/tickets/{ticket.ticket_no}", headers=stranger)
    missing = client.get("/api/v1/tickets/T-0", headers=stranger)
    listed = client.get("/api/v1/tickets", headers=stranger)
    written = client.post(
        f"/api/v1/tickets/{ticket.ticket_no}/messages", json={"text": "x"}, headers=stranger
    )

    assert (read.status_code, written.status_code, listed.json["data"]) == (404, 404, [])
    assert read.json == missing.json
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Message)) == 0
