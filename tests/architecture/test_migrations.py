"""The migrations make exactly the tables the models describe, on both databases, and can be stepped back."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from ticketing.db import db
from web.migrating import MIGRATIONS, current_revision, wanted_revision


def _differences() -> list[str]:
    """What a new migration would change; search's own helpers are not tables of ours."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, db.metadata)
    return [
        str(one) for one in found if "search_fts" not in str(one) and "ix_search_doc_grams" not in str(one)
    ]


def test_migrations_make_what_the_models_say(app: Flask) -> None:
    """The database of every test was made by the migrations alone."""
    assert current_revision() == wanted_revision()
    assert _differences() == []


def test_the_schema_steps_down_and_up_again(app: Flask) -> None:
    """Back to nothing and forward to the same."""
    downgrade(directory=str(MIGRATIONS), revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}

    upgrade(directory=str(MIGRATIONS))
    assert _differences() == []
