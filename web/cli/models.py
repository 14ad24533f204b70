"""`voc classifier models`, `activate`, `rollback`, `refit`: the versions at work, from the command line."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.learning import evidence, registry
from ticketing.learning.examples import LEARNT
from ticketing.models import Audit, LabelField, ModelState, ModelVersion
from web.config import Settings
from web.judges import refused_models
from web.ports import get_ports
from web.refitting import Refitting

_FIELD = click.Choice([one.value for one in LEARNT])


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def models(as_json: bool) -> None:
    """List the versions of every classifier: at work, in shadow, retired; and refused files.

    \b
    Example:
      voc classifier models --json
    """
    settings: Settings = current_app.extensions["settings"]
    found = [_facts(row) for field in LEARNT for row in registry.versions(field)]
    refused = list(refused_models(settings.var / "models") or ())
    if as_json:
        click.echo(json.dumps({"models": found, "refused": refused}, ensure_ascii=False))
        return
    for one in found:
        gate = f"  gate: {one['gate']}" if one["gate"] else ""
        click.echo(
            f"{one['field']:<8} {one['version']:>3}  {one['state']:<8} {one['made_at']}"
            f"  tickets {one['tickets']}{gate}"
        )
    for why in refused:
        click.echo(f"refused: {why}", err=True)
    if not found:
        click.echo("no version yet: the worker registers the first ones", err=True)


@click.command()
@click.argument("field", type=_FIELD)
@click.argument("version", type=click.IntRange(min=1))
@click.option("--why", required=True, help="The reason, kept with the change.")
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
@with_appcontext
def activate(field: str, version: int, why: str, as_json: bool) -> None:
    """Put a version of FIELD to work; refused when a label would get significantly worse.

    \b
    Example:
      voc classifier activate topic 4 --why "compared on last week's tickets"
    """
    ports, at = get_ports(), now()
    with unit_of_work(ports):
        row = next((one for one in registry.versions(LabelField(field)) if one.version == version), None)
        if row is None:
            raise click.ClickException(f"{field} has no version {version}; see `voc classifier models`")
        registry.activate(row, why=why, by=None, at=at, ports=ports, by_hand=True)
        _write_down(row, "model_activated", why, at)
        facts = _facts(row)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else f"{row.name} is at work")


@click.command()
@click.argument("field", type=_FIELD)
@click.option("--why", required=True, help="The reason, kept with the change.")
@click.option("--json", "as_json", is_flag=True, help="Print the version as JSON.")
@with_appcontext
def rollback(field: str, why: str, as_json: bool) -> None:
    """Go back to the version of FIELD that was at work before.

    \b
    Example:
      voc classifier rollback topic --why "takes refunds for complaints"
    """
    ports, at = get_ports(), now()
    with unit_of_work(ports):
        row = registry.roll_back(LabelField(field), why=why, by=None, at=at, ports=ports)
        _write_down(row, "model_rolled_back", why, at)
        facts = _facts(row)
    click.echo(json.dumps(facts, ensure_ascii=False) if as_json else f"{row.name} is at work again")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_appcontext
def refit(as_json: bool) -> None:
    """Train the classifiers anew from what people said; the new versions wait in shadow.

    \b
    Example:
      voc classifier refit --json
    """
    settings: Settings = current_app.extensions["settings"]
    made = Refitting(settings.var / "models").train(get_ports(), now())
    db.session.rollback()
    waiting = [_facts(row) for row in registry.in_shadow()]
    if as_json:
        click.echo(json.dumps({"made": made, "models": waiting}, ensure_ascii=False))
    elif made:
        click.echo(f"{made} new versions wait in shadow; see `voc classifier models`")
    else:
        click.echo("too few labels by people yet", err=True)


def _facts(row: ModelVersion) -> dict[str, Any]:
    """A version as JSON. Any: values of several types."""
    verdict = evidence.verdict_of(row) if row.state == ModelState.SHADOW else None
    return {
        "field": row.field.value,
        "version": row.version,
        "state": row.state.value,
        "made_at": row.made_at.isoformat(timespec="seconds"),
        "sha256": row.sha256,
        "bytes": row.size,
        "tickets": row.facts.get("tickets", 0),
        "company_examples": row.facts.get("company_examples", 0),
        "figures": row.facts.get("figures"),
        "gate": verdict.outcome.value if verdict is not None else None,
        "worse": [one.label or "all" for one in verdict.worse] if verdict is not None else [],
    }


def _write_down(row: ModelVersion, action: str, why: str, at: datetime) -> None:
    """The audit row; nobody is signed in at a terminal."""
    db.session.add(
        Audit(at=at, action=action, subject=f"model:{row.id}", data={"model": row.name, "why": why})
    )
