"""Messages that nobody has labelled teach the nightly training too, and are forgotten with their writers."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from intake import erasing
from tests.makers import AT
from tests.web.learning.voices import heard, labelled, sentences
from ticketing.db import db
from ticketing.learning import lessons, registry
from ticketing.models import Customer, LabelField, ModelVersion, Staff, Status, Ticket
from ticketing.ports import Ports
from web.judges import Judges
from web.refitting import Refitting

TOPIC = LabelField.TOPIC
TOPICS = ("billing", "connectivity", "howto")
NEW = "波纹管"
"""A word in no labelled text."""


@pytest.fixture
def ports(app: Flask) -> Ports:
    return app.extensions["ports"]


def unlabelled(number: int = 70) -> list[Ticket]:
    """Tickets of other customers about the same topics; those about the network name a thing nobody has labelled."""
    tickets = [
        heard(f"{text}，{NEW}" if topic == "connectivity" else text)
        for topic in TOPICS
        for text in sentences(topic, number, seed=2)
    ]
    db.session.commit()
    return tickets


def test_a_lesson_hears_the_newest_tickets_without_a_label_by_a_person(
    app: Flask, lead: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Masked, newest last, no more than allowed; not spam, not testers, not the erased, not what a person has labelled."""
    labelled(["账单多收了钱"], "billing", lead)
    kept = [heard(text) for text in ("发票在哪里下载", "打 13812345678 找我", "一直连不上", "？？？")]
    spam, tester, erased = (heard(text) for text in ("买粉加我", "测试一下", "忘记我"))
    spam.status = Status.CANCELLED
    db.session.get_one(Customer, tester.customer_id).tester = True
    db.session.get_one(Customer, erased.customer_id).erased_at = AT
    db.session.commit()
    monkeypatch.setattr(lessons, "MOST_HEARD", 3)

    lesson = lessons.prepare(TOPIC)

    assert [number for number, _ in lesson.heard] == [one.id for one in kept[1:3]]
    assert "13812345678" not in lesson.heard[0][1]
    assert (lesson.facts()["heard"], lesson.facts()["heard_since"]) == (2, kept[1].id)


@pytest.mark.timeout(400)  # three trainings
def test_the_nightly_training_hears_them_and_forgets_the_erased(
    app: Flask, lead: Staff, ports: Ports, models: Path
) -> None:
    """A word seen only beside those of one topic speaks for it, until the customers who wrote it are erased."""
    worker = Refitting(models)
    worker.refit(ports, AT)
    for topic in TOPICS:
        labelled(sentences(topic, 15), topic, lead)
    tickets = unlabelled()
    worker.train(ports, AT)
    row = registry.versions(TOPIC)[0]
    assert (row.facts["heard"], row.facts["heard_since"]) == (len(tickets), tickets[0].id)
    registry.activate(row, why="it has listened", by=lead, at=AT, ports=ports)
    db.session.commit()
    assert knows(models)
    assert Judges(models)["topic"].predict(NEW).label == "connectivity"  # type: ignore[union-attr]

    for number in {one.customer_id for one in tickets if NEW in one.subject}:
        erasing.erase(db.session.get_one(Customer, number), reason="asked by post", by=lead, at=AT)
    db.session.commit()
    assert worker.refit(ports, AT) > 0

    db.session.rollback()
    assert (
        db.session.scalars(sa.select(ModelVersion).where(ModelVersion.field == TOPIC)).all()[-1].version == 3
    )
    assert not knows(models)


def knows(models: Path) -> bool:
    """Whether the vocabulary at work has the word."""
    return any(NEW in feature for feature in Judges(models)["topic"].base.model.vocabulary)  # type: ignore[attr-defined]
