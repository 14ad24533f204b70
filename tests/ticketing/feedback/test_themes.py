"""Themes: joined by product and topic, parted and united by people, and taken back."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_product
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.feedback import themes
from ticketing.feedback.mentions import harvest
from ticketing.feedback.queries import count_themes
from ticketing.models import Mention, Product, Theme, ThemeStatus, Topic
from ticketing.ports import Ports


def voices(theme: Theme) -> list[int]:
    return list(db.session.scalars(sa.select(Mention.id).where(Mention.theme_id == theme.id)))


def theme_of(product: Product, topic: str) -> Theme:
    return db.session.scalars(
        sa.select(Theme).where(Theme.product_id == product.id, Theme.topic == topic)
    ).first()


def test_a_theme_is_named_in_both_languages(app: Flask, ports: Ports, at: datetime) -> None:
    db.session.add(Topic(code="renewal", name_zh="自动续费", name_en="Automatic renewal"))
    product = make_product()
    speak(product, at=at)

    harvest(ports, at)

    theme = theme_of(product, "renewal")
    assert (theme.title_zh, theme.title_en) == ("帆盘会员 · 自动续费", "FanDrive Plus · Automatic renewal")


def test_products_and_topics_stay_apart(app: Flask, ports: Ports, at: datetime) -> None:
    first, second = make_product("DRV"), make_product("PLY")
    for product, topic in ((first, "renewal"), (first, "function"), (second, "renewal")):
        speak(product, topic, at=at)

    harvest(ports, at)

    assert db.session.scalar(sa.select(sa.func.count(Theme.id))) == 3


def test_a_ticket_without_a_topic_joins_nothing(app: Flask, at: datetime) -> None:
    ticket = speak(make_product(), at=at)
    ticket.topic = None

    with pytest.raises(BadInput, match="topic"):
        themes.join(ticket, "…", at=at)


def test_a_merge_moves_every_voice_and_can_be_taken_back(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    speak(product, "renewal", at=at)
    speak(product, "billing", at=at)
    harvest(ports, at)
    small, large = theme_of(product, "renewal"), theme_of(product, "billing")

    change = themes.merge(small, large, by=None, at=at)

    assert (len(voices(small)), len(voices(large))) == (0, 2)
    assert themes.survivor(small) is large
    themes.undo(change, by=None, at=at)
    assert (len(voices(small)), len(voices(large))) == (1, 1)
    assert small.status == ThemeStatus.CANDIDATE
    assert [one.kind for one in themes.lineage(small)] == ["merge", "undo"]


def test_new_voices_follow_a_merge(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    speak(product, "renewal", at=at)
    speak(product, "billing", at=at)
    harvest(ports, at)
    large = theme_of(product, "billing")
    themes.merge(theme_of(product, "renewal"), large, by=None, at=at)
    db.session.commit()
    speak(product, "renewal", at=at)

    harvest(ports, at)

    assert len(voices(large)) == 3


def test_themes_of_two_products_are_never_merged(app: Flask, ports: Ports, at: datetime) -> None:
    first, second = make_product("DRV"), make_product("PLY")
    speak(first, at=at)
    speak(second, at=at)
    harvest(ports, at)

    with pytest.raises(Refused, match="owners"):
        themes.merge(theme_of(first, "renewal"), theme_of(second, "renewal"), by=None, at=at)


def test_a_split_takes_voices_out_and_its_words_call_later_ones(
    app: Flask, ports: Ports, at: datetime
) -> None:
    product = make_product()
    speak(product, "function", "电脑端同步一直卡99%", at=at)
    speak(product, "function", "照片打不开", at=at)
    harvest(ports, at)
    base = theme_of(product, "function")
    first = min(voices(base))
    child = themes.split(
        base,
        [first],
        title_zh="同步卡住",
        title_en="Sync stuck",
        keywords="同步 sync",
        by=None,
        at=at,
    )
    db.session.commit()
    speak(product, "function", "SYNC never ends", at=at)
    speak(product, "function", "打开就闪退", at=at)

    harvest(ports, at)

    assert (len(voices(base)), len(voices(child))) == (2, 2)


def test_a_split_needs_voices_of_this_theme_and_a_name(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    speak(product, at=at)
    harvest(ports, at)
    theme = theme_of(product, "renewal")

    with pytest.raises(BadInput, match="choose"):
        themes.split(theme, [], title_zh="甲", title_en="A", by=None, at=at)
    with pytest.raises(BadInput, match="both languages"):
        themes.split(theme, voices(theme), title_zh="甲", title_en=" ", by=None, at=at)
    with pytest.raises(NotFound):
        themes.split(theme, [999], title_zh="甲", title_en="A", by=None, at=at)


def test_counts_name_distinct_customers_first(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    ticket = speak(product, at=at)
    speak(product, at=at, customer=ticket.customer)
    speak(product, at=at)
    harvest(ports, at)
    theme = theme_of(product, "renewal")

    counts = count_themes([theme.id], at)[theme.id]

    assert (counts.customers, counts.customers_30, counts.tickets, counts.complaints) == (2, 2, 3, 3)
    assert (counts.channels, counts.weekly[-1], counts.severity) == ({"mail": 2}, 2, "S2")
