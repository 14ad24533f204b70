"""Files nobody described: encodings, delimiters, headers and columns found by evidence."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.hotline.cells.rows import CallRow, read_row
from intake.hotline.columns.binding import bound_from_dict, bound_to_dict
from intake.hotline.columns.mapping import recognise
from intake.hotline.log import open_log
from intake.hotline.problems import HotlineFileError
from intake.hotline.reading.tables import sniff_delimiter

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "hotline"
CHINESE = "来电时间,来电号码,客户姓名,产品,问题分类,问题描述,处理结果,处理状态,坐席工号,备注\r\n" + "".join(
    f"2026/3/{day} 9:07,1380000{1000 + day},王女士,帆盘会员,扣费,上个月就关了自动续费，今天怎么又扣我25块,已退款,已解决,101,\r\n"
    for day in range(1, 20)
)


def calls(path: Path, **choices: str) -> list[CallRow]:
    return [call for _, call, _ in open_log(path, **choices).rows() if isinstance(call, CallRow)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030"]
)
def test_chinese_is_read_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(CHINESE.encode(encoding))

    assert {"上个月就关了自动续费，今天怎么又扣我25块"} == {call.body for call in calls(path)}


def test_big5_of_an_unknown_layout_is_a_persons_choice(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes("何時,誰打來,講什麼\n2026/3/5 9:07,0912-000-100,帆盤為何重複扣款呢\n".encode("cp950"))

    [call] = calls(path, encoding="big5")

    assert call.body == "帆盤為何重複扣款呢"


def test_an_unknown_encoding_name_is_refused() -> None:
    with pytest.raises(HotlineFileError, match="gb18030"):
        open_log(SAMPLES / "L2.csv", encoding="klingon")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_steadily(delimiter: str) -> None:
    rows = [
        ["Call ID", "Date", "Comment"],
        ["1", "05.03.2026", "no picture, no sound"],
        ["2", "06.03.2026", "a, b, and c"],
    ]
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in rows]

    assert delimiter == sniff_delimiter("\n".join(delimiter.join(row) for row in quoted))


def test_title_rows_do_not_hide_the_table(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "禾帆互联热线周报\n\n导出时间：2026-03-21\n" + CHINESE + "合计,19,,,,,,,,\n", encoding="utf-8"
    )

    log = open_log(path)

    assert len(list(log.rows())) == 19
    assert next(log.rows())[0] - 1 == 4
    assert log.titles == ("禾帆互联热线周报", "导出时间：2026-03-21")


def test_names_a_little_off_are_still_recognised() -> None:
    header = [
        "来电时间",
        "来电号码 ",
        "客户姓名",
        "产品",
        "问题分类",
        "问题的描述",
        "处理结果",
        "处理状态",
        "坐席工号",
        "备注",
        "新加的列",
    ]

    mapping = recognise(header, [])

    assert mapping.layout.name == "L2"
    assert (mapping.columns["问题的描述"], mapping.how["问题的描述"]) == ("body", "near")
    assert mapping.columns["新加的列"] == "extra"


def test_columns_may_come_in_any_order() -> None:
    header = [
        "备注",
        "坐席工号",
        "处理状态",
        "处理结果",
        "问题描述",
        "问题分类",
        "产品",
        "客户姓名",
        "来电号码",
        "来电时间",
    ]

    assert recognise(header, []).confidence == 1.0


def test_columns_of_unknown_names_are_known_by_their_values(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("wann;wer;was\n" + "2026-03-05 10:00;13800001234;no picture since noon\n" * 5)

    log = open_log(path)

    assert dict(log.columns) == {"wann": "called_at", "wer": "caller_phone", "was": "body"}
    assert log.layout == "custom"
    assert "unsure_columns" in {warning.code for warning in log.warnings()}


def test_wrong_columns_are_named_with_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("colour,size\nred,12\n")

    with pytest.raises(HotlineFileError, match="Columns found: colour, size"):
        open_log(path)


def test_a_headerless_file_of_unknown_shape_asks_for_a_layout(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("2026-03-05 10:00,13800001234,1\n2026-03-05 11:00,13800001235,2\n")

    with pytest.raises(HotlineFileError, match="headerless"):
        open_log(path)


def test_the_clock_is_the_tenants_where_the_layout_has_none(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(CHINESE, encoding="utf-8")

    assert datetime(2026, 3, 1, 8, 7, tzinfo=UTC) == calls(path, tenant_zone="Europe/Berlin")[0].called_at
    with pytest.raises(HotlineFileError, match="IANA"):
        open_log(path, tenant_zone="Mars/Base")


def test_a_year_less_ledger_takes_the_moment_of_import(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    path.write_text(
        "序号,日期,时间,客户,电话,产品,问题,怎么处理的,谁接的,备注\n1,12月30日,9点,王,13800001234,C2,断线,,白,\n2,,10点,李,13800001235,C2,断线,,白,\n"
    )

    log = open_log(path, at=datetime(2026, 1, 5, tzinfo=UTC))

    days = [call.called_at.date().isoformat() for _, call, _ in log.rows() if isinstance(call, CallRow)]
    assert days == ["2025-12-30", "2025-12-30"]


def test_an_open_date_order_is_settled_by_a_person(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "when,phone,what\n3/5/2026 10:00,13800001234,no picture today\n4/5/2026 10:00,13800001234,no sound today\n"
    )

    with pytest.raises(HotlineFileError, match="dmy or mdy"):
        open_log(path)
    assert datetime(2026, 5, 3, 2, 0, tzinfo=UTC) == calls(path, date_order="dmy")[0].called_at


@pytest.mark.parametrize("name", ["L2.csv", "L4.xlsx", "L9.csv", "L12.csv"])
def test_a_stored_row_is_read_the_same_in_another_process(name: str) -> None:
    log = open_log(SAMPLES / name)
    stored = json.loads(json.dumps(bound_to_dict(log.bound)))
    outcomes = [
        (outcome, raw)
        for _, outcome, raw in log.rows()
        if isinstance(outcome, CallRow) and not outcome.warnings
    ]

    again = bound_from_dict(stored)

    assert [outcome for outcome, _ in outcomes] == [read_row(raw, again) for _, raw in outcomes]


def test_the_same_row_has_the_same_number_when_its_case_moves_on(tmp_path: Path) -> None:
    path, later = tmp_path / "log.csv", tmp_path / "later.csv"
    path.write_text(CHINESE.replace("已解决", "处理中"), encoding="utf-8")
    later.write_text(CHINESE, encoding="gb18030")

    assert [call.external_id for call in calls(path)] == [call.external_id for call in calls(later)]
    assert {"open"} == {call.status for call in calls(path)}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=400) | st.text(max_size=300).map(lambda text: (CHINESE[:60] + text).encode())
)
def test_any_bytes_are_a_log_or_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "any.csv"
    path.write_bytes(content)

    try:
        list(open_log(path).rows())
    except HotlineFileError as refused:
        assert refused.message


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Date received,Product,Issue,Consumer complaint narrative,State,Complaint ID", "called_at product_text category_text body state external_id"),
        ("工单号,创建时间,手机号,标题,状态", "external_id called_at caller_phone body status"),
        ("时间,电话,内容", "called_at caller_phone body"),
        ("Call Start,From,Agent Name,Call Notes,Rating", "called_at caller_phone agent body satisfaction"),
    ],
)  # fmt: skip
def test_common_names_outside_any_layout_are_known(header: str, fields: str) -> None:
    names = header.split(",")

    mapping = recognise(names, [])

    assert mapping.layout.name == "custom"
    assert fields.split() == list(mapping.columns.values())


def test_a_row_with_a_date_is_never_a_total(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(
        "product,date,note,phone,agent\n" + "Total Care,2026-03-05 10:00,,,\n" * 2 + "Total,,,,\n"
    )

    assert len(list(open_log(path).rows())) == 2
