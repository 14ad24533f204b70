"""What every test stands on: a fresh database of its own, ports that remember, one fixed moment.

Tests that touch the database run twice: on SQLite, and on a PostgreSQL server started for the run.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from xdist.remote import Producer

from tests import servers
from tests.founded import lay_ready
from tests.sharing_out import ByHouse, slowest_first
from ticketing.db import db
from ticketing.outbox.memory import MemoryNotifier
from ticketing.ports import Ports, Site
from web.config import Settings
from web.factory import create_app
from web.migrating import MIGRATIONS

SECRET = "t" * 32
_numbers = count(1)
if folder := servers.in_memory():
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", folder)  # every tmp_path, databases and all


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of a numbered fault begin their sentence with its number: ``-m fault`` runs them all. Slow ones go first."""
    for item in items:
        if re.match(r"C\d+[,:]", getattr(getattr(item, "function", None), "__doc__", None) or ""):
            item.add_marker(pytest.mark.fault)
    slowest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByHouse:
    """How the tests are shared out among the processes of a run."""
    return ByHouse(config, log)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file a session; each test gets a copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    _migrate(f"sqlite:///{path}", path.parent)
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server with one migrated template database, or a counted skip."""
    if servers.postgres_programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    with servers.postgres() as server:
        url = servers.clone_database(server, "migrated")
        _migrate(url, tmp_path_factory.mktemp("postgres"))
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated, empty database."""
    if request.param == "sqlite":
        path = tmp_path / "voc.db"
        shutil.copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    server, name = request.getfixturevalue("postgres_server"), f"t{next(_numbers)}"
    yield servers.clone_database(server, name, "migrated")
    servers.drop_database(server, name)


@pytest.fixture
def with_pages() -> bool:
    """Whether the app answers browsers: putting its pages together takes longer than most tests of the domain."""
    return True


@pytest.fixture
def app(database_url: str, tmp_path: Path, with_pages: bool) -> Iterator[Flask]:
    """A Flask app on its own database, context pushed."""
    settings = Settings(database_url=database_url, secret_key=SECRET, testing=True, var=tmp_path)
    app = create_app(settings, pages=with_pages)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def first_models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first classifiers of this run are kept, for all its processes."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "first-models"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def founded(app: Flask, first_models: Path) -> None:
    """The app's first classifiers are trained before the test begins."""
    lay_ready(app, first_models)


@pytest.fixture
def ports(tmp_path: Path) -> Ports:
    """Ports that remember what was sent."""
    return Ports(
        site=Site(base_url="http://voc.example", own_addresses=frozenset({"care@hefan.example"})),
        files=tmp_path / "files",
        notifiers={"mail": MemoryNotifier(), "chat": MemoryNotifier()},
    )


@pytest.fixture
def at() -> datetime:
    """Tuesday 10 March 2026, 10:00 in Shanghai: an ordinary working morning."""
    return datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def _migrate(url: str, var: Path) -> None:
    app = create_app(Settings(database_url=url, secret_key=SECRET, testing=True, var=var))
    with app.app_context():
        upgrade(directory=str(MIGRATIONS))
        db.session.remove()
        db.engine.dispose()
