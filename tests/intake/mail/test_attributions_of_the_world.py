"""One attribution a line, as programs of the world write it: above a marked quotation, an unmarked one, an answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.mail.quoting import reply_text

LINES = (
    (Path(__file__).parents[2] / "data" / "mail_replies" / "attributions.lines")
    .read_text(encoding="utf-8")
    .splitlines()
)
NEW = "My new words."
NAMES_NOBODYS_DAY = ("Ann <ann@example.com>:", "Quoting ", "Thus spake ")
"""Without a day and without marks below, nothing tells these from ordinary text."""


@pytest.mark.parametrize("line", LINES)
def test_an_attribution_goes_with_its_marked_quotation(line: str) -> None:
    assert reply_text(f"{NEW}\n\n{line}\n\n> old words one\n> old words two\n") == NEW


@pytest.mark.parametrize("line", LINES)
def test_an_answer_below_the_quotation_stays_without_the_attribution(line: str) -> None:
    assert reply_text(f"{line}\n> old words one\n\n{NEW}\n").strip() == NEW


@pytest.mark.parametrize(
    "line", [one for one in LINES if "@" in one and not one.startswith(NAMES_NOBODYS_DAY)]
)
def test_an_attribution_with_an_address_needs_no_marks_below(line: str) -> None:
    assert reply_text(f"{NEW}\n\n{line}\n\nold words one\nold words two\n") == NEW
