"""The encoding of a log is told from its bytes, or taken as a person names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.hotline.reading.tables import open_table

JAPANESE = """受付日時,電話番号,お客様名,商品,お問い合わせ内容,対応結果
2026/03/05 10:00,03-1234-5678,髙橋 由美,ルーター,毎晩インターネットが切れる。再起動しても直らない,折り返し連絡
2026/03/05 10:20,090-1234-5678,㈱山田商店,クラウド,二重に請求されているので①返金してほしい,返金手続き済み
2026/03/05 11:05,06-6345-6789,佐藤 健,カメラ,アプリの使い方を教えてください,案内済み
"""
CHINESE = """来电时间,来电号码,产品,问题描述
2026/03/05 10:00,13800000001,路由,每天晚上断网，重启也没有用，要求上门
2026/03/05 10:20,13800000002,云盘,重复扣费两笔，要求退款
"""
TAIWANESE = """來電時間,來電號碼,產品,問題描述
2026/03/05 10:00,0912345678,路由器,每天晚上斷線，重開機也沒有用，要求到府
2026/03/05 10:20,0912345679,雲端硬碟,重複扣款兩筆，要求退款
"""


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (JAPANESE, "cp932", "cp932"),
        (CHINESE, "gb18030", "gb18030"),
        (TAIWANESE, "big5", "cp950"),
        (JAPANESE, "utf-8", "utf-8-sig"),
        (JAPANESE, "utf-16", "utf-16"),
    ],
)
def test_the_three_east_asian_scripts_are_told_apart(
    tmp_path: Path, text: str, written: str, read: str
) -> None:
    """Kana prove Shift_JIS; Chinese in either legacy encoding is never taken for Japanese."""
    path = tmp_path / "log.csv"
    path.write_bytes(text.encode(written))

    table = open_table(path)

    assert (table.encoding, table.damaged) == (read, False)
    assert [cells for _, cells in table.sheets[0].rows()] == [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize("named", ["shift_jis", "Shift-JIS", "sjis", "cp932"])
def test_whoever_names_shift_jis_gets_the_signs_that_windows_adds_to_it(tmp_path: Path, named: str) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes("時刻,名前\n10:00,㈱髙島①\n".encode("cp932"))

    rows = [cells for _, cells in open_table(path, encoding=named).sheets[0].rows()]

    assert rows == [["時刻", "名前"], ["10:00", "㈱髙島①"]]
