"""Models of a few examples, copied into each test's own folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from tests.founded import FEW, trained
from tests.makers import make_staff
from ticketing.db import db
from ticketing.models import Role, Setting, Staff, Topic
from web.founding import SETTING


@pytest.fixture
def models(app: Flask, first_models: Path) -> Path:
    """The folder of the app's models, with the first ones in it."""
    db.session.merge(Setting(name=SETTING, value=FEW))
    db.session.commit()
    folder: Path = app.extensions["settings"].var / "models"
    home = trained(FEW, first_models)
    shutil.copytree(home, folder / home.name)
    return folder


@pytest.fixture
def lead(app: Flask, models: Path) -> Staff:
    db.session.add(Setting(name="company", value={"timezone": "Asia/Shanghai"}))
    for code in ("billing", "connectivity", "howto"):
        db.session.add(Topic(code=code, name_zh=code, name_en=code))
    db.session.commit()
    return make_staff("shenqing", Role.LEAD)
