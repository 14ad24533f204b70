"""A log nobody knows: its columns are said once on the page, and the next such log is read without asking."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from intake.models import ImportBatch, ImportStatus
from tests.makers import make_staff, make_team
from tests.web.visitors import csrf_of, post, signed_in_as
from ticketing.db import db

PAGE = "/console/imports"
STRANGE = "wann;foo;bar;baz\n" + "".join(
    f"2026-03-0{n} 10:00;1380000123{n};FanDrive;no picture since noon, call {n}\n" for n in range(1, 6)
)
BARE = "a-17,13800001234,2026-03-05,09:12,断线\na-18,13800001235,2026-03-06,10:00,账单\n"
OPEN_DATES = "Date,Phone,Notes\n03/04/2026,13800001234,router drops\n05/06/2026,13800001235,router drops\n"


@pytest.fixture
def agent(app: Flask) -> FlaskClient:
    return signed_in_as(app, make_staff("mei", language="en", teams=(make_team(),)))


def drop(client: FlaskClient, text: str, **more: str) -> tuple[int, str]:
    """Upload a log; returns the status and the address it leads to or the text of the page."""
    fields = {"csrf_token": csrf_of(client, PAGE), "file": (io.BytesIO(text.encode()), "log.csv"), **more}
    answer = client.post(PAGE, data=fields, content_type="multipart/form-data")
    return answer.status_code, str(answer.headers.get("Location") or answer.text)


def columns() -> dict[str, str]:
    db.session.expire_all()
    return dict(db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc())).first().columns)


def test_a_person_says_what_the_columns_are(app: Flask, agent: FlaskClient) -> None:
    _, address = drop(agent, STRANGE)
    assert columns()["bar"] == "extra"

    post(agent, f"{address}/columns", address, meaning=["called_at", "caller_phone", "product_text", "body"])

    assert columns() == {"wann": "called_at", "foo": "caller_phone", "bar": "product_text", "baz": "body"}
    assert "FanDrive" in agent.get(address).text


def test_kept_as_a_template_the_next_log_needs_no_person(app: Flask, agent: FlaskClient) -> None:
    _, address = drop(agent, STRANGE)
    said = ["called_at", "caller_phone", "product_text", "body"]
    post(agent, f"{address}/columns", address, meaning=said, template="Night desk")

    _, again = drop(agent, STRANGE + "2026-03-07 10:00;13800001237;FanCam;offline\n")

    assert columns()["bar"] == "product_text"
    assert "Night desk" in agent.get(again).text


def test_columns_that_make_no_call_are_refused_and_nothing_changes(app: Flask, agent: FlaskClient) -> None:
    _, address = drop(agent, STRANGE)
    before = columns()

    post(agent, f"{address}/columns", address, meaning=["extra", "caller_phone", "body", "body"])

    assert columns() == before
    assert "each field goes to one column: body" in agent.get(address).text


def test_dates_that_nothing_settles_are_asked_for_on_the_page(app: Flask, agent: FlaskClient) -> None:
    """The log waits with its first rows until a person says which is the day; then it is read at once."""
    _, address = drop(agent, OPEN_DATES)
    page = agent.get(address).text
    assert "nothing in the file tells which" in page
    assert "03/04/2026" in page
    assert f"{address}/start" not in page

    post(agent, f"{address}/reading", address, date_order="dmy")

    assert "Import 2 rows" in agent.get(address).text
    assert columns()["Date"] == "called_at"


def test_a_log_without_names_or_a_sentence_is_mapped_by_hand(app: Flask, agent: FlaskClient) -> None:
    """No header, no note: nobody could guess it; mapped once and kept, the next one needs no person."""
    _, address = drop(agent, BARE)
    assert "断线" in agent.get(address).text
    said = ["external_id", "caller_phone", "called_on", "called_time", "category_text"]

    post(agent, f"{address}/columns", address, meaning=said, template="Exchange dump")

    page = agent.get(address).text
    assert "Import 2 rows" in page
    assert "+8613800001234" in page
    _, again = drop(agent, BARE + "a-19,13800001236,2026-03-07,11:00,账单\n")
    assert "Import 3 rows" in agent.get(again).text


def test_columns_that_nobody_can_guess_are_mapped_by_hand(app: Flask, agent: FlaskClient) -> None:
    """Even where the log has names, they may say nothing; the dates may have to be settled after the columns."""
    _, address = drop(agent, "p,q,r\n03/04/2026,Li,x1\n05/06/2026,Wu,x2\n")

    post(agent, f"{address}/columns", address, meaning=["called_at", "customer_name", "body"])
    assert "nothing in the file tells which" in agent.get(address).text
    post(agent, f"{address}/reading", address, date_order="mdy")

    assert columns() == {"p": "called_at", "q": "customer_name", "r": "body"}
    assert "Import 2 rows" in agent.get(address).text


def test_what_is_not_understood_cannot_be_started(app: Flask, agent: FlaskClient) -> None:
    _, address = drop(agent, BARE)

    post(agent, f"{address}/start", address)

    assert db.session.scalars(sa.select(ImportBatch.status)).one() == ImportStatus.DRY


def test_warnings_speak_the_readers_language(app: Flask) -> None:
    clerk = signed_in_as(app, make_staff("li", language="zh", teams=(make_team(),)))

    _, address = drop(clerk, STRANGE)

    assert "各列的含义不能完全确定" in clerk.get(address).text
