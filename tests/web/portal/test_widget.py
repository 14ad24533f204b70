"""One script tag on somebody else's site: whatever that page does, the chat works, and the page is not touched."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from werkzeug import Request, Response
from werkzeug.serving import make_server

from tests.web.portal.conftest import DESKTOP, PHONE, Portal, Quiet, Watched

pytestmark = pytest.mark.browser
HOST_PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>shop</title><link rel="stylesheet" href="/shop.css"><script src="/shop.js"></script>
<h1>shop</h1><button id="own">own</button><script src="{portal}/widget.js" async></script>"""
SHOP_JS = "setInterval(() => { throw new Error('the shop is broken'); }, 200); Array.prototype.shop = 1; throw new Error('broken');"
SHOP_CSS = "button, iframe { display: none !important } * { color: red !important }"


@pytest.fixture(scope="module")
def shop(portal: Portal) -> Iterator[str]:
    """Another origin with a strict policy, a throwing script and styles that hide every button."""

    def serve(request: Request) -> Response:
        kinds = {"/shop.js": ("text/javascript", SHOP_JS), "/shop.css": ("text/css", SHOP_CSS)}
        page = HOST_PAGE.format(portal=portal.address, language=request.args.get("language", "zh"))
        kind, body = kinds.get(request.path, ("text/html", page))
        response = Response(body, mimetype=kind)
        policy = f"default-src 'none'; script-src 'self' {portal.address}; style-src 'self'; frame-src {portal.address}"
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    server = make_server("localhost", 0, Request.application(serve), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def enter(browser: Browser, shop: str) -> Iterator[Callable[..., Page]]:
    """Open the shop as a new person. The shadow is closed to the page, but not to the browser's own reader."""
    contexts = []

    def open_shop(language: str = "zh", size: dict[str, int] | None = None) -> Page:
        context = browser.new_context(
            viewport=size or DESKTOP, locale={"zh": "zh-CN", "en": "en-GB"}[language]
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{shop}/?language={language}")
        page.wait_for_function(
            "window.VocDeskChat !== undefined && document.querySelector('vocdesk-chat') !== null"
        )
        return page

    yield open_shop
    for context in contexts:
        context.close()


def launcher(page: Page) -> None:
    """Press the launcher where it stands: the lower right corner."""
    size = page.viewport_size or DESKTOP
    page.mouse.click(size["width"] - 48, size["height"] - 48)


class Chat:
    """The window inside its frame, found by its address, since the shadow around it is closed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def locator(self, selector: str) -> Locator:
        """Something inside the frame."""
        frame = next(one for one in self.page.frames if "/chat/frame" in one.url)
        return frame.locator(selector)


def opened(page: Page) -> Chat:
    """Open the chat by its launcher and wait for the greeting."""
    launcher(page)
    page.wait_for_timeout(100)
    for _ in range(50):
        if any("/chat/frame" in one.url for one in page.frames):
            break
        page.wait_for_timeout(100)
    chat = Chat(page)
    chat.locator(".bubble--bot").first.wait_for()
    return chat


@pytest.mark.parametrize(("language", "machine"), [("zh", "机器人"), ("en", "a machine")])
def test_the_chat_works_on_a_broken_page_of_another_origin(
    enter: Callable[..., Page], language: str, machine: str
) -> None:
    page = enter(language)
    chat = opened(page)

    chat.locator(".chat__input").fill("转人工" if language == "zh" else "agent")
    chat.locator(".chat__input").press("Enter")

    chat.locator(".bubble__page").wait_for()
    assert machine in chat.locator(".bubble--bot").first.inner_text()


def test_the_chat_goes_on_after_a_click_to_the_next_page(enter: Callable[..., Page]) -> None:
    page = enter()
    chat = opened(page)
    chat.locator(".chat__input").fill("我先逛逛")
    chat.locator(".chat__input").press("Enter")
    chat.locator(".bubble--bot").nth(2).wait_for()

    page.goto(page.url)
    page.wait_for_function("document.querySelector('vocdesk-chat') !== null")

    assert opened(page).locator(".bubble--mine .bubble__text").all_inner_texts() == ["我先逛逛"]


def test_escape_closes_and_gives_the_focus_back(enter: Callable[..., Page]) -> None:
    page = enter()
    chat = opened(page)
    expect(chat.locator(".chat__input")).to_be_focused()

    page.keyboard.press("Escape")

    page.wait_for_function("document.activeElement?.localName === 'vocdesk-chat'")
    assert chat.locator(".chat").is_hidden()


def test_a_phone_shows_the_chat_in_full(enter: Callable[..., Page]) -> None:
    page = enter(size=PHONE)
    chat = opened(page)

    assert chat.locator("body").evaluate("[innerWidth, innerHeight]") == [PHONE["width"], PHONE["height"]]
    chat.locator(".chat__head button").last.click()

    page.wait_for_function("document.activeElement?.localName === 'vocdesk-chat'")


def test_an_answer_while_closed_is_counted_on_the_launcher(
    enter: Callable[..., Page], portal: Portal
) -> None:
    page = enter()
    chat = opened(page)
    chat.locator(".chat__input").fill("转人工")
    chat.locator(".chat__input").press("Enter")
    number = chat.locator(".bubble__page").inner_text().split()[-1]
    page.keyboard.press("Escape")
    page.evaluate(
        """() => { window.heard = []; addEventListener("message", (event) => window.heard.push(event.data)); }"""
    )

    portal.answer(number, "回复来了")

    for _ in range(50):
        counts = page.evaluate("window.heard.filter((one) => one.type === 'unread').map((one) => one.count)")
        if counts and counts[-1]:
            break
        page.wait_for_timeout(100)
    assert counts[-1] == 1


def test_the_window_obeys_nobody_but_the_page_around_it(enter: Callable[..., Page]) -> None:
    page = enter()
    chat = opened(page)

    page.evaluate("window.postMessage({source: 'vocdesk-chat', type: 'close'}, '*')")
    page.wait_for_timeout(200)

    assert chat.locator(".chat__input").is_visible()


def test_the_page_gets_one_name_and_one_element(enter: Callable[..., Page]) -> None:
    page = enter()

    names = page.evaluate(
        "Object.getOwnPropertyNames(window).filter((name) => /voc|chat|base|tag|frame$/i.test(name))"
    )

    assert "VocDeskChat" in names
    assert not {"tag", "base", "launcher"} & set(names)
    assert page.evaluate("document.querySelectorAll('vocdesk-chat').length") == 1
    assert page.evaluate("document.querySelector('vocdesk-chat').shadowRoot") is None


def test_only_the_frame_may_be_framed(portal: Portal) -> None:
    client = portal.app.test_client()

    framed = client.get("/chat/frame").headers["Content-Security-Policy"]
    others = [client.get(path).headers["Content-Security-Policy"] for path in ("/", "/chat", "/widget-demo")]

    assert "frame-ancestors 'self' http://localhost:*" in framed
    assert all("frame-ancestors 'none'" in policy for policy in others)


def test_the_demo_page_shows_it_beside_a_script_that_throws(visit: Callable[..., Watched]) -> None:
    watched = visit("/widget-demo")

    watched.page.locator("[data-open-chat]").click()

    watched.page.wait_for_timeout(300)
    chat = Chat(watched.page)
    chat.locator(".bubble--bot").first.wait_for()
    assert [one for one in watched.complaints if "shop" not in one and "404" not in one] == []
