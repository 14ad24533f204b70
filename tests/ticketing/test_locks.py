"""How long a transaction waits for another one's lock."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Flask

from ticketing.db import db


def test_a_lock_is_waited_for_ten_seconds(app: Flask) -> None:
    """Then the writer hears "later" instead of nothing; a connection of the pool keeps it through a rollback."""
    asked = {"sqlite": "PRAGMA busy_timeout", "postgresql": "SHOW lock_timeout"}[db.engine.dialect.name]

    with db.engine.connect() as connection:
        connection.rollback()
        waits = connection.scalar(sa.text(asked))

    assert waits in (10_000, "10s")


def test_nothing_is_asked_for_in_the_start_packet(app: Flask) -> None:
    """Connection poolers such as PgBouncer refuse a connection with options."""
    _, options = db.engine.dialect.create_connect_args(db.engine.url)
    given = app.config["SQLALCHEMY_ENGINE_OPTIONS"].get("connect_args", {})

    assert "options" not in {**options, **given}
