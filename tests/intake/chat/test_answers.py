"""Which article answers a question: by its words, by what both languages name alike, by an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from classifier.likeness.bridge import learn_bridge
from intake.chat.answers import AnswerIndex
from intake.chat.dialogue import start, step
from intake.chat.fitting import MOST_UNSPELT
from intake.chat.state import Answer, Phase
from tests.intake.chat.desk import TOOLS
from ticketing.models import Article


def article(code: str, chinese: str, english: str, *paraphrases: str, answered: str = "zh en") -> Article:
    return Article(
        code=code,
        question_zh=chinese,
        question_en=english,
        paraphrases=list(paraphrases),
        answer_zh=f"{code} 的答案" if "zh" in answered else "",
        answer_en=f"the answer to {code}" if "en" in answered else "",
    )


ARTICLES = [
    article("thread", "绣线断了怎么办", "What to do when the thread breaks"),
    article("bobbin", "怎么更换梭芯", "How to replace the bobbin"),
    article("renew", "如何关闭自动续费", "Turn off auto-renew"),
    article("refund", "误购多久可以退款", "How long is the refund window"),
]
PAIRS = [("绣线", "thread"), ("绣线颜色", "thread colour"), ("梭芯", "bobbin"), ("梭芯颜色", "bobbin colour")]


def codes(found: Sequence[Answer]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("plain", "polite"),
    [
        ("怎么更换梭芯", "您好，麻烦帮我看一下，怎么更换梭芯，谢谢"),
        ("turn off auto-renew", "Hello, could you please help me? Turn off auto-renew. Many thanks, Tom"),
    ],
)
def test_courtesies_change_nothing(plain: str, polite: str) -> None:
    """A greeting is no part of a question."""
    index = AnswerIndex(ARTICLES)

    assert index.find(polite, "", "zh") == index.find(plain, "", "zh")
    assert index.find(polite, "", "zh")[0].score > 0.9


def test_a_question_finds_an_article_told_in_the_other_language() -> None:
    """Through the words of the company's own pairs; it is suggested, never given as sure."""
    chinese_only = [article(one.code, one.question_zh, "", answered="zh") for one in ARTICLES]
    index = AnswerIndex(chinese_only, learn_bridge(PAIRS))

    found = index.find("replace my bobbin", "", "en")

    assert codes(found)[:1] == ["bobbin"]
    assert 0.4 <= found[0].score <= MOST_UNSPELT < TOOLS.answer_floor
    assert AnswerIndex(chinese_only).find("my bobbin", "", "en") == []


def test_an_answer_that_is_told_in_one_language_only_is_given_with_a_note() -> None:
    """Better than none; the customer reads why it is not in theirs."""
    index = AnswerIndex([article("refund", "误购多久可以退款", "", "refund window", answered="zh")])
    tools = replace(TOOLS, find_answers=index.find, find_products=lambda _: [])

    said = step(replace(start("en"), phase=Phase.LISTENING), "refund window", tools).lines

    assert [(line.text, line.language) for line in said[:2]] == [
        ("We have this answer in Chinese only so far:", "en"),
        ("refund 的答案", "zh"),
    ]


class Matters:
    """Knows which English words speak of one thing; takes everything Chinese for alike."""

    identity = "matters"

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        groups = (("thread", "yarn"), ("bobbin", "spool"), ("renew", "subscription"), ("refund", "money"))
        rows = np.array(
            [
                [
                    0.01 + 0.01 * (len(text) % 3),
                    *(sum(word in text.lower() for word in group) for group in groups),
                ]
                for text in texts
            ]
        )
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_an_encoder_finds_what_is_asked_in_other_words() -> None:
    """Suggested, for only its own words make an answer sure."""
    asked = "my yarn snaps"

    found = AnswerIndex(ARTICLES, encoder=Matters()).find(asked, "", "en")

    assert codes(found)[:1] == ["thread"]
    assert TOOLS.suggest_floor <= found[0].score <= MOST_UNSPELT
    assert "thread" not in codes(AnswerIndex(ARTICLES).find(asked, "", "en"))


def test_a_script_that_the_encoder_does_not_know_is_left_to_the_words() -> None:
    """Where its nearest wordings are of other articles more often than the nearest in words are."""
    twins = [
        article(
            one.code,
            one.question_zh,
            one.question_en,
            f"请教{one.question_zh}呀",
            one.question_en + " please",
        )
        for one in (*ARTICLES, article("red", "红灯亮是什么意思", "What the subscription light means"))
    ]

    found = AnswerIndex(twins, encoder=Matters()).find("红灯亮", "", "zh")

    assert found == AnswerIndex(twins).find("红灯亮", "", "zh")


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("绣线在哪里买", "zh"),
        ("which colour of thread is the strongest", "en"),
        ("can I refund a lottery ticket", "en"),
    ],
)
def test_one_word_in_common_is_not_worth_a_suggestion(asked: str, language: str) -> None:
    """What else is asked stands in no article; a wrong suggestion costs the customer a turn."""
    found = AnswerIndex(ARTICLES, learn_bridge(PAIRS)).find(asked, "", language)

    assert found
    assert found[0].score < TOOLS.suggest_floor


def test_an_article_told_in_both_languages_is_judged_in_the_one_asked() -> None:
    """A keyword of the other language, alone in its wording, made every printer question find it."""
    index = AnswerIndex([article("fee", "打印机耗材收费吗", "Does the printer cost a fee", "打印机")])

    assert index.find("the printer prints nonsense symbols", "", "en")[0].score < TOOLS.suggest_floor


def test_what_shares_nothing_is_not_found() -> None:
    assert AnswerIndex(ARTICLES, learn_bridge(PAIRS)).find("zzz", "", "en") == []
    assert AnswerIndex([], encoder=Matters()).find("thread", "", "en") == []
