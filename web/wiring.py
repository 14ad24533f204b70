"""Which implementation fills which port, which pages exist, which jobs run: the whole composition."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect

from intake.chat.absent import mail_absent_visitors
from intake.chat.notifier import ChatNotifier
from intake.chat.session import sweep_silent
from intake.chat.tools import read_articles
from intake.forgetting import forget_expired
from intake.hotline.landing.importer import import_rows
from intake.hotline.landing.inbox import watch_inbox
from intake.journal import parse_journal
from intake.mail.authenticity.checks import Checker
from intake.mail.mailbox import ImapMailbox, poll
from ticketing.backlog.evaluation import evaluate_effects
from ticketing.backlog.proposing import propose_items, revisit_deferred
from ticketing.backlog.ranking import score_items
from ticketing.backlog.release import tell_customers
from ticketing.feedback.alarms import detect_bursts
from ticketing.feedback.mentions import count_known_visitors, harvest
from ticketing.feedback.surveys import expire_surveys
from ticketing.jobs import Job
from ticketing.models import DeliveryKind
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.memory import MemoryNotifier
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.outbox.staff_mail import mail_notices
from ticketing.ports import Notifier, Ports, Site
from ticketing.search.index import refresh as refresh_search
from ticketing.sla.sweep import sweep_when_steady
from ticketing.tickets.lifecycle import close_resolved
from ticketing.triage.assignment import assign_waiting
from web import admin, api, console, encoding, health, learning, portal, product, reports
from web.background import Worker
from web.config import OUTBOX_CLOSED, Settings
from web.judges import Judges
from web.live import socketio
from web.live.announcer import LiveAnnouncer
from web.mail_watch import MailWatch
from web.refitting import Refitting

ROOT = Path(__file__).resolve().parent.parent


def make_ports(app: Flask, settings: Settings) -> Ports:
    """Fill the seams for this installation."""
    announcer = LiveAnnouncer(socketio, partial(_wake, app))
    return Ports(
        site=make_site(settings),
        files=settings.var / "files",
        classifiers=Judges(settings.var / "models"),
        notifiers={"mail": _mail_notifier(settings), "chat": ChatNotifier(announcer)},
        live=announcer,
        encoder=encoding.installed,
        origins=Checker() if settings.mail_check_origin else None,
    )


def open_encoder_ahead(app: Flask) -> None:
    """Load the encoder, where one is set, and let it read the articles before the first customer asks."""
    encoding.open_ahead(app, partial(read_articles, app.extensions["ports"]))


def _wake(app: Flask) -> None:
    """Tell the worker of this process, if it has one, that there may be something to do."""
    worker = app.extensions.get("worker")
    if worker is not None:
        worker.wake()


def make_site(settings: Settings) -> Site:
    """Our own addresses, from the settings."""
    aliases = [one.strip().lower() for one in settings.mail_aliases.split(",") if one.strip()]
    return Site(
        base_url=settings.base_url,
        mail_address=settings.mail_address,
        own_addresses=frozenset([settings.mail_address.lower(), *aliases]),
        authserv_id=settings.mail_authserv_id,
        quote_history=settings.mail_quote,
    )


def _mail_notifier(settings: Settings) -> Notifier:
    """A relay when one is set; else mails are kept as rows and shown, and nothing leaves the machine."""
    if not settings.smtp_host:
        return MemoryNotifier()
    relay = Relay(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=settings.smtp_password,
        start_tls=settings.smtp_tls == "starttls",
        use_tls=settings.smtp_tls == "tls",
    )
    return SmtpNotifier(relay, settings.var / "files")


def install_pages(app: Flask, csrf: CSRFProtect) -> None:
    """Every blueprint, one line each."""
    app.register_blueprint(health.blueprint)
    app.register_blueprint(console.blueprint)
    app.register_blueprint(admin.blueprint)
    app.register_blueprint(product.blueprint)
    app.register_blueprint(reports.blueprint)
    app.register_blueprint(learning.blueprint)
    app.register_blueprint(api.blueprint)
    csrf.exempt(api.blueprint)
    portal.install(app, csrf)


def make_mailbox(settings: Settings) -> ImapMailbox:
    """The mailbox to fetch from."""
    return ImapMailbox(
        host=settings.imap_host,
        port=settings.imap_port,
        user=settings.imap_user,
        password=settings.imap_password,
        folder=settings.imap_folder,
        tls=settings.imap_tls,
    )


def watch_mailbox(app: Flask, worker: Worker) -> MailWatch:
    """Begin to listen for news of the mailbox, where one is set; each wakes the worker's fetching."""
    settings: Settings = app.extensions["settings"]
    watch = MailWatch(make_mailbox(settings), partial(worker.ask, "poll_mailbox"))
    if settings.imap_host:
        watch.start()
    return watch


def _deliver_mail(app: Flask, ports: Ports, at: datetime) -> int:
    """A restored copy keeps its mail in until an operator opens the outbox."""
    settings: Settings = app.extensions["settings"]
    closed = settings.outbox == "closed" or (settings.var / OUTBOX_CLOSED).exists()
    return 0 if closed else deliver_due(ports, at, [DeliveryKind.MAIL])


def _deliver_others(ports: Ports, at: datetime) -> int:
    """Everything but mail: no slow relay may hold up a chat."""
    return deliver_due(ports, at, [kind for kind in DeliveryKind if kind != DeliveryKind.MAIL])


def _watch(app: Flask, ports: Ports, at: datetime) -> int:
    """Call logs dropped into the folder of ``VOC_HOTLINE_INBOX``."""
    settings: Settings = app.extensions["settings"]
    return watch_inbox(ports, at, Path(settings.hotline_inbox) if settings.hotline_inbox else None)


def _forget(app: Flask, ports: Ports, at: datetime) -> int:
    """Raw data older than ``VOC_KEEP_RAW_DAYS``."""
    settings: Settings = app.extensions["settings"]
    return forget_expired(ports, at, days=settings.keep_raw_days)


def jobs(app: Flask) -> list[Job]:
    """Everything that runs in the background (documented in the README, which a test compares)."""
    settings: Settings = app.extensions["settings"]
    refitting = Refitting(settings.var / "models")
    second = timedelta(seconds=1)
    fetching = [
        Job("poll_mailbox", timedelta(seconds=30), partial(poll, make_mailbox(settings)), lane="mail-in")
    ]
    return [
        *(fetching if settings.imap_host else []),
        Job("deliver_mail", second, partial(_deliver_mail, app), lane="mail-out", shared=True, threads=2),
        Job("deliver_lines", second, _deliver_others, lane="fast", shared=True),
        Job("parse_journal", timedelta(seconds=2), parse_journal, lane="journal", shared=True),
        Job("mail_absent_visitors", timedelta(minutes=1), mail_absent_visitors),
        Job("mail_notices", timedelta(seconds=30), mail_notices),
        Job("refresh_search", timedelta(seconds=3), refresh_search),
        Job("sweep_silent_chats", timedelta(seconds=30), sweep_silent),
        Job("sweep_targets", timedelta(seconds=15), sweep_when_steady, shared=True),
        Job("assign_waiting", timedelta(seconds=10), assign_waiting, shared=True),
        Job("harvest_mentions", timedelta(minutes=1), harvest),
        Job("detect_bursts", timedelta(minutes=15), detect_bursts),
        Job("propose_items", timedelta(minutes=1), propose_items),
        Job("tell_customers", timedelta(seconds=30), tell_customers),
        Job("score_items", timedelta(minutes=5), score_items),
        Job("evaluate_effects", timedelta(days=1), evaluate_effects),
        Job("revisit_deferred", timedelta(days=1), revisit_deferred),
        Job("count_known_visitors", timedelta(minutes=10), count_known_visitors),
        Job("expire_surveys", timedelta(days=1), expire_surveys),
        Job("forget_expired", timedelta(days=1), partial(_forget, app)),
        Job("close_resolved", timedelta(minutes=10), close_resolved),
        Job("refit_models", timedelta(minutes=1), refitting.refit, lane="learning"),
        Job("judge_in_shadow", timedelta(minutes=1), refitting.judge_in_shadow, lane="learning"),
        Job("watch_models", timedelta(hours=1), refitting.watch, lane="learning"),
        Job("watch_inbox", timedelta(seconds=15), partial(_watch, app), lane="imports"),
        Job("import_rows", timedelta(seconds=2), import_rows, lane="imports"),
    ]
