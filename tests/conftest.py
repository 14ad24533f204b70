"""What every test stands on: a fresh database of its own, ports that remember, one fixed moment."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from ticketing.db import db
from ticketing.outbox.memory import MemoryNotifier
from ticketing.ports import Ports, Site
from web.config import Settings
from web.factory import create_app


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file a session; each test gets a copy."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    app = create_app(Settings(database_url=f"sqlite:///{path}", secret_key="t" * 32, testing=True))
    with app.app_context():
        db.create_all()
        db.session.remove()
        db.engine.dispose()
    return path


@pytest.fixture
def app(empty_database: Path, tmp_path: Path) -> Iterator[Flask]:
    """A Flask app on its own database file, context pushed."""
    path = tmp_path / "voc.db"
    shutil.copyfile(empty_database, path)
    settings = Settings(
        database_url=f"sqlite:///{path}",
        secret_key="t" * 32,
        testing=True,
        var=tmp_path,
    )
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


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
