"""The list of faults that mail must survive, each with a test that names it at the start of its sentence."""

from __future__ import annotations

import ast
import re
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
MAIL_FAULTS = {*range(1, 8), *range(26, 39), 40, *range(43, 48), 58}
"""Killed processes, relays, mailboxes, poison, bombs. Run them all: ``./voc test -m fault``."""


def test_every_fault_has_its_test() -> None:
    """A docstring of a test begins with its numbers, like ``C6, C29: …``."""
    named: set[int] = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                begins = re.match(r"(C\d+(?:, C\d+)*):", ast.get_docstring(node) or "")
                named |= {int(one) for one in re.findall(r"\d+", begins[1])} if begins else set()

    assert MAIL_FAULTS - named == set()
