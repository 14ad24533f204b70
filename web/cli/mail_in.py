"""``voc mail deliver`` and ``voc mail listen``: mail comes in by a pipe or a listener of its own."""

from __future__ import annotations

import os
import signal
import sys
import threading

import click
from flask.cli import ScriptInfo

from intake import keeping
from ticketing.clock import now
from web.config import Settings
from web.factory import create_app
from web.mail_listener import MailListener

LARGEST_READ = 60_000_000


@click.command()
@click.option(
    "--recipient", "recipients", multiple=True, help="Envelope recipient; may be given several times."
)
@click.option("--sender", default="", help="Envelope sender.")
@click.pass_obj
def deliver(info: ScriptInfo, recipients: tuple[str, ...], sender: str) -> None:
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
        app = info.load_app()
        with app.app_context():
            arrived = keeping.Arrived(raw, "pipe", now(), sender=sender, recipients=recipients)
            number = keeping.keep(arrived, app.extensions["ports"])
    except Exception as error:  # whatever is wrong with our storage, the mail server must try again
        click.echo(f"voc mail deliver: not stored, try again later: {error}", err=True)
        sys.exit(os.EX_TEMPFAIL)
    click.echo(f"stored as {number} in the journal", err=True)


@click.command()
@click.option("--host", help="Address to listen on (default VOC_MAIL_HOST).")
@click.option("--port", type=int, help="Port (default VOC_MAIL_PORT).")
@click.option("--lmtp", is_flag=True, help="Speak LMTP: one answer for each recipient.")
def listen(host: str | None, port: int | None, lmtp: bool) -> None:
    """Listen for SMTP (or LMTP) and store what comes; ``voc worker`` does the rest.

    Example: ./voc mail listen --host 0.0.0.0 --port 2525
    """
    settings = Settings.from_env()
    app = create_app(settings)
    listener = MailListener(app, host or settings.mail_host, port or settings.mail_port, lmtp=lmtp)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    listener.start()
    click.echo("listening; stop with Ctrl-C", err=True)
    stopping.wait()
    listener.stop()
