"""Everybody sets their own signature and chooses what they are mailed about."""

from __future__ import annotations

from flask import Flask

from tests.makers import make_message, make_staff, make_team, make_ticket
from tests.web.visitors import csrf_of, signed_in_as
from ticketing.db import db
from ticketing.models import Author, Staff
from ticketing.outbox import mails
from ticketing.ports import Site


def test_a_signature_set_by_its_owner_stands_under_the_next_mail(app: Flask) -> None:
    """In the text and the HTML of both languages."""
    staff = make_staff(name="陆遥", name_en="Lu Yao", teams=(make_team(),), email="lu@hefan.example")
    me = signed_in_as(app, staff)
    sent = {"csrf_token": csrf_of(me, "/me/"), "signature": "投诉专席\r\n400-800", "mail_about": ["assigned"]}

    answer = me.post("/me/", data=sent)

    db.session.expire_all()
    kept = db.session.get_one(Staff, staff.id)
    assert answer.status_code == 303 and kept.mail_about == ["assigned"]
    for language, name in (("zh", "陆遥"), ("en", "Lu Yao")):
        ticket = make_ticket(language=language)
        payload = mails.reply(
            ticket, make_message(ticket, "x", author=Author.AGENT, staff=kept), "reply", Site()
        )
        assert f"{name}\n投诉专席\n400-800" in payload["text"]
        assert f"{name}<br>投诉专席<br>400-800" in payload["html"]


def test_the_form_shows_what_is_set_and_refuses_what_is_not_offered(app: Flask) -> None:
    staff = make_staff(mail_about=["deadline"], signature="mine", teams=(make_team(),))
    me = signed_in_as(app, staff)
    page = me.get("/me/").text
    assert 'value="deadline" checked' in page and ">mine</textarea>" in page

    for wrong in ({"mail_about": "everything"}, {"signature": "x" * 401}, {"role": "admin"}):
        answer = me.post("/me/", data={"csrf_token": csrf_of(me, "/me/"), **wrong})
        assert answer.status_code == 422

    db.session.expire_all()
    assert db.session.get_one(Staff, staff.id).signature == "mine"


def test_both_languages_speak(app: Flask) -> None:
    me = signed_in_as(app, make_staff(teams=(make_team(),)))
    for language, words in (("en", "Mail me when"), ("zh", "在下列情况给我发邮件")):
        me.set_cookie("voc_language", language)
        assert words in me.get("/me/").text


def test_the_navigation_calls_a_person_by_the_pages_language(app: Flask) -> None:
    """Where there is no English name the one name stands in both."""
    team = make_team()
    for names in (("陆遥", "Lu Yao"), ("Ana", "")):
        me = signed_in_as(app, make_staff(name=names[0], name_en=names[1], teams=(team,)))
        for language, name in (("zh", names[0]), ("en", names[1] or names[0])):
            me.set_cookie("voc_language", language)
            assert f'<span class="truncate small">{name}</span>' in me.get("/me/").text
