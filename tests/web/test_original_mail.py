"""A mail as it was sent: shown to agents, and able to do nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from intake.mail.sanitising import sanitise_html
from tests.makers import make_message, make_staff, make_team, make_ticket
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.models import Attachment


def page_of(app: Flask, html: str | None, query: str = "", number: int = 1) -> tuple[str, str]:
    """The page of a message with this HTML and one picture, and its policy."""
    team = make_team(f"CS{number}")
    ticket = make_ticket(team_id=team.id, ticket_no=f"HF-26-00000{number}")
    message = make_message(ticket, "<b>plain</b>", html=html)
    picture = Attachment(
        message_id=message.id,
        token="pic" if number == 1 else f"pic{number}",
        sha256="0" * 64,
        filename="p.png",
        content_type="image/png",
        size=1,
        inline=True,
        content_id="pic@x",
    )
    db.session.add(picture)
    db.session.commit()
    reader = signed_in_as(app, make_staff(teams=(team,)))
    answer = reader.get(f"/console/tickets/{ticket.ticket_no}/messages/1/html{query}")
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


SPY = '<p>hi <img src="https://spy.example/p.png?who=1"><img src="data:image/png;base64,xx"></p>'


def test_pictures_from_elsewhere_come_when_the_reader_asks(app: Flask) -> None:
    """One click, for this mail and this reading; the page offers it only where there are any."""
    page, policy = page_of(app, sanitise_html(SPY))
    assert "pictures=1" in page and "img-src 'self';" in policy

    again, wider = page_of(app, sanitise_html(SPY), "?pictures=1", number=2)
    assert ' src="https://spy.example/p.png?who=1"' in again and "pictures=1" not in again
    assert "img-src 'self' https: http:;" in wider and "script-src" not in wider

    assert "pictures=1" not in page_of(app, sanitise_html("<p>none</p>"), number=3)[0]


def test_a_mail_is_cleaned_again_when_it_is_shown(app: Flask) -> None:
    """What an older program let through into the database does not reach the reader."""
    page, _ = page_of(
        app, '<p onclick="x()">hi<script>x()</script><img data-remote-src="https://spy.example/"></p>'
    )

    assert "<script" not in page and "onclick" not in page and ' src="https:' not in page


@pytest.mark.parametrize(
    ("result", "english", "chinese"),
    [
        ("pass", "Sender proven", "发件人已验证"),
        ("fail", "Sender not genuine: may be forged", "发件人未通过验证：可能是伪造的"),
        ("none", "Sender not proven", "发件人未经验证"),
    ],
)
def test_the_ticket_says_whether_the_sender_is_proven(
    app: Flask, result: str, english: str, chinese: str
) -> None:
    """Beside the message, in the agent's language, with the three results and who found them."""
    origin = {
        "domain": "shop.example",
        "dkim": "fail",
        "spf": "softfail",
        "dmarc": result,
        "by": "mx.hefan.example",
    }
    team = make_team()
    ticket = make_ticket(team_id=team.id, ticket_no="HF-26-000001")
    make_message(ticket, "hi", flags={"origin": {**origin, "result": result}})
    reader = signed_in_as(app, make_staff(teams=(team,)))

    for language, words in (("en", english), ("zh", chinese)):
        reader.set_cookie("voc_language", language)
        page = reader.get("/console/tickets/HF-26-000001").text
        assert words in page
        assert f"DKIM fail · SPF softfail · DMARC {result}" in page and "mx.hefan.example" in page
