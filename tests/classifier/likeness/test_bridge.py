"""Chinese and English texts brought together by what both speak of."""

from __future__ import annotations

from classifier.likeness.bridge import Bridge, learn_bridge
from classifier.themes.space import learn_space

PAIRS = [
    ("绣线", "thread"),
    ("绣线颜色", "thread colour"),
    ("绣线断裂", "thread breaks"),
    ("梭芯", "bobbin"),
    ("梭芯颜色", "bobbin colour"),
    ("更换梭芯", "replace the bobbin"),
]


def test_words_that_choose_each_other_in_pairs_share_a_name() -> None:
    """A word met with two others belongs to the one it is met with every time."""
    bridge = learn_bridge(PAIRS)

    assert bridge.names_of("梭芯") == bridge.names_of("my bobbin") != ()
    assert set(bridge.names_of("梭芯")).isdisjoint(bridge.names_of("thread"))


def test_without_pairs_only_known_concepts_are_named() -> None:
    """An empty table of pairs is no fault."""
    assert learn_bridge([]) == Bridge() == learn_bridge([("", "thread"), ("？", "!")])
    assert "invoice" in Bridge().names_of("发票抬头错了")
    assert "invoice" in Bridge().names_of("wrong title on the invoice")


INVOICES = ["发票抬头写错了", "开票的抬头不对", "发票的抬头又错", "抬头错了要重开发票"]
CAMERAS = ["摄像头晚上离线", "监控夜里掉线", "摄像头每晚都断网", "晚上摄像头连不上"]
TITLES = ["the invoice title is wrong", "wrong title on my invoice", "invoice has the wrong title"]
DROPS = ["the camera goes offline at night", "camera offline every night", "my camera drops off at night"]
ENDINGS = ("", "?", " 7", " 3")


def test_texts_of_two_languages_lie_close_where_they_speak_of_the_same() -> None:
    """No word leads from one to the other, what both speak of does."""
    texts = [text + ending for text in (*INVOICES, *CAMERAS, *TITLES, *DROPS) for ending in ENDINGS]
    space = learn_space(texts)

    invoices, cameras, titles, drops = (space.points(part) for part in (INVOICES, CAMERAS, TITLES, DROPS))

    assert (invoices @ titles.T).mean() > (invoices @ drops.T).mean() + 0.1
    assert (cameras @ drops.T).mean() > (cameras @ titles.T).mean() + 0.1


def test_texts_of_one_language_are_told_by_their_words_alone() -> None:
    """Names shared by both would only blur them."""
    assert (
        learn_space(
            [text + ending for text in (*TITLES, *DROPS) for ending in (*ENDINGS, "!", "4", "5")]
        ).names
        is None
    )
