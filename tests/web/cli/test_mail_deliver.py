"""``voc mail deliver`` is started for each mail: what it does not need to store one is not loaded."""

from __future__ import annotations

import subprocess
import sys

from tests.running import ROOT

LOADED = "import sys, web.cli.mail_deliver; print(*sorted({name.partition('.')[0] for name in sys.modules}))"


def test_the_pipe_loads_the_database_and_no_classifier() -> None:
    said = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, capture_output=True, text=True, check=True
    )

    loaded = set(said.stdout.split())
    assert {"sqlalchemy", "ticketing"} <= loaded
    assert not loaded & {"numpy", "sklearn", "socketio", "redis", "spectree", "aiosmtplib"}
