"""Which implementation fills which port, which pages exist, which jobs run: the whole composition."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

from ticketing.jobs import Job
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.memory import MemoryNotifier
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Notifier, Ports, Site
from ticketing.tickets.lifecycle import close_resolved
from web import console
from web.config import Settings

ROOT = Path(__file__).resolve().parent.parent


def make_ports(app: Flask, settings: Settings) -> Ports:
    """Fill the seams for this installation."""
    return Ports(site=make_site(settings), files=settings.var / "files", notifiers=_notifiers(settings))


def make_site(settings: Settings) -> Site:
    """Our own addresses, from the settings."""
    aliases = [one.strip().lower() for one in settings.mail_aliases.split(",") if one.strip()]
    return Site(
        base_url=settings.base_url,
        mail_address=settings.mail_address,
        own_addresses=frozenset([settings.mail_address.lower(), *aliases]),
    )


def _notifiers(settings: Settings) -> dict[str, Notifier]:
    relay = Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        start_tls=settings.smtp_tls == "starttls",
        use_tls=settings.smtp_tls == "tls",
    )
    return {"mail": SmtpNotifier(relay) if settings.smtp_host else MemoryNotifier()}


def install_pages(app: Flask, csrf: CSRFProtect) -> None:
    """Every blueprint, one line each."""
    app.register_blueprint(console.blueprint)


def jobs() -> list[Job]:
    """Everything that runs in the background (documented in the README, which a test compares)."""
    return [
        Job("deliver_due", timedelta(seconds=1), deliver_due, lane="fast", shared=True),
        Job("close_resolved", timedelta(minutes=10), close_resolved),
    ]
