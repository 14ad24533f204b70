"""Texts labelled before: almost the same again is found, another matter is not."""

from __future__ import annotations

import pytest

from classifier.precedents import ALIKE, Precedents, confidence_of

TEXT = "小帆音箱放着放着就不出声了，要拔了电才好"


@pytest.fixture
def known() -> Precedents:
    precedents = Precedents()
    precedents.keep("speaker", TEXT)
    precedents.keep("twice", "FanDrive charged me twice this month, please refund")
    return precedents


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (TEXT, "speaker"),
        ("小帆音箱放着放着又不出声了，要拔了电才好！！！", "speaker"),
        ("小帆音箱放著放著就不出聲了，要拔了電才好", "speaker"),
        ("Please refund: FanDrive charged me twice this month", "twice"),
    ],
)
def test_almost_the_same_text_is_found(known: Precedents, text: str, key: str) -> None:
    """Punctuation, traditional characters and the order of words make no other text."""
    assert known.alike(text)[0][0] == key


@pytest.mark.parametrize("text", ["", "怎么开发票", "小帆音箱多少钱", "FanDrive is great", "？！"])
def test_another_matter_is_not(known: Precedents, text: str) -> None:
    assert known.alike(text) == []


def test_the_same_text_is_as_alike_as_can_be(known: Precedents) -> None:
    assert known.alike(TEXT)[0][1] == pytest.approx(1.0, abs=1e-5)


def test_what_was_dropped_or_replaced_is_not_found_any_more(known: Precedents) -> None:
    known.drop("twice")
    known.keep("speaker", "怎么开发票")

    assert known.alike("FanDrive charged me twice this month, please refund") == []
    assert known.alike(TEXT) == []
    assert len(known) == 1


def test_nothing_is_like_anything_before_the_first_text() -> None:
    assert Precedents().alike(TEXT) == []


def test_the_more_alike_the_surer_but_never_certain() -> None:
    assert confidence_of(ALIKE) == 0.8
    assert 0.8 < confidence_of(0.8) < confidence_of(1.0) <= 0.97
