"""Every page, as the role it is for, at desktop and phone width: no complaint of the browser, nothing serious from axe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.pages import PLACES
from tests.running import DESKTOP, PHONE, Person, Running

MISFITS = """() => {
  const page = document.documentElement, inside = document.querySelector('.app');
  return [
    ...(page.scrollWidth > innerWidth + 1 ? ['scrolls sideways'] : []),
    ...(inside && page.scrollHeight > innerHeight + 1 ? ['the window scrolls beside the page'] : []),
    ...[...document.querySelectorAll('.app__main, .pane, .pane__head, .card')]
      .filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
      .map(one => `${one.className} is wider than its place`),
  ];
}"""
"""What does not fit the window: staff pages scroll inside their panes, never the window itself."""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_pages_are_clean_for_everybody(
    running: Running, somebody: Callable[..., Person], language: str, size: dict[str, int]
) -> None:
    """Each page is opened by its role and looked at by axe; only what needs a past may not be there yet."""
    people: dict[str, Person] = {}
    found: dict[str, list[str]] = {}
    for place in PLACES:
        person = people.get(place.login) or somebody(place.login, language=language, size=size)
        people[place.login] = person
        if not place.open(person.page):
            assert place.grown, f"{place.address} links to no {place.link}"
            continue
        complaints = [one for one in person.complaints if not (place.breaks and one.startswith(place.breaks))]
        findings = [*person.axe(), *complaints, *person.page.evaluate(MISFITS)]
        person.complaints.clear()
        if findings:
            found[place.name] = findings

    assert found == {}


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_ticket_page_is_clean(
    running: Running, somebody: Callable[..., Person], size: dict[str, int]
) -> None:
    """With a conversation, labels and clocks on it."""
    visitor = somebody(language="en").page
    visitor.goto("/chat")
    visitor.fill("#chat textarea", "My FanRouter AX3 drops every night at 8, I want to talk to a person")
    visitor.press("#chat textarea", "Enter")
    visitor.get_by_text("HF-").first.wait_for(timeout=20_000)
    agent = somebody("shenqing", language="en", size=size)
    agent.page.goto("/console/?view=all")
    agent.page.locator("[data-row]", has_text="drops every night").locator("a").first.click()
    agent.page.wait_for_selector("#composer-text")

    assert agent.axe() == []
    assert agent.complaints == []
