"""``voc mail listen``: mail comes in by a listener of its own."""

from __future__ import annotations

import signal
import threading

import click

from web.config import Settings
from web.factory import create_app
from web.mail_listener import MailListener


@click.command()
@click.option("--host", help="Address to listen on (default VOC_MAIL_HOST).")
@click.option("--port", type=int, help="Port (default VOC_MAIL_PORT).")
@click.option("--lmtp", is_flag=True, help="Speak LMTP: one answer for each recipient.")
def listen(host: str | None, port: int | None, lmtp: bool) -> None:
    """Listen for SMTP (or LMTP) and store what comes; ``voc worker`` does the rest.

    Example: ./voc mail listen --host 0.0.0.0 --port 2525
    """
    settings = Settings.from_env()
    app = create_app(settings, pages=False)
    listener = MailListener(app, host or settings.mail_host, port or settings.mail_port, lmtp=lmtp)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    listener.start()
    click.echo("listening; stop with Ctrl-C", err=True)
    stopping.wait()
    listener.stop()
