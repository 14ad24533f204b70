"""How Alembic reaches the database: through the running Flask application, in batch mode.

On SQLite a table rebuild with foreign keys on would empty the children (ON DELETE CASCADE fires at the
implicit DROP), so they are switched off for the migration.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from flask import current_app

import intake.models  # noqa: F401  # registers its tables
import ticketing.models  # noqa: F401
from ticketing.db import UtcDateTime

migrate = current_app.extensions["migrate"]
database = migrate.db


def render_item(kind: str, item: object, autogen: AutogenContext) -> str | bool:
    """Plain SQLAlchemy types only, so that an old migration never imports today's code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime()"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    return False


def run() -> None:
    """Run the wanted steps in one transaction."""
    with database.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_item=render_item,
            compare_type=False,
            render_as_batch=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if sqlite:
            connection.exec_driver_sql("PRAGMA foreign_keys=ON")


run()
