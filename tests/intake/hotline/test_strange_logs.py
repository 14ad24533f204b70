"""Logs of unknown systems: columns are known by their names, parts of them, and what the cells hold."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.hotline.cells.rows import CallRow
from intake.hotline.cells.words import read_state
from intake.hotline.log import open_log
from tests.intake.hotline.foreign_forms import FORMS
from tests.intake.hotline.foreign_languages import LANGUAGES
from tests.intake.hotline.foreign_logs import ForeignLog
from tests.intake.hotline.foreign_registers import REGISTERS
from tests.intake.hotline.foreign_switchboards import SWITCHBOARDS
from tests.intake.hotline.foreign_workbooks import WORKBOOKS
from tests.intake.hotline.strange_logs import strange_log

AT = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(80))
def test_every_cell_of_a_log_of_an_unknown_system_is_read_right(tmp_path: Path, seed: int) -> None:
    made = strange_log(seed)
    path = tmp_path / "log.csv"
    path.write_bytes(made.data)

    log = open_log(path, at=AT)
    found = [
        {name: getattr(call, name) for name in row} if isinstance(call, CallRow) else call
        for (_, call, _), row in zip(log.rows(), made.rows, strict=True)
    ]

    assert found == made.rows, made.told
    assert "unsure_columns" in {warning.code for warning in log.warnings()}


@pytest.mark.parametrize(
    "made", [*SWITCHBOARDS, *REGISTERS, *LANGUAGES, *FORMS, *WORKBOOKS], ids=lambda made: made.name
)
def test_an_export_of_another_system_is_read_as_a_person_reads_it(tmp_path: Path, made: ForeignLog) -> None:
    """Who called when and what about, what became of it, and which rows are mere counts."""
    path = tmp_path / f"{made.name}.csv"
    path.write_bytes(made.data)

    outcomes = [outcome for _, outcome, _ in open_log(path, at=AT).rows()]
    found = [
        {name: _told(outcome, name) for name in (row or {})} if isinstance(outcome, CallRow) else None
        for outcome, row in zip(outcomes, made.rows, strict=True)
    ]

    expected = [
        row if row is None else {n: _one_of(v, f, n) for n, v in row.items()}
        for row, f in zip(made.rows, found, strict=True)
    ]
    assert found == expected


def _told(call: CallRow, name: str) -> object:
    value = getattr(call, name)
    return f"{value:%Y-%m-%dT%H:%M:%S}" if isinstance(value, datetime) else value


def _one_of(wanted: object, found: dict[str, object] | None, name: str) -> object:
    """A name or a number of the agent, where the log has both."""
    said = (found or {}).get(name)
    return said if name == "agent" and said in str(wanted).split("|") else wanted


@pytest.mark.parametrize(
    ("rows", "region", "phone"),
    [
        (["(212) 555-0123,router drops every night", "415-555-2671,charged twice this month"], "US", "+12125550123"),
        (["0912-345-678,帆盤為何重複扣款呢", "02-2345-6789,帆盤為何重複扣款呢"], "TW", "+886912345678"),
        (["13800001234,帆盘又扣了我25块钱", "010-62345678,帆盘又扣了我25块钱"], "CN", "+8613800001234"),
    ],
)  # fmt: skip
def test_numbers_without_a_country_are_of_where_they_make_sense(
    tmp_path: Path, rows: list[str], region: str, phone: str
) -> None:
    path = tmp_path / "log.csv"
    lines = [f"2026-03-1{n} 10:00,{row}" for n, row in enumerate(rows)]
    path.write_text("\n".join(["Date/Time,Phone,Notes", *lines, ""]))

    log = open_log(path, at=AT)

    assert log.bound.layout.region == region
    [_, first, _], *_ = log.rows()
    assert isinstance(first, CallRow)
    assert first.caller_phone == phone
    assert (region != "CN") == ("phone_region" in {warning.code for warning in log.warnings()})


def test_a_column_called_caller_is_what_its_cells_are(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("Time,Caller,Number,Notes\n" + "2026-03-05 10:00,Ann Lee,13800001234,router drops\n" * 3)
    assert open_log(path).columns["Caller"] == "customer_name"

    path.write_text("Time,Caller,Notes\n" + "2026-03-05 10:00,13800001234,router drops at night\n" * 3)
    assert open_log(path).columns["Caller"] == "caller_phone"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("已完结", "resolved"), ("处理完毕", "resolved"), ("未完结", "open"), ("已派单", "open"), ("正在处理", "open"),
        ("Awaiting customer", "open"), ("Unresolved", "open"), ("Fully resolved", "resolved"), ("帆盘", None), ("", None),
    ],
)  # fmt: skip
def test_a_state_is_known_by_the_manner_of_its_words(text: str, state: str | None) -> None:
    assert read_state(text) == state
