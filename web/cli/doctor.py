"""``voc doctor``: what this installation has, what it lacks, what to do about it."""

from __future__ import annotations

import json
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy.exc import SQLAlchemyError

from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Calendar, JobRow, Setting
from web import shared
from web.config import Settings
from web.judges import refused_models
from web.migrating import current_revision, wanted_revision

OLDEST_SQLITE = (3, 35, 0)


@dataclass(frozen=True)
class Finding:
    """One check: ``level`` is ok, note (works, could be better) or fault (does not work)."""

    level: str
    what: str
    advice: str = ""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print findings and settings as JSON.")
@with_appcontext
def doctor(as_json: bool) -> None:
    """Check this installation and print its effective settings, secrets hidden.

    Example: ./voc doctor
    """
    settings: Settings = current_app.extensions["settings"]
    with force_locale("en"):
        findings = list(examine(settings))
    if as_json:
        click.echo(json.dumps({"findings": [asdict(one) for one in findings], "settings": settings.shown()}))
    else:
        for one in findings:
            sign = {"ok": "✓", "note": "·", "fault": "✗"}[one.level]
            click.echo(f"{sign} {one.what}" + (f": {one.advice}" if one.advice else ""))
        click.echo()
        for name, value in settings.shown().items():
            click.echo(f"  VOC_{name.upper():<18} {value}")
    if any(one.level == "fault" for one in findings):
        raise SystemExit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Every check, in the order a newcomer would meet them."""
    yield Finding("ok", f"Python {sys.version.split()[0]}")
    yield from _database(settings)
    yield from _redis(settings)
    yield from _widget(settings)
    yield from _company()
    yield from _models(settings)
    yield from _mail(settings)
    yield from _disk(settings)
    yield from _fonts()


def _database(settings: Settings) -> Iterator[Finding]:
    if settings.database_url.startswith("sqlite") and sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield Finding("fault", f"SQLite {sqlite3.sqlite_version}", _("3.35 or newer is needed"))
    try:
        revision = current_revision()
    except SQLAlchemyError as error:
        yield Finding("fault", _("database"), _("cannot be reached: %(error)s", error=error))
        return
    if revision is None:
        yield Finding("note", _("database is empty"), _("run ./voc serve, or ./voc db upgrade"))
    elif revision != wanted_revision():
        yield Finding("fault", _("schema at %(revision)s", revision=revision), _("run ./voc db upgrade"))
    else:
        yield Finding(
            "ok",
            _("%(engine)s database, schema %(revision)s", engine=db.engine.dialect.name, revision=revision),
        )


def _redis(settings: Settings) -> Iterator[Finding]:
    if settings.redis_url:
        problem = shared.problem(settings.redis_url)
        yield Finding("fault", "Redis", problem) if problem else Finding("ok", "Redis")


def _widget(settings: Settings) -> Iterator[Finding]:
    if "*" in settings.widget_origins.split():
        yield Finding(
            "note",
            _("any site may embed the chat"),
            _("name yours: VOC_WIDGET_ORIGINS=https://shop.example"),
        )


def _company() -> Iterator[Finding]:
    if current_revision() is None:
        return
    if db.session.get(Setting, "company") is None:
        yield Finding("note", _("no company yet"), _("./voc serve --demo, or ./voc catalogue import FOLDER"))
    year = now().year + (1 if now().month == 12 else 0)
    short = sa.select(Calendar.code).where(Calendar.complete_until < year)
    for code in db.session.scalars(short):
        yield Finding(
            "note",
            _("calendar %(code)s has no public holidays for %(year)s", code=code, year=year),
            _("add them to calendars.yaml"),
        )
    stuck = list(
        db.session.scalars(sa.select(JobRow.name).where(JobRow.last_error != "", JobRow.failures > 0))
    )
    if stuck:
        yield Finding(
            "note", _("jobs that failed at some time: %(jobs)s", jobs=", ".join(stuck)), _("see the log")
        )
    else:
        yield Finding("ok", _("background jobs"))


def _models(settings: Settings) -> Iterator[Finding]:
    if current_revision() is None:
        return
    refused = refused_models(settings.var / "models")
    if refused is None:
        yield Finding(
            "note", _("no classifier trained yet"), _("the first message takes some seconds longer")
        )
    elif refused:
        yield from (Finding("fault", _("classifier refused, keyword rules judge"), why) for why in refused)
    else:
        yield Finding("ok", _("classifiers whole and unaltered"))


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp_host:
        yield Finding("note", _("mail out is kept inside"), _("set VOC_SMTP_HOST to really send"))
        return
    address = f"{settings.smtp_host}:{settings.smtp_port}"
    try:
        with socket.create_connection((settings.smtp_host, settings.smtp_port), timeout=5):
            yield Finding("ok", _("relay %(address)s", address=address))
    except OSError as error:
        yield Finding("fault", _("relay %(address)s", address=address), str(error))


def _disk(settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.var).free
    level = "ok" if free > 1_000_000_000 else "fault"
    room = _("%(free)s MB free in %(folder)s", free=f"{free // 1_000_000:,}", folder=settings.var)
    yield Finding(level, room, "" if level == "ok" else _("make room"))


def _fonts() -> Iterator[Finding]:
    if shutil.which("fc-list") is None:
        yield Finding(
            "note", _("fonts not checked"), _("fontconfig is not installed; only pictures would need it")
        )
        return
    found = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False).stdout
    if found.strip():
        yield Finding("ok", _("a font with Chinese characters"))
    else:
        yield Finding(
            "note",
            _("no Chinese font on this machine"),
            _("only for pictures: apt-get install fonts-noto-cjk"),
        )
