"""Imports follow one written order, hidden ones included: an arrow the other way fails here."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("web", "intake", "ticketing", "classifier")
"""A package may import those to its right."""

TICKETING = [
    {"jobs"},
    {"learning"},
    {"reports", "backlog"},
    {"feedback"},
    {"triage"},
    {"tickets"},
    {"sla"},
    {"people", "knowledge", "search", "company"},
    {"outbox"},
    {"access", "profile"},
    {"models"},
    {"ports"},
    {"bulk", "kept"},
    {"inserting"},
    {"db"},
    {"events", "errors", "clock", "files"},
]
CLASSIFIER = [
    {"themes", "lexicon"},
    {"alarms"},
    {"likeness", "models"},
    {"features", "sentiment"},
    {"keywords", "danger", "encoder"},
    {"contract", "text"},
]
ORDERS = {"ticketing": TICKETING, "classifier": CLASSIFIER}
"""Inside a package: a module imports only from sets below its own; members of one set stay strangers."""

HOMES = {
    "sklearn": {"classifier/models/planes.py", "classifier/models/evaluation.py"},
    "aiosmtplib": {"ticketing/outbox/smtp.py"},
    "imap_tools": {"intake/mail/mailbox.py"},
    "dns": {"intake/mail/authenticity/lookups.py"},
    "dkim": {"intake/mail/authenticity/checks.py"},
    "spf": {"intake/mail/authenticity/checks.py"},
    "rapidfuzz": {"classifier/text/similarity.py"},
}
"""Libraries that live behind one door each (tests may use them too)."""


def _files() -> list[Path]:
    return sorted(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, those inside functions too; type checking alone is exempt."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    exempt = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in exempt:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def _rank(package: str, room: str) -> int | None:
    return next((number for number, rooms in enumerate(ORDERS[package]) if room in rooms), None)


def test_imports_go_right_along_the_line() -> None:
    """web → intake → ticketing → classifier, and the order of rooms inside the last two."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {name}"
        for path in _files()
        for line, name in _imports(path)
        if _goes_left(path.relative_to(ROOT).with_suffix("").parts, name.split("."))
    ]

    assert wrong == []


def _goes_left(own: tuple[str, ...], target: list[str]) -> bool:
    if target[0] not in PACKAGES:
        return False
    if own[0] == target[0] in ORDERS and len(own) > 1 and len(target) > 1 and own[1] != target[1]:
        mine, theirs = _rank(own[0], own[1]), _rank(own[0], target[1])
        return mine is not None and theirs is not None and theirs <= mine
    return PACKAGES.index(target[0]) < PACKAGES.index(own[0])


@pytest.mark.parametrize("package", ORDERS)
def test_every_room_has_its_place_in_the_order(package: str) -> None:
    """A new room must be put into the order before it can be used."""
    rooms = {path.stem for path in (ROOT / package).glob("*.py")} | {
        path.name for path in (ROOT / package).iterdir() if (path / "__init__.py").exists()
    }

    assert sorted(room for room in rooms - {"__init__"} if _rank(package, room) is None) == []


def test_flask_stays_in_the_web_and_in_db() -> None:
    """The domain knows no request; only its db module meets Flask."""
    strangers = [
        str(path.relative_to(ROOT))
        for path in _files()
        for _line, name in _imports(path)
        if name.split(".")[0].startswith("flask")
        and path.relative_to(ROOT).parts[0] != "web"
        and path.relative_to(ROOT).as_posix() != "ticketing/db.py"
    ]

    assert strangers == []


@pytest.mark.parametrize("library", HOMES)
def test_a_library_lives_behind_one_door(library: str) -> None:
    """Swapping it later touches one file."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in _files()
        for _line, name in _imports(path)
        if name.split(".")[0] == library
    }

    assert users - HOMES[library] == set()


def test_the_classifier_knows_no_database() -> None:
    """It reads text and returns judgements, nothing else."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "classifier").rglob("*.py")
        for _line, name in _imports(path)
        if name.split(".")[0] in {"sqlalchemy", "flask", "flask_sqlalchemy"}
    }

    assert users == set()


def test_a_process_that_only_judges_loads_no_training_library() -> None:
    """Training and grouping bring some 100 MB of libraries; a server or an import that needs neither has none."""
    code = "import sys, web.factory; print(*sorted({'sklearn', 'scipy.optimize', 'scipy.linalg'} & {*sys.modules}))"

    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)

    assert said.stdout.strip() == ""
