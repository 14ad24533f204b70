"""A backup taken from a running installation comes back elsewhere, whole and silent."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MAIL = b"From: Ann <ann@customer.example>\nTo: care@hefan.example\nMessage-ID: <b1@customer.example>\n\nFanDrive stuck\n"


def _voc(var: Path, *arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
    environment |= {"VOC_VAR": str(var), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "web.cli", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, input=stdin, capture_output=True, check=False)


def test_a_backup_is_restored_elsewhere_and_sends_nothing(tmp_path: Path) -> None:
    """What was accepted before the backup is there after it; the outbox stays shut until somebody opens it."""
    first, second, file = tmp_path / "first", tmp_path / "second", tmp_path / "monday.tar.gz"
    assert _voc(first, "db", "upgrade").returncode == 0
    assert _voc(first, "mail", "deliver", stdin=MAIL).returncode == 0

    assert _voc(first, "backup", str(file)).returncode == 0
    restored = _voc(second, "restore", str(file))

    assert restored.returncode == 0, restored.stderr
    assert (second / "outbox-closed").exists()
    assert MAIL.splitlines()[-1] in (second / "voc.db").read_bytes()
    assert (second / "secret").read_bytes() == (first / "secret").read_bytes()


def test_restoring_over_data_needs_a_yes(tmp_path: Path) -> None:
    """Nobody loses an installation by one wrong word."""
    var, file = tmp_path / "var", tmp_path / "one.tar.gz"
    assert _voc(var, "db", "upgrade").returncode == 0
    assert _voc(var, "backup", str(file)).returncode == 0

    refused = _voc(var, "restore", str(file))

    assert refused.returncode == 1
    assert b"--yes" in refused.stderr
    assert _voc(var, "restore", str(file), "--yes").returncode == 0


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    """One clear line, no traceback."""
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8 not a backup")

    refused = _voc(tmp_path / "var", "restore", str(file))

    assert refused.returncode == 1
    assert b"no backup" in refused.stderr
    assert b"Traceback" not in refused.stderr
