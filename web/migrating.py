"""Whether the database's schema is this program's, and bringing it there."""

from __future__ import annotations

import logging
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from ticketing.db import db

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def current_revision() -> str | None:
    """The revision the database is at, or none before the first migration."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def wanted_revision() -> str | None:
    """The newest revision this program knows."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def migrate_if_behind() -> bool:
    """Upgrade when needed; returns whether anything was done."""
    if current_revision() == wanted_revision():
        return False
    logging.getLogger("alembic").setLevel(logging.WARNING)
    upgrade(directory=str(MIGRATIONS))
    return True
