"""The life of a model: first version, training, shadow, gate, rollback; and files nobody may swap."""

from __future__ import annotations

import pickle
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask_babel import force_locale

from classifier.alarms import learnt
from classifier.keywords import KeywordClassifier
from tests.makers import AT, make_staff
from tests.web.learning.voices import heard, labelled, sentences
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.learning import evidence, registry, wishes
from ticketing.learning.gate import Outcome
from ticketing.models import (
    LabelField,
    ModelCause,
    ModelChange,
    ModelFile,
    ModelState,
    ModelVersion,
    Notice,
    ShadowJudgement,
    Staff,
)
from ticketing.ports import Ports
from web.cli.doctor import examine
from web.judges import Judges, home_of, refused_models
from web.refitting import Refitting

TOPIC = LabelField.TOPIC
LATER = AT + timedelta(hours=1)


@pytest.fixture
def ports(app: Flask) -> Ports:
    return app.extensions["ports"]


@pytest.fixture
def worker(models: Path, ports: Ports, lead: Staff) -> Refitting:
    """A worker that has registered the first models."""
    worker = Refitting(models)
    worker.refit(ports, AT)
    return worker


def version(number: int) -> ModelVersion:
    db.session.rollback()
    statement = sa.select(ModelVersion).where(ModelVersion.field == TOPIC, ModelVersion.version == number)
    return db.session.scalars(statement).one()


def states() -> dict[int, ModelState]:
    db.session.rollback()
    return {row.version: row.state for row in registry.versions(TOPIC)}


def teach(lead: Staff, number: int = 60) -> None:
    for topic in ("billing", "connectivity", "howto"):
        labelled(sentences(topic, number), topic, lead)


def train(worker: Refitting, lead: Staff, ports: Ports) -> ModelVersion:
    wishes.ask(lead.id, AT)
    db.session.commit()
    worker.refit(ports, LATER)
    db.session.rollback()
    return registry.versions(TOPIC)[0]


def test_the_first_models_are_registered_with_their_bytes(worker: Refitting) -> None:
    row = version(1)

    assert row.state is ModelState.ACTIVE
    assert db.session.get_one(ModelFile, row.sha256).size == row.size
    changes = db.session.scalars(sa.select(ModelChange).where(ModelChange.model_id == row.id))
    assert [one.cause for one in changes] == [ModelCause.FIRST] * 2


def test_registering_again_changes_nothing(worker: Refitting, ports: Ports) -> None:
    assert worker.refit(ports, LATER) == 0
    assert states() == {1: ModelState.ACTIVE}


def test_a_machine_without_files_judges_with_the_same_model(worker: Refitting, tmp_path: Path) -> None:
    """Its copy comes from the database, under the hash of its content."""
    elsewhere = tmp_path / "elsewhere"

    judges = Judges(elsewhere)

    assert judges["topic"].name == "topic 1"
    assert judges.refused == ()
    assert not any(path.name.startswith("few") for path in elsewhere.iterdir())


@pytest.mark.parametrize("how", ["swapped", "pickled", "cut off", "more"])
def test_a_file_that_is_not_what_was_kept_is_refused(
    app: Flask, worker: Refitting, models: Path, how: str
) -> None:
    """Even another whole and honest model is refused in its place; rules judge, and the operator is told."""
    home = home_of(version(1), models)
    if how == "swapped":
        shutil.rmtree(home)
        shutil.copytree(next(models.glob("few-*")) / "type", home)
    elif how == "pickled":
        (home / "arrays.npz").write_bytes(pickle.dumps({"weights": [1, 2, 3]}))
    elif how == "cut off":
        (home / "arrays.npz").write_bytes((home / "arrays.npz").read_bytes()[:1000])
    else:
        (home / "sitecustomize.py").write_text("import os")

    judges = Judges(models)

    assert isinstance(judges["topic"].base, KeywordClassifier)
    assert "is not what was kept as topic 1" in judges.refused[0]
    settings = replace(app.extensions["settings"], var=models.parent)
    with force_locale("en"):
        findings = [one for one in examine(settings) if "classifier refused" in one.what]
    assert [one.level for one in findings] == ["fault"]


def test_bytes_swapped_in_the_database_are_refused(worker: Refitting, tmp_path: Path) -> None:
    row = version(1)
    other = db.session.scalars(sa.select(ModelFile).where(ModelFile.sha256 != row.sha256)).first()
    assert other is not None
    db.session.get_one(ModelFile, row.sha256).content = other.content
    db.session.commit()

    judges = Judges(tmp_path / "elsewhere")

    assert isinstance(judges["topic"].base, KeywordClassifier)
    assert "does not hold topic 1 as it was kept" in judges.refused[0]


def test_a_broken_file_of_the_alarms_is_told_like_a_broken_model(
    worker: Refitting, models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rules go on raising alarms; the operator reads why and what to do where refused models are told."""
    monkeypatch.setattr(learnt, "KEPT", tmp_path / "nowhere.npz")
    learnt._kept.cache_clear()

    refused = refused_models(models)
    monkeypatch.undo()
    learnt._kept.cache_clear()

    assert ["alarms.training" in why for why in refused or ()] == [True]
    assert refused_models(models) == ()


def test_a_trained_model_waits_in_shadow_then_works_then_is_taken_back(
    worker: Refitting, lead: Staff, ports: Ports, models: Path
) -> None:
    """Train, judge the next messages beside the active one, activate, go back: each with who and why."""
    teach(lead)
    row = train(worker, lead, ports)
    assert (row.version, row.state, row.made_by_id) == (2, ModelState.SHADOW, lead.id)
    assert row.facts["tickets"] + row.facts["tested_on"] == 180
    heard("路由器晚上断网，重启三次还是没网")
    db.session.commit()

    judged = worker.judge_in_shadow(ports, LATER)
    said = db.session.scalars(sa.select(ShadowJudgement)).one()
    verdict = evidence.verdict_of(version(2))
    assert (judged, said.label) == (1, "connectivity")
    assert verdict is not None and verdict.outcome is not Outcome.WORSE
    assert Judges(models)["topic"].name == "topic 1"

    registry.activate(version(2), why="better on billing", by=lead, at=LATER, ports=ports)
    db.session.commit()
    assert states() == {1: ModelState.RETIRED, 2: ModelState.ACTIVE}
    assert Judges(models)["topic"].name == "topic 2"

    registry.roll_back(TOPIC, why="odd answers", by=lead, at=LATER, ports=ports)
    db.session.commit()
    assert states() == {1: ModelState.ACTIVE, 2: ModelState.RETIRED}
    assert Judges(models)["topic"].name == "topic 1"
    last = db.session.scalars(sa.select(ModelChange).order_by(ModelChange.id.desc()).limit(1)).one()
    assert (last.why, last.staff_id, last.after) == ("odd answers", lead.id, "active")


def test_two_hundred_labels_of_one_source_are_capped(worker: Refitting, lead: Staff, ports: Ports) -> None:
    teach(lead)
    labelled(sentences("billing", 200, seed=2), "howto", make_staff("mole"))

    row = train(worker, lead, ports)

    assert row.facts["left_out"] == {"agent": 160}
    assert row.facts["by_agents"] == 40


def test_what_is_poisoned_slowly_is_refused_by_the_gate(worker: Refitting, lead: Staff, ports: Ports) -> None:
    """Forty a day pass the caps; the model they make loses billing, so nobody can put it to work."""
    teach(lead, 150)
    good = train(worker, lead, ports)
    registry.activate(good, why="knows our tickets", by=lead, at=LATER, ports=ports)
    db.session.commit()
    labelled(sentences("billing", 200, seed=2), "howto", make_staff("mole"), per_day=40)

    row = train(worker, lead, ports)
    verdict = evidence.verdict_of(row)

    assert row.version == 3
    assert verdict is not None and verdict.outcome is Outcome.WORSE
    with pytest.raises(Refused, match="significantly worse"):
        registry.activate(row, why="why not", by=lead, at=LATER, ports=ports)
    assert states()[3] is ModelState.SHADOW


def test_a_person_gives_a_reason(worker: Refitting, lead: Staff, ports: Ports) -> None:
    teach(lead)
    row = train(worker, lead, ports)

    with pytest.raises(BadInput):
        registry.activate(row, why="  ", by=lead, at=LATER, ports=ports)


def test_the_policy_puts_a_proven_model_to_work_and_tells_the_leads(
    worker: Refitting, lead: Staff, ports: Ports
) -> None:
    teach(lead, 150)
    wishes.set_decider(wishes.Decider.POLICY)
    db.session.commit()
    row = train(worker, lead, ports)
    assert row.state is ModelState.SHADOW
    heard("账单上多出六十元")
    db.session.commit()

    worker.judge_in_shadow(ports, LATER + timedelta(days=1))

    assert states() == {1: ModelState.RETIRED, 2: ModelState.ACTIVE}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Notice)) > 0


def test_nothing_is_trained_by_day_unless_asked(worker: Refitting, lead: Staff, ports: Ports) -> None:
    """AT is ten in the morning in Shanghai; at three the next night it is due, and then not again."""
    teach(lead)

    night = AT + timedelta(hours=17)
    by_day, at_night, again = (worker.refit(ports, at) for at in (LATER, night, night + timedelta(minutes=1)))

    assert (by_day, at_night, again) == (0, 1, 0)
