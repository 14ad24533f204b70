"""The desk without a mouse, in a real browser: what a key promises, and that nothing is in the way of the work."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_message, make_ticket
from tests.web.portal.conftest import DESKTOP, Portal, browser, portal
from tests.web.test_two_agents import cookie
from ticketing.db import db
from ticketing.models import Message, Ticket, Visibility

pytestmark = pytest.mark.browser
__all__ = ["browser", "portal"]


@pytest.fixture
def desk(portal: Portal, browser: Browser) -> Iterator[Page]:
    """A lead's page of a case with one message."""

    def work() -> str:
        ticket = make_ticket(subject="帆盘重复扣款")
        make_message(ticket)
        return ticket.ticket_no

    number = str(portal.inside(work))
    context = browser.new_context(
        base_url=portal.address, viewport={**DESKTOP, "width": 1440}, locale="en-GB"
    )
    context.add_cookies([{"name": "voc", "value": cookie(portal, "keys", "沈键"), "url": portal.address}])
    page = context.new_page()
    page.goto(f"/console/tickets/{number}")
    yield page
    context.close()


def notes(portal: Portal) -> list[str]:
    """The internal notes of the newest ticket."""

    def work() -> list[str]:
        newest = sa.select(sa.func.max(Ticket.id)).scalar_subquery()
        found = sa.select(Message.body).where(
            Message.ticket_id == newest, Message.visibility == Visibility.INTERNAL
        )
        return list(db.session.scalars(found))

    return list(portal.inside(work))


def test_escape_leaves_the_composer_and_the_next_letter_is_a_key_again(desk: Page, portal: Portal) -> None:
    """A reply thought better of: out with Escape, `n` opens the note, no stray letter is sent."""
    desk.keyboard.press("r")
    expect(desk.locator("#composer-text")).to_be_focused()

    desk.keyboard.press("Escape")
    expect(desk.locator("#composer-text")).not_to_be_focused()
    desk.keyboard.press("n")
    desk.keyboard.type("查到重复扣款")
    desk.keyboard.press("Control+Enter")

    expect(desk.locator("#thread")).to_contain_text("查到重复扣款")
    assert notes(portal) == ["查到重复扣款"]


def test_what_was_written_stays_when_the_composer_is_left(desk: Page) -> None:
    """Escape is no way to lose a draft."""
    desk.keyboard.press("r")
    desk.keyboard.type("正在为您核对")

    desk.keyboard.press("Escape")

    expect(desk.locator("#composer-text")).to_have_value("正在为您核对")


def test_the_help_names_the_key_that_leaves_a_field(desk: Page) -> None:
    """`?` lists it like every other key."""
    desk.keyboard.press("?")

    expect(desk.locator("#key-help .keys__row", has_text="Leave the field")).to_contain_text("Esc")


def test_a_message_covers_neither_the_head_nor_the_composer(desk: Page) -> None:
    """After sending, the ticket's number and title can be read and the next line written."""
    desk.keyboard.press("n")
    desk.keyboard.type("已核对")
    desk.keyboard.press("Control+Enter")
    said = desk.locator(".toast")
    expect(said).to_be_visible()

    over = said.bounding_box()
    assert over is not None
    for part in ("#head", "[data-composer]", "#thread"):
        below = desk.locator(part).bounding_box()
        assert below is not None
        apart = over["x"] >= below["x"] + below["width"] or over["y"] >= below["y"] + below["height"]
        assert apart or over["y"] + over["height"] <= below["y"], part
