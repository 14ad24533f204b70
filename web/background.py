"""The worker: one thread a lane, awake when something was announced or a job's time has come."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Sequence

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from ticketing.clock import now
from ticketing.db import db
from ticketing.jobs import Job, ensure_rows, run_job

log = logging.getLogger(__name__)


class Worker:
    """Runs a table of jobs in threads of this process until told to stop."""

    def __init__(self, app: Flask, jobs: Sequence[Job]) -> None:
        self._app, self._jobs = app, list(jobs)
        self._stopping = threading.Event()
        self._bells = {job.lane: threading.Event() for job in jobs}
        self._asked: set[str] = set()
        self._threads: list[threading.Thread] = []
        self._holder = f"{socket.gethostname()}:{os.getpid()}"

    def start(self) -> None:
        """Begin. The rows of the jobs are made first."""
        with self._app.app_context():
            ensure_rows(self._jobs, self._app.extensions["ports"], now())
        for lane in self._bells:
            for _ in range(max(job.threads for job in self._jobs if job.lane == lane)):
                thread = threading.Thread(
                    target=self._run_lane, args=(lane,), name=f"jobs-{lane}", daemon=True
                )
                thread.start()
                self._threads.append(thread)

    def wake(self) -> None:
        """Something became durable: look for work now instead of at the next tick."""
        for bell in self._bells.values():
            bell.set()

    def ask(self, name: str) -> None:
        """Run this one job now, if nobody else holds it."""
        self._asked.add(name)
        for job in self._jobs:
            if job.name == name:
                self._bells[job.lane].set()

    def stop(self, timeout: float = 20.0) -> None:
        """Finish the batches in hand and end."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join(timeout)

    def _run_lane(self, lane: str) -> None:
        jobs = [job for job in self._jobs if job.lane == lane]
        last_run = dict.fromkeys((job.name for job in jobs), 0.0)
        tick = min(job.every.total_seconds() for job in jobs)
        while not self._stopping.is_set():
            rung = self._bells[lane].wait(tick)
            self._bells[lane].clear()
            for job in jobs:
                asked = job.name in self._asked
                self._asked.discard(job.name)
                due = time.monotonic() - last_run[job.name] >= job.every.total_seconds()
                if (due or asked or (rung and job.shared)) and not self._stopping.is_set():
                    last_run[job.name] = time.monotonic()
                    self._run(job, asked)

    def _run(self, job: Job, asked: bool) -> None:
        with self._app.app_context():
            try:
                run_job(job, self._app.extensions["ports"], now, self._holder, asked=asked)
            except SQLAlchemyError:
                log.exception("job %s could not reach its row; next try in %s", job.name, job.every)
            finally:
                db.session.remove()
