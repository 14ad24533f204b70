"""Personal data in free text is found, masked, and nothing else is touched."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.text.masking import PersonalData, find_personal_data, mask, mask_partly


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话138-0000-1234身份证11010119900101001X", "电话[phone]身份证[id_card]"),
        ("手机 1 3 8 0 0 0 0 1 2 3 4 谢谢", "手机 [phone] 谢谢"),
        ("+86 138 0000 1234", "[phone]"),
        ("打我电话幺三八零零零零一二三四", "打我电话[phone]"),
        ("call me at 020 7946 0958", "call me at [phone]"),
        ("ring +44 20 7946 0958 now", "ring [phone] now"),
        ("(404) 555-1234 or 404-555-1234", "[phone] or [phone]"),
        ("卡号 4111 1111 1111 1111", "卡号 [bank_card]"),
        ("写信到 a.b@c.example.com 吧", "写信到 [email] 吧"),
        ("https://x.example/t/abc?token=1 打开", "https://x.example/[url] 打开"),
        ("地址：北京市朝阳区建国路88号3号楼502", "地址：[address]"),
        ("微信号: abc_12345", "微信号: [account]"),
    ],
)
def test_personal_data_is_masked(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        *("订单号13800001234567", "2026-03-05 14:25:58", "版本6.2.1 扣25块 2026/3/5 9:07", "400-123-4567转1"),
        *("订单号 4111111111111111", "打12315投诉", "卡在99%", "https://hefan.example/", "1234567890123456"),
    ],
)
def test_order_numbers_dates_and_service_lines_stay(text: str) -> None:
    assert mask(text).text == text


def test_an_id_card_with_a_wrong_checksum_is_masked_only_where_it_is_called_one() -> None:
    assert mask("身份证110101199001010011").text == "身份证[id_card]"
    assert mask("批次110101199001010011").spans == ()


def test_the_spans_point_into_the_original() -> None:
    text = "我的电话13800001234,邮箱a@b.example"

    spans = find_personal_data(text)

    assert [(span.kind, text[span.start : span.end]) for span in spans] == [
        (PersonalData.PHONE, "13800001234"),
        (PersonalData.EMAIL, "a@b.example"),
    ]


def test_partly_masked_numbers_keep_their_last_four() -> None:
    assert mask_partly("电话13800001234").text == "电话[phone ***1234]"


@pytest.mark.parametrize("piece", ["1", "1-", "a@", "a.", "+1(", "路", "4 ", "中", "www.", "身份证"])
def test_hostile_text_costs_linear_time(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    started = time.perf_counter()

    mask(text)

    assert time.perf_counter() - started < 1.0


@given(st.text(alphabet="0123456789 -+@.xX中路号a", max_size=60))
def test_masking_never_raises_and_keeps_the_rest(text: str) -> None:
    masked = mask(text)

    pieces, at = [], 0
    for span in masked.spans:
        pieces += [text[at : span.start], f"[{span.kind}]"]
        at = span.end
    assert "".join([*pieces, text[at:]]) == masked.text
