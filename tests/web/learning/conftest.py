"""Models of a few examples, trained once a run and copied into each test's own folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.makers import make_staff
from ticketing.db import db
from ticketing.models import Role, Setting, Staff, Topic
from web import judges
from web.founding import SETTING

EXAMPLES = {"key": "few", "rows": [["扣了两次钱", "complaint", "billing", "after"]], "names": []}


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.fixture
def models(app: Flask, trained: Path) -> Path:
    """The folder of the app's models, with the first ones in it."""
    db.session.merge(Setting(name=SETTING, value=EXAMPLES))
    db.session.commit()
    if not any(trained.iterdir()):
        judges.make(trained)
    folder: Path = app.extensions["settings"].var / "models"
    shutil.copytree(trained, folder)
    return folder


@pytest.fixture
def lead(app: Flask, models: Path) -> Staff:
    db.session.add(Setting(name="company", value={"timezone": "Asia/Shanghai"}))
    for code in ("billing", "connectivity", "howto"):
        db.session.add(Topic(code=code, name_zh=code, name_en=code))
    db.session.commit()
    return make_staff("shenqing", Role.LEAD)
