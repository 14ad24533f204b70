"""The sketch of a text: few numbers, shared by texts worded alike."""

from __future__ import annotations

import pytest

from classifier.likeness.sketch import NUMBERS, sketch, wording

LONG = "上个月就关了自动续费，今天怎么又扣我25块，打了三次电话都没人处理，请尽快退款"


def test_a_sketch_is_short_whatever_the_text() -> None:
    """A hundred thousand characters cost as much as four hundred."""
    assert len(sketch(wording(LONG * 3_000))) == NUMBERS


@pytest.mark.parametrize("text", ["", "  ", "？！", "[phone]"])
def test_a_text_that_says_nothing_has_no_numbers(text: str) -> None:
    """It is like nothing."""
    assert sketch(wording(text)) == []


def test_an_edited_text_shares_numbers_and_another_does_not() -> None:
    """Half the numbers survive a light edit."""
    first = set(sketch(wording(LONG)))

    assert len(first & set(sketch(wording(LONG.replace("尽快", "马上"))))) >= NUMBERS // 2
    assert not first & set(sketch(wording("the camera goes offline every night, please help me fix it")))


@pytest.mark.parametrize(
    ("told", "mistyped"),
    [
        (LONG, "上个月就关了字动续费,今天怎么又扣我二25块打了三次电话都没人里,清尽快退款"),
        (
            "the camera goes offline every night, please help me fix it",
            "teh camera gos ofline evry nihgt, plaese help me fixx it",
        ),
    ],
)
def test_every_eighth_sign_mistyped_leaves_some_numbers(told: str, mistyped: str) -> None:
    """Pieces are short enough to outlive the edits around them."""
    assert len(set(sketch(wording(told))) & set(sketch(wording(mistyped)))) >= 2


def test_a_short_text_with_a_slip_of_the_pen_still_shares_a_number() -> None:
    """Of few pieces one changed sign takes most; those left are numbers of their own."""
    assert set(sketch(wording("手表充不进电了"))) & set(sketch(wording("手表充不近电了")))


def test_one_stock_sentence_is_rarely_enough_to_share_a_number() -> None:
    """Else every text that says it would have to be looked at."""
    stock = "您好，我是你们的老客户了，麻烦尽快帮忙处理一下，谢谢"
    kept = "上个月就关了自动续费，今天怎么又扣我25块，打了三次电话都没人处理"
    other = "手表充电器的线断了，摄像头到了晚上一直离线，路由器的灯也不亮"

    shared = set(sketch(wording(kept + stock))) & set(sketch(wording(stock + other)))

    assert len(shared) <= NUMBERS // 5


def test_masked_data_and_script_do_not_part_texts() -> None:
    """Traditional characters, another phone number: the same sketch."""
    one = sketch(wording("帆盤重複扣款，電話13800001234，請處理"))

    assert one == sketch(wording("帆盘重复扣款，电话13900005678，请处理"))
