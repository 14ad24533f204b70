"""The owner's pages in a real browser: keys, dialogs, previews, and nothing that shuts people out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.web.product.desk import make_desk, make_item
from ticketing.db import db
from ticketing.models import Item, ItemStatus
from web.auth import hash_password

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "a long password"  # of a test's own person


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
def item(app: Flask) -> Item:
    """A candidate with five voices, whose owner can sign in."""
    desk = make_desk(app)
    found = make_item(desk)
    desk.owner.password_hash = hash_password(PASSWORD)
    db.session.commit()
    return found


@pytest.fixture
def address(app: Flask, item: Item) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Signed in as the owner; whatever the page complains about fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=address, locale="en-GB", viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in")
    page.fill("[name=login]", "lin")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn--primary")
    page.wait_for_url("**/product/")
    yield page
    context.close()
    assert complaints == []


def test_a_decision_takes_two_keys_and_a_sentence(page: Page, item: Item) -> None:
    page.goto(f"/product/items/{item.item_no}")

    page.keyboard.press("y")
    page.locator("#accepted textarea[name=reason]").fill("Five people were charged")
    page.locator("#accepted textarea[name=problem]").fill("Switched off, still charged")
    page.locator("#accepted select[name=root_cause]").select_option("process")
    page.keyboard.press("Tab")
    page.locator("#accepted textarea[name=reason]").press("Control+Enter")
    page.get_by_text("The numbers of today are kept").wait_for()

    db.session.expire_all()
    assert item.status == ItemStatus.ACCEPTED


def test_the_words_for_a_decline_follow_the_reason(page: Page, item: Item) -> None:
    page.goto(f"/product/items/{item.item_no}")

    page.keyboard.press("x")
    page.locator("#declined select[name=reason_code]").select_option("law")

    words = page.locator("#declined textarea[name=release_en]").get_attribute("placeholder")
    assert words is not None and "the law does not let us" in words


def test_nothing_shuts_people_out(page: Page, item: Item) -> None:
    faults = {}

    for path in ("/product/", "/product/themes", f"/product/items/{item.item_no}", "/reports/"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        faults[path] = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]

    assert {path: found for path, found in faults.items() if found} == {}
