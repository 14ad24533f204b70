"""Logs whose columns stand under each other, with blanks between them instead of a delimiter."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.hotline.cells.rows import CallRow
from intake.hotline.log import open_log
from intake.hotline.problems import HotlineFileError
from intake.hotline.reading.tables import open_table

AT = datetime(2026, 4, 1, tzinfo=UTC)
CALLS = [
    ("来电时间", "来电号码", "产品", "处理状态", "问题描述"),
    ("2026-03-05 10:00", "13800000001", "路由", "已解决", "每天晚上断网, 重启 也没有用"),
    ("2026-03-05 10:20", "13800000002", "云盘", "处理中", "重复扣费两笔，要求退款"),
    ("2026-03-05 11:05", "13800000003", "摄像头", "处理中", "app keeps crashing, again and again"),
]
WIDTHS = (18, 13, 10, 10, 0)


def printed(rows: list[tuple[str, ...]], ruler: bool = False) -> str:
    """As an old system prints them: each cell filled up to the width of its column, two places a Chinese sign."""
    lines = []
    for cells in rows:
        filled = [
            cell + " " * max(2, width - len(cell.encode("gb18030")))
            for cell, width in zip(cells, WIDTHS, strict=True)
        ]
        lines.append("".join(filled).rstrip())
    return "\n".join([lines[0], *(["-" * 70] if ruler else []), *lines[1:], ""])


@pytest.mark.parametrize("ruler", [False, True])
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_columns_under_each_other_are_cut_where_all_lines_are_blank(
    tmp_path: Path, encoding: str, ruler: bool
) -> None:
    """Commas and single blanks within the notes part nothing."""
    path = tmp_path / "log.txt"
    path.write_bytes(printed(CALLS, ruler).encode(encoding))

    rows = [cells for _, cells in open_table(path).sheets[0].rows() if cells]

    assert rows == [list(cells) for cells in CALLS]


def test_such_a_log_is_understood_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "log.txt"
    path.write_bytes(printed(CALLS, ruler=True).encode("gb18030"))

    calls = [call for _, call, _ in open_log(path, at=AT).rows()]

    assert all(isinstance(call, CallRow) for call in calls)
    told = [
        (call.caller_phone, call.product_text, call.status, call.body)
        for call in calls
        if isinstance(call, CallRow)
    ]
    assert told == [
        (f"+86{number}", product, "resolved" if state == "已解决" else "open", note)
        for _, number, product, state, note in CALLS[1:]
    ]


def test_a_cell_too_long_for_its_column_moves_the_rest_of_its_line_only(tmp_path: Path) -> None:
    """The sample shows the columns; a later line that does not keep to them is cut at its gaps."""
    long = ("2026-03-05 12:00", "13800000004", "帆盘家庭共享套餐", "处理中", "扣费")
    path = tmp_path / "log.txt"
    path.write_text(printed([*CALLS, *CALLS[1:] * 13, long]), encoding="utf-8")

    *_, last = [cells for _, cells in open_table(path).sheets[0].rows()]

    assert last == list(long)


def test_prose_is_no_table(tmp_path: Path) -> None:
    """Blanks after full stops stand under each other in no three lines."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir.  The router fails.\nIt fails again.  Help me.\nYours.  Ann\n")

    with pytest.raises(HotlineFileError, match="not a table"):
        open_table(path)
