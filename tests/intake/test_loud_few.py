"""Five hundred near-identical complaints of six people weigh as six people who repeat themselves, through every step from the mail on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from classifier.keywords import KeywordClassifier, keyword_classifier
from tests.intake.post import Post
from tests.makers import make_calendar, make_owner, make_product, make_staff, make_team
from ticketing.backlog import proposing, ranking
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.feedback.queries import count_themes
from ticketing.models import Item, Message, Role, Theme
from ticketing.ports import Ports

LOUD, MANY = "帆盘自动续费乱扣钱，又来投诉{}，马上退款！！！", "投诉帆盘同步一直失败，文件传不上去，{}"
WORDS = ["你们", "大家", "快点", "今天", "刚才", "真的", "又来", "还是", "一直", "气死", "无语"]
ENDINGS = ("急用", "换了网也不行", "提示错误码7", "昨天开始的", "手机电脑都一样", "等了三天", "重装过了")


@pytest.fixture
def post(app: Flask, ports: Ports, at: datetime) -> Post:
    make_calendar()
    make_team("CS1")
    owner = make_staff("lin", role=Role.PRODUCT_OWNER)
    make_owner(make_product("DRV", aliases=("帆盘",)), owner)
    topics = KeywordClassifier({"renewal": {4: "续费"}, "function": {4: "同步"}})
    classifiers = {"type": keyword_classifier("type"), "topic": topics}
    return Post(replace(ports, classifiers=classifiers), at)


def test_the_rank_follows_the_people_not_the_noise(post: Post, at: datetime) -> None:
    """Six mails each move a rank by the half that repeating may add; from there to eighty each moves nothing."""
    shout(post, range(36), at)
    for number, ending in enumerate(ENDINGS):
        post.bring(MANY.format(ending), sender=f"one{number}@example.com", subject="同步失败", at=at)
    before = scored(post, at + timedelta(days=1))

    shout(post, range(36, 500), at)
    after = scored(post, at + timedelta(days=1, hours=2))

    assert {topic: people for topic, (people, _) in after.items()} == {"renewal": 6, "function": 7}
    assert after["renewal"][1] == pytest.approx(before["renewal"][1], rel=0.01)
    assert after["function"][1] == pytest.approx(before["function"][1], rel=0.01)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Message)) >= 507


def shout(post: Post, numbers: Iterable[int], at: datetime) -> None:
    """The same few people write again and again, hardly changing a word."""
    for number in numbers:
        post.bring(
            LOUD.format(WORDS[number % 7] + WORDS[number % 11]),
            sender=f"loud{number % 6}@example.com",
            subject="续费乱扣",
            at=at + timedelta(minutes=2 * number),
        )


def scored(post: Post, at: datetime) -> dict[str, tuple[int, float]]:
    """After the work of the worker: people and score by topic."""
    while harvest(post.ports, at):
        pass
    proposing.propose_items(post.ports, at)
    ranking.score_items(post.ports, at)
    db.session.rollback()
    rows = db.session.execute(sa.select(Item, Theme).join(Theme, Theme.id == Item.theme_id)).all()
    counts = count_themes([theme.id for _, theme in rows], at)
    return {theme.topic: (counts[theme.id].customers, item.score) for item, theme in rows}
