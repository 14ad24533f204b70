"""``voc hotline``: call-centre logs in, and back out again."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import sqlalchemy as sa
from flask.cli import with_appcontext

from intake.hotline.cells.numbering import SWAP
from intake.hotline.landing import batches, importer
from intake.hotline.landing.batches import Choices
from intake.hotline.landing.rehearsal import rehearse
from intake.hotline.landing.rehearsal import summary as rehearsal_summary
from intake.hotline.landing.rejects import rejects_csv
from intake.hotline.landing.undo import undo
from intake.hotline.problems import HotlineFileError
from intake.hotline.wording import worded
from intake.models import ImportBatch, ImportStatus
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput
from ticketing.ports import Ports
from web.cli.settling import settled
from web.ports import get_ports

TOLD_EVERY = 10_000
"""Rows between two lines of progress when the output is no terminal."""


@click.group()
def hotline() -> None:
    """Call-centre logs: import, undo, list, rejects.

    Example: ./voc hotline import march.csv
    """


@hotline.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--layout", help="A known layout (L1 ... L12, fcc) or a YAML file of your own; default: recognised."
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as one JSON object.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]), help="How this file writes dates.")
@click.option("--encoding", help="Encoding of this file, such as gb18030; default: recognised.")
@click.option("--repair", type=click.Choice([SWAP]), help="Do what a warning offers.")
@click.option(
    "--notes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A second file with the notes of these calls.",
)
@with_appcontext
def import_command(
    file: Path,
    layout: str | None,
    dry_run: bool,
    as_json: bool,
    date_order: str | None,
    encoding: str | None,
    repair: str | None,
    notes: Path | None,
) -> None:
    """Import the call log FILE: CSV, TSV or XLSX in any common encoding.

    The same calls are never stored twice, so an import may be interrupted and started again.

    \b
    Examples:
      ./voc hotline import march.csv --dry-run
      ./voc hotline import march.csv --layout L2 --json
      ./voc hotline import dump.tsv --notes notes.csv
    """
    ports = get_ports()
    choices = Choices(layout, encoding, date_order, repair, _keep(notes, ports) if notes else "")
    try:
        _import(file, choices, ports, dry_run=dry_run, as_json=as_json)
    except HotlineFileError as bad:
        raise HotlineFileError(_in_words(bad.message)) from bad


def _import(file: Path, choices: Choices, ports: Ports, *, dry_run: bool, as_json: bool) -> None:
    sha256, at = _keep(file, ports), now()
    if dry_run:
        log = batches.read_log(sha256, choices, at=at, ports=ports)
        _tell(rehearsal_summary(log, rehearse(log)), as_json, "would be ")
        return
    batch = batches.unfinished(sha256)
    if batch is None:
        log = batches.read_log(sha256, choices, at=at, ports=ports)
        with unit_of_work(ports):
            batch = batches.open_batch(log, sha256, choices, filename=file.name, at=at)
    elif batch.done:
        click.echo(f"going on with {batch.code} after row {batch.done:,} of {batch.rows:,}", err=True)
    with settled():
        _run(batch, ports)
    _tell(batches.summary(batch), as_json)
    if batch.status == ImportStatus.FAILED:
        raise BadInput(f"{batch.code} stopped after {batch.done:,} rows: {_in_words(batch.error)}")


def _language() -> str:
    """The language of the terminal, as every program reads it from its environment."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if said.startswith("zh") else "en"


def _in_words(said: str) -> str:
    return worded(said, _language())


def _keep(file: Path, ports: Ports) -> str:
    with file.open("rb") as source:
        return batches.keep(source, ports)


def _run(batch: ImportBatch, ports: Ports) -> None:
    """Land all rows; when another process holds the batch, follow its progress and take over if it dies."""
    with _progress(batch.rows, batch.done) as tell:
        while batch.status == ImportStatus.RUNNING:
            before = batch.done
            if not importer.work(batch.id, ports, at=now(), tell=tell):
                db.session.refresh(batch)
                if batch.status == ImportStatus.RUNNING:
                    tell(batch.done - before)
                    time.sleep(1)
            db.session.rollback()
            db.session.refresh(batch)


@contextmanager
def _progress(rows: int, done: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, plain lines when piped; both on standard error."""
    if sys.stderr.isatty():
        with click.progressbar(length=rows, label="importing", file=sys.stderr) as bar:
            bar.update(done)
            yield bar.update
        return
    count = done

    def tell(more: int) -> None:
        nonlocal count
        count += more
        if count // TOLD_EVERY > (count - more) // TOLD_EVERY:
            click.echo(f"{count:,} of {rows:,} rows", err=True)

    yield tell


def _tell(result: dict[str, Any], as_json: bool, would: str = "") -> None:
    for warning in result["warnings"]:
        click.echo(f"warning: {_in_words(warning['message'])}", err=True)
    if as_json:
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    counted = ("created", "updated", "duplicates", "statistics_only", "rejected")
    counts = ", ".join(f"{result[name]:,} {name.replace('_', ' ')}" for name in counted)
    click.echo(
        f"{result['batch'] or 'dry run'}: layout {result['layout']}, {result['rows']:,} rows {would}{counts}"
    )
    for error in result["errors"][:20]:
        column = f", {error['column']}" if error["column"] else ""
        click.echo(f"row {error['row']}{column}: {_in_words(error['reason'])}", err=True)
    if result["rejected"] and result["batch"]:
        click.echo(f"mend them in a file: voc hotline rejects {result['batch']} --out rejects.csv", err=True)


@hotline.command("undo")
@click.argument("batch")
@click.option("--json", "as_json", is_flag=True, help="Print what went and what stayed as JSON.")
@with_appcontext
def undo_command(batch: str, as_json: bool) -> None:
    """Take the import BATCH back: its tickets go, except those somebody has worked on since.

    Example: ./voc hotline undo IMP-26-0003
    """
    found = batches.find(batch)
    undone = undo(found.id, get_ports(), at=now())
    if as_json:
        result = {
            "batch": found.code,
            "deleted": undone.tickets,
            "customers": undone.customers,
            "kept": undone.kept,
        }
        click.echo(json.dumps(result, ensure_ascii=False))
        return
    click.echo(f"{found.code}: {undone.tickets:,} tickets and {undone.customers:,} customers taken back")
    if undone.kept:
        click.echo(f"kept, because somebody has worked on them since: {', '.join(undone.kept)}", err=True)


@hotline.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@with_appcontext
def list_command(as_json: bool) -> None:
    """Every import, newest first.

    Example: ./voc hotline list
    """
    for batch in db.session.scalars(sa.select(ImportBatch).order_by(ImportBatch.id.desc())):
        if as_json:
            click.echo(json.dumps(_in_short(batch), ensure_ascii=False))
        else:
            click.echo(
                f"{batch.code}  {batch.created_at:%Y-%m-%d %H:%M} UTC  {batch.status:8} {batch.done:>9,} of "
                f"{batch.rows:>9,} rows  {batch.created:>9,} created  {batch.rejected:>6,} rejected  {batch.filename}"
            )


@hotline.command("rejects")
@click.argument("batch")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: standard output.")
@with_appcontext
def rejects_command(batch: str, out: Path | None) -> None:
    """The rows of BATCH that could not be imported, with reasons: mend them and import the file.

    Example: ./voc hotline rejects IMP-26-0003 --out rejects.csv
    """
    found = batches.find(batch)
    pieces = rejects_csv(found, _language())
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
    click.echo(f"{found.rejected:,} rows in {out}; mend them, then: voc hotline import {out}", err=True)


def _in_short(batch: ImportBatch) -> dict[str, Any]:
    names = ("code", "filename", "layout", "status", "rows", "done", "created", "updated")
    more = ("duplicates", "statistics_only", "rejected", "error")
    return {
        **{name: getattr(batch, name) for name in (*names, *more)},
        "created_at": batch.created_at.isoformat(),
    }
