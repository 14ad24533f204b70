"""Working on themes: name, put forward, merge after a look, take out, take back."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from tests.ticketing.feedback.voices import speak
from tests.web.product.desk import Desk, make_desk, the_theme
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.models import Item, Mention, Theme, ThemeChange, ThemeStatus


def second_theme(desk: Desk) -> Theme:
    """Another theme of the same product, with one voice."""
    first = the_theme()
    speak(first.product, topic="refund", words="退款一直没到", at=desk.at)
    harvest(desk.app.extensions["ports"], desk.at)
    return db.session.scalars(sa.select(Theme).where(Theme.id != first.id)).one()


def test_a_thin_theme_needs_a_reason_to_go_on_the_backlog(app: Flask) -> None:
    desk = make_desk(app, voices=2)
    address = f"/product/themes/{the_theme().theme_no}"

    without = desk.post(f"{address}/item", address, reason="")
    with_one = desk.post(f"{address}/item", address, reason="The law changes in May")

    item = db.session.scalars(sa.select(Item)).one()
    assert without.status_code == 409
    assert "Without enough evidence" in without.text
    assert with_one.headers["Location"].endswith(item.item_no)
    assert item.override == "The law changes in May"
    assert item.score > 0


def test_a_list_shows_each_theme_in_a_customer_s_words(app: Flask) -> None:
    """Product and topic alone tell nobody what the problem is; the board of items says it in the same way."""
    desk = make_desk(app, voices=2)
    desk.post(
        f"/product/themes/{the_theme().theme_no}/item",
        f"/product/themes/{the_theme().theme_no}",
        reason="The law changes in May",
    )

    for page in ("/product/themes", "/product/"):
        assert "<q>上个月就关了自动续费，今天怎么又扣我25块</q>" in desk.page(page)


def test_a_person_confirms_and_names(app: Flask) -> None:
    desk = make_desk(app, voices=1)
    address = f"/product/themes/{the_theme().theme_no}"

    desk.post(f"{address}/confirmation", address, title_zh="续费提醒", title_en="Renewal notice")

    theme = the_theme()
    assert (theme.status, theme.title_en) == (ThemeStatus.CONFIRMED, "Renewal notice")


def test_a_merge_is_shown_before_it_is_done_and_can_be_taken_back(app: Flask) -> None:
    desk = make_desk(app, voices=2)
    first, other = the_theme(), second_theme(desk)
    address = f"/product/themes/{other.theme_no}"
    preview = f"{address}/merge?into={first.theme_no}"

    shown = desk.page(preview)
    desk.post(f"{address}/merge", preview, into=first.theme_no, why="same thing")
    merged = other.status
    change = db.session.scalars(sa.select(ThemeChange)).one()
    desk.post(
        f"/product/themes/{first.theme_no}/undo", f"/product/themes/{first.theme_no}", change=str(change.id)
    )

    assert f"{first.theme_no} has 3 different customers" in shown
    assert merged == ThemeStatus.MERGED
    assert other.status == ThemeStatus.CANDIDATE


def test_voices_are_taken_out_into_a_theme_of_their_own(app: Flask) -> None:
    desk = make_desk(app, voices=3)
    address = f"/product/themes/{the_theme().theme_no}"
    voice = db.session.scalars(sa.select(Mention.id).order_by(Mention.id)).first()
    fields = {"title_zh": "学生价", "title_en": "Student price", "keywords": "学生 student", "why": ""}

    none = desk.post(f"{address}/split", address, **fields)
    done = desk.post(f"{address}/split", address, mention=str(voice), **fields)

    new = db.session.scalars(sa.select(Theme).where(Theme.title_en == "Student price")).one()
    assert none.status_code == 422
    assert "Choose at least one voice" in none.text
    assert done.headers["Location"].endswith(new.theme_no)
    assert db.session.get_one(Mention, voice).theme_id == new.id


def test_a_voice_of_another_theme_cannot_be_taken_out(app: Flask) -> None:
    desk = make_desk(app, voices=1)
    first, other = the_theme(), second_theme(desk)
    foreign = db.session.scalars(sa.select(Mention.id).where(Mention.theme_id == other.id)).one()
    address = f"/product/themes/{first.theme_no}"

    answer = desk.post(
        f"{address}/split", address, mention=str(foreign), title_zh="a", title_en="b", keywords=""
    )

    assert answer.status_code == 422
    assert db.session.get_one(Mention, foreign).theme_id == other.id


def test_a_theme_of_another_product_does_not_exist(app: Flask) -> None:
    desk = make_desk(app)
    stranger = desk.stranger()

    assert stranger.get(f"/product/themes/{the_theme().theme_no}").status_code == 404


def test_issues_within_a_theme_show_typical_voices_and_some_drawn_by_lot(app: Flask) -> None:
    """Five of each, every voice in its own language."""
    desk = make_desk(app, voices=3)
    theme = the_theme()
    for number in range(24):
        for language, words in (
            ("zh", f"照片打开是黑屏，第{number}张"),
            ("en", f"photo {number} is a black screen"),
        ):
            speak(theme.product, topic=theme.topic, words=words, at=desk.at, language=language)
    harvest(desk.app.extensions["ports"], desk.at)

    asked = desk.page(f"/product/themes/{theme.theme_no}?parts=1")
    stranger = desk.stranger().get(f"/product/themes/{theme.theme_no}?parts=1")

    assert "Most typical:" in asked
    assert "Drawn by lot:" in asked
    assert '<li lang="zh-Hans">照片打开是黑屏' in asked
    assert '<li lang="en">photo' in asked
    assert stranger.status_code == 404
