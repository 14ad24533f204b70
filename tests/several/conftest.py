"""A house of several processes, started once for all tests of this folder."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import servers
from tests.founded import lay_ready
from tests.running import PASSWORD, eventually
from tests.several.house import WAIT, House, Process, Redis, Visitor
from tests.sharing_out import move_in
from ticketing.clock import now
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import db, unit_of_work
from web.auth import hash_password
from web.config import Settings
from web.factory import create_app


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them need both servers, and time."""
    for item in items:
        if "tests/several" in item.nodeid:
            item.add_marker(pytest.mark.redis)
            item.add_marker(pytest.mark.postgres)
            item.add_marker(pytest.mark.timeout(600))


@dataclass
class Street:
    """The house, and its doors that are open for the whole run."""

    house: House
    a: Process
    b: Process
    worker: Process
    mail_port: int


@pytest.fixture(scope="session")
def street(
    postgres_server: str, first_models: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Street]:
    """Two web processes, a worker and a mail listener on one PostgreSQL and one Redis."""
    if not (shutil.which("redis-server") or shutil.which("valkey-server")):
        pytest.skip("no Redis on this machine")
    move_in(first_models, "tests/several")
    database = servers.clone_database(postgres_server, "house", "migrated")
    house = House(database, Redis(), tmp_path_factory.mktemp("house"))
    house.redis.start()
    _move_in(house, first_models)
    mail_port = servers.free_port()
    try:
        worker = house.start("web.cli", "worker")
        house.start("web.cli", "mail", "listen", "--port", str(mail_port))
        a, b = house.start_web(), house.start_web()
        servers.wait_for_port(mail_port, WAIT)
        eventually(lambda: ready(a)["status"] == "ok", seconds=WAIT, why="no job has run")
        yield Street(house, a, b, worker, mail_port)
    finally:
        for process in house.processes:
            process.kill()
        house.redis.kill()
        servers.drop_database(postgres_server, "house")


@pytest.fixture
def visitor(street: Street) -> Iterator[Visitor]:
    """A customer at A whose chat has become a ticket."""
    visitor = Visitor(street.a.base).arrive()
    visitor.hand_over()
    yield visitor
    if visitor.window is not None:
        visitor.window.close()


def ready(web: Process) -> dict[str, object]:
    """What ``/readyz`` says."""
    try:
        with urllib.request.urlopen(web.base + "/readyz", timeout=60) as answer:  # our own server
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error))


def _move_in(house: House, first_models: Path) -> None:
    settings = Settings(
        database_url=house.database, secret_key="h" * 32, var=house.folder / "var", testing=True
    )
    app = create_app(settings)
    hashed = hash_password(PASSWORD)
    with app.app_context():
        with unit_of_work(app.extensions["ports"]):
            load_company(read_company(DEMO_FOLDER), at=now(), password_of=lambda _login: hashed)
        lay_ready(app, first_models)
        db.session.remove()
        db.engine.dispose()
