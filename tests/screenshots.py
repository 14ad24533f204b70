"""Takes a picture of every page, as its role, in both languages, at desktop and phone width.

Run it against a running demo: ``.venv/bin/python -m tests.screenshots --out screenshots``. It signs in with
the demo's accounts, so it is for one's own machine only.
"""

from __future__ import annotations

import argparse
from itertools import groupby
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.pages import PLACES, Place
from tests.running import DESKTOP, PASSWORD, PHONE, launch

MOST = 6_000
"""No picture is higher, in pixels."""
SIZES = {"desktop": DESKTOP, "phone": PHONE}


def main() -> None:
    """Command line: base address, folder, part of a page's name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="http://127.0.0.1:8000")
    parser.add_argument("--out", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", default="", help="part of a page's name")
    parser.add_argument("--scheme", default="light", choices=["light", "dark"])
    parser.add_argument("--language", default="zh en", help="zh, en or both")
    parser.add_argument("--size", default="desktop phone", help="desktop, phone or both")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = [place for place in PLACES if given.only in place.name]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for language in given.language.split():
            for size in given.size.split():
                for login, places in groupby(wanted, key=lambda place: place.login):
                    _tour(browser, given, (language, size), login, list(places))


def _tour(
    browser: Browser, given: argparse.Namespace, look: tuple[str, str], login: str, places: list[Place]
) -> None:
    language, size = look
    locale = {"zh": "zh-CN", "en": "en-GB"}[language]
    context = browser.new_context(
        base_url=given.base, viewport=SIZES[size], locale=locale, color_scheme=given.scheme
    )
    context.add_cookies([{"name": "voc_language", "value": language, "url": given.base}])
    page = context.new_page()
    if login:
        page.goto("/sign-in")
        page.fill("[name=login]", login)
        page.fill("[name=password]", PASSWORD)
        page.click("main button.btn--primary")
        page.wait_for_url(lambda url: "/sign-in" not in url)
    for place in places:
        found = place.open(page)
        print(place.name, language, size, page.url if found else "nothing to follow yet")  # noqa: T201
        if found:
            page.wait_for_timeout(300)
            _grow(page)
            page.screenshot(path=given.out / f"{place.name}-{language}-{size}.png")
            page.set_viewport_size(SIZES[size])
    context.close()


def _grow(page: Page) -> None:
    """As high as what scrolls inside, so that nothing of the page is out of the picture."""
    high = page.evaluate(
        "Math.max(...[document.documentElement, ...document.querySelectorAll('.app__main, .pane')]"
        ".map(one => one.scrollHeight))"
    )
    size = page.viewport_size or DESKTOP
    page.set_viewport_size({"width": size["width"], "height": min(max(high, size["height"]), MOST)})
    page.wait_for_timeout(200)


if __name__ == "__main__":
    main()
