"""The worker: a job that is asked for by name runs at once, however rarely it is due."""

from __future__ import annotations

import threading
import time
from datetime import datetime, timedelta

import pytest
from flask import Flask

from ticketing.jobs import Job
from ticketing.ports import Ports
from web.background import Worker


def test_a_job_that_is_asked_for_runs_at_once(app: Flask) -> None:
    """News of the mailbox must not wait for the next half minute; other jobs of the lane stay asleep."""
    ran: list[str] = []
    years = timedelta(days=3650)
    jobs = [
        Job(name, years, lambda ports, at, name=name: ran.append(name) or 0, lane="mail-in")
        for name in ("poll", "rare")
    ]
    worker = Worker(app, jobs)
    worker.start()
    try:
        worker.ask("poll")
        _until(lambda: ran == ["poll"])
        worker.ask("poll")
        _until(lambda: ran.count("poll") == 2)
    finally:
        worker.stop()

    assert "rare" not in ran


@pytest.mark.parametrize("threads", [1, 2])
def test_a_shared_job_may_run_on_several_lines(app: Flask, threads: int) -> None:
    """While one run waits for a slow relay, the other takes what came since."""
    inside, release = threading.Semaphore(0), threading.Event()

    def slow(ports: Ports, at: datetime) -> int:
        inside.release()
        release.wait(30)
        return 0

    worker = Worker(
        app, [Job("slow", timedelta(milliseconds=50), slow, lane="mail-out", shared=True, threads=threads)]
    )
    worker.start()
    try:
        for _ in range(threads):
            assert inside.acquire(timeout=20)
        assert not inside.acquire(timeout=0.5)
    finally:
        release.set()
        worker.stop()


def _until(true: object, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
