"""``voc hotline`` as an operator's script sees it: data on standard output, words on standard error."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.intake.hotline.desk import SAMPLES
from ticketing.db import db
from ticketing.errors import VocDeskError
from ticketing.models import Ticket
from web.cli.hotline import hotline

pytestmark = pytest.mark.usefixtures("founded")
PROMISED = {
    "batch",
    "layout",
    "rows",
    "created",
    "updated",
    "duplicates",
    "statistics_only",
    "rejected",
    "columns",
    "errors",
}


def imported(app: Flask, *arguments: str) -> dict[str, Any]:
    result = app.test_cli_runner().invoke(hotline, ["import", *arguments, "--json"])
    assert result.exit_code == 0, result.output
    return dict(json.loads(result.stdout))


def tickets() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Ticket)) or 0


def test_the_json_is_as_promised(app: Flask) -> None:
    found = imported(app, str(SAMPLES / "L2.csv"))

    assert set(found) - {"warnings"} == PROMISED
    assert (found["layout"], found["rows"], found["created"], found["rejected"]) == ("L2", 32, 28, 4)
    assert found["columns"]["来电时间"] == "called_at"
    assert found["errors"][0]["row"] == 12
    assert set(found["errors"][0]) == {"row", "column", "reason"}


def test_a_dry_run_stores_nothing_and_tells_the_same(app: Flask) -> None:
    dry = imported(app, str(SAMPLES / "L2.csv"), "--dry-run")

    assert tickets() == 0
    done = imported(app, str(SAMPLES / "L2.csv"))
    same = PROMISED - {"batch"}
    assert {name: dry[name] for name in same} == {name: done[name] for name in same}
    assert dry["batch"] is None


def test_the_same_file_under_another_name_creates_nothing(app: Flask, tmp_path: Path) -> None:
    imported(app, str(SAMPLES / "L3.xlsx"))
    copy = tmp_path / "copy of march.xlsx"
    copy.write_bytes((SAMPLES / "L3.xlsx").read_bytes())

    again = imported(app, str(copy))

    assert (again["created"], again["duplicates"]) == (0, 23)


def test_notes_of_a_second_file_make_tickets(app: Flask) -> None:
    found = imported(app, str(SAMPLES / "L8.tsv"), "--notes", str(SAMPLES / "L8-notes.csv"))

    assert found["created"] > 0


def test_undo_takes_an_import_back(app: Flask) -> None:
    batch = imported(app, str(SAMPLES / "L2.csv"))["batch"]

    result = app.test_cli_runner().invoke(hotline, ["undo", str(batch), "--json"])

    assert (result.exit_code, json.loads(result.stdout)["deleted"], tickets()) == (0, 28, 0)


def test_rejects_go_into_a_file(app: Flask, tmp_path: Path) -> None:
    batch = imported(app, str(SAMPLES / "L2.csv"))["batch"]
    out = tmp_path / "rejects.csv"

    result = app.test_cli_runner().invoke(hotline, ["rejects", str(batch), "--out", str(out)])

    assert (result.exit_code, result.stdout) == (0, "")
    assert "来电时间" in out.read_text(encoding="utf-8-sig")


def test_the_list_has_one_line_an_import(app: Flask) -> None:
    imported(app, str(SAMPLES / "L2.csv"))

    lines = app.test_cli_runner().invoke(hotline, ["list", "--json"]).stdout.splitlines()

    assert [json.loads(line)["created"] for line in lines] == [28]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", str(SAMPLES / "make.py")], ""),
        (["import", str(SAMPLES / "L2.csv"), "--layout", "L99"], "Unknown layout"),
        (["undo", "IMP-99-1"], "there is no import"),
    ],
)
def test_what_cannot_be_done_is_an_expected_error(app: Flask, arguments: list[str], said: str) -> None:
    result = app.test_cli_runner().invoke(hotline, arguments)

    assert isinstance(result.exception, VocDeskError)
    assert said in result.exception.message


def test_a_file_that_is_not_there_is_wrong_usage(app: Flask) -> None:
    assert app.test_cli_runner().invoke(hotline, ["import", "no-such-file.csv"]).exit_code == 2


def test_a_chinese_terminal_gets_chinese_reasons(app: Flask) -> None:
    """For people, that is: what other programs read stays as promised."""
    chinese = {"LC_ALL": "zh_CN.UTF-8"}

    shown = app.test_cli_runner().invoke(
        hotline, ["import", str(SAMPLES / "L2.csv"), "--dry-run"], env=chinese
    )
    as_json = app.test_cli_runner().invoke(
        hotline, ["import", str(SAMPLES / "L2.csv"), "--dry-run", "--json"], env=chinese
    )

    assert "没有这一天" in shown.stderr
    assert "there is no such day" in json.loads(as_json.stdout)["errors"][0]["reason"]
