"""The ticket says what became of our mails: the agent must not believe that an answer arrived."""

from __future__ import annotations

from datetime import datetime

import pytest
from flask import Flask

from tests.makers import make_staff, make_team, make_ticket
from tests.ticketing.outbox.letters import letter
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.models import Delivery, DeliveryStatus


@pytest.mark.parametrize(
    ("status", "english", "chinese"),
    [
        (DeliveryStatus.FAILED, "This mail did not arrive", "这封邮件没有送达"),
        (DeliveryStatus.UNCERTAIN, "Nobody knows whether this mail arrived", "无法确定这封邮件是否送达"),
        (DeliveryStatus.QUEUED, "Not taken yet, tried again later", "对方暂未接收，稍后重试"),
    ],
)
def test_a_mail_in_trouble_is_marked_beside_its_message(
    app: Flask, at: datetime, status: DeliveryStatus, english: str, chinese: str
) -> None:
    """In both languages, with the relay's own words."""
    team = make_team()
    ticket = make_ticket(team_id=team.id, ticket_no="HF-26-000001")
    row = letter(at, ticket=ticket, status=status, attempts=1)
    db.session.get_one(Delivery, row.id).last_error = "550 5.1.1 no such user"
    db.session.commit()
    reader = signed_in_as(app, make_staff(teams=(team,)))

    for language, words in (("en", english), ("zh", chinese)):
        reader.set_cookie("voc_language", language)
        page = reader.get("/console/tickets/HF-26-000001").text
        assert words in page and "550 5.1.1 no such user" in page


def test_a_mail_that_arrived_is_not_spoken_of(app: Flask, at: datetime) -> None:
    """Only trouble is shown."""
    team = make_team()
    ticket = make_ticket(team_id=team.id, ticket_no="HF-26-000001")
    letter(at, ticket=ticket, status=DeliveryStatus.SENT, attempts=1)

    page = signed_in_as(app, make_staff(teams=(team,))).get("/console/tickets/HF-26-000001").text

    assert "这封邮件没有送达" not in page and "This mail did not arrive" not in page
