"""The one voice that stands for a theme in a list."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_customer, make_product
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.feedback.voices import typical_voices
from ticketing.models import Theme
from ticketing.ports import Ports

STUCK = ("同步一直卡在99%", "电脑端同步卡在99%不动", "同步卡在99%，换网也不行")
ASIDE = "昨天下雨，顺便问一句你们几点下班"


def shown(language: str) -> str:
    """The voice of the only theme, for a reader of this language."""
    theme_id = db.session.scalars(sa.select(Theme.id)).one()
    return typical_voices([theme_id], language)[theme_id].text


def test_what_most_say_stands_for_a_theme(app: Flask, ports: Ports, at: datetime) -> None:
    """The newest voice speaks of something else; it is not the one shown."""
    product = make_product()
    for number, words in enumerate((*STUCK, ASIDE)):
        speak(product, "function", words, at=at - timedelta(hours=9 - number))
    harvest(ports, at)

    assert shown("zh") in STUCK


def test_a_reader_is_shown_their_language_where_there_is_one(app: Flask, ports: Ports, at: datetime) -> None:
    """One English voice among Chinese ones is what an English reader sees; without one they see a Chinese one."""
    product = make_product()
    for words in STUCK:
        speak(product, "function", words, at=at)
    harvest(ports, at)
    assert shown("en") in STUCK

    speak(product, "function", "sync is stuck at 99% on Windows", at=at, language="en")
    harvest(ports, at)

    assert shown("en") == "sync is stuck at 99% on Windows"
    assert shown("zh") in STUCK


def test_a_voice_that_does_not_count_stands_for_nothing(app: Flask, ports: Ports, at: datetime) -> None:
    """A tester's words are evidence of nothing."""
    tester = make_customer(email="tester@example.com", tester=True)
    speak(make_product(), "function", STUCK[0], at=at, customer=tester)
    harvest(ports, at)
    theme_id = db.session.scalars(sa.select(Theme.id)).one()

    assert typical_voices([theme_id], "zh") == {}


def test_no_theme_has_no_voice(app: Flask) -> None:
    """An empty list asks nothing of the database."""
    assert typical_voices([], "zh") == {}
