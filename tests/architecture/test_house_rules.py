"""Rules of the house that a program can see."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for name in ("classifier", "ticketing", "intake", "web") for path in (ROOT / name).rglob("*.py")]
LONGEST_FILE = 300
LONGEST_FUNCTION = 50


@pytest.mark.parametrize("asked", [("check",), ("format", "--check")], ids=["rules", "form"])
def test_the_linter_has_nothing_to_say(asked: tuple[str, ...]) -> None:
    """The rules of pyproject.toml hold in every file, tests and benchmarks included."""
    said = subprocess.run(
        [sys.executable, "-m", "ruff", *asked, "--no-cache", "."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 0, said.stdout


def test_a_file_is_one_room() -> None:
    """Past 300 lines a room is split by meaning."""
    lines = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}

    assert {name: count for name, count in lines.items() if count > LONGEST_FILE} == {}


def test_a_function_fits_on_a_screen() -> None:
    """Fifty lines at most."""
    long = [
        f"{_name(path)} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]

    assert long == []


def test_public_functions_say_what_they_do() -> None:
    """Every public function of a module has its sentence."""
    silent = [
        f"{_name(path)} {node.name}"
        for path in CODE
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        and not node.name.startswith("_")
        and ast.get_docstring(node) is None
        and not _speaks_for_itself(node, path)
    ]

    assert silent == []


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _speaks_for_itself(node: ast.AST, path: Path) -> bool:
    """Tables and enumerations say by their columns what they are; events by their name."""
    in_models = path.is_relative_to(ROOT / "ticketing" / "models") or path.name in {"models.py", "events.py"}
    return isinstance(node, ast.ClassDef) and in_models


def test_only_the_unit_of_work_commits() -> None:
    """Verbs flush; the transaction's edge is one function."""
    commits = {_name(path) for path in CODE if re.search(r"\.commit\(\)", path.read_text(encoding="utf-8"))}

    assert commits == {"ticketing/db.py"}


def test_no_tracked_file_names_a_package_host_or_a_private_path() -> None:
    """Where packages come from is the machine's own business."""
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    words = re.compile(
        "py" + r"pi\.org|files\.pythonhosted|registry\.npm" + r"js|--index-" + "url|/wo" + "rk/"
    )
    named = [
        name
        for name in tracked
        if (ROOT / name).is_file()
        and (ROOT / name).stat().st_size < 2_000_000
        and words.search((ROOT / name).read_text(encoding="utf-8", errors="replace"))
    ]

    assert named == []


def test_every_setting_job_and_command_is_in_the_readme() -> None:
    """What an operator can set, run or call is written down."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    config = (ROOT / "web" / "config.py").read_text(encoding="utf-8")
    wiring = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "web").glob("*.py"))
    commands = (ROOT / "web" / "cli" / "__init__.py").read_text(encoding="utf-8")
    settings = set(re.findall(r"^    (\w+): (?:str|int|bool|Path) = ", config, re.MULTILINE)) - {"testing"}
    jobs = set(re.findall(r'Job\("(\w+)"', wiring))
    named = set(re.findall(r'^    "(\w+)": \("web\.cli', commands, re.MULTILINE))
    missing = [f"VOC_{name.upper()}" for name in settings if f"VOC_{name.upper()}" not in readme]
    missing += [job for job in jobs if f"`{job}`" not in readme]
    missing += [f"voc {name}" for name in named if f"voc {name}" not in readme]

    assert sorted(missing) == []
