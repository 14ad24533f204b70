"""Takes a picture of every page, as each role, in both languages, at desktop and phone width.

Run it against a running demo: ``.venv/bin/python -m tests.screenshots --out screenshots``. It signs in with
the demo's accounts, so it is for one's own machine only.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
PUBLIC = {"home": "/", "chat": "/chat", "sign-in": "/sign-in"}
STAFF = {
    "luyao": {"queue": "/console/?view=all", "calls": "/console/calls", "imports": "/console/imports"},
    "shenqing": {"reports": "/reports", "queue-lead": "/console/?view=all"},
    "linzhixia": {"product": "/product", "themes": "/product/themes"},
    "anran": {"admin": "/admin"},
}
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Command line: base address, folder, password."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--password", default="hefan-demo")
    parser.add_argument("--only", default="", help="part of a page's name")
    parser.add_argument("--scheme", default="light", choices=["light", "dark"])
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for language in ("zh", "en"):
            for size in SIZES:
                _tour(browser, given, language, size)


def _tour(browser: Browser, given: argparse.Namespace, language: str, size: str) -> None:
    def fresh() -> Page:
        locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        context = browser.new_context(
            base_url=given.base, viewport=SIZES[size], locale=locale, color_scheme=given.scheme
        )
        context.add_cookies([{"name": "voc_language", "value": language, "url": given.base}])
        return context.new_page()

    def shoot(page: Page, name: str, address: str) -> None:
        if given.only in name:
            page.goto(address)
            page.wait_for_timeout(700)
            page.screenshot(path=given.out / f"{name}-{language}-{size}.png")
            print(name, language, size, page.url)  # noqa: T201

    page = fresh()
    for name, address in PUBLIC.items():
        shoot(page, name, address)
    for login, pages in STAFF.items():
        page = fresh()
        page.goto("/sign-in")
        page.fill("[name=login]", login)
        page.fill("[name=password]", given.password)
        page.click("main button.btn--primary")
        for name, address in pages.items():
            shoot(page, name, address)
        if login == "luyao":
            page.goto("/console/?view=all")
            first = page.locator("[data-row] a").first
            if first.count():
                shoot(page, "ticket", first.get_attribute("href") or "/console/")


if __name__ == "__main__":
    main()
