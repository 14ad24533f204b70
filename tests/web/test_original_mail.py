"""A mail as it was sent: shown to agents, and able to do nothing."""

from __future__ import annotations

from flask import Flask

from intake.mail.sanitising import sanitise_html
from tests.makers import make_message, make_staff, make_team, make_ticket
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.models import Attachment


def page_of(app: Flask, html: str | None) -> tuple[str, str]:
    """The page of a message with this HTML and one picture, and its policy."""
    team = make_team()
    ticket = make_ticket(team_id=team.id, ticket_no="HF-26-000001")
    message = make_message(ticket, "<b>plain</b>", html=html)
    picture = Attachment(
        message_id=message.id,
        token="pic",
        sha256="0" * 64,
        filename="p.png",
        content_type="image/png",
        size=1,
        inline=True,
        content_id="pic@x",
    )
    db.session.add(picture)
    db.session.commit()
    answer = signed_in_as(app, make_staff(teams=(team,))).get("/console/tickets/HF-26-000001/messages/1/html")
    assert answer.status_code == 200
    return answer.text, answer.headers["Content-Security-Policy"]


def test_its_own_pictures_are_shown_and_no_others(app: Flask) -> None:
    html = '<p>hi <img src="cid:pic@x"><img src="cid:gone"><img src="http://spy.example/p.png"></p>'

    page, _ = page_of(app, sanitise_html(html))

    assert 'src="/console/tickets/HF-26-000001/files/pic"' in page
    assert ' src="http' not in page and "cid:" not in page


def test_nothing_in_it_can_run_or_be_sent(app: Flask) -> None:
    html = "<script>x()</script><form action='//e'><input></form><p onclick='x()'>hi</p><iframe src='//e'></iframe>"

    page, policy = page_of(app, sanitise_html(html))

    assert all(word not in page for word in ("<script", "onclick=", "<form", "<iframe", "<input"))
    assert "default-src 'none'" in policy and "sandbox" in policy and "allow-scripts" not in policy


def test_a_mail_without_html_shows_its_text(app: Flask) -> None:
    page, _ = page_of(app, None)

    assert "<pre>&lt;b&gt;plain&lt;/b&gt;</pre>" in page
