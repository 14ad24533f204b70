"""Nothing written is lost, nothing arrives twice, whatever the network does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from tests.web.portal.conftest import Portal, Watched, watch
from tests.web.portal.test_chat_window import said_on

Visit = Callable[..., Watched]
pytestmark = pytest.mark.browser


def all_arrived(watched: Watched) -> None:
    """Wait until no line is on its way."""
    expect(watched.page.locator(".bubble--pending, .bubble--failed")).to_have_count(0, timeout=15_000)


def test_a_break_loses_no_line_of_either_side(visit: Visit, portal: Portal) -> None:
    watched = visit()
    watched.says("转人工")
    ticket_no = watched.ticket_no()

    watched.page.context.set_offline(True)
    portal.kick_everybody()
    watched.says("第一句")
    watched.says("第二句")
    portal.answer(ticket_no, "断线时的答复")
    watched.page.wait_for_timeout(600)
    waiting = watched.page.locator(".bubble--pending, .bubble--failed").count()
    watched.page.context.set_offline(False)

    watched.hears("断线时的答复")
    all_arrived(watched)
    assert waiting == 2
    assert watched.mine() == ["转人工", "第一句", "第二句"]
    assert [one for one in said_on(portal, ticket_no) if one.startswith("第")] == ["第一句", "第二句"]


def test_lines_survive_a_reload_while_offline(visit: Visit) -> None:
    watched = visit()
    watched.page.context.route("**/chat/sessions/*/turns", lambda route: route.abort())
    watched.page.context.route_web_socket("**", lambda socket: socket.close())
    watched.page.reload()
    watched.page.wait_for_selector(".chat__input")
    watched.says("这句话不能丢")
    watched.page.locator(".bubble--pending, .bubble--failed").wait_for()
    watched.page.reload()

    watched.page.context.unroute("**/chat/sessions/*/turns")

    watched.page.locator(".bubble--mine").get_by_text("这句话不能丢").wait_for()
    all_arrived(watched)
    watched.page.locator(".bubble--bot").nth(1).wait_for()
    assert watched.mine() == ["这句话不能丢"]


def test_the_chat_works_where_sockets_are_blocked(visit: Visit, portal: Portal) -> None:
    watched = visit("/")
    watched.page.context.route_web_socket("**", lambda socket: socket.close())
    watched.page.goto("/chat")
    watched.page.wait_for_selector(".bubble--bot")

    watched.says("转人工")
    ticket_no = watched.ticket_no()
    portal.answer(ticket_no, "轮询也收得到")
    watched.hears("轮询也收得到")
    all_arrived(watched)

    assert watched.mine() == ["转人工"]
    assert watched.page.locator(".bubble--person .bubble__text").all_inner_texts() == ["轮询也收得到"]
    assert watched.page.locator(".chat__status").get_attribute("data-state") != "lost"


def test_a_lost_acknowledgement_does_not_double_the_line(visit: Visit) -> None:
    watched = visit("/")
    watched.page.context.route_web_socket("**", lambda socket: socket.close())
    lost: list[str] = []

    def lose_first(route: Route) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.request.url)
            route.fetch()
            route.abort()
        else:
            route.continue_()

    watched.page.context.route("**/chat/sessions/*/turns*", lose_first)
    watched.page.goto("/chat")
    watched.page.wait_for_selector(".bubble--bot")

    watched.says("只说一次")

    all_arrived(watched)
    watched.page.locator(".bubble--mine .bubble__state").wait_for()
    assert len(lost) == 1
    assert watched.mine() == ["只说一次"]


def test_two_tabs_show_the_same_chat(visit: Visit) -> None:
    first = visit()
    second = watch(first.page.context.new_page(), "/chat")

    first.says("从第一个标签页")
    second.hears("从第一个标签页")
    second.says("从第二个标签页")

    first.hears("从第二个标签页")
    assert first.mine() == second.mine() == ["从第一个标签页", "从第二个标签页"]


def test_a_chat_that_the_server_forgot_starts_anew_and_keeps_the_words(visit: Visit) -> None:
    watched = visit()
    watched.page.evaluate("localStorage.setItem('voc.chat.key', 'x'.repeat(40))")
    watched.page.reload()
    watched.page.wait_for_selector(".bubble--bot")

    watched.says("还在吗")

    watched.page.locator(".bubble--bot").nth(1).wait_for()
    assert watched.mine() == ["还在吗"]
