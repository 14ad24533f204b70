"""A customer is erased: the classifiers that learnt from their words are trained anew, and the old ones go."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from classifier.contract import Prediction
from intake import erasing
from tests.makers import AT
from tests.web.learning.voices import labelled, sentences
from ticketing.db import db
from ticketing.learning import registry, wishes
from ticketing.models import (
    Customer,
    LabelField,
    Message,
    ModelCause,
    ModelChange,
    ModelFile,
    ModelState,
    ModelVersion,
    Staff,
    Ticket,
)
from ticketing.ports import Ports
from web.judges import Judges, home_of
from web.learning.wording import change_words
from web.refitting import Refitting

TOPIC = LabelField.TOPIC
ODD = "zyzzyva"
LATER = AT + timedelta(hours=1)


@pytest.fixture
def ports(app: Flask) -> Ports:
    return app.extensions["ports"]


def erase_writer_of(word: str, lead: Staff) -> None:
    """Erase everybody who wrote a word."""
    found = sa.select(Ticket.customer_id).join(Message, Message.ticket_id == Ticket.id)
    for number in set(db.session.scalars(found.where(Message.body.contains(word)))):
        erasing.erase(db.session.get_one(Customer, number), reason="asked by post", by=lead, at=LATER)
    db.session.commit()


def at_work() -> ModelVersion:
    db.session.rollback()
    row = registry.active(TOPIC)
    assert row is not None
    return row


def knows(row: ModelVersion, models: Path) -> bool:
    return ODD.encode() in b"".join(path.read_bytes() for path in home_of(row, models).iterdir()) or any(
        ODD in feature
        for feature in Judges(models)["topic"].base.model.vocabulary  # type: ignore[attr-defined]
    )


def test_the_next_model_at_work_knows_no_word_of_the_erased(
    app: Flask, lead: Staff, ports: Ports, models: Path
) -> None:
    """By day, unasked, proven or not; nobody can go back to the version that knew them, here or elsewhere."""
    worker = Refitting(models)
    worker.refit(ports, AT)
    for topic in ("billing", "connectivity", "howto"):
        labelled(sentences(topic, 20), topic, lead)
    labelled([f"{ODD} 账单多收了钱"] * 3, "billing", lead)
    worker.train(ports, AT)
    registry.activate(registry.versions(TOPIC)[0], why="it knows us", by=lead, at=AT, ports=ports)
    db.session.commit()
    old, old_home = at_work().sha256, home_of(at_work(), models)
    assert knows(at_work(), models)

    erase_writer_of(ODD, lead)
    assert worker.refit(ports, LATER) > 0

    assert at_work().version == 3
    assert not knows(at_work(), models)
    assert db.session.get(ModelFile, old) is None
    assert not old_home.exists()
    assert worker.refit(ports, LATER) == 0


def test_why_is_told_in_both_languages(app: Flask, lead: Staff, ports: Ports, models: Path) -> None:
    change = ModelChange(model_id=1, at=AT, before="", after=ModelState.SHADOW, cause=ModelCause.ERASURE)
    newer = ModelChange(
        model_id=1, at=AT, before="active", after="retired", cause=ModelCause.REPLACED, by_version=3
    )

    with force_locale("en"):
        english = [change_words(change), change_words(newer)]
    with force_locale("zh"):
        chinese = [change_words(change), change_words(newer)]

    assert english == ["so that an erased customer's words are forgotten", "replaced by version 3"]
    assert chinese == ["为忘记已删除客户的内容", "由版本 3 接替"]


def test_a_running_process_forgets_what_the_erased_taught_it_at_once(
    app: Flask, lead: Staff, ports: Ports, models: Path
) -> None:
    """Nothing was trained yet, so nothing is trained now: only the layer of corrections held their words."""
    Refitting(models).refit(ports, AT)
    labelled([f"{ODD} 小程序里的按钮是灰的"], "billing", lead)
    db.session.rollback()
    judges = Judges(models)
    before = judges["topic"].predict(f"{ODD} 小程序里的按钮又是灰的")
    assert isinstance(before, Prediction) and before.label == "billing"
    db.session.rollback()

    erase_writer_of(ODD, lead)

    after = judges["topic"].predict(f"{ODD} 小程序里的按钮又是灰的")
    assert after != before
    assert judges["topic"].heard == ()
    assert wishes.read().forget_at == ""
