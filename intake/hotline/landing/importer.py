"""Imports a log: bytes kept, rows read as a stream, landed in small units that are durable one by one.

    sha256 = batches.keep(file, ports)
    log = batches.read_log(sha256, choices, at=now, ports=ports)     # raises HotlineFileError: says what to do
    found = rehearse(log)                                            # a dry run: what would happen, nothing stored
    with unit_of_work(ports): batch = batches.open_batch(log, sha256, choices, filename=name, at=now)
    while work(batch.id, ports, at=now): ...                         # or leave it to the job ``import_rows``

A unit is 150 rows and one commit together with ``batch.done``: killed at any moment, the work goes on at the
next row, and no row is stored twice. Two processes at the same batch: the lease keeps them apart, and should it
fail them, the unit that finds ``done`` moved is rolled back. The same calls again, under any file name, are
duplicates (``known.py``).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from intake.hotline.landing import batches
from intake.hotline.landing.land import judged, land
from intake.hotline.landing.rehearsal import rehearse
from intake.hotline.log import HotlineLog, Outcome
from intake.hotline.problems import HotlineFileError
from intake.models import ImportBatch, ImportStatus, RowStatus
from ticketing.db import db, unit_of_work
from ticketing.errors import DuplicateMessage, LostRace
from ticketing.ports import NullLive, Ports

logger = logging.getLogger(__name__)
UNIT = 150
"""Rows of one commit: enough to spare the disk, few enough that a chat message waits only a moment."""
LEASE = timedelta(seconds=20)
SLICE = 240.0
"""Seconds of one call of the job: less than the job's own lease."""

_COUNTED = {
    RowStatus.CREATED: "created",
    RowStatus.UPDATED: "updated",
    RowStatus.DUPLICATE: "duplicates",
    RowStatus.STATISTICS: "statistics_only",
    RowStatus.REJECTED: "rejected",
}


def import_rows(ports: Ports, at: datetime) -> int:
    """The job: rehearse logs that were uploaded, go on with those that were started; returns rows done."""
    dry = sa.select(ImportBatch.id).where(
        ImportBatch.status == ImportStatus.DRY, ImportBatch.done < ImportBatch.rows
    )
    waiting = db.session.scalar(dry.order_by(ImportBatch.id).limit(1))
    if waiting is not None:
        return check(waiting, ports, at=at)
    running = sa.select(ImportBatch.id).where(ImportBatch.status == ImportStatus.RUNNING, _free(at))
    started = db.session.scalar(running.order_by(ImportBatch.id).limit(1))
    return work(started, ports, at=at) if started is not None else 0


def check(batch_id: int, ports: Ports, *, at: datetime) -> int:
    """Rehearse a dry batch and write down what would happen; returns the rows looked at."""
    batch = db.session.get_one(ImportBatch, batch_id)
    try:
        log = batches.read_log(batch.sha256, batch.options, at=batch.created_at, ports=ports)
        found = rehearse(log)
    except HotlineFileError as bad:
        _fail(batch_id, bad, ports, at)
        return 0
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        if batch.status == ImportStatus.DRY:
            for name, value in batches.understood(log).items():
                setattr(batch, name, value)
            batch.created, batch.updated, batch.duplicates = found.created, found.updated, found.duplicates
            batch.statistics_only, batch.rejected = found.statistics_only, found.rejected
            batch.options = {**batch.options, "errors": found.errors[:200]}
            batch.done = batch.rows
    return log.count


def start(batch: ImportBatch) -> None:
    """A person has looked at a dry batch and wants it: the job takes it up."""
    if batch.status != ImportStatus.DRY:
        return
    batch.status = ImportStatus.RUNNING
    batch.done = batch.created = batch.updated = batch.duplicates = 0
    batch.statistics_only = batch.rejected = 0


def work(
    batch_id: int,
    ports: Ports,
    *,
    at: datetime,
    seconds: float = SLICE,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Go on with a running batch for some time; returns the rows done, 0 when it is over or somebody else has it.

    Args:
        at: the moment of the call; later moments of this call are counted from it.
        tell: called with the number of rows after each unit, for a progress bar.
    """
    began = time.monotonic()

    def moment() -> datetime:
        return at + timedelta(seconds=time.monotonic() - began)

    if not _claim(batch_id, ports, at):
        return 0
    done = 0
    quiet = replace(ports, live=NullLive())  # history alarms nobody and floods no window
    try:
        batch = db.session.get_one(ImportBatch, batch_id, populate_existing=True)
        log = batches.read_log(batch.sha256, batch.options, at=batch.created_at, ports=ports)
        first = batch.done
        for rows in _units(islice(log.rows(), first, None)):
            _store(_Place(batch_id, first + done, moment()), rows, quiet)
            done += len(rows)
            if tell is not None:
                tell(len(rows))
            if time.monotonic() - began > seconds:
                _release(batch_id, ports)
                return done
        _finish(batch_id, log, ports, moment())
    except HotlineFileError as bad:
        _fail(batch_id, bad, ports, moment())
    except LostRace:
        return done
    return done


def _free(at: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(ImportBatch.lease_until.is_(None), ImportBatch.lease_until < at)


def _claim(batch_id: int, ports: Ports, at: datetime) -> bool:
    mine = sa.update(ImportBatch).where(
        ImportBatch.id == batch_id, ImportBatch.status == ImportStatus.RUNNING, _free(at)
    )
    with unit_of_work(ports) as session:
        taken = session.execute(mine.values(lease_until=at + LEASE))
    return taken.rowcount == 1  # type: ignore[attr-defined]  # an UPDATE's result has it


def _units(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    rest = iter(outcomes)
    while rows := list(islice(rest, UNIT)):
        yield rows


@dataclass(frozen=True)
class _Place:
    """Where a unit begins: the batch must still stand at this row, else another process went on."""

    batch_id: int
    done: int
    at: datetime


def _store(place: _Place, rows: list[Outcome], ports: Ports) -> None:
    """One unit, all or nothing; if one of its rows cannot be stored, each gets a savepoint of its own."""
    ports = judged(rows, ports)
    try:
        _store_unit(place, rows, ports, guarded=False)
    except (LostRace, HotlineFileError, OperationalError):
        raise
    except (SQLAlchemyError, DuplicateMessage, ArithmeticError, LookupError, TypeError, ValueError) as error:
        logger.warning("rows %s of batch %s one by one", place.done + 1, place.batch_id, exc_info=error)
        _store_unit(place, rows, ports, guarded=True)


def _store_unit(place: _Place, rows: list[Outcome], ports: Ports, *, guarded: bool) -> None:
    with unit_of_work(ports) as session:
        _hold(place)
        batch = session.get_one(ImportBatch, place.batch_id, populate_existing=True)
        tally = land(rows, batch, guarded=guarded, ports=ports)
        for status, name in _COUNTED.items():
            setattr(batch, name, getattr(batch, name) + tally[status])
        batch.done += tally.total()


def _hold(place: _Place) -> None:
    """Renew the lease and lock the batch for this transaction. Raises LostRace when it has moved on."""
    here = sa.update(ImportBatch).where(
        ImportBatch.id == place.batch_id,
        ImportBatch.status == ImportStatus.RUNNING,
        ImportBatch.done == place.done,
    )
    held = db.session.execute(
        here.values(lease_until=place.at + LEASE).execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:
        raise LostRace("another process goes on with this import")


def _release(batch_id: int, ports: Ports) -> None:
    with unit_of_work(ports) as session:
        session.get_one(ImportBatch, batch_id, populate_existing=True).lease_until = None


def _finish(batch_id: int, log: HotlineLog, ports: Ports, at: datetime) -> None:
    """Everything landed: the warnings that only the whole log can give are written down."""
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        if batch.status == ImportStatus.RUNNING:
            before = [one for one in batch.warnings if one["code"] == batches.KNOWN_FILE]
            batch.warnings = [*batches.plain_warnings(log.warnings()), *before]
            batch.status, batch.finished_at, batch.lease_until = ImportStatus.DONE, at, None
            batch.rows = batch.done


def _fail(batch_id: int, why: HotlineFileError, ports: Ports, at: datetime) -> None:
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        batch.status, batch.error, batch.finished_at = ImportStatus.FAILED, why.message, at
        batch.lease_until = None
