"""``voc backlog``: the product-optimisation backlog for other programs and people."""

from __future__ import annotations

from datetime import datetime

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from ticketing.backlog import pull as pulling
from ticketing.clock import now


@click.group()
def backlog() -> None:
    """The product-optimisation backlog.

    Example: ./voc backlog pull --product DRV --format md
    """


@backlog.command("pull")
@click.option("--product", required=True, help="Product code, such as DRV.")
@click.option("--since", metavar="CURSOR", help="next_cursor of an earlier pull; default: everything.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "md"]),
    default="json",
    show_default=True,
    help="json: one object a line, the last line carries next_cursor.",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@with_appcontext
def pull_command(product: str, since: str | None, form: str, as_json: bool) -> None:
    """What changed in a product's backlog since the cursor, with its evidence.

    \b
    Examples:
      ./voc backlog pull --product DRV > backlog.jsonl
      ./voc backlog pull --product DRV --since 42 --format csv
    """
    pull(current_app, product, since, "json" if as_json else form, at=now())


def pull(app: Flask, product: str, since: str | None, form: str, *, at: datetime) -> None:
    """Print the changes to standard output, words for people to standard error."""
    with app.app_context():
        pages = pulling.Pages(pulling.every_change(product, since, at), since)
        lines = {
            "json": pulling.as_json_lines,
            "csv": pulling.as_csv,
            "md": pulling.as_markdown,
        }[form](pages)
        for line in lines:
            click.echo(line)
        if form != "json":
            click.echo(f"go on with --since {pages.cursor}", err=True)
