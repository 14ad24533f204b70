"""The daily watch: a shift becomes a figure and, once, a notice to the leads; a refused file too."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import AT, make_staff
from tests.web.learning.voices import heard, sentences
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.learning import watching
from ticketing.models import (
    Classification,
    Event,
    LabelField,
    LabelState,
    Notice,
    Role,
    Staff,
    WatchFigure,
    WatchKind,
)
from web.refitting import Refitting


@pytest.fixture
def lead(app: Flask, models: Path) -> Staff:
    return make_staff("shenqing", Role.LEAD)


def judged(topic: str, days_ago: int, number: int = 60) -> None:
    at = AT - timedelta(days=days_ago)
    for text in sentences(topic, number):
        ticket = heard(text, at)
        for field, label in ((LabelField.TYPE, "fault"), (LabelField.TOPIC, topic)):
            row = Classification(
                ticket_id=ticket.id, field=field, label=label, state=LabelState.SUGGESTED,
                confidence=0.9, model="x 1", at=at,
            )  # fmt: skip
            db.session.add(row)
    db.session.commit()


def notices(kind: str) -> int:
    db.session.rollback()
    told = sa.select(sa.func.count()).select_from(Notice).join(Event, Event.id == Notice.event_id)
    return db.session.scalar(told.where(Event.kind == kind)) or 0


def test_a_shift_of_topics_and_words_is_told_once(app: Flask, models: Path, lead: Staff) -> None:
    """Four weeks of bills, then a week of dropped lines; the kind of message stays what it was."""
    judged("billing", 20)
    judged("connectivity", 2)
    worker, ports = Refitting(models), app.extensions["ports"]

    worker.watch(ports, AT)
    again = worker.watch(ports, AT + timedelta(hours=1))
    worker.watch(ports, AT + timedelta(days=1))

    db.session.rollback()
    alarms = {
        (row.field.value, row.kind.value)
        for row in db.session.scalars(sa.select(WatchFigure).where(WatchFigure.alarm))
    }
    assert alarms == {("topic", "labels"), ("type", "vocabulary")}
    assert again == 0
    assert notices("model_drifted") == 2


def test_the_watch_measures_how_long_a_judgement_takes(app: Flask, models: Path, lead: Staff) -> None:
    judged("billing", 2, 5)

    Refitting(models).watch(app.extensions["ports"], AT)

    db.session.rollback()
    found = watching.newest(LabelField.TOPIC, WatchKind.LATENCY_P50)
    assert found is not None
    assert found.value > 0
    assert found.n == 5


def test_a_refused_file_is_told_once_a_day(app: Flask, models: Path, lead: Staff) -> None:
    worker, ports = Refitting(models), app.extensions["ports"]
    (next(models.glob("few-*")) / "topic" / "arrays.npz").write_bytes(b"cut off")

    for hours in (0, 1, 25):
        worker.watch(ports, AT + timedelta(hours=hours))

    assert notices("model_refused") == 2
    page = signed_in_as(app, lead).get("/notices/").text
    assert "/learning/models" in page
