"""A database of its own, in a file or on PostgreSQL, and programs on it that can be killed."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from ticketing.db import db
from web.config import Settings
from web.factory import create_app

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Machine:
    """One installation of its own: its files, and the processes that run on it."""

    var: Path
    database: str
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        """What a program of ours needs to find this installation and no other."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
        return {**clean, "VOC_VAR": str(self.var), "VOC_DATABASE_URL": self.database, "PYTHONPATH": str(ROOT)}

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        """A Python program (``-m module …``) as a process; its pipes are ours."""
        process = subprocess.Popen(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.running.append(process)
        return process

    def voc(self, *words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        """One command of the ``voc`` program, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "web.cli", *words],
            input=given,
            capture_output=True,
            cwd=ROOT,
            env=self.environment(),
            timeout=120,
            check=False,
        )

    def lock(self) -> Lock | TableLock:
        """Another program that writes for long: nobody else can until it is released."""
        if self.database.startswith("sqlite"):
            return Lock(self.var / "voc.db")
        return TableLock(self.database)

    @contextlib.contextmanager
    def away(self) -> Iterator[None]:
        """The database is out of reach for whoever asks, this process included, and then is back."""
        with contextlib.ExitStack() as back:
            if self.database.startswith("sqlite"):
                (self.var / "voc.db").rename(self.var / "away.db")
                (self.var / "voc.db").write_bytes(b"no database at all " * 300)
                back.callback((self.var / "away.db").replace, self.var / "voc.db")
            else:
                _admit(self.database, admitted=False)
                back.callback(_admit, self.database, admitted=True)
            db.engine.dispose()
            back.callback(db.engine.dispose)
            yield

    def wreck(self) -> None:
        """No database any more: the file is none, or the server knows no such name."""
        if self.database.startswith("sqlite"):
            (self.var / "voc.db").write_bytes(b"no database at all " * 100)
        else:
            self.database = self.database.replace("/t", "/no_such_", 1)

    def held(self, work: str, at: datetime, port: int = 9) -> subprocess.Popen[bytes]:
        """A victim that has come to where it waits for its end."""
        process = self.victim(work, at, port)
        assert process.stdout is not None and process.stdout.readline() == b"holding\n"
        return process

    def victim(self, work: str, at: datetime, port: int = 9) -> subprocess.Popen[bytes]:
        return self.start(
            "-m", "tests.faults.victim", work, self.database, str(self.var), at.isoformat(), str(port)
        )


def _admit(database: str, *, admitted: bool) -> None:
    """Let PostgreSQL take connections to one database, or turn everybody out and let nobody in."""
    name = re.search(r"/(\w+)\?", database)
    assert name is not None
    server = database.replace("postgresql+psycopg", "postgresql").replace(name[0], "/postgres?")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name[1]}" WITH ALLOW_CONNECTIONS {str(admitted).lower()}')
        if not admitted:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name[1]]
            )


class Lock:
    """Holds the database's write lock until it is released, or the test ends."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        """Let the others write; a second time does nothing."""
        self._connection.close()


class TableLock:
    """The same on PostgreSQL: the journal and the outbox can be read and not written."""

    def __init__(self, database: str) -> None:
        self._connection = psycopg.connect(database.replace("postgresql+psycopg", "postgresql"))
        self._connection.execute("LOCK TABLE mail_journal, delivery IN EXCLUSIVE MODE")

    def release(self) -> None:
        """Let the others write; a second time does nothing."""
        self._connection.close()


@pytest.fixture
def machine(database_url: str, tmp_path: Path) -> Iterator[Machine]:
    """An empty installation; whatever still runs on it ends with the test."""
    machine = Machine(tmp_path, database_url)
    yield machine
    for process in machine.running:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def app(machine: Machine) -> Iterator[Flask]:
    """The same installation from inside this process."""
    settings = Settings(database_url=machine.database, secret_key="t" * 32, testing=True, var=machine.var)
    app = create_app(settings)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def kill(process: subprocess.Popen[bytes]) -> None:
    """As the machine's power would."""
    process.send_signal(signal.SIGKILL)
    process.wait(10)


def wait_until(true: Callable[[], object], seconds: float = 60.0) -> None:
    """Return once it holds. Raises TimeoutError."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError("it never became true")
        time.sleep(0.02)
