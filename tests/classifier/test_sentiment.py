"""How a writer feels, told from words in both languages before anybody labelled anything."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from classifier.contract import Abstained, TextClassifier
from classifier.models.evaluation import best_label
from classifier.sentiment import SENTIMENTS, SentimentClassifier

DATA = Path(__file__).parents[3] / "shared" / "data" / "nlu"
JUDGE = SentimentClassifier()


@pytest.mark.parametrize(
    ("text", "feeling"),
    [
        ("电脑端一直卡99%，换网也不行", "negative"),
        ("昨晚客服小哥很耐心，赞", "positive"),
        ("請問怎麼導出錄像", "neutral"),
        ("2T和5T差多少，能补差价升级吗", "neutral"),
        ("the agent last night was great", "positive"),
        ("still not fixed, this is unacceptable", "negative"),
        ("how do I restore to a new phone", "neutral"),
        ("画质太差了，后悔买", "negative"),
        ("App很好用，就是客服太差了", "negative"),
    ],
)
def test_feelings_are_told_in_both_languages(text: str, feeling: str) -> None:
    assert best_label(JUDGE.predict(text)) == feeling


@pytest.mark.parametrize(
    ("plain", "denied"), [("好吃", "不太好吃"), ("满意", "并不满意"), ("I am happy", "I am not really happy")]
)
def test_a_negation_turns_praise_into_blame(plain: str, denied: str) -> None:
    assert best_label(JUDGE.predict(plain)) == "positive"
    assert best_label(JUDGE.predict(denied)) == "negative"


def test_what_follows_but_counts_more_than_what_stands_before() -> None:
    first, last = (JUDGE.probabilities(text) for text in ("慢但是好吃", "好吃但是慢"))

    assert first[2] - first[0] > last[2] - last[0]


def test_it_keeps_the_contract_and_names_its_words() -> None:
    assert isinstance(JUDGE, TextClassifier)
    assert JUDGE.labels == SENTIMENTS
    assert JUDGE.predict("客服很热情，发货快速").reasons == ("热情", "快速")
    assert isinstance(JUDGE.predict(""), Abstained)
    assert sum(JUDGE.probabilities("a" * 50_000)) == pytest.approx(1.0)


@pytest.mark.skipif(not DATA.is_dir(), reason="no labelled sets beside the project")
@pytest.mark.parametrize(("name", "column"), [("waimai", "label"), ("shop10", "sentiment")])
def test_reviews_are_told_apart_without_one_label(name: str, column: str) -> None:
    """At least 83 of 100 reviews that show any feeling by a word, on every twentieth review of the set."""
    with (DATA / name / "train.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))[::20]

    chances = [JUDGE.probabilities(row["text"]) for row in rows]

    told = [
        (positive > negative, row[column] == "1")
        for (negative, _, positive), row in zip(chances, rows, strict=True)
        if positive != negative
    ]
    assert len(told) > 0.7 * len(rows)
    assert sum(said == true for said, true in told) / len(told) >= 0.83
