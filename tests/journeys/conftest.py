"""One running system and one browser for all journeys; each journey brings people of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests import running as start
from tests.founded import demo_examples, lay_ready
from tests.running import Person, Running
from tests.sharing_out import move_in
from web.config import Settings
from web.factory import create_app


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys need a browser, and time."""
    for item in items:
        if "tests/journeys" in item.nodeid:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session")
def running(first_models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The system as an operator starts it, for the second time: the classifiers of the first day are there."""
    move_in(first_models, "tests/journeys")
    folder = tmp_path_factory.mktemp("system")
    app = create_app(Settings(var=folder / "var", secret_key="r" * 32), pages=False)
    lay_ready(app, first_models, demo_examples())
    with start.system(folder) as one:
        yield one


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, once a file: while it is open its event loop runs here, and ``asyncio.run`` of others fails."""
    with sync_playwright() as playwright:
        chromium = start.launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def somebody(browser: Browser, running: Running) -> Iterator[Callable[..., Person]]:
    """Makes people; their browsers are closed afterwards."""
    people: list[Person] = []

    def make(login: str = "", **wishes: object) -> Person:
        person = start.somebody(browser, running, **wishes)  # type: ignore[arg-type]  # language and size
        people.append(person)
        if login:
            start.sign_in(person, login)
        return person

    yield make
    for person in people:
        person.context.close()
