"""A sheet too large to be held is read as a stream: the same texts, in the memory of one row."""

from __future__ import annotations

import datetime as dt
import resource
from pathlib import Path

import pytest
import xlsxwriter

from intake.hotline.cells.rows import CallRow
from intake.hotline.log import open_log
from intake.hotline.reading import workbooks
from tests.intake.hotline.foreign_workbooks import WORKBOOKS

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "hotline"
# ruff: noqa: DTZ001 - a spreadsheet knows no zones


def of_every_kind(path: Path, *, by_mac: bool = False) -> Path:
    """Texts, rich texts, numbers, times, spans, truths, formulas, merged cells, gaps, an unused first column."""
    book = xlsxwriter.Workbook(str(path), {"date_1904": by_mac})
    sheet, bold = book.add_worksheet("日 志"), book.add_format({"bold": True})
    for row, pattern in enumerate(
        ["yyyy-mm-dd hh:mm", "m月d日", "h:mm AM/PM", '"day" 0', "[h]:mm:ss", "0.00%", "[Red]0"]
    ):
        sheet.write_number(row + 1, 1, 46086.3854166667, book.add_format({"num_format": pattern}))
        sheet.write_number(row + 1, 2, 0.75, book.add_format({"num_format": pattern}))
        sheet.write_number(row + 1, 3, 46086, book.add_format({"num_format": pattern}))
    sheet.write_datetime(
        9, 1, dt.datetime(2026, 3, 5, 9, 59, 59, 999_000), book.add_format({"num_format": 22})
    )
    sheet.write_rich_string(10, 1, "重复", bold, "扣费", " & <twice>")
    sheet.write_row(11, 1, [13800001234, 1.5, 1.38e10, -3, 0.1 + 0.2, True, "  spaces  ", "line\nbreak", ""])
    sheet.write_formula(12, 1, "=1+1", None, 2)
    sheet.write_formula(12, 2, '="a"&"b"', None, "ab")
    sheet.merge_range(14, 1, 17, 1, "合并")
    sheet.write_string(15, 2, "below")
    sheet.write_string(17, 2, "last")
    book.add_worksheet("other").write_row(0, 0, ["x", "y"])
    book.close()
    return path


def filled_rows(path: Path) -> list[list[tuple[int, list[str]]]]:
    return [[(n, cells) for n, cells in rows() if any(cells)] for _, rows in workbooks.open_workbook(path)]


@pytest.mark.parametrize("by_mac", [False, True], ids=["1900", "1904"])
def test_a_streamed_sheet_has_the_texts_of_a_held_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_mac: bool
) -> None:
    path = of_every_kind(tmp_path / "kinds.xlsx", by_mac=by_mac)
    held = filled_rows(path)

    monkeypatch.setattr(workbooks, "MOST_HELD", 0)

    assert filled_rows(path) == held
    assert len(held[0]) >= 14


@pytest.mark.parametrize("name", ["L3.xlsx", "L4.xlsx", "L11.xlsx"])
def test_a_streamed_log_is_the_same_log(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    held = [(n, call) for n, call, _ in open_log(SAMPLES / name).rows()]

    monkeypatch.setattr(workbooks, "MOST_HELD", 0)

    assert [(n, call) for n, call, _ in open_log(SAMPLES / name).rows()] == held


def test_workbooks_kept_by_hand_stream_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for made in WORKBOOKS:
        path = tmp_path / f"{made.name}.xlsx"
        path.write_bytes(made.data)
        held = filled_rows(path)
        with monkeypatch.context() as patch:
            patch.setattr(workbooks, "MOST_HELD", 0)

            assert filled_rows(path) == held


def test_a_large_sheet_takes_the_memory_of_its_rows_one_by_one(tmp_path: Path) -> None:
    """Twenty thousand rows of ten cells: held whole they took eighteen megabytes more."""
    path = tmp_path / "large.xlsx"
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["来电时间", "来电号码", "问题描述", *"abcdefg"])
    for n in range(20_000):
        sheet.write_row(n + 1, 0, ["2026-03-05 09:12", 13800000000 + n, f"重复扣费第{n}次", *"abcdefg"])
    book.close()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    calls = sum(isinstance(call, CallRow) for _, call, _ in open_log(path).rows())

    assert calls == 20_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 12 * 1024
