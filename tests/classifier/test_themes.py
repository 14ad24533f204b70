"""Free text grouped into themes, and how alike two texts are in meaning."""

from __future__ import annotations

import pytest

from classifier.meaning import MeaningScorer
from classifier.themes import group_texts, nearest_themes

REFUND = ["退款还没到账", "我的退款没有到账", "退款一直没到账呢", "退款什么时候到账"]
OFFLINE = [
    "the camera goes offline every night",
    "camera offline again every night",
    "my camera is offline every night",
]


def test_the_same_issue_shares_a_theme_and_another_does_not() -> None:
    themes = group_texts([*REFUND, *OFFLINE])

    assert themes == [0, 0, 0, 0, 1, 1, 1]


def test_grouping_is_the_same_every_time_and_numbers_by_first_appearance() -> None:
    texts = [
        f"{words} {number}"
        for number in range(30)
        for words in ("router drops", "发票 抬头 错", "refund late")
    ]

    first = group_texts(texts)

    assert first == group_texts(texts)
    assert first[0] == 0
    assert list(dict.fromkeys(first)) == list(range(len(set(first))))


@pytest.mark.parametrize("texts", [[], [""], ["a"], ["", "", "👍"], ["退款"] * 5, ["？", "退款"]])
def test_odd_tables_are_grouped_without_a_fault(texts: list[str]) -> None:
    assert len(group_texts(texts)) == len(texts)


def test_equal_texts_share_a_theme_whatever_their_script_or_numbers() -> None:
    assert len(set(group_texts(["帆盤重複扣款，電話13800001234", "帆盘重复扣款，电话13900005678"]))) == 1


def test_the_nearest_theme_of_a_text() -> None:
    members = [("refund", text) for text in REFUND] + [("offline", text) for text in OFFLINE]

    assert nearest_themes("退款没到账", members)[0][0] == "refund"


def test_likeness_in_meaning_is_symmetric_bounded_and_ordered() -> None:
    scorer = MeaningScorer()

    same = scorer.score("退款没到账", "退的款还没有到账")
    other = scorer.score("退款没到账", "路由器总是断网")

    assert 0.0 <= other < 0.5 < same <= 1.0
    assert scorer.score("路由器总是断网", "退款没到账") == other
    assert scorer.score("帆盤", "帆盘") == 1.0
    assert scorer.score("", "退款") == 0.0


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("退款没到账", "退的钱还没收到"),
        ("路由器掉线", "路由器断网"),
        ("怎么关闭自动续费", "如何取消自动扣款"),
    ],
)
def test_words_that_mean_the_same_count_as_the_same(left: str, right: str) -> None:
    assert MeaningScorer().score(left, right) > 0.9


def test_words_common_in_the_corpus_count_little() -> None:
    corpus = [f"my router {word}" for word in ("drops", "is slow", "smokes", "blinks", "died")] * 5

    scorer = MeaningScorer(corpus)

    assert scorer.score("my router drops", "the wifi drops") > scorer.score(
        "my router drops", "my router smokes"
    )
