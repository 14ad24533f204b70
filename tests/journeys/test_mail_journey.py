"""A customer's mail program, our SMTP door, an agent, the relay, and the customer's answer again."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from tests.running import Person, Running, eventually

pytestmark = pytest.mark.xdist_group("journeys")


def test_a_mail_is_answered_on_its_thread(running: Running, somebody: Callable[..., Person]) -> None:
    """Acknowledged once, answered by a person, and the reply to that lands on the same ticket."""
    mail = EmailMessage()
    mail["From"] = "Ann Lee <ann.lee@customer.example>"
    mail["To"] = "care@hefan.example"
    mail["Subject"] = "FanDrive charged me twice"
    mail["Message-ID"] = "<first@customer.example>"
    mail.set_content(
        "I turned auto-renewal off in May, and FanDrive charged my card twice again today. Refund please!"
    )

    running.send_mail(mail)

    acknowledged = eventually(lambda: running.relay.to("ann.lee@customer.example"), why="no acknowledgement")[
        0
    ]
    assert acknowledged["Auto-Submitted"] == "auto-replied"
    assert "charged" not in str(acknowledged["Subject"])
    agent = somebody("shenqing", language="en")
    agent.page.goto("/console/?view=all")
    agent.page.locator("[data-row]", has_text="FanDrive charged me twice").locator("a").first.click()
    agent.page.fill(
        "#composer-text", "Dear Ann, both charges are being refunded; you will see it within two days."
    )
    agent.page.press("#composer-text", "Control+Enter")
    expect(agent.page.locator("#thread")).to_contain_text("both charges are being refunded", timeout=15_000)

    answer = eventually(
        lambda: [one for one in running.relay.to("ann.lee@customer.example") if not one["Auto-Submitted"]],
        why="the reply did not leave",
    )[0]
    assert answer["In-Reply-To"] == "<first@customer.example>"
    assert "both charges are being refunded" in answer.get_body(("plain",)).get_content()

    back = EmailMessage()
    back["From"] = "Ann Lee <ann.lee@customer.example>"
    back["To"] = str(answer["Reply-To"])
    back["Subject"] = f"Re: {answer['Subject']}"
    back["Message-ID"] = "<second@customer.example>"
    back["In-Reply-To"] = str(answer["Message-ID"])
    back.set_content(
        "It has not arrived yet, can you look again?\n\nOn Monday care wrote:\n> Dear Ann, both charges …"
    )
    running.send_mail(back)

    expect(agent.page.locator("#thread")).to_contain_text("It has not arrived yet", timeout=20_000)
    assert agent.complaints == []
