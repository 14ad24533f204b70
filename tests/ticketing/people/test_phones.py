"""Telephone numbers: spoilt ones are mended only where nothing is invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.people.phones import read_phone


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("13800001234", "+8613800001234"),
        ('="13800001234"', "+8613800001234"),
        ("\t13800001234", "+8613800001234"),
        ("'13800001234", "+8613800001234"),
        (" 138 0000 1234 ", "+8613800001234"),
        ("138-0000-1234", "+8613800001234"),
        ("１３８００００１２３４", "+8613800001234"),
        ("+86 138 0000 1234", "+8613800001234"),
        ("008613800001234", "+8613800001234"),
        ("8613800001234", "+8613800001234"),
        ("013800001234", "+8613800001234"),
        ("13800001234.0", "+8613800001234"),
        ("1.3800001234E+10", "+8613800001234"),
        ("\u202d13800001234\u202c", "+8613800001234"),
        ("0571-88880000", "+8657188880000"),
        ("(0571)88880000", "+8657188880000"),
        ("0571/88880000", "+8657188880000"),
        ("+1 212 555 0123", "+12125550123"),
    ],
)
def test_a_number_is_read_whatever_the_spreadsheet_did(text: str, e164: str) -> None:
    assert e164 == read_phone(text).e164


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("(212) 555-0123", "US", "+12125550123"),
        ("030 22334455", "DE", "+493022334455"),
        ("0912-000-100", "TW", "+886912000100"),
    ],
)
def test_national_numbers_are_of_the_layouts_region(text: str, region: str, e164: str) -> None:
    assert e164 == read_phone(text, region).e164


@pytest.mark.parametrize(
    "text", ["0571-88880000转801", "0571-88880000 ext. 801", "0571-88880000x801", "0571-88880000#801"]
)
def test_an_extension_is_kept_apart(text: str) -> None:
    phone = read_phone(text)

    assert (phone.e164, phone.extension) == ("+8657188880000", "801")


@pytest.mark.parametrize(
    "text",
    [
        "1.38E+10",
        "1.380000123E+10",
        "138****1234",
        "138xxxx1234",
        "匿名",
        "anonymous",
        "10086",
        "12345678901234567890",
        "王女士",
    ],
)
def test_a_number_that_names_nobody_is_none_with_a_warning(text: str) -> None:
    phone = read_phone(text)

    assert phone.e164 is None
    assert phone.warning


@pytest.mark.parametrize("text", ["", "-", "无", "N/A", " "])
def test_no_number_is_no_warning(text: str) -> None:
    assert (read_phone(text).e164, read_phone(text).warning) == (None, "")


@given(st.text(max_size=40))
def test_any_text_has_an_answer(text: str) -> None:
    phone = read_phone(text)

    assert phone.e164 is None or phone.e164.startswith("+")
