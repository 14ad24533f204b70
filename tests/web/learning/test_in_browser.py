"""The classifiers' pages in a real browser: keys label, nothing shuts people out, phone and desktop."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.makers import AT, make_calendar, make_staff
from tests.web.learning.voices import labelled, sentences
from ticketing.clock import now
from ticketing.db import db
from ticketing.learning import wishes
from ticketing.models import (
    Classification,
    LabelField,
    LabelState,
    LabelTask,
    Role,
    Staff,
    TaskReason,
    Topic,
    WatchFigure,
    WatchKind,
)
from web.auth import hash_password
from web.refitting import Refitting

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"
pytestmark = pytest.mark.browser
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
PASSWORD = "a long password"  # of a test's own person
SIZES = {"desktop": {"width": 1280, "height": 860}, "phone": {"width": 390, "height": 844}}


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
def address(app: Flask, models: Path) -> Iterator[str]:
    """An installation with an audit half done, and figures of several days."""
    make_calendar()
    lead = make_staff("shenqing", Role.LEAD, language="en", password_hash=hash_password(PASSWORD))
    for topic in ("billing", "connectivity", "howto"):
        db.session.add(Topic(code=topic, name_zh=topic, name_en=topic.title()))
    db.session.commit()
    Refitting(models).refit(app.extensions["ports"], AT)
    for topic in ("billing", "connectivity", "howto"):
        _audit(labelled(sentences(topic, 60), topic, lead), topic, lead.id)
    for day in range(5):
        for kind in (WatchKind.LABELS, WatchKind.CONFIDENCE):
            db.session.add(
                WatchFigure(
                    at=now() - timedelta(days=5 - day),
                    field=LabelField.TOPIC,
                    kind=kind,
                    value=0.1 * day,
                    limit=0.25,
                    alarm=day > 2,
                    n=90,
                )
            )
    db.session.commit()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def shadow(app: Flask, address: str, models: Path) -> None:
    """A version in shadow beside the first one."""
    wishes.ask(db.session.scalars(sa.select(Staff.id)).one(), AT)
    db.session.commit()
    assert Refitting(models).refit(app.extensions["ports"], AT) > 0


def _audit(tickets: list, topic: str, lead_id: int) -> None:
    """Of each topic eight are drawn: six labelled, two open; the machine was right in most."""
    at = now() - timedelta(days=1)
    for place, ticket in enumerate(tickets[:8]):
        db.session.add(
            Classification(
                ticket_id=ticket.id,
                field=LabelField.TOPIC,
                label=topic if place else "howto",
                state=LabelState.SUGGESTED,
                confidence=0.9,
                model="topic 1",
                reasons=[],
                at=at,
            )
        )
        done = place < 6
        db.session.add(
            LabelTask(
                ticket_id=ticket.id,
                field=LabelField.TOPIC,
                reason=TaskReason.AUDIT,
                at=at,
                label=topic if done else None,
                staff_id=lead_id if done else None,
                done_at=at if done else None,
            )
        )
    db.session.commit()


@pytest.fixture(params=list(SIZES))
def page(request: pytest.FixtureRequest, browser: Browser, address: str) -> Iterator[Page]:
    """Signed in as the lead; whatever the page complains about fails the test."""
    complaints: list[str] = []
    context = browser.new_context(base_url=address, locale="en-GB", viewport=SIZES[request.param])
    page = context.new_page()
    page.on("console", lambda one: complaints.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/sign-in")
    page.fill("[name=login]", "shenqing")
    page.fill("[name=password]", PASSWORD)
    page.click("main button.btn--primary")
    page.wait_for_url("**/console/**")
    yield page
    context.close()
    assert complaints == []


@pytest.mark.usefixtures("shadow")
def test_nothing_shuts_people_out(page: Page) -> None:
    """Every page of the classifiers, with figures, charts, a version in shadow and a question."""
    faults = {}

    for path in ("/learning/?field=topic", "/learning/models", "/learning/models/1", "/learning/labels"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
        faults[path] = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth + 1"):
            faults[path].append(("scrolls sideways", []))

    assert {path: found for path, found in faults.items() if found} == {}


def test_a_key_chooses_enter_confirms_and_u_takes_back(page: Page) -> None:
    page.goto("/learning/labels")
    first = page.locator(".labelling__text").inner_text()

    page.keyboard.press("2")
    page.keyboard.press("Enter")
    page.get_by_text("kept.").wait_for()
    second = page.locator(".labelling__text").inner_text()
    page.keyboard.press("u")
    page.get_by_text("open again").wait_for()

    db.session.rollback()
    assert first != second
    assert page.locator(".labelling__text").inner_text() == first
    taken_back = sa.select(sa.func.count()).where(Classification.state == LabelState.WITHDRAWN)
    assert db.session.scalar(taken_back) == 1


def test_s_puts_a_question_off(page: Page) -> None:
    page.goto("/learning/labels")
    first = page.locator(".labelling__text").inner_text()

    with page.expect_navigation():
        page.keyboard.press("s")

    assert page.locator(".labelling__text").inner_text() != first


@pytest.mark.usefixtures("shadow")
def test_a_version_goes_to_work_with_a_reason_and_comes_back(page: Page) -> None:
    page.goto("/learning/models")

    page.get_by_role("button", name="Put to work").first.click()
    page.locator("dialog[open] input[name=why]").fill("better on our tickets")
    page.locator("dialog[open] button.btn--primary").click()
    expect(page.get_by_text("version 2 is at work")).to_be_visible()
    page.get_by_role("button", name="Back to version 1").click()
    page.locator("dialog[open] input[name=why]").fill("odd answers")
    page.locator("dialog[open] button.btn--danger").click()

    expect(page.get_by_text("version 1 is at work")).to_be_visible()
