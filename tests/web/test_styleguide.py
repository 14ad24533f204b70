"""The shared parts work in a real browser: clean under the CSP and axe, and the keys do what the help says."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, Response, render_template, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_wtf import CSRFProtect
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from web.assets import install_assets

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Chromium at /usr/bin/chromium"),
]


def sample() -> dict[str, object]:
    """Rows, targets and items as the pages pass them."""
    now = datetime.now(UTC)

    def target(status: str, due: int, warn: int) -> SimpleNamespace:
        moment = now + timedelta(minutes=due, seconds=30)
        return SimpleNamespace(
            status=status, due_at=moment, warn_at=now + timedelta(minutes=warn), metric="first_response"
        )

    targets = [target("running", 125, 60), target("running", 18, -5), target("breached", -42, -60)]
    rows = [
        SimpleNamespace(
            no=f"T{number}",
            who=who,
            channel="chat",
            at=now - timedelta(minutes=number),
            lang="zh-Hans",
            title="关闭自动续费后仍被扣 25 元",
            text="上个月就关了自动续费",
            priority="p2",
            target=targets[0],
            status="open",
            product="帆盘会员",
            unread=True,
        )
        for number, who in enumerate(("王小雨", "Alice Brown", "张建国"))
    ]
    item = SimpleNamespace(
        title="Face albums · 按人脸整理相册",
        no="B-39",
        status="review",
        owner="林知夏",
        told="2 d ago",
        trend=[1, 4, 9],
        customers=42,
        score="8.4",
    )
    return {
        "ago": lambda minutes: now - timedelta(minutes=minutes),
        "targets": targets,
        "rows": rows,
        "items": [item],
    }


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Flask("web")
    app.secret_key = "style guide"
    Babel(app, locale_selector=lambda: "en")
    CSRFProtect(app)
    LoginManager(app).user_loader(lambda _: None)
    install_assets(app)
    app.context_processor(lambda: {"locale": request.args.get("language", "en")})

    @app.get("/styleguide")
    def styleguide() -> str:
        return render_template("styleguide.html", **sample())

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-quic", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{address}/styleguide")
    page.wait_for_selector(".chart__table", state="attached")
    yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_every_part_is_accessible_and_obeys_the_policy(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"{address}/styleguide")
    page.wait_for_selector(".chart__table", state="attached")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    sideways = page.evaluate("document.documentElement.scrollWidth - innerWidth")

    assert complaints == []
    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found] == []
    assert sideways <= 0
    context.close()


def test_targets_say_in_words_what_is_left(page: Page) -> None:
    words = page.locator(".row > .sla:not(.sla--pill) [data-sla-text]").all_inner_texts()

    assert words[:3] == ["2h 05m left", "18m left", "41m over"]
    assert page.locator(".sla--warn").count() > 0


def test_chinese_pages_count_in_chinese(page: Page, address: str) -> None:
    page.goto(f"{address}/styleguide?language=zh")

    page.wait_for_function("document.querySelector('[data-sla-text]').textContent.startsWith('剩')")
    assert page.locator("[data-sla-text]").first.inner_text() == "剩 2 小时 5 分"


def test_letters_act_outside_fields_and_never_while_writing(page: Page) -> None:
    page.evaluate(
        "document.querySelector('[data-key=c]').addEventListener('click', () => window.made = true)"
    )
    page.locator("#f-why").press("c")
    written = page.evaluate("window.made")

    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("c")

    assert (written, page.evaluate("window.made")) == (None, True)


def test_a_composing_input_method_triggers_nothing(page: Page) -> None:
    composing = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'k', ctrlKey: true, isComposing: true, bubbles: true}))"
    )
    page.evaluate(composing)
    old_engine = (
        "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '?', keyCode: 229, bubbles: true}))"
    )
    page.evaluate(old_engine)

    assert page.locator("dialog[open]").count() == 0


def test_keys_can_be_switched_off_in_the_help_sheet(page: Page) -> None:
    page.keyboard.press("?")
    page.locator("#key-help input[type=checkbox]").uncheck()
    page.keyboard.press("Escape")

    page.keyboard.press("?")

    assert page.locator("dialog[open]").count() == 0


def test_the_palette_finds_and_runs_actions_of_the_page(page: Page) -> None:
    page.evaluate(
        "document.querySelector('[data-key=c]').addEventListener('click', () => window.made = true)"
    )
    page.keyboard.press("Control+k")
    page.keyboard.type("create")
    assert page.locator(".palette [aria-selected=true]").inner_text().startswith("Create ticket")

    page.keyboard.press("Enter")

    assert page.evaluate("window.made") is True
    assert page.locator("dialog[open]").count() == 0


def test_the_help_sheet_lists_exactly_the_keys_that_work(page: Page) -> None:
    page.keyboard.press("?")

    listed = page.locator("#key-help dt").all_inner_texts()
    assert {"Create ticket", "Assign", "Resolve", "Next in the list", "Queue"} <= set(listed)
    assert len(listed) == len(set(listed))


def test_j_walks_the_list(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")

    focused = page.evaluate("document.activeElement.closest('[data-row]').innerText")
    assert "张建国" in focused


def test_the_theme_toggle_is_remembered(page: Page) -> None:
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-toggle]").click()
    page.reload()

    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("[data-theme-toggle]").click()

    assert dark != light
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light


def test_a_toast_offers_undo(page: Page) -> None:
    page.locator("#sg-toast").click()

    page.locator(".toast .btn", has_text="Undo").click()

    assert page.locator(".toast").inner_text().startswith("已撤销")


def test_a_socket_waits_longer_each_time_but_never_gives_up(page: Page) -> None:
    path = page.evaluate("document.querySelector('script[src*=\"js/app.js\"]').src").replace(
        "app.js", "lib/socket.js"
    )

    waits = page.evaluate(f"import('{path}').then(m => [0, 1, 4, 50, 5000].map(n => m.pause(n, 1)))")

    assert waits == [500, 1000, 8000, 15000, 15000]


def test_requests_of_htmx_carry_the_token(page: Page) -> None:
    headers: dict[str, str] = {}
    page.on("request", lambda sent: headers.update(sent.headers) if sent.method == "POST" else None)
    page.evaluate(
        "{const b = document.createElement('button'); b.id = 'hx'; b.setAttribute('hx-post', '/styleguide');"
        " document.querySelector('.page').append(b); htmx.process(b); b.click();}"
    )
    page.wait_for_timeout(300)

    assert headers["x-csrftoken"] == page.locator("meta[name=csrf-token]").get_attribute("content")


def test_the_side_panel_slides_in_on_a_phone_and_leaves_again(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    button = page.locator("[data-toggle-side]")

    button.click()
    opened = page.locator(".pane--side").is_visible()
    page.keyboard.press("Escape")

    assert (opened, page.locator(".pane--side").is_visible()) == (True, False)
    assert button.get_attribute("aria-expanded") == "false"
