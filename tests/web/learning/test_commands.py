"""`voc classifier models`, `refit`, `activate`, `rollback`: the operator's hand on the versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.makers import AT, make_staff
from tests.web.learning.voices import labelled, sentences
from ticketing.db import db
from ticketing.models import Audit, Role, Topic
from web.cli.models import activate, models, refit, rollback
from web.refitting import Refitting


@pytest.fixture
def run(app: Flask, models: Path) -> FlaskCliRunner:
    """An installation whose first models are registered, with labels by a lead."""
    Refitting(models).refit(app.extensions["ports"], AT)
    lead = make_staff("shenqing", Role.LEAD)
    for topic in ("billing", "connectivity", "howto"):
        db.session.add(Topic(code=topic, name_zh=topic, name_en=topic))
        labelled(sentences(topic, 60), topic, lead)
    return app.test_cli_runner()


def asked(run: FlaskCliRunner, command: Any, *arguments: str) -> dict[str, Any]:
    db.session.rollback()
    result = run.invoke(command, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def of_topic(run: FlaskCliRunner) -> list[tuple[int, str]]:
    listed = asked(run, models)["models"]
    return [(one["version"], one["state"]) for one in listed if one["field"] == "topic"]


def test_a_version_is_trained_put_to_work_and_taken_back(run: FlaskCliRunner) -> None:
    made = asked(run, refit)
    assert [(one["field"], one["version"], one["state"]) for one in made["models"]] == [
        ("topic", 2, "shadow")
    ]
    assert made["models"][0]["tickets"] + made["models"][0]["figures"]["n"] == 180

    asked(run, activate, "topic", "2", "--why", "knows our tickets")
    assert of_topic(run) == [(2, "active"), (1, "retired")]

    asked(run, rollback, "topic", "--why", "odd answers")
    assert of_topic(run) == [(2, "retired"), (1, "active")]
    assert list(db.session.scalars(sa.select(Audit.action).order_by(Audit.id))) == [
        "model_activated",
        "model_rolled_back",
    ]


def test_refused_files_are_listed(app: Flask, run: FlaskCliRunner) -> None:
    folder = app.extensions["settings"].var / "models"
    asked(run, models)
    for path in folder.glob("*/arrays.npz"):
        path.write_bytes(b"cut off")

    assert len(asked(run, models)["refused"]) >= 3


@pytest.mark.parametrize(
    ("command", "arguments"),
    [
        (activate, ["topic", "9", "--why", "x"]),
        (activate, ["mood", "1", "--why", "x"]),
        (activate, ["topic", "1"]),
        (rollback, ["topic"]),
    ],
)
def test_what_cannot_be_is_said_with_exit_code(
    run: FlaskCliRunner, command: Any, arguments: list[str]
) -> None:
    result = run.invoke(command, arguments)

    assert result.exit_code != 0
    assert "Traceback" not in result.output
