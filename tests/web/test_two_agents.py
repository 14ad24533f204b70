"""Two agents on one ticket: each sees the other, and neither answers across the other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from tests.makers import make_message, make_staff, make_ticket
from tests.web.portal.conftest import DESKTOP, Portal, browser, portal
from tests.web.visitors import signed_in_as
from ticketing.db import db
from ticketing.models import Message, Role, Staff, Ticket, Visibility

pytestmark = pytest.mark.browser
__all__ = ["browser", "portal"]


@pytest.fixture
def ticket_no(portal: Portal) -> str:
    """A case with one message of the customer's."""

    def work() -> str:
        ticket = make_ticket(subject="帆盘重复扣款")
        make_message(ticket)
        return ticket.ticket_no

    return str(portal.inside(work))


@pytest.fixture
def desks(portal: Portal, browser: Browser, ticket_no: str) -> Iterator[list[Page]]:
    """The ticket's page in the browsers of two leads."""
    contexts, pages = [], []
    for login, name in (("shen_one", "沈一"), ("lu_two", "陆二")):
        context = browser.new_context(base_url=portal.address, viewport=DESKTOP, locale="en-GB")
        context.add_cookies([{"name": "voc", "value": cookie(portal, login, name), "url": portal.address}])
        page = context.new_page()
        page.goto(f"/console/tickets/{ticket_no}")
        contexts.append(context)
        pages.append(page)
    yield pages
    for context in contexts:
        context.close()


def cookie(portal: Portal, login: str, name: str) -> str:
    """The cookie of somebody who signed in."""

    def work() -> str:
        staff = db.session.scalar(sa.select(Staff).where(Staff.login == login))
        staff = staff or make_staff(login, Role.LEAD, name=name, name_en=name, language="en")
        client = signed_in_as(portal.app, staff)
        found = client.get_cookie("voc")
        assert found is not None
        return str(found.value)

    return str(portal.inside(work))


def public_lines(portal: Portal, ticket_no: str) -> list[str]:
    """What the customer can read, oldest first."""

    def work() -> list[str]:
        statement = (
            sa.select(Message.body)
            .join(Ticket, Ticket.id == Message.ticket_id)
            .where(Ticket.ticket_no == ticket_no, Message.visibility == Visibility.PUBLIC)
        )
        return list(db.session.scalars(statement.order_by(Message.sequence)))

    return list(portal.inside(work))


def test_colleagues_see_who_is_here_and_who_writes(desks: list[Page]) -> None:
    """By keyboard: one opens the composer and writes, the other reads that they do."""
    first, second = desks
    expect(first.locator("#viewers")).to_contain_text("陆二 is here too")
    expect(second.locator("#viewers")).to_contain_text("沈一 is here too")

    second.keyboard.press("r")
    second.keyboard.type("我来处理退款")

    expect(first.locator("#viewers")).to_contain_text("陆二 is writing")


def test_no_answer_crosses_a_colleague_s(desks: list[Page], portal: Portal, ticket_no: str) -> None:
    """Who has not seen the other's answer does not send theirs: it is held, shown beside it, and goes when read."""
    first, second = desks
    second.context.route_web_socket("**", lambda socket: socket.close())
    second.reload()
    second.keyboard.press("r")
    second.keyboard.type("我来处理退款")
    first.keyboard.press("r")
    first.keyboard.type("已为您退款")
    first.keyboard.press("Control+Enter")
    expect(first.locator("#thread")).to_contain_text("已为您退款")

    second.keyboard.press("Control+Enter")

    expect(second.locator(".guard")).to_contain_text("Nothing was sent")
    expect(second.locator("#thread")).to_contain_text("已为您退款")
    expect(second.locator("#composer-text")).to_have_value("我来处理退款")
    assert public_lines(portal, ticket_no)[1:] == ["已为您退款"]
    second.locator("#composer-text").press("Control+Enter")
    expect(second.locator("#thread")).to_contain_text("我来处理退款")
    assert public_lines(portal, ticket_no)[1:] == ["已为您退款", "我来处理退款"]


def test_who_leaves_the_page_is_gone_for_the_other(desks: list[Page]) -> None:
    """Presence is of now, not of today."""
    first, second = desks
    expect(first.locator("#viewers")).to_contain_text("is here too")

    second.goto("/console/")

    expect(first.locator("#viewers")).to_have_text("")
