"""Files made to hurt: each gets one clear answer within two seconds, and little memory."""

from __future__ import annotations

import random
import resource
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import xlsxwriter

from intake.hotline.log import open_log
from intake.hotline.problems import HotlineFileError, RowProblem

HEADER = "来电时间,来电号码,客户姓名,产品,问题分类,问题描述,处理结果,处理状态,坐席工号,备注\n"
ROW = "2026/3/5 9:07,13800001000,王,帆盘,扣费,重复扣费,,已解决,101,\n"
_WORKBOOK = "xl/workbook.xml"


@pytest.fixture(autouse=True)
def two_seconds() -> Iterator[None]:
    before, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    yield
    assert time.process_time() - before < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 50 * 1024


def read(path: Path) -> list[object]:
    return [outcome for _, outcome, _ in open_log(path).rows()]


def refused(path: Path) -> str:
    with pytest.raises(HotlineFileError) as raised:
        read(path)
    return raised.value.message


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty"),
        (HEADER.encode() + b"2026/3/5 9:07,138\x000001000\n", "NUL"),
        (b"\x00" * 100_000, "NUL"),
        (b"just some words\nand more words\n", "not a table"),
        (b'{"calls": [1, 2, 3]}', "not a table|No column|single column|no header"),
        (b"<html><table><tr><td>x</td></tr></table>", "web page"),
        (b"%PDF-1.7 ...", "not a table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old .xls"),
        (",".join(f"c{n}" for n in range(10_000)).encode() + b"\n", "10,000 columns"),
        (b"a" * 3_000_000, "longer than|not a table"),
        (HEADER.encode() + b'2026/3/5 9:07,138,"' + b"x" * 200_000 + b'"\n', "field larger"),
        (
            HEADER.encode() + b'2026/3/5 9:07,138,"never closed\n' + ROW.encode() * 3000,
            "unclosed|field larger",
        ),
        (b"colour,size,price\nred,large,12\nblue,small,13\n", "No column holds"),
        (bytes(random.Random(7).randbytes(200_000)), "NUL|encoding"),
    ],
)
def test_a_hostile_text_is_refused_with_a_reason(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(content)

    with pytest.raises(HotlineFileError, match=said):
        read(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "nowhere.csv" in refused(tmp_path / "nowhere.csv")


def test_a_header_alone_is_a_log_without_calls(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEADER)

    assert read(path) == []


def test_one_bad_byte_spoils_one_row_only(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(
        HEADER.encode() + ROW.encode() * 40 + ROW.encode().replace("王".encode(), b"\xe7\x8e") + ROW.encode()
    )

    log = open_log(path)
    calls = [call for _, call, _ in log.rows()]

    assert log.encoding == "utf-8-sig"
    assert [place for place, call in enumerate(calls, start=1) if getattr(call, "warnings", ())] == [41]
    assert "damaged_text" in {warning.code for warning in log.warnings()}


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")

    assert "not an XLSX" in refused(path)


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    whole = (Path(__file__).resolve().parents[2] / "data" / "hotline" / "L3.xlsx").read_bytes()
    path = tmp_path / "log.xlsx"
    path.write_bytes(whole[: len(whole) // 2])

    assert "damaged" in refused(path)


def test_a_zip_bomb_is_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_WORKBOOK, "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w") as part:
            for _ in range(160):
                part.write(b"0" * (1 << 20))

    assert "swells" in refused(path)


def test_a_lie_about_the_unpacked_size_is_found_out(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_WORKBOOK, "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"0" * (40 << 20))
    true_size, lie = (40 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true_size, lie))

    assert "damaged" in refused(path)


def _one_far_cell(path: Path, attributes: str) -> None:
    """Write the smallest workbook whose only other cell is far away."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.add_worksheet("s").write_row(0, 0, ["来电时间", "来电号码", "问题描述"])
    workbook.close()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    cell = f'<row r="1048576"><c {attributes}><v>1</v></c></row></sheetData>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", cell)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    "attributes", ['r="XFD1048576"', "r='XFD1048576'", 's="0"\n r = "xfd1048576"', 'r="&#88;FD1048576"']
)
def test_a_cell_in_the_last_corner_is_refused(tmp_path: Path, attributes: str) -> None:
    """C47: 1,460 bytes that would unfold into gigabytes of empty cells."""
    path = tmp_path / "log.xlsx"
    _one_far_cell(path, attributes)

    assert "CSV" in refused(path)


def test_a_row_with_cells_beyond_the_header_is_refused_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(HEADER + ROW + ROW.rstrip("\n") + "beyond,the,header\n" + ROW)

    outcomes = read(path)

    assert [isinstance(outcome, RowProblem) for outcome in outcomes] == [False, True, False]


def _rewritten(path: Path, change: dict[str, tuple[bytes, bytes]]) -> None:
    """Write a small log as a workbook with bytes of its parts replaced."""
    workbook = xlsxwriter.Workbook(str(path))
    workbook.add_worksheet("s").write_row(0, 0, ["来电时间", "来电号码", "问题描述"])
    workbook.close()
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(
                name, content.replace(*change.get(name, (b"", b""))) if name in change else content
            )


def test_one_long_text_in_ten_thousand_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xlsx"
    text = random.Random(7).randbytes(50_000).hex().encode()
    cells = b"".join(
        b'<row r="%d">' % row
        + b"".join(b'<c r="%c%d" t="s"><v>3</v></c>' % (col, row) for col in b"ABCDEFGHIJ")
        + b"</row>"
        for row in range(2, 1002)
    )
    change = {
        "xl/sharedStrings.xml": (b"</sst>", b"<si><t>" + text + b"</t></si></sst>"),
        "xl/worksheets/sheet1.xml": (b"</sheetData>", cells + b"</sheetData>"),
    }
    _rewritten(path, change)

    assert "repeat" in refused(path)


@pytest.mark.parametrize(
    ("sheet_end", "answer"),
    [
        (b"<c " * 700_000 + b"></sheetData>", "a tag or a text of more than a megabyte"),
        (b"<c" + b" " * 900_000 + b"/></sheetData>", "no rows"),
        (b' r="' * 300_000 + b"></sheetData>", "no readable address"),
    ],
)
def test_a_sheet_made_to_slow_the_search_is_answered_in_time(
    tmp_path: Path, sheet_end: bytes, answer: str
) -> None:
    """Each gets its clear answer; the fixture above allows two seconds."""
    path = tmp_path / "log.xlsx"
    noise = random.Random(7).randbytes(30_000).hex().encode()
    _rewritten(path, {"xl/worksheets/sheet1.xml": (b"</sheetData>", b"<!--" + noise + b"-->" + sheet_end)})

    try:
        said = "rows" if read(path) else "no rows"
    except HotlineFileError as error:
        said = error.message

    assert answer in said


def test_broken_compression_is_damage(tmp_path: Path) -> None:
    whole = bytearray((Path(__file__).resolve().parents[2] / "data" / "hotline" / "L3.xlsx").read_bytes())
    path = tmp_path / "log.xlsx"
    for place in range(60, 400, 7):
        whole[place] ^= 0x5A
    path.write_bytes(whole)

    assert "damaged" in refused(path)
