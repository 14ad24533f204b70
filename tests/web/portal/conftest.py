"""A running portal with the demo company, a real browser, and an agent who answers."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.founded import lay_ready
from ticketing.clock import now
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import db, unit_of_work
from ticketing.feedback import surveys
from ticketing.models import DeliveryKind, Staff, Ticket
from ticketing.outbox.deliver import deliver_due
from ticketing.tickets import conversation, lifecycle
from web.config import Settings
from web.factory import create_app
from web.live import socketio

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
PHONE = {"width": 375, "height": 720}
DESKTOP = {"width": 1280, "height": 860}


class Quiet(WSGIRequestHandler):
    """No line per request: a failing test shows what matters."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@dataclass
class Portal:
    """The server under test, from outside and from inside."""

    app: Flask
    address: str

    def kick_everybody(self) -> None:
        """Every open socket of a customer is closed by the server."""
        for sid, _ in list(socketio.server.manager.get_participants("/chat", None)):
            socketio.server.disconnect(sid, namespace="/chat")

    def inside(self, work: Callable[[], Any]) -> Any:
        """Run `work` with the application's database."""
        with self.app.app_context():
            try:
                return work()
            finally:
                db.session.remove()

    def answer(self, ticket_no: str, body: str) -> None:
        """An agent replies, and the reply is delivered."""

        def work() -> None:
            ports = self.app.extensions["ports"]
            with unit_of_work(ports) as session:
                ticket = session.scalars(sa.select(Ticket).where(Ticket.ticket_no == ticket_no)).one()
                agent = session.scalars(sa.select(Staff).where(Staff.login == "luyao")).one()
                seen = ticket.last_sequence
                conversation.reply(ticket, agent, body, seen=seen, at=now(), ports=ports)

        self.inside(work)
        self.deliver()

    def resolve(self, ticket_no: str) -> None:
        """An agent proposes it solved; the customer is asked in the window."""

        def work() -> None:
            ports = self.app.extensions["ports"]
            with unit_of_work(ports) as session:
                ticket = session.scalars(sa.select(Ticket).where(Ticket.ticket_no == ticket_no)).one()
                lifecycle.resolve(ticket, code="answered", no_feedback=True, at=now(), ports=ports)
                surveys.ask(ticket, at=now(), ports=ports)

        self.inside(work)
        self.deliver()

    def deliver(self) -> None:
        """What waits for a chat window is written into it."""
        self.inside(lambda: deliver_due(self.app.extensions["ports"], now(), [DeliveryKind.CHAT]))


@dataclass
class Watched:
    """A page with everything it complained about."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def says(self, line: str) -> None:
        """Type a line and send it with Enter."""
        self.page.fill(".chat__input", line)
        self.page.press(".chat__input", "Enter")

    def hears(self, words: str, timeout: float = 8000) -> None:
        """Wait until a line of the window holds these words."""
        self.page.locator(".chat__lines").get_by_text(words).last.wait_for(timeout=timeout)

    def mine(self) -> list[str]:
        """What the visitor said, as the window shows it."""
        return self.page.locator(".bubble--mine .bubble__text").all_inner_texts()

    def ticket_no(self) -> str:
        """The number that the window tells."""
        link = self.page.locator(".bubble__page").last
        link.wait_for()
        return link.inner_text().split()[-1]


@pytest.fixture(scope="module")
def portal(
    migrated_file: Path, first_models: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Portal]:
    var = tmp_path_factory.mktemp("portal")
    shutil.copyfile(migrated_file, var / "voc.db")
    shops = "http://localhost:*"  # where tests put pages of other people
    app = create_app(Settings(var=var, secret_key="t" * 32, testing=True, widget_origins=shops))
    with app.app_context():
        with unit_of_work(app.extensions["ports"]):
            load_company(read_company(DEMO_FOLDER), at=now())
        lay_ready(app, first_models)  # as a server does before it listens
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    running = Portal(app, f"http://127.0.0.1:{server.server_port}")
    yield running
    running.kick_everybody()
    server.shutdown()
    thread.join()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium on the path")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, portal: Portal) -> Iterator[Callable[..., Watched]]:
    """Open a page as a new person: ``visit("/chat", language="zh", size=PHONE)``."""
    contexts = []

    def open_page(path: str = "/chat", language: str = "zh", size: dict[str, int] | None = None) -> Watched:
        context = browser.new_context(
            base_url=portal.address, locale=LOCALES[language], viewport=size or DESKTOP
        )
        contexts.append(context)
        return watch(context.new_page(), path)

    yield open_page
    for context in contexts:
        context.close()


def watch(page: Page, address: str) -> Watched:
    """Open an address and note every error the page reports."""
    watched = Watched(page)
    page.on("console", lambda one: watched.complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.goto(address)
    if "/chat" in address:
        page.wait_for_selector(".bubble--bot")
    return watched
