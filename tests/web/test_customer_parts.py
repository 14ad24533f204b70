"""Customers' parts can be touched, enlarged and read by everyone."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import Babel
from flask_wtf import CSRFProtect
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from web.assets import install_assets

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PAGE = """{% extends "base_public.html" %}
{% from "components/ui.html" import icon, avatar, notice, status_badge %}
{% from "components/forms.html" import csrf, field, textarea, checkbox, dropzone %}
{% from "components/thread.html" import message, stages %}
{% block content %}
<header class="case-head"><span class="mono">T-2026-000412</span>{{ status_badge("open") }}<h1>又被扣费</h1>{{ stages(["已收到", "处理中", "已解决"], 1) }}</header>
{% call message("customer", "您", at, "怎么又扣我25块？", lang="zh") %}<a class="attachment" href="#f">{{ icon("file") }}扣费截图.png</a>{% endcall %}
<form class="card card__body form" method="post">{{ csrf() }}{{ notice("请写明订单号", "warn") }}{{ field("order", "订单号", error="请填写") }}
{{ textarea("body", "回复") }}{{ checkbox("mail", "邮件通知我", True) }}{{ dropzone("file", "上传截图") }}
<fieldset class="scale"><legend>满意度</legend>{% for n in range(1, 6) %}<label class="scale__option"><input type="radio" name="score" value="{{ n }}"><span>{{ n }}</span></label>{% endfor %}</fieldset>
<div class="form__actions"><button class="btn btn--primary">{{ icon("send") }}发送</button><button class="btn btn--sm" type="button">问题已解决</button></div></form>
<section class="chat card" aria-label="对话"><header class="chat__head">{{ avatar("助手", bot=True) }}<strong>禾帆客服</strong><button class="btn btn--sm push" type="button">{{ icon("user") }}转人工</button></header>
<div class="chat__lines" role="log" tabindex="0" aria-label="消息"><div class="bubble bubble--mine bubble--failed"><div class="bubble__text">好的</div><span class="bubble__state">未发送<button class="bubble__retry" type="button">重试</button></span></div>
<div class="replies"><button class="chip" type="button">帆盘会员</button></div></div>
<footer class="chat__foot"><div class="chat__write"><textarea class="chat__input" rows="1" aria-label="输入消息"></textarea><button class="btn btn--primary btn--icon chat__send" type="button" aria-label="发送">{{ icon("arrow-up") }}</button></div></footer></section>
<div class="doors"><a class="door" href="#d"><span class="door__icon">{{ icon("chat") }}</span><span>我需要帮助</span>{{ icon("arrow-right") }}</a></div>
{% endblock %}"""
SMALL = """[...document.querySelectorAll("a, button, input:not([type=hidden], [type=checkbox], [type=radio], [type=file]), textarea, summary, label.check, label.dropzone, .scale__option")]
  .filter(e => !e.matches(".skip-link") && e.checkVisibility())
  .map(e => [e.className, e.getBoundingClientRect()])
  .filter(([name, box]) => box.height < 44 || box.width < 44).map(([name]) => name)"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask("web")
    app.secret_key = "customer"
    Babel(app, locale_selector=lambda: "en")
    CSRFProtect(app)
    install_assets(app)
    app.context_processor(lambda: {"locale": "zh"})
    at = datetime(2026, 3, 10, 2, tzinfo=UTC)
    app.add_url_rule("/", "page", lambda: render_template_string(PAGE, at=at))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        page = browser.new_page(viewport={"width": 360, "height": 800})
        page.goto(address)
        yield page
        browser.close()


def test_everything_one_touches_is_44_pixels(page: Page) -> None:
    assert page.evaluate(SMALL) == []


def test_axe_finds_nothing(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))

    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]

    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []


def test_fields_do_not_make_phones_zoom(page: Page) -> None:
    sizes = page.evaluate(
        "[...document.querySelectorAll('.input, .chat__input')].map(e => parseFloat(getComputedStyle(e).fontSize))"
    )

    assert min(sizes) >= 16


def test_larger_text_is_remembered_and_still_fits(page: Page) -> None:
    before = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
    page.locator("[data-text-toggle]").click()
    page.reload()

    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(
        before * 1.25
    )
    assert page.locator("[data-text-toggle]").get_attribute("aria-pressed") == "true"
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
