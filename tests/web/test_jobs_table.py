"""The README's table of jobs says what runs, and how often, as it does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from flask import Flask

from web import wiring

UNITS = {"s": timedelta(seconds=1), "min": timedelta(minutes=1), "h": timedelta(hours=1)}
README = Path(__file__).resolve().parents[2] / "README.md"


def period(words: str) -> timedelta:
    """``30 s``, ``5 min``, ``1 h`` or ``daily``."""
    if words == "daily":
        return timedelta(days=1)
    number, unit = words.split()
    return int(number) * UNITS[unit]


def test_the_table_names_every_job_with_its_period(app: Flask) -> None:
    """With a mailbox to fetch from, so that no job is missing."""
    app.extensions["settings"] = replace(app.extensions["settings"], imap_host="imap.example")
    table = README.read_text(encoding="utf-8").partition("### Jobs")[2].partition("\n## ")[0]
    told = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", table, re.MULTILINE)

    assert {name: period(words.strip()) for name, words in told} == {
        job.name: job.every for job in wiring.jobs(app)
    }
