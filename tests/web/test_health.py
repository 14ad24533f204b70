"""Alive, ready, figures: true answers for this machine, few words for strangers."""

from __future__ import annotations

import re
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_staff, make_ticket
from tests.web.visitors import browser, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import JobRow, Role

STRANGER = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}


def worked(ago: timedelta) -> None:
    db.session.add(JobRow(name="deliver_due", next_run_at=now(), last_ok_at=now() - ago, runs=7, failures=2))
    db.session.commit()


def test_alive_needs_no_database(app: Flask) -> None:
    db.session.remove()
    db.engine.dispose()
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////nowhere/at/all.db"

    assert browser(app).get("/healthz").json == {"status": "ok"}


def test_ready_with_schema_and_a_worker_at_work(app: Flask) -> None:
    worked(timedelta(seconds=30))

    answer = browser(app).get("/readyz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_not_ready_when_the_worker_is_silent(app: Flask) -> None:
    worked(timedelta(minutes=10))

    answer = browser(app).get("/readyz")

    assert answer.status_code == 503
    assert "no background job has succeeded since" in answer.json["reasons"][0]


def test_not_ready_with_another_schema(app: Flask) -> None:
    db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    db.session.commit()

    answer = browser(app).get("/readyz")

    assert answer.status_code == 503
    assert "./voc db upgrade" in answer.json["reasons"][0]


def test_strangers_learn_no_reason(app: Flask) -> None:
    client = browser(app)

    far = client.get("/readyz", **STRANGER)
    behind_proxy = client.get("/readyz", headers={"X-Forwarded-For": "203.0.113.7"})

    assert far.json == behind_proxy.json == {"status": "not ok"}


def test_figures_are_hidden_from_strangers(app: Flask) -> None:
    client = browser(app)

    assert client.get("/metrics", **STRANGER).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404


def test_figures_for_this_machine_and_administrators(app: Flask) -> None:
    worked(timedelta(seconds=5))
    make_ticket()
    admin = signed_in_as(app, make_staff(role=Role.ADMIN))

    here, from_afar = browser(app).get("/metrics").text, admin.get("/metrics", **STRANGER)

    assert 'voc_open_tickets{status="open"} 1.0' in here
    assert 'voc_job_failures_total{job="deliver_due"} 2.0' in here
    assert re.search(r'voc_job_last_ok_seconds\{job="deliver_due"\} [5-9]\.', here)
    assert from_afar.status_code == 200
