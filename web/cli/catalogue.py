"""``voc catalogue``: your own company instead of the demo's."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from ticketing.clock import now
from ticketing.company.loading import load_company
from ticketing.company.reading import DEMO_FOLDER, read_company
from ticketing.db import unit_of_work
from ticketing.models import Audit, Setting
from web.config import Settings
from web.founding import SETTING, examples_of, home_of
from web.ports import get_ports


@click.group()
def catalogue() -> None:
    """Your company: products, teams, staff, service levels, routing, answers.

    Example: ./voc catalogue import ./mycompany
    """


@catalogue.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def check(folder: Path) -> None:
    """Read FOLDER and say every mistake, without touching the database.

    Example: ./voc catalogue check ./mycompany
    """
    company = read_company(folder)
    click.echo(
        f"{folder}: {len(company.products)} products, {len(company.staff)} staff: no mistakes", err=True
    )


@catalogue.command("import")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@with_appcontext
def import_folder(folder: Path, as_json: bool) -> None:
    """Write the company in FOLDER into the database; run it again after every edit.

    Example: ./voc catalogue import ./mycompany
    """
    company, at = read_company(folder), now()
    settings: Settings = current_app.extensions["settings"]
    home_of(
        examples_of(company), settings.var / "models"
    )  # first, so that nobody has to wait for the training
    with unit_of_work(get_ports()) as session:
        counts = load_company(company, at=at)
        session.merge(Setting(name=SETTING, value=examples_of(company)))
        session.add(Audit(at=at, action="catalogue_import", subject=str(folder), data=dict(counts)))
    line = json.dumps(counts) if as_json else ", ".join(f"{n} {kind}" for kind, n in counts.items())
    click.echo(line)


@catalogue.command("folder")
def folder_of_demo() -> None:
    """Print the demo company's folder: copy it and edit the copy.

    Example: cp -r "$(./voc catalogue folder)" ./mycompany
    """
    click.echo(str(DEMO_FOLDER))
