"""Is it alive, may it take traffic, how is it doing: for process managers, load balancers and dashboards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Blueprint, Response, abort, current_app, jsonify, request
from flask_login import current_user
from prometheus_client import GC_COLLECTOR, PLATFORM_COLLECTOR, PROCESS_COLLECTOR, CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from intake.models import JournalStatus, MailJournal
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import (
    ACTIVE,
    Delivery,
    DeliveryStatus,
    JobRow,
    Role,
    Status,
    Target,
    TargetStatus,
    Ticket,
)
from web import shared
from web.config import Settings
from web.judges import Judges
from web.migrating import current_revision, wanted_revision
from web.ports import get_ports

blueprint = Blueprint("health", __name__)
COUNT_UP_TO = 10_000
"""Counting stops here, so that asking costs the same however much there is."""
WORKER_SILENT_AFTER = timedelta(minutes=3)
"""Even a quiet job writes a heartbeat each minute."""
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via")


@blueprint.get("/healthz")
def alive() -> Response:
    """The process answers. Asks nothing of the database: a locked one is no reason to be restarted."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """Whether traffic may come; why not is told to this machine and to administrators alone."""
    reasons = list(_reasons_against(now()))
    answer: dict[str, object] = {"status": "not ok" if reasons else "ok"}
    notes = list(_notes())
    if (reasons or notes) and _may_know():
        answer |= {"reasons": reasons} if reasons else {}
        answer |= {"notes": notes} if notes else {}
    return jsonify(answer), 503 if reasons else 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """Prometheus figures. Strangers are told that there is no such page."""
    if not _may_know():
        abort(404)
    registry = CollectorRegistry(auto_describe=False)
    for collector in (PROCESS_COLLECTOR, PLATFORM_COLLECTOR, GC_COLLECTOR, _Figures(now())):
        registry.register(collector)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_know() -> bool:
    """A program on this machine that no proxy stands before, or a signed-in administrator."""
    here = request.remote_addr in {"127.0.0.1", "::1"}
    if here and not any(name in request.headers for name in FORWARDED):
        return True
    try:
        return bool(current_user.is_authenticated and current_user.role == Role.ADMIN)
    except SQLAlchemyError:  # who asks cannot be looked up: then it is a stranger
        return False


def _reasons_against(at: datetime) -> Iterator[str]:
    try:
        revision, wanted = current_revision(), wanted_revision()
        if revision != wanted:
            yield f"schema is at {revision or 'nothing'}, the program needs {wanted}: run ./voc db upgrade"
            return
        yield from _silent_worker(at)
    except SQLAlchemyError as error:
        db.session.rollback()
        yield f"database cannot be reached: {type(error).__name__}"


def _notes() -> Iterator[str]:
    """What an operator should know although traffic may come."""
    settings: Settings = current_app.extensions["settings"]
    if problem := shared.problem(settings.redis_url):
        yield problem
    classifiers = get_ports().classifiers
    if isinstance(classifiers, Judges):
        yield from classifiers.refused


def _silent_worker(at: datetime) -> Iterator[str]:
    seen = db.session.scalar(sa.select(sa.func.max(JobRow.last_ok_at)))
    if seen is None:
        yield "no background job has run yet: is a worker running?"
    elif at - seen > WORKER_SILENT_AFTER:
        yield f"no background job has succeeded since {seen.isoformat(timespec='seconds')}"


@dataclass(frozen=True)
class Figures:
    """What waits, by kind; counts stop at 10,000, ages are those of the oldest."""

    tickets: dict[str, int]
    overdue: int
    deliveries: dict[str, int]
    oldest_delivery: timedelta | None
    journal: dict[str, int]
    oldest_mail: timedelta | None


def count_figures(at: datetime) -> Figures:
    """Everything by index, never a scan."""
    waiting = [DeliveryStatus.QUEUED, DeliveryStatus.SENDING, DeliveryStatus.UNCERTAIN, DeliveryStatus.FAILED]
    return Figures(
        tickets={status.value: _count(Ticket.status == status) for status in Status if status in ACTIVE},
        overdue=_count(Target.status == TargetStatus.RUNNING, Target.due_at < at),
        deliveries={status.value: _count(Delivery.status == status) for status in waiting},
        oldest_delivery=_age(
            at, Delivery.created_at, Delivery.status == DeliveryStatus.QUEUED, Delivery.next_try_at
        ),
        journal={
            status.value: _count(MailJournal.status == status)
            for status in (JournalStatus.NEW, JournalStatus.QUARANTINED)
        },
        oldest_mail=_age(
            at, MailJournal.received_at, MailJournal.status == JournalStatus.NEW, MailJournal.next_try_at
        ),
    )


def _count(*conditions: sa.ColumnElement[bool]) -> int:
    some = sa.select(sa.literal(1)).where(*conditions).limit(COUNT_UP_TO).subquery()
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _age(
    at: datetime,
    since: sa.orm.InstrumentedAttribute[datetime],
    condition: sa.ColumnElement[bool],
    order: sa.orm.InstrumentedAttribute[datetime],
) -> timedelta | None:
    """How long the first in line has waited."""
    first = db.session.scalar(sa.select(since).where(condition).order_by(order).limit(1))
    return at - first if first is not None else None


class _Figures(Collector):
    """One reading of the house for Prometheus."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterator[Metric]:
        found = count_figures(self._at)
        yield _gauge("voc_open_tickets", "Tickets somebody owes an answer to", "status", found.tickets)
        yield _gauge("voc_overdue_promises", "Running service levels past due", "", {"": found.overdue})
        yield _gauge("voc_deliveries", "What has to leave the house", "status", found.deliveries)
        yield _gauge("voc_mail_journal", "Mails kept but not turned into messages", "status", found.journal)
        ages = {"outbox": found.oldest_delivery, "mail_journal": found.oldest_mail}
        seconds = {name: age.total_seconds() if age else 0.0 for name, age in ages.items()}
        yield _gauge("voc_oldest_waiting_seconds", "Age of the first in line", "queue", seconds)
        yield from self._jobs()

    def _jobs(self) -> Iterator[Metric]:
        rows = db.session.scalars(sa.select(JobRow)).all()
        ages = {
            row.name: (self._at - row.last_ok_at).total_seconds()
            for row in rows
            if row.last_ok_at is not None
        }
        yield _gauge("voc_job_last_ok_seconds", "Since a background job last succeeded", "job", ages)
        runs = CounterMetricFamily("voc_job_runs", "Runs of background jobs", labels=["job"])
        failures = CounterMetricFamily("voc_job_failures", "Failed runs of background jobs", labels=["job"])
        for row in rows:
            runs.add_metric([row.name], row.runs)
            failures.add_metric([row.name], row.failures)
        yield runs
        yield failures


def _gauge(name: str, words: str, label: str, values: dict[str, int] | dict[str, float]) -> GaugeMetricFamily:
    gauge = GaugeMetricFamily(name, words, labels=[label] if label else [])
    for key, value in values.items():
        gauge.add_metric([key] if label else [], value)
    return gauge
