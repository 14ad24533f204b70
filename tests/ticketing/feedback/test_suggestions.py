"""Groups within a theme, for a person to part."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_product
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.feedback.suggestions import suggest_parts
from ticketing.models import Theme
from ticketing.ports import Ports

SYNC = [
    "电脑端同步一直卡在99%",
    "同步卡住不动，换网络也不行",
    "文件同步卡在99%很久了",
    "同步总是卡住，重启也没用",
]
PHOTOS = ["照片打开是黑屏", "相册里照片全是黑屏", "打开照片就黑屏", "看照片黑屏，点不开"]


def test_an_issue_of_its_own_is_pointed_out(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    for words in SYNC + PHOTOS:
        speak(product, "function", words, at=at)
    harvest(ports, at)

    parts = suggest_parts(db.session.scalars(sa.select(Theme)).one())

    photos = next(part for part in parts if "黑屏" in part.keywords.split())
    assert (photos.customers, len(photos.mention_ids), len(photos.typical)) == (4, 4, 4)
    assert not any("同步" in voice.text for voice in photos.typical)
    assert photos.drawn == ()


def test_a_reviewer_sees_five_typical_voices_and_five_drawn_by_lot(
    app: Flask, ports: Ports, at: datetime
) -> None:
    """The same ten at each look, none of them twice."""
    product = make_product()
    for number in range(14):
        speak(product, "function", f"{PHOTOS[number % 4]}，第{number}张", at=at)
    for words in SYNC * 3:
        speak(product, "function", words, at=at)
    harvest(ports, at)
    theme = db.session.scalars(sa.select(Theme)).one()

    photos = max(suggest_parts(theme), key=lambda part: sum("黑屏" in one.text for one in part.typical))

    assert len(photos.typical) == len(photos.drawn) == 5
    assert set(photos.typical).isdisjoint(photos.drawn)
    assert photos.drawn == next(one for one in suggest_parts(theme) if one.typical == photos.typical).drawn


def test_one_issue_is_left_together(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    for _ in range(5):
        speak(product, at=at)
    harvest(ports, at)

    assert suggest_parts(db.session.scalars(sa.select(Theme)).one()) == []


SYNC_EN = [
    "desktop sync is stuck at 99%",
    "file sync hangs whatever network",
    "sync stuck again after a restart",
]
PHOTOS_EN = [
    "photos open black",
    "every photo in the album is a black screen",
    "opening pictures gives a black screen",
]
TIMES = ("", " 又来了", "，急", "，第3次")
TIMES_EN = ("", " again", " please help", " 3 times")


def test_an_issue_told_in_two_languages_is_one_part(app: Flask, ports: Ports, at: datetime) -> None:
    """Its words come in both, for the words of a theme are looked for in both."""
    product = make_product()
    for language, said, times in (("zh", SYNC + PHOTOS, TIMES), ("en", SYNC_EN + PHOTOS_EN, TIMES_EN)):
        for words in said:
            for time in times:
                speak(product, "function", words + time, at=at, language=language)
    harvest(ports, at)

    parts = suggest_parts(db.session.scalars(sa.select(Theme)).one())

    words = [set(part.keywords.split()) for part in parts]
    assert any({"照片", "album"} <= telling for telling in words)
