"""The browser's socket comes back by itself, and says so only when it takes longer than a blink."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask, render_template_string, request
from flask_socketio import SocketIO, disconnect, emit
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from web.assets import install_assets

CHROMIUM = Path("/usr/bin/chromium")
PAGE = """<!doctype html><title>socket</title><div id="connection" hidden>lost</div>
<script type="module" src="{{ asset('js/lib/socket.js') }}"></script>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]


@dataclass
class Server:
    """A socket server that can refuse and throw out its clients."""

    address: str = ""
    refuses: bool = False
    joined: int = 0


@pytest.fixture
def server() -> Iterator[Server]:
    state = Server()
    app = Flask("web")
    sockets = SocketIO(app, async_mode="threading", transports=["websocket"])
    install_assets(app)
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE))

    @sockets.on("connect", namespace="/chat")
    def connected() -> bool:
        state.joined += not state.refuses
        return not state.refuses

    @sockets.on("say", namespace="/chat")
    def say(line: str) -> dict[str, str]:
        return {"heard": line}

    @sockets.on("leave", namespace="/chat")
    def leave() -> None:
        disconnect(request.sid, namespace="/chat")  # type: ignore[attr-defined]

    @sockets.on("deaf", namespace="/chat")
    def deaf() -> None:
        emit("catch_up", {})

    httpd = make_server("127.0.0.1", 0, app, threaded=True)
    httpd.daemon_threads = True
    state.address = f"http://127.0.0.1:{httpd.server_port}"
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    yield state
    httpd.shutdown()
    thread.join()


@pytest.fixture
def page(server: Server) -> Iterator[Page]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        page = browser.new_page()
        page.goto(server.address)
        page.evaluate(
            """async () => {
              const module = await import(document.querySelector("script[type=module]").src);
              window.back = 0;
              window.link = module.connect("/chat", {onBack: () => { window.back += 1; }});
            }"""
        )
        page.wait_for_function("window.back === 1")
        yield page
        page.evaluate("window.link.close()")
        browser.close()


def test_a_question_gets_its_acknowledgement(page: Page) -> None:
    assert page.evaluate("window.link.ask('say', '你好')") == {"heard": "你好"}


def test_a_client_thrown_out_comes_back_without_a_banner(page: Page) -> None:
    page.evaluate("window.link.socket.emit('leave')")

    page.wait_for_function("window.back === 2")

    assert not page.locator("#connection").is_visible()


def test_a_server_that_was_deaf_makes_its_windows_fetch_what_they_missed(page: Page) -> None:
    """As after a reconnection, without one."""
    page.evaluate("window.link.socket.emit('deaf')")

    page.wait_for_function("window.back === 2")

    assert page.evaluate("window.link.socket.connected")


def test_a_long_loss_shows_the_banner_until_it_is_over(page: Page, server: Server) -> None:
    server.refuses = True
    page.evaluate("window.link.socket.emit('leave')")
    page.wait_for_selector("#connection:not([hidden])", timeout=5000)

    server.refuses = False
    page.evaluate("dispatchEvent(new Event('online'))")

    page.wait_for_selector("#connection[hidden]", state="attached", timeout=5000)
    assert server.joined == 2
