"""Themes of one product that may be one problem under two names."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_product
from tests.ticketing.feedback.test_suggestions import PHOTOS, SYNC
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.feedback.likeness import themes_like
from ticketing.feedback.mentions import harvest
from ticketing.models import Theme
from ticketing.ports import Ports


def topics_like(topic: str, at: datetime) -> list[str]:
    theme = db.session.scalars(sa.select(Theme).where(Theme.topic == topic)).one()
    return [one.topic for one in themes_like(theme, at)]


def test_a_theme_that_speaks_in_the_same_words_is_shown(app: Flask, ports: Ports, at: datetime) -> None:
    """Stuck syncing, filed as a fault by some and as slowness by others; black photos are neither."""
    product = make_product()
    for words in SYNC:
        speak(product, "function", words, at=at)
        speak(product, "performance", f"{words}，等了一晚上", at=at)
    for words in PHOTOS:
        speak(product, "installation", words, at=at)
    harvest(ports, at)

    assert topics_like("function", at) == ["performance"]
    assert topics_like("installation", at) == []


def test_another_product_s_themes_are_never_shown(app: Flask, ports: Ports, at: datetime) -> None:
    """Each product's owner decides about their own."""
    for code in ("DRV", "CAM"):
        product = make_product(code)
        for words in SYNC:
            speak(product, "function", words, at=at)
    harvest(ports, at)
    first = db.session.scalars(sa.select(Theme).order_by(Theme.id)).first()
    assert first is not None

    assert themes_like(first, at) == []
