"""Free text grouped into themes, and how alike two texts are in meaning."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from classifier.likeness.meaning import MeaningScorer
from classifier.themes.grouping import GroupingSettings, continue_themes, group_texts, learn_themes
from classifier.themes.joining import Distances, breadth_of, theme_tree
from classifier.themes.space import learn_space

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


def test_slips_of_the_pen_change_no_meaning() -> None:
    """Though hardly a word is spelt alike."""
    told = "I was charged twice for the yearly cloud storage plan"

    assert MeaningScorer().score(told, "i ws chraged twise for teh yearly cloud stroage plan") > 0.8


def test_texts_of_two_languages_are_alike_by_what_they_speak_of() -> None:
    """Both speak of renewal and of being charged, or of other things."""
    told = "自动续费关了怎么还扣钱"

    assert MeaningScorer().score(told, "auto-renewal was switched off and I was still charged") > 0.5
    assert MeaningScorer().score(told, "the router drops the connection every night") < 0.3


def test_words_common_in_the_corpus_count_little() -> None:
    corpus = [f"my router {word}" for word in ("drops", "is slow", "smokes", "blinks", "died")] * 5

    scorer = MeaningScorer(corpus)

    assert scorer.score("my router drops", "the wifi drops") > scorer.score(
        "my router drops", "my router smokes"
    )


FAULTS = {
    "refund": [
        f"退款{how}没到账" for how in ("还", "一直", "三天了还", "说好的怎么", "到现在都", "上周申请的")
    ],
    "offline": [
        f"the camera {how} offline" for how in ("goes", "went", "keeps going", "is again", "is always", "was")
    ],
    "invoice": [f"发票{what}开错了" for what in ("抬头", "的抬头", "税号", "的税号", "抬头又", "公司抬头")],
}
MEMBERS = [(text, number) for number, texts in enumerate(FAULTS.values(), start=7) for text in texts]


def test_themes_known_before_keep_their_number_and_every_member() -> None:
    """New texts join them or found themes with numbers of their own; nothing old moves."""
    texts = [text for text, _ in MEMBERS]
    new = ["退款还是没到账啊", "the camera is offline", "快递把包裹丢了", "快递把我的包裹弄丢了"]

    found = continue_themes(MEMBERS, [*texts, *new])

    assert found[: len(texts)] == [number for _, number in MEMBERS]
    assert found[len(texts) : len(texts) + 2] == [7, 8]
    assert found[-1] == found[-2] == 10


def test_one_more_text_is_placed_or_left_to_found_its_own() -> None:
    """A text like no theme is not forced into the nearest."""
    grouping = learn_themes(MEMBERS)

    assert grouping is not None
    assert grouping.place(["发票的抬头开错了", "how do I export my photos to a disk", ""]) == [9, None, None]


@pytest.mark.parametrize("known", [[], [("", 3)], [("？？", 3)], [("退款", 3)]])
def test_odd_known_themes_are_continued_without_a_fault(known: list[tuple[str, int]]) -> None:
    assert len(continue_themes(known, ["退款没到账", "", "退款"])) == 3


def test_many_texts_are_grouped_as_few_are() -> None:
    """More than a sample holds: common themes and a rare one, each whole."""
    common = {
        "refund": [
            "my refund has not arrived",
            "still waiting for my refund money",
            "the refund is very late",
        ],
        "router": [
            "router drops at night",
            "the wifi router keeps dropping",
            "our router drops every evening",
        ],
    }
    texts = [
        f"{text} {sign} {count}"
        for ways in common.values()
        for text in ways
        for sign in ("today", "again", "please")
        for count in range(20)
    ]
    rare = ["发票的税号开错了", "发票税号又开错了"]

    found = group_texts([*texts, *rare], GroupingSettings(sample=100))

    assert set(found[:180]).isdisjoint(found[180:360])
    assert found[360] == found[361]
    assert found[360] not in found[:360]


def test_topics_known_elsewhere_may_teach() -> None:
    """Whatever they are about, every text still gets a theme."""
    texts = [text for text, _ in MEMBERS]
    taught = [(f"{what} {count}", what) for what in ("password", "delivery") for count in range(30)]

    themes = group_texts(texts, learn_from=taught)

    assert len(themes) == len(texts)
    assert themes == group_texts(texts, learn_from=taught)


class Meanings:
    """Knows which words mean the same: an encoder without weights."""

    identity = "meanings"

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        groups = (("refund", "money back", "reimburse"), ("parcel", "shipment", "courier"))
        rows = np.array([[0.05 + sum(word in text for word in group) for group in groups] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


MONEY = [f"{verb} the refund {when}" for verb in ("send", "need") for when in ("today", "now", "soon")]
BACK = [
    f"{verb} money back {when}" for verb in ("want", "give") for when in ("quickly", "at once", "at last")
]
PARCEL = [f"the parcel is {state}" for state in ("lost", "gone", "nowhere", "missing", "late", "delayed")]
COURIER = [f"no courier {state}" for state in ("came", "rang", "arrived", "visited", "showed up", "called")]
SAYINGS = [f"{text} {number}" for number in (1, 2) for text in (*MONEY, *BACK, *PARCEL, *COURIER)]


def test_an_encoder_brings_together_what_shares_no_word() -> None:
    """Without one only words tell, with one its vectors too."""
    alone, helped = learn_space(SAYINGS), learn_space(SAYINGS, encoder=Meanings())

    for space, least in ((alone, -0.1), (helped, 0.2)):
        money, back, parcel = (space.points(texts) for texts in (MONEY, BACK, PARCEL))
        nearer = float((money @ back.T).mean() - (money @ parcel.T).mean())
        assert least < nearer < least + 0.6
        assert space is helped or nearer < 0.1


def test_more_texts_are_placed_by_the_same_encoder() -> None:
    known = [(text, int("parcel" in text or "courier" in text)) for text in SAYINGS]

    grouping = learn_themes(known, GroupingSettings(encoder=Meanings()))

    assert grouping is not None
    assert grouping.place(["reimburse me", "where is the shipment"]) == [0, 1]


def wordings(topic: str) -> list[str]:
    """Texts of one broad topic: its word among the words of five matters that have nothing else in common."""
    draw = random.Random(topic)
    matters = [["".join(draw.sample("abcdefghiklmnoprstuvwy", 5)) for _ in range(3)] for _ in range(5)]
    return [
        " ".join([topic, *draw.sample(matter, 2), f"{number}"]) for matter in matters for number in range(10)
    ]


def test_known_topics_tell_how_broad_a_theme_is() -> None:
    """Broad ones lead to broad themes of texts whose topics nobody named."""
    taught = [(text, topic) for topic in ("sun", "tea", "car", "hat") for text in wordings(topic)]
    texts = [text for topic in ("sea", "cow", "ink") for text in wordings(topic)]

    fine, broad = group_texts(texts), group_texts(texts, learn_from=taught)

    assert len(set(broad)) == 3 < len(set(fine))


def test_topics_as_fine_as_themes_are_leave_the_distance() -> None:
    """So do too few of them."""
    points, told = np.repeat(np.eye(40, dtype=np.float32), 3, axis=0), Distances(0.5, 0.5)
    tree = theme_tree(points, learn_space(["a word"]), ["a word"] * len(points), told)
    fine = [f"topic {at // 3}" for at in range(len(points))]

    assert breadth_of(fine, tree, told) == 1.0 == breadth_of(["one"] * len(points), tree, told)
