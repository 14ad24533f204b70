"""The twelve layouts, each from a file as its system writes it: recognised, counted to the last row, no row lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from intake.hotline.cells.rows import CallRow
from intake.hotline.columns.layouts import FIELDS, choose_layout, known_layouts
from intake.hotline.log import HotlineLog, open_log
from intake.hotline.problems import HotlineFileError, RowProblem

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "hotline"

# file: (layout, encoding, data rows, statistics only, numbers of the bad rows)
EXPECTED = {
    "L1.csv": ("L1", "utf-8-sig", 30, {"abandoned": 2, "no note": 2, "outbound": 1, "internal": 1, "silent": 1}, [22, 25]),
    "L2.csv": ("L2", "gb18030", 32, {}, [12, 13, 14, 15]),
    "L3.xlsx": ("L3", "", 24, {}, [9]),
    "L4.xlsx": ("L4", "", 28, {}, [13]),
    "L5.csv": ("L5", "utf-8-sig", 20, {}, [19]),
    "L6.csv": ("L6", "utf-8-sig", 24, {"abandoned": 2, "outbound": 1, "internal": 1, "no note": 1}, [20, 21]),
    "L7.csv": ("L7", "utf-8-sig", 20, {"abandoned": 1, "outbound": 1}, [13]),
    "L8.tsv": ("L8", "utf-8-sig", 20, {"no note": 17, "abandoned": 2, "outbound": 1}, []),
    "L9.csv": ("L9", "cp1252", 24, {"abandoned": 2}, [8]),
    "L10.csv": ("L10", "utf-8-sig", 24, {}, [6]),
    "L10-utf16.tsv": ("L10", "utf-16", 24, {}, [6]),
    "L11.xlsx": ("L11", "", 28, {}, []),
    "L12.csv": ("L12", "cp950", 22, {}, [10]),
}  # fmt: skip


def read(name: str) -> HotlineLog:
    return open_log(SAMPLES / name)


def call_of(log: HotlineLog, number: int) -> CallRow:
    [outcome] = [outcome for row, outcome, _ in log.rows() if row == number]
    assert isinstance(outcome, CallRow)
    return outcome


@pytest.mark.parametrize("name", EXPECTED)
def test_every_row_is_accounted_for(name: str) -> None:
    layout, encoding, count, statistics, bad = EXPECTED[name]

    log = read(name)
    outcomes = list(log.rows())

    assert (layout, encoding) == (log.layout, log.encoding)
    assert count == len(outcomes)
    assert bad == [number for number, outcome, _ in outcomes if isinstance(outcome, RowProblem)]
    reasons = Counter(call.statistics_only for _, call, _ in outcomes if isinstance(call, CallRow))
    assert statistics == {reason: many for reason, many in reasons.items() if reason}


@pytest.mark.parametrize(
    ("name", "called_at"),
    [
        ("L1.csv", datetime(2026, 3, 5, 0, 58, 10, tzinfo=UTC)),
        ("L2.csv", datetime(2026, 3, 5, 0, 58, tzinfo=UTC)),
        ("L3.xlsx", datetime(2026, 3, 5, 0, 58, 10, tzinfo=UTC)),
        ("L4.xlsx", datetime(2026, 3, 5, 1, 10, tzinfo=UTC)),
        ("L5.csv", datetime(2026, 3, 1, 16, 0, tzinfo=UTC)),
        ("L6.csv", datetime(2026, 3, 5, 8, 58, 10, tzinfo=UTC)),
        ("L7.csv", datetime(2026, 3, 5, 0, 58, 10, tzinfo=UTC)),
        ("L8.tsv", datetime(2026, 3, 5, 0, 58, 10, tzinfo=UTC)),
        ("L9.csv", datetime(2026, 3, 5, 16, 58, tzinfo=UTC)),
        ("L10.csv", datetime(2026, 3, 5, 7, 58, 10, tzinfo=UTC)),
        ("L11.xlsx", datetime(2026, 3, 5, 0, 58, 10, tzinfo=UTC)),
        ("L12.csv", datetime(2026, 3, 5, 0, 58, tzinfo=UTC)),
    ],
)
def test_the_first_call_keeps_its_time(name: str, called_at: datetime) -> None:
    [(_, call, _)] = read(name).preview(1)

    assert isinstance(call, CallRow)
    assert called_at == call.called_at


def test_a_bad_row_names_its_column_and_text() -> None:
    [problem] = [outcome for _, outcome, _ in read("L4.xlsx").rows() if isinstance(outcome, RowProblem)]

    assert (problem.column, problem.value) == ("时间", "一早")


def test_merged_dates_hold_for_all_their_rows() -> None:
    log = read("L4.xlsx")

    assert datetime(2026, 3, 5, 12, 0, tzinfo=UTC) == call_of(log, 9).called_at
    assert datetime(2026, 3, 6, 1, 10, tzinfo=UTC) == call_of(log, 10).called_at


def test_as_above_takes_the_text_above() -> None:
    log = read("L2.csv")

    assert call_of(log, 10).body == call_of(log, 11).body
    assert call_of(log, 11).warnings


def test_line_breaks_inside_a_cell_stay_one_row() -> None:
    assert call_of(read("L2.csv"), 22).body == "打出来全是乱码，\n换了驱动也不行"


def test_rare_characters_survive() -> None:
    assert call_of(read("L2.csv"), 4).customer_name == "朱镕𠮷"


def test_a_regulators_deadline_ends_with_its_day() -> None:
    assert datetime(2026, 3, 9, 15, 59, 59, tzinfo=UTC) == call_of(read("L5.csv"), 2).due_at


def test_rows_of_the_second_sheet_go_on_counting() -> None:
    log = read("L11.xlsx")
    numbers = [number for number, _, _ in log.rows()]

    assert len(set(numbers)) == len(numbers)
    assert log.place(numbers[-1]) == ("中旬 11-20", 19)


def test_totals_and_foreign_sheets_are_named_not_imported() -> None:
    log = read("L11.xlsx")
    list(log.rows())

    assert {"sheet_left_out", "rows_left_out"} == {warning.code for warning in log.warnings()}


def test_notes_of_a_second_file_join_their_calls() -> None:
    log = open_log(SAMPLES / "L8.tsv", notes=SAMPLES / "L8-notes.csv")

    reasons = Counter(call.statistics_only for _, call, _ in log.rows() if isinstance(call, CallRow))

    assert reasons == {"": 10, "no note": 7, "abandoned": 2, "outbound": 1}
    assert call_of(log, 4).body == "每天晚上8点准时断网，重启才好"


def test_notes_need_a_log_that_can_take_them() -> None:
    with pytest.raises(HotlineFileError, match="numbers its calls"):
        open_log(SAMPLES / "L1.csv", notes=SAMPLES / "L8-notes.csv")
    with pytest.raises(HotlineFileError, match="callid"):
        open_log(SAMPLES / "L8.tsv", notes=SAMPLES / "L12.csv")


def test_two_readings_give_the_same_rows() -> None:
    log = read("L2.csv")

    assert list(log.rows()) == list(log.rows())


def test_layout_names_fields_that_exist() -> None:
    for layout in known_layouts().values():
        assert set(layout.columns.values()) <= set(FIELDS)


def test_an_unknown_layout_names_the_known_ones() -> None:
    with pytest.raises(HotlineFileError, match=r"L1.*L12.*fcc"):
        choose_layout("L99")


def test_a_layout_of_ones_own_is_a_file(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "columns: {wann: called_at, wer: caller_phone, was: body}\ndate_order: dmy\nzone: Europe/Berlin\nregion: DE\n"
    )
    log_file = tmp_path / "anrufe.csv"
    log_file.write_text("wann;wer;was\n03.04.2026 10:00;030 22334455;kein Bild\n")

    [(_, call, _)] = list(open_log(log_file, layout=str(own)).rows())

    assert isinstance(call, CallRow)
    assert (datetime(2026, 4, 3, 8, 0, tzinfo=UTC), "+493022334455", "kein Bild") == (
        call.called_at,
        call.caller_phone,
        call.body,
    )


@pytest.mark.parametrize(
    "text",
    [
        "columns: [a]",
        "columns: {a: nonsense}",
        "columns: {a: body}\ncolour: red",
        ": : :",
        "columns: {a: body}\nzone: Mars/Base",
    ],
)
def test_a_faulty_layout_file_says_what_is_wrong(tmp_path: Path, text: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text)

    with pytest.raises(HotlineFileError, match=r"own\.yaml"):
        choose_layout(str(own))


@pytest.mark.parametrize(
    ("name", "written", "rewritten"),
    [
        ("L1.csv", "utf-8-sig", lambda text: text.replace("\r\n", "\n").encode()),
        ("L1.csv", "utf-8-sig", lambda text: text.replace("\r\n", "\r").encode()),
        ("L1.csv", "utf-8-sig", lambda text: text.encode("gb18030")),
        ("L1.csv", "utf-8-sig", lambda text: text.encode("utf-16-le")),
        ("L1.csv", "utf-8-sig", lambda text: (text + "," * 16 + "\r\n" + text.split("\r\n")[0]).encode()),
        ("L2.csv", "gb18030", lambda text: text.encode("utf-16")),
        ("L5.csv", "utf-8", lambda text: text.encode("gbk")),
        ("L6.csv", "utf-8", lambda text: re.sub(r",(\d{10})000,", r",\1,", text).encode()),
        ("L6.csv", "utf-8", lambda text: re.sub(r",(\d{13}),", r",\1.0,", text).encode()),
        ("L7.csv", "utf-8", lambda text: text.encode("gbk")),
        ("L9.csv", "cp1252", lambda text: re.sub(r"(\d+/\d+/\d{4}),(\d+:\d\d [AP]M)", r"\1 \2,\2", text).encode("cp1252")),
        ("L10.csv", "utf-8", lambda text: text.encode("utf-16-le")),
        ("L10.csv", "utf-8", lambda text: text.encode("cp1252")),
        ("L12.csv", "cp950", lambda text: text.encode("big5hkscs")),
    ],
)  # fmt: skip
def test_the_same_log_in_other_bytes_is_the_same_log(
    tmp_path: Path, name: str, written: str, rewritten: Callable[[str], bytes]
) -> None:
    """Line ends, encodings, seconds for milliseconds, a repeated header: whatever wrote it, the calls are these."""
    other = tmp_path / name
    other.write_bytes(rewritten((SAMPLES / name).read_bytes().decode(written)))

    assert [(n, call) for n, call, _ in read(name).rows()] == [
        (n, call) for n, call, _ in open_log(other).rows()
    ]
