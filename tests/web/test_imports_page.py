"""The imports page as an agent uses it: drop a log, look, decide, follow, mend, take back."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from intake.hotline.landing import importer
from intake.hotline.landing.inbox import watch_inbox
from intake.models import ImportBatch, ImportStatus
from tests.intake.hotline.desk import HEADER, SAMPLES, log_of, row
from tests.makers import make_staff, make_team
from tests.web.visitors import browser, csrf_of, post, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Role, Ticket
from ticketing.ports import Ports

pytestmark = pytest.mark.usefixtures("founded")
PAGE = "/console/imports"


@pytest.fixture
def agent(app: Flask) -> FlaskClient:
    return signed_in_as(app, make_staff("mei", language="en", teams=(make_team(),)))


def drop(client: FlaskClient, data: bytes, name: str = "log.csv") -> str:
    """Upload a log; returns the address of its page."""
    fields = {"csrf_token": csrf_of(client, PAGE), "file": (io.BytesIO(data), name)}
    answer = client.post(PAGE, data=fields, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def land(app: Flask) -> None:
    """What the worker does meanwhile."""
    importer.import_rows(app.extensions["ports"], now())
    db.session.remove()


def tickets() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) or 0


def test_a_log_is_shown_before_anything_is_imported(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, (SAMPLES / "L2.csv").read_bytes(), "三月.csv")

    page = agent.get(address).text

    assert "三月.csv" in page
    assert "来电时间" in page
    assert "date and time of the call" in page
    assert "+86138" in page
    assert "there is no such day" in page
    assert "8:58" in page  # as the file has it, not by the clock of Greenwich
    assert "Import 32 rows" in page
    assert tickets() == 0


def test_a_person_starts_the_import_and_follows_it(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, (SAMPLES / "L2.csv").read_bytes())

    post(agent, f"{address}/start", address)

    moving = agent.get(f"{address}/state")
    assert "0 / 32" in moving.text
    assert "hx-trigger" in moving.text
    land(app)
    over = agent.get(f"{address}/state")
    assert over.headers["HX-Refresh"] == "true"
    page = agent.get(address).text
    assert "hx-trigger" not in page
    assert "Rejected rows as a table" in page
    assert tickets() == 28


def test_one_decision_repairs_exchanged_dates(app: Flask, agent: FlaskClient) -> None:
    days = [f"2026/3/{day} 9:00" for day in range(13, 29)] + [f"2026/{day}/4 9:00" for day in range(1, 13)]
    rows = [
        f"{n + 100000},INBOUND,voice,{when},13800000{n:03d},400,care,7,,60,,帆盘扣费 {n}"
        for n, when in enumerate(days)
    ]
    head = "contactId,contactType,mediaType,startTime,callingNumber,calledNumber,skillGroup,agentId,contactDisposition,talkTime,satisfaction,tags"
    address = drop(agent, "\n".join([head, *rows, ""]).encode())
    batch = db.session.scalars(sa.select(ImportBatch)).one()
    assert [one["repair"] for one in batch.warnings if one["code"] == "dates_out_of_order"]

    post(agent, f"{address}/reading", address, repair="swap day and month")

    page = agent.get(address).text
    db.session.refresh(batch)
    assert "as decided" in page
    assert not [one for one in batch.warnings if one["code"] == "dates_out_of_order"]
    assert batch.options["preview"][-1]["row"] == 21


def test_a_log_may_be_read_differently(agent: FlaskClient) -> None:
    address = drop(agent, (SAMPLES / "L2.csv").read_bytes())

    answer = post(agent, f"{address}/reading", address, layout="L2", encoding="utf-8")

    assert answer.status_code == 303
    assert "L2" in agent.get(address).text


def test_what_cannot_be_read_is_refused_with_words(agent: FlaskClient) -> None:
    fields = {"csrf_token": csrf_of(agent, PAGE), "file": (io.BytesIO(b"%PDF-1.7 ..."), "log.csv")}

    answer = agent.post(PAGE, data=fields, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "a call log must be CSV, TSV or XLSX" in answer.text


def test_rejects_come_as_a_table(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, (SAMPLES / "L2.csv").read_bytes())
    post(agent, f"{address}/start", address)
    land(app)

    answer = agent.get(f"{address}/rejects.csv")

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.text.startswith("\ufeff" + HEADER)
    assert answer.text.count("\r\n") == 5


def test_a_chinese_reader_gets_every_reason_in_chinese(app: Flask) -> None:
    """On the page before the import, in the refusal of a file, and in the table of rejects."""
    mei = signed_in_as(app, make_staff("mei", language="zh", teams=(make_team(),)))
    address = drop(mei, (SAMPLES / "L2.csv").read_bytes())

    page = mei.get(address).text
    post(mei, f"{address}/start", address)
    land(app)
    table = mei.get(f"{address}/rejects.csv").text
    refused = mei.post(
        PAGE,
        data={"csrf_token": csrf_of(mei, PAGE), "file": (io.BytesIO(b"%PDF-1.7"), "a.csv")},
        content_type="multipart/form-data",
    ).text

    assert "没有这一天" in page and "there is no such day" not in page
    assert "没有这一天" in table and "there is no such day" not in table
    assert "这不是表格" in refused and "This is not a table" not in refused


def test_an_import_is_taken_back_after_a_question(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, log_of([row(n) for n in range(3)]))
    post(agent, f"{address}/start", address)
    land(app)
    assert "Take this import back?" in agent.get(address).text

    post(agent, f"{address}/undo", address)

    assert tickets() == 0
    assert "This import was taken back" in agent.get(address).text


def test_only_leads_and_the_importer_take_an_import_back(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, log_of([row(1)]))
    post(agent, f"{address}/start", address)
    land(app)
    other = signed_in_as(app, make_staff("lan", language="en"))
    lead = signed_in_as(app, make_staff("shen", role=Role.LEAD, language="en"))

    refused = post(other, f"{address}/undo", PAGE)

    assert refused.status_code == 409
    assert tickets() == 1
    assert post(lead, f"{address}/undo", address).status_code == 303
    assert tickets() == 0


def test_a_log_may_be_discarded(agent: FlaskClient) -> None:
    address = drop(agent, log_of([row(1)]))

    post(agent, f"{address}/discard", address)

    assert agent.get(address).status_code == 404


def test_a_long_log_is_rehearsed_by_the_job(
    app: Flask, agent: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.console.imports.AT_ONCE", 1)

    address = drop(agent, log_of([row(n) for n in range(3)]))

    assert "Looking at every row" in agent.get(address).text
    land(app)
    assert "Would be created" in agent.get(address).text


def test_the_watched_folder_takes_logs_in(app: Flask, ports: Ports, tmp_path: Path, at: datetime) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.csv").write_bytes(log_of([row(1)]))
    (inbox / "bad.csv").write_bytes(b"%PDF-1.7 ...")
    (inbox / "readme.md").write_text("not a log", encoding="utf-8")
    later = now() + timedelta(minutes=1)

    fresh = watch_inbox(ports, now(), inbox)
    taken = watch_inbox(ports, later, inbox)
    importer.import_rows(ports, later)

    assert (fresh, taken) == (0, 2)
    assert sorted(path.name for path in inbox.rglob("*") if path.is_file()) == [
        "bad.csv",
        "bad.csv.reason.txt",
        "good.csv",
        "readme.md",
    ]
    batch = db.session.scalars(sa.select(ImportBatch)).one()
    assert (batch.status, batch.created) == (ImportStatus.DONE, 1)


def test_beside_a_log_taken_in_lies_what_became_of_it(
    app: Flask, ports: Ports, tmp_path: Path, at: datetime
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "day.csv").write_bytes(log_of([row(1), row(2).replace("2026/3/5", "2026/2/30")]))
    later = now() + timedelta(minutes=1)

    watch_inbox(ports, later, inbox)
    importer.import_rows(ports, later)
    watch_inbox(ports, later, inbox)

    report = (inbox / "done" / "day.csv.report.txt").read_text(encoding="utf-8")
    assert "created 1" in report
    assert "row 3 来电时间: there is no such day" in report
    mended = (inbox / "done" / "day.csv.rejects.csv").read_text(encoding="utf-8-sig").replace("2/30", "2/27")
    (inbox / "mended.csv").write_text(mended, encoding="utf-8")
    watch_inbox(ports, now() + timedelta(minutes=2), inbox)
    importer.import_rows(ports, later)
    assert tickets() == 2


def test_strangers_and_other_roles_see_nothing(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, log_of([row(1)]))
    owner = signed_in_as(app, make_staff("owner", role=Role.PRODUCT_OWNER))
    stranger = browser(app)

    for page in (PAGE, address, f"{address}/state", f"{address}/rejects.csv"):
        assert owner.get(page).status_code == 403
        assert stranger.get(page).status_code in {302, 401}


def test_a_ticket_shows_what_the_log_knew(app: Flask, agent: FlaskClient) -> None:
    address = drop(agent, log_of([row(1, done="已退款25元")]))
    post(agent, f"{address}/start", address)
    land(app)
    number = db.session.scalars(sa.select(Ticket.ticket_no)).one()

    page = agent.get(f"/console/tickets/{number}").text

    assert "From the call log" in page
    assert "已退款25元" in page
