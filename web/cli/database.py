"""``voc db``: the schema."""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from flask_migrate import downgrade as step_down
from flask_migrate import upgrade as step_up

from web.migrating import current_revision


@click.group()
def db() -> None:
    """The database schema.

    Example: ./voc db upgrade
    """


@db.command()
@with_appcontext
def upgrade() -> None:
    """Bring the schema to this program's version; safe to run again.

    Example: ./voc db upgrade
    """
    step_up()
    click.echo(f"schema at {current_revision()}", err=True)


@db.command()
@click.argument("revision")
@with_appcontext
def downgrade(revision: str) -> None:
    """Step the schema back to REVISION.

    Example: ./voc db downgrade base
    """
    step_down(revision=revision)
    click.echo(f"schema at {current_revision()}", err=True)
