"""Work in the background: a table of jobs, a leased row each, and one loop that runs what is due.

Two kinds. A *shared* job claims its own items by conditional update (deliveries, targets, mails), so any
number of workers may run it at once. An *exclusive* job is held by one worker at a time through its row;
a worker that dies loses it when the lease runs out. Both do a bounded batch and return how many items
they finished; both may be run twice without harm. No queue carries the truth: the rows do.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db, unit_of_work
from ticketing.models import JobRow
from ticketing.ports import Ports

LEASE = timedelta(minutes=10)
HEARTBEAT = timedelta(seconds=60)
MOST_ROUNDS = 20
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One line of the table: what runs, how often, in which lane."""

    name: str
    every: timedelta
    run: Callable[[Ports, datetime], int]
    lane: str = "slow"
    shared: bool = False
    threads: int = 1
    """How many of its lane run at once in one process; more than one for shared jobs alone."""


def ensure_rows(jobs: Sequence[Job], ports: Ports, at: datetime) -> None:
    """Give every job its row, due at once."""
    with unit_of_work(ports) as session:
        known = set(session.scalars(sa.select(JobRow.name)))
        for job in jobs:
            if job.name not in known:
                session.add(JobRow(name=job.name, next_run_at=at))


def run_job(
    job: Job, ports: Ports, clock: Callable[[], datetime], holder: str, *, asked: bool = False
) -> int:
    """Run one job if it is free, and due or ``asked`` for; returns items done.

    A failure is written to its row and logged.
    """
    if not job.shared and not _take(job, ports, clock(), holder, asked=asked):
        return 0
    done, error = 0, ""
    try:
        for _round in range(MOST_ROUNDS):
            step = job.run(ports, clock())
            done += step
            if step == 0:
                break
    except Exception:  # the loop must outlive any single job; the row and the log keep the reason
        db.session.rollback()
        error = traceback.format_exc(limit=-6)
        log.exception("job %s failed", job.name)
    _finish(job, ports, clock(), error, done)
    return done


def _take(job: Job, ports: Ports, at: datetime, holder: str, *, asked: bool) -> bool:
    mine = [JobRow.name == job.name, _free(at)]
    mine += [] if asked else [JobRow.next_run_at <= at]
    if db.session.scalar(sa.select(JobRow.name).where(*mine)) is None:
        return False
    with unit_of_work(ports) as session:
        taken = session.execute(sa.update(JobRow).where(*mine).values(lease_until=at + LEASE, holder=holder))
    return taken.rowcount == 1  # type: ignore[attr-defined]  # an UPDATE's result has it


def _free(at: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(JobRow.lease_until.is_(None), JobRow.lease_until < at)


def _finish(job: Job, ports: Ports, at: datetime, error: str, done: int) -> None:
    """Write down how it went. A quiet shared job writes a heartbeat a minute, not a row every second."""
    if job.shared and not error and not done:
        last = db.session.scalar(sa.select(JobRow.last_ok_at).where(JobRow.name == job.name))
        if last is not None and at - last < HEARTBEAT:
            return
    with unit_of_work(ports) as session:
        row = session.get_one(JobRow, job.name)
        row.next_run_at, row.lease_until, row.last_run_at = at + job.every, None, at
        row.runs += 1
        if error:
            row.failures += 1
            row.last_error = error
        else:
            row.last_ok_at = at
