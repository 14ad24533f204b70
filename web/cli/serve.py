"""``voc serve``, ``voc web``, ``voc worker``: the system, whole or in parts."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable

import click
import structlog
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ticketing.errors import BadInput
from web import demo, shared, wiring
from web.background import Worker
from web.cli.settling import settled
from web.config import Settings
from web.factory import create_app
from web.judges import make_ready
from web.mail_listener import MailListener
from web.migrating import current_revision, migrate_if_behind, wanted_revision
from web.server import Server


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1, or VOC_HOST).")
@click.option("--port", type=int, help="Port of the pages (default 8000, or VOC_PORT).")
@click.option("--demo", "with_demo", is_flag=True, help="Load the demo company and print its sign-ins.")
@click.option("--history/--no-history", default=True, help="Let the demo live through its last twelve weeks.")
def serve(host: str | None, port: int | None, with_demo: bool, history: bool) -> None:
    """The whole system on this machine: pages, live chat, mail in and out, background work.

    Example: ./voc serve --demo
    """
    began = time.monotonic()
    settings = _settings(host, port)
    _prepare(settings, with_demo, history)
    parts = _Parts()

    def make() -> Flask:
        app = create_app(settings)
        wiring.open_encoder_ahead(app)
        parts.start_worker(app)
        parts.start_listener(app, settings)
        click.echo(f"ready after {time.monotonic() - began:.1f} s; stop with Ctrl-C", err=True)
        return app

    _announce(settings, with_demo, mail=True)
    with settled():
        Server(make, parts.stop, settings.host, settings.port).run()


@click.command()
@click.option("--host", help="Address to listen on (default 127.0.0.1, or VOC_HOST).")
@click.option("--port", type=int, help="Port (default 8000, or VOC_PORT).")
def web(host: str | None, port: int | None) -> None:
    """Web pages and live chat only; run as many as you like beside ``voc worker``.

    Example: VOC_DATABASE_URL=postgresql+psycopg://… VOC_REDIS_URL=redis://… ./voc web
    """
    settings = _settings(host, port)
    if not settings.redis_url:
        raise BadInput(
            "voc web needs VOC_REDIS_URL: presence, limits and pushes are shared between processes"
        )
    _announce(settings, with_demo=False, mail=False)
    _warn_of_redis(settings)
    _make_ready(create_app(settings), settings)

    def make() -> Flask:
        app = create_app(settings)
        wiring.open_encoder_ahead(app)
        return app

    with settled():
        Server(make, lambda: None, settings.host, settings.port).run()


@click.command()
def worker() -> None:
    """Background work only: deliveries, clocks, imports, the backlog.

    Example: ./voc worker
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    settings = _settings(None, None)
    _warn_of_redis(settings)
    app = create_app(settings)
    _make_ready(app, settings)
    running, stopping = Worker(app, wiring.jobs(app)), threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    running.start()
    watch = wiring.watch_mailbox(app, running)
    click.echo("working; stop with Ctrl-C", err=True)
    with settled():
        stopping.wait()
    watch.stop()
    running.stop()


class _Parts:
    """What runs beside the pages in one process, and how it stops."""

    def __init__(self) -> None:
        self._stops: list[Callable[[], None]] = []

    def start_worker(self, app: Flask) -> None:
        worker = Worker(app, wiring.jobs(app))
        app.extensions["worker"] = worker
        worker.start()
        self._stops += [wiring.watch_mailbox(app, worker).stop, worker.stop]

    def start_listener(self, app: Flask, settings: Settings) -> None:
        listener = MailListener(app, settings.mail_host, settings.mail_port)
        listener.start()
        self._stops.append(listener.stop)

    def stop(self) -> None:
        for stop in self._stops:
            stop()


def _settings(host: str | None, port: int | None) -> Settings:
    over = {key: value for key, value in {"host": host, "port": port}.items() if value is not None}
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    return Settings.from_env(**over)


def _warn_of_redis(settings: Settings) -> None:
    problem = shared.problem(settings.redis_url)
    if problem:
        click.echo(f"warning: {problem}", err=True)


def _prepare(settings: Settings, with_demo: bool, history: bool) -> None:
    app = create_app(settings)
    with app.app_context():
        if migrate_if_behind():
            click.echo("database schema is up to date", err=True)
        if with_demo:
            rate = demo.RATE if history else 0.0
            demo.load(app, tell=_say, rate=rate)
    _make_ready(app, settings)


def _make_ready(app: Flask, settings: Settings) -> None:
    """Classifiers before the first message; a database that is not there yet is for /readyz to tell."""
    with app.app_context():
        try:
            if current_revision() == wanted_revision():
                make_ready(settings.var / "models", _say)
        except SQLAlchemyError as error:
            _say(f"warning: the database cannot be reached: {error}")


def _say(line: str) -> None:
    click.echo(line, err=True)


def _announce(settings: Settings, with_demo: bool, *, mail: bool) -> None:
    base = settings.base_url
    lines = [f"chat as a customer   {base}/chat", f"staff sign-in        {base}/sign-in"]
    if mail:
        lines.append(
            f"mail in (SMTP)       {settings.mail_host}:{settings.mail_port} for {settings.mail_address}"
        )
    if with_demo:
        lines += ["", "demo sign-ins (password for all: " + demo.PASSWORD + ")", *demo.sign_ins()]
    click.echo("\n".join(lines))
