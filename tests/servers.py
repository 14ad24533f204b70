"""Real servers for tests, started on this machine and stopped with the test run."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg

MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""Bytes that must be free in memory before tests keep their files there."""


def in_memory() -> str | None:
    """The folder for files that nobody needs after the run: in memory where there is room, twenty times as fast."""
    roomy = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if roomy else None


def free_port() -> int:
    """A TCP port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_programs() -> Path | None:
    """The folder of initdb and postgres: on PATH, or where Debian puts it."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return folders[0] if folders else None


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own on a unix socket; yields the address of its ``postgres`` database.

    PostgreSQL refuses to run as root, so as root it runs as the user Debian made for it.
    """
    programs = postgres_programs()
    if programs is None:
        raise RuntimeError("no PostgreSQL here")
    # Not pytest's own folder: the server's user must be able to enter every folder above its data.
    home = Path(tempfile.mkdtemp(prefix="vocpg-", dir=in_memory() or "/tmp"))
    user, prefix = _owner(home)
    data, port = home / "data", free_port()
    _run([*prefix, programs / "initdb", "-D", data, "-U", user, "--auth=trust", "-E", "UTF8", "--no-sync"])
    options = f"-k {home} -p {port} -c listen_addresses='' -c fsync=off -c max_connections=200"
    control = [*prefix, programs / "pg_ctl", "-D", data]
    _run([*control, "-w", "-o", options, "-l", home / "log", "start"])
    try:
        yield f"postgresql+psycopg://{user}@/postgres?host={home}&port={port}"
    finally:
        _run([*control, "-m", "immediate", "stop"])
        shutil.rmtree(home, ignore_errors=True)


def clone_database(server: str, name: str, template: str = "template1") -> str:
    """A new database on this server, copied from a template; returns its address."""
    with psycopg.connect(server.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    return server.replace("/postgres?", f"/{name}?")


def drop_database(server: str, name: str) -> None:
    """Remove a database, whoever is still connected."""
    with psycopg.connect(server.replace("postgresql+psycopg", "postgresql"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def redis() -> Iterator[str]:
    """A Redis server of our own without persistence; yields its address."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise RuntimeError("no Redis here")
    port = free_port()
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for_port(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait(10)


def wait_for_port(port: int, seconds: float = 60.0, by: subprocess.Popen[bytes] | None = None) -> None:
    """Return once something listens on the port. Raises TimeoutError, ChildProcessError when `by` ended instead."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if by is not None and by.poll() is not None:
            raise ChildProcessError(f"ended with {by.returncode}: {by.communicate()}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


def _owner(home: Path) -> tuple[str, list[str]]:
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid()).pw_name, []
    account = pwd.getpwnam("postgres")
    os.chown(home, account.pw_uid, account.pw_gid)
    return "postgres", ["runuser", "-u", "postgres", "--"]


def _run(command: list[object]) -> None:
    words = [str(one) for one in command]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)} failed: {done.stderr or done.stdout}")
