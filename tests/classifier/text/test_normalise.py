"""One shape for every way of typing, and the language of a text."""

from __future__ import annotations

import pytest

from classifier.text.language import answer_language, detect_language
from classifier.text.normalise import fold, normalise, to_simplified, words
from classifier.text.similarity import nearest, ratio, spelling_distance
from classifier.text.traditional import TO_SIMPLIFIED


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("ＡＸ３　帆盤", "ax3 帆盘"),
        ("點解又扣我錢!!!!", "为什么又扣我钱!!"),
        ("太慢了啊啊啊啊", "太慢了啊啊"),
        ("扣了1000元", "扣了1000元"),
        ("complaint to the BBB, aaaa soooo slow, ooops", "complaint to the bbb, aa soo slow, oops"),
        ("zero\u200bwidth", "zerowidth"),
        ("唔該，佢哋冇回覆", "麻烦,他们没有回覆"),
    ],
)
def test_typing_is_brought_into_one_shape(typed: str, folded: str) -> None:
    assert normalise(typed) == folded


def test_folding_keeps_cantonese_words_and_elongation() -> None:
    assert fold("唔該！！！！") == "唔该!!!!"


def test_simplifying_keeps_the_length() -> None:
    text = "帳單為何重複扣款"

    assert len(to_simplified(text)) == len(text)
    assert to_simplified(text) == "账单为何重复扣款"


def test_every_simplified_character_is_one() -> None:
    assert all(simplified.encode("gb2312") for simplified in TO_SIMPLIFIED.values())
    assert not set(TO_SIMPLIFIED) & {ord(simplified) for simplified in TO_SIMPLIFIED.values()} - set(
        map(ord, "干")
    )


def test_words_of_both_languages() -> None:
    assert words("帆盤重複扣款, I haven't v6.2.1?") == [
        "帆盘",
        "重复",
        "扣款",
        "i",
        "haven't",
        "v",
        "6.2.1",
        "?",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("你好", "zh"),
        ("fandrive 打不开", "zh"),
        ("hello", "en"),
        ("12345 👍", "unknown"),
        ("", "unknown"),
        ("my router is broken again and I want 退款", "mixed"),
    ],
)
def test_language_is_told_by_script(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_the_answer_follows_the_text_and_else_the_fallback() -> None:
    assert answer_language("hello") == "en"
    assert answer_language("👍", fallback="en") == "en"


def test_likeness_of_texts() -> None:
    assert ratio("帆盤", "帆盘") == 1.0
    assert spelling_distance("fandrvie", "fandrive") == 1
    assert nearest("退款没到账", ["开发票", "退款还没到账", "路由掉线"])[0][0] == 1
