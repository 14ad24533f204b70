"""``voc mail deliver``: mail comes in by a pipe; a mail server starts it for each, so it loads the database alone."""

from __future__ import annotations

import os
import sys

import click

from intake import keeping
from ticketing.clock import now
from ticketing.ports import Ports
from web.config import Settings
from web.store import open_store

LARGEST_READ = 60_000_000


@click.command()
@click.option(
    "--recipient", "recipients", multiple=True, help="Envelope recipient; may be given several times."
)
@click.option("--sender", default="", help="Envelope sender.")
def deliver(recipients: tuple[str, ...], sender: str) -> None:
    """Take one raw mail from standard input; 0 only when it is safely stored, 75 when it is not.

    Example: ./voc mail deliver --recipient care@hefan.example < complaint.eml
    """
    raw = sys.stdin.buffer.read(LARGEST_READ + 1)
    if not raw.strip():
        click.echo("voc mail deliver: standard input is empty: pipe one raw mail into it", err=True)
        sys.exit(1)
    if len(raw) > LARGEST_READ:
        click.echo("voc mail deliver: this mail is larger than 60 MB", err=True)
        sys.exit(1)
    try:
        with open_store(Settings.from_env()).app_context():
            arrived = keeping.Arrived(raw, "pipe", now(), sender=sender, recipients=recipients)
            number = keeping.keep(arrived, Ports())
    except Exception as error:  # whatever is wrong with our storage, the mail server must try again
        click.echo(f"voc mail deliver: not stored, try again later: {error}", err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(f"stored as {number} in the journal", err=True)
