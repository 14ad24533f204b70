"""Claim, send, record: three short transactions around each batch, nothing open while the network is.

A claim is a conditional update under a lease, so several workers never send the same row; a lease that
ran out means its worker died between sending and recording: the row becomes *uncertain*, is shown as
such, and is repeated once, with the same Message-ID, never a third time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from ticketing.db import db, for_update_skip_locked, unit_of_work
from ticketing.events import DeliveryFailed
from ticketing.models import Delivery, DeliveryKind, DeliveryStatus
from ticketing.outbox.record import record
from ticketing.ports import Outcome, Ports

LEASE = timedelta(minutes=5)
FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=5)
BATCH = 50
RECORD_PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds between the tries to record what was sent: forgetting it would mean to send it again."""
log = logging.getLogger(__name__)


def deliver_due(ports: Ports, at: datetime, kinds: Sequence[DeliveryKind] = tuple(DeliveryKind)) -> int:
    """Send what is due; returns how many deliveries reached an end (sent, failed or put back)."""
    done = 0
    for kind in kinds:
        notifier = ports.notifiers.get(kind)
        if notifier is None:
            continue
        claimed = _claim(kind, ports, at)
        if claimed:
            _settle_surely(notifier.send(claimed), ports, at)
            done += len(claimed)
    return done


def _claim(kind: DeliveryKind, ports: Ports, at: datetime) -> list[Delivery]:
    if db.session.scalar(_work(kind, at)) is None:
        return []
    with unit_of_work(ports) as session:
        _release_dead(kind, at)
        due = sa.select(Delivery).where(_due(kind, at)).order_by(Delivery.next_try_at, Delivery.id)
        rows = list(session.scalars(for_update_skip_locked(due.limit(BATCH))))
        for row in rows:
            row.status = DeliveryStatus.SENDING
            row.lease_until = at + LEASE
            row.attempts += 1
    return rows


def _work(kind: DeliveryKind, at: datetime) -> sa.Select[tuple[int]]:
    """A cheap look before taking the write lock."""
    return sa.select(Delivery.id).where(sa.or_(_due(kind, at), _dead(kind, at))).limit(1)


def _due(kind: DeliveryKind, at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Delivery.kind == kind,
        Delivery.status.in_([DeliveryStatus.QUEUED, DeliveryStatus.UNCERTAIN]),
        Delivery.next_try_at <= at,
    )


def _dead(kind: DeliveryKind, at: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(
        Delivery.kind == kind, Delivery.status == DeliveryStatus.SENDING, Delivery.lease_until < at
    )


def _release_dead(kind: DeliveryKind, at: datetime) -> None:
    """A worker died holding these. Nobody knows whether they left: once more, then a person decides."""
    for row in db.session.scalars(sa.select(Delivery).where(_dead(kind, at))):
        _mark_uncertain(row, at, "the worker stopped while this was being sent")


def _settle_surely(outcomes: Sequence[Outcome], ports: Ports, at: datetime) -> None:
    """What left must be written down: a database that is away for a moment is waited for, within the lease."""
    for pause in RECORD_PAUSES:
        try:
            return _settle(outcomes, ports, at)
        except OperationalError:
            log.warning("outcomes of %s deliveries not recorded yet, again in %.0f s", len(outcomes), pause)
            db.session.rollback()
            time.sleep(pause)
    return _settle(outcomes, ports, at)


def _settle(outcomes: Sequence[Outcome], ports: Ports, at: datetime) -> None:
    with unit_of_work(ports) as session:
        for outcome in outcomes:
            row = session.get(Delivery, outcome.delivery_id)
            if row is None:
                continue  # its ticket was erased meanwhile
            row.lease_until = None
            if not outcome.error:
                row.status, row.sent_at, row.last_error = DeliveryStatus.SENT, at, ""
            elif outcome.uncertain:
                _mark_uncertain(row, at, outcome.error)
            else:
                _put_back_or_fail(row, outcome, ports, at)


def _mark_uncertain(row: Delivery, at: datetime, error: str) -> None:
    repeated = row.payload.get("repeated", False)
    row.status, row.last_error, row.lease_until = DeliveryStatus.UNCERTAIN, error, None
    row.payload = {**row.payload, "repeated": True}
    row.next_try_at = at + (timedelta(days=36500) if repeated else FIRST_RETRY)


def _put_back_or_fail(row: Delivery, outcome: Outcome, ports: Ports, at: datetime) -> None:
    row.last_error = outcome.error
    if outcome.permanent or at - row.created_at > GIVE_UP_AFTER:
        row.status = DeliveryStatus.FAILED
        if row.ticket_id is not None:
            failed = DeliveryFailed(at=at, ticket_id=row.ticket_id, delivery_id=row.id, why=outcome.error)
            record(failed, ports)
        return
    row.status = DeliveryStatus.QUEUED
    row.next_try_at = at + min(FIRST_RETRY * 2 ** (row.attempts - 1), LONGEST_RETRY)
