"""A database in a file, and programs on it that can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

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
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.var / 'voc.db'}"

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

    def lock(self) -> Lock:
        """Another program that writes for long: nobody else can until it is released."""
        return Lock(self.var / "voc.db")

    def victim(self, work: str, at: datetime, port: int = 9) -> subprocess.Popen[bytes]:
        return self.start(
            "-m", "tests.faults.victim", work, self.database, str(self.var), at.isoformat(), str(port)
        )


class Lock:
    """Holds the database's write lock until it is released, or the test ends."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._connection.execute("BEGIN IMMEDIATE")

    def release(self) -> None:
        """Let the others write; a second time does nothing."""
        self._connection.close()


@pytest.fixture
def machine(migrated_file: Path, tmp_path: Path) -> Iterator[Machine]:
    """An empty installation; whatever still runs on it ends with the test."""
    shutil.copyfile(migrated_file, tmp_path / "voc.db")
    machine = Machine(tmp_path)
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
