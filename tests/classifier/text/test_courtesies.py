"""What is said beside the matter: left out where wordings are compared."""

from __future__ import annotations

import time

import pytest

from classifier.likeness.meaning import MeaningScorer
from classifier.likeness.sketch import sketch, wording
from classifier.likeness.stock_phrases import StockPhrases, learn_stock_phrases
from classifier.text.courtesies import matter
from classifier.themes.grouping import group_texts, shape_of
from tests.benchmarks.courtesies import OWN, USUAL, polite

SAID = {
    "refund": [
        "my refund has not arrived yet",
        "the refund still did not arrive",
        "no refund arrived so far",
        "when does the refund arrive at last",
    ],
    "router": [
        "the router drops every night",
        "router keeps dropping at night",
        "our router drops again every night",
        "at night the router is dropping",
    ],
    "发票": ["发票抬头开错了", "开的发票抬头不对", "发票的抬头又开错", "抬头错了，发票要重开"],
    "摄像头": ["摄像头晚上总是离线", "到了晚上摄像头离线", "摄像头一到晚上就离线", "晚上摄像头又离线了"],
}
TEXTS = [text for texts in SAID.values() for text in texts]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hello, hope you're well. My card is broken. Many thanks, Tom", "My card is broken"),
        (
            "Hi there, could you please tell me how to get a refund? Kind regards, Maria Lopez",
            "how to get a refund",
        ),
        ("Good morning, my name is Anna Miller. Order 48213-77: the lid leaks", "the lid leaks"),
        ("您好，麻烦帮我看一下，退款没到账，谢谢", "退款没到账"),
        ("在吗？我是你们的老用户了，发票抬头错了，麻烦尽快处理，谢谢您！", "发票抬头错了"),
        ("您好，我姓王，订单号 48213077，摄像头离线，請盡快回復", "摄像头离线"),
    ],
)
def test_courtesies_at_both_ends_are_left_out(text: str, left: str) -> None:
    """Greetings, pleas, thanks, who one is and the number of an order."""
    assert matter(text).rstrip("?.") == left


@pytest.mark.parametrize(
    "text",
    [
        "大会员现在退订的话月底前还能不能看",
        "谢谢",
        "你好",
        "Hello!",
        "thank you so much",
        "你们客服的态度很好",
        "the help button does not help me find invoices",
        "my thank you card arrived torn",
        "希望能按人脸整理相册",
        "",
        "？",
    ],
)
def test_what_is_all_that_is_said_or_is_the_matter_stays(text: str) -> None:
    """A greeting alone is a message; words of courtesy in a sentence are part of it."""
    assert matter(text) == text.replace("？", "?") or matter(text) == text


@pytest.mark.parametrize(
    "unit", ["拜托", "麻烦请希望能", "please thanks ", "best regards ", "谢", "hi ", "!"]
)
def test_a_hostile_text_is_looked_at_quickly(unit: str) -> None:
    """Only the ends are looked at, whatever is repeated there."""
    began = time.process_time()

    matter(unit * 20_000 + "x" + unit * 20_000)

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(("ends", "seed"), [(USUAL, 0), (USUAL, 1)])
def test_courtesies_move_no_text_to_another_theme(ends: dict, seed: int) -> None:
    """The same complaints, as people write them and with all that they say around them."""
    plain, among = group_texts(TEXTS), group_texts(polite(TEXTS, ends, seed))

    assert plain == among
    assert len(set(plain)) == len(SAID)


def test_the_same_matter_is_alike_whatever_the_courtesies() -> None:
    scorer = MeaningScorer()

    assert scorer.score("您好，请帮我查一下，退款没到账，非常感谢！", "退款没到账") == 1.0
    assert sketch(wording("Hello team, the lid leaks, thanks in advance")) == sketch(wording("the lid leaks"))


def test_sentences_that_texts_of_every_matter_share_are_found() -> None:
    """No list names them: what else is said with them is as unlike as everywhere."""
    texts = [f"{text} {number}" for number in range(25) for text in TEXTS]

    found = learn_stock_phrases([shape_of(text) for text in polite(texts, OWN, 0)])

    assert found.without("form 7, section b, customer statement: the lid leaks") == "the lid leaks"
    assert found.without("我是退休老人,不太会用手机,发票开错了,一直都很信任你们") == "发票开错了"
    assert found.without("我是退休老人,不太会用手机,") == "我是退休老人,不太会用手机,"
    assert all(found.without(text) == text for text in TEXTS)


def test_a_sentence_that_is_the_matter_is_no_stock_phrase() -> None:
    """However often the same words open a complaint, what follows them is of the same matter."""
    opened = [
        f"the camera is offline again, {rest}" for rest in ("red light, no picture", "no picture, red light")
    ]
    texts = [f"{text} {number}" for number in range(10) for text in (*opened, *TEXTS)]

    assert learn_stock_phrases(texts) == StockPhrases()


def test_texts_that_all_say_the_same_word_have_no_stock_phrases() -> None:
    """A word of every text weighs nothing."""
    assert learn_stock_phrases([f"word {number}" for number in range(50)]) == StockPhrases()
