"""The installation's classifiers: trained once, refused when altered, and the operator hears of it."""

from __future__ import annotations

import json
import pickle
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import force_locale

from classifier.contract import Prediction
from classifier.keywords import KeywordClassifier
from classifier.models.evaluation import best_label
from classifier.models.linear import LinearClassifier
from tests.founded import FEW, demo_examples, lay_ready, trained
from tests.web.visitors import browser
from ticketing.company.reading import read_company
from ticketing.db import db
from ticketing.models import Setting
from web.cli.doctor import examine
from web.founding import FIELDS, SETTING, examples_of
from web.judges import Judges, make_ready, refused_models


@pytest.fixture
def folder(app: Flask, first_models: Path, tmp_path: Path) -> Path:
    """A copy of the models of a few examples."""
    db.session.merge(Setting(name=SETTING, value=FEW))
    db.session.commit()
    home = trained(FEW, first_models)
    shutil.copytree(home, tmp_path / "models" / home.name)
    return tmp_path / "models"


def only_home(folder: Path) -> Path:
    (home,) = folder.iterdir()
    return home


def spoil(home: Path, how: str) -> None:
    arrays, manifest = home / "topic" / "arrays.npz", home / "topic" / "manifest.json"
    if how == "half written":
        manifest.unlink()
    elif how == "cut off":
        arrays.write_bytes(arrays.read_bytes()[:1000])
    elif how == "tampered":
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        facts["labels"].reverse()
        manifest.write_text(json.dumps(facts), encoding="utf-8")
    else:
        arrays.write_bytes(pickle.dumps({"weights": [1, 2, 3]}))


def test_the_models_of_the_companys_examples_are_at_work(folder: Path) -> None:
    judges = Judges(folder)

    assert all(isinstance(judges[field].base, LinearClassifier) for field in FIELDS)
    assert judges.refused == ()
    assert refused_models(folder) == ()


def test_the_first_training_is_done_before_a_message_needs_it(app: Flask, tmp_path: Path) -> None:
    """Training takes seconds: at the start nobody waits for it, in an intake everybody who writes would."""
    said: list[str] = []
    models = tmp_path / "models"

    make_ready(models, said.append)
    make_ready(models, said.append)

    assert said == ["training the classifiers, once ..."]
    assert only_home(models).name.startswith("seeds-")  # and no half folder
    assert refused_models(models) == ()


@pytest.mark.parametrize("how", ["half written", "cut off", "tampered", "pickled"])
def test_a_spoilt_model_is_refused_and_the_rules_take_over(folder: Path, how: str) -> None:
    spoil(only_home(folder), how)

    judges = Judges(folder)

    assert isinstance(judges["topic"].base, KeywordClassifier)
    assert isinstance(judges["type"].base, LinearClassifier)
    assert isinstance(judges["topic"].predict("被重复扣费，账单不对"), Prediction)
    assert len(judges.refused) == 1
    assert "topic" in judges.refused[0]


def test_the_operator_is_told_of_a_refused_model(app: Flask, folder: Path) -> None:
    spoil(only_home(folder), "tampered")
    judges = Judges(folder)
    judges["topic"].predict("扣费")
    app.extensions["ports"] = replace(app.extensions["ports"], classifiers=judges)

    answer = browser(app).get("/readyz").json

    assert "altered after training" in answer["notes"][0]


def test_the_doctor_finds_a_refused_model(app: Flask, folder: Path) -> None:
    spoil(only_home(folder), "cut off")
    settings = replace(app.extensions["settings"], var=folder.parent)

    with force_locale("en"):
        findings = [one for one in examine(settings) if "classifier" in one.what]

    assert [one.level for one in findings] == ["fault"]
    assert "cut off or altered" in findings[0].advice


def test_approved_answers_teach_how_customers_ask() -> None:
    company = read_company()

    rows = examples_of(company)["rows"]

    article = company.articles[0]
    assert [article.paraphrases.zh[0], "enquiry", article.topic, "", article.product or "unknown"] in rows


def test_a_product_nobody_named_is_told_from_what_the_text_is_about(
    app: Flask, first_models: Path, tmp_path: Path
) -> None:
    db.session.merge(Setting(name=SETTING, value=demo_examples()))
    db.session.commit()
    lay_ready(app, first_models)

    judges = Judges(tmp_path / "models")

    assert best_label(judges["product"].predict("顾客扫码付了款，它一声不吭")) == "SPK"
    assert isinstance(judges["topic"].predict("帆盘又扣了我25块，我上个月就关了自动续费！"), Prediction)
    assert best_label(judges["topic"].predict("charged again although auto-renew is off")) == "renewal"


def test_an_encoder_that_cannot_be_run_is_told_and_words_alone_judge(
    app: Flask, folder: Path, tmp_path: Path
) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], encoder=str(tmp_path / "nowhere"))

    judges = Judges(folder)

    assert isinstance(judges["topic"].base, LinearClassifier)
    assert [why.startswith("VOC_ENCODER: ") for why in judges.refused] == [True]
