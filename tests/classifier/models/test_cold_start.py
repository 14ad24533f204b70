"""A desk without labels: keywords and seed sentences alone."""

from __future__ import annotations

import pytest

from classifier.contract import Abstained, Prediction
from classifier.keywords import (
    FIELDS,
    TYPES,
    KeywordClassifier,
    keyword_classifier,
    seed_examples,
    seed_weights,
)
from classifier.models.cold_start import cold_start
from classifier.models.evaluation import best_label
from classifier.models.linear import LinearClassifier


@pytest.fixture(scope="module")
def desk() -> dict[str, LinearClassifier]:
    return cold_start()


def test_the_seeds_speak_both_languages_and_know_every_label() -> None:
    examples = seed_examples()

    assert {example.type for example in examples} == set(TYPES) == set(seed_weights("type"))
    assert {example.topic for example in examples} == set(seed_weights("topic"))
    assert {example.phase for example in examples} == set(seed_weights("phase"))
    assert len({example.text for example in examples}) == len(examples)


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("我的会员被扣了两次钱，什么意思", "complaint", "billing"),
        ("I cancelled and you still charged me, this is outrageous", "complaint", None),
        ("请问这个一年多少钱", "enquiry", "presales_info"),
        ("how do I share my album with my wife?", "enquiry", "howto"),
        ("每天晚上掉线，要重启路由才行", "fault", "connectivity"),
        ("the app crashes after the update", "fault", "function"),
        ("买错了没用过，麻烦帮我退款", "request", "refund"),
        ("please cancel my subscription", "request", "subscription"),
        ("希望能增加按日期排序的功能", "suggestion", "feature"),
        ("客服很耐心，点赞", "praise", "service"),
        ("实名举报你们员工收回扣", "whistle", None),
        ("希望帳單可以顯示明細，唔該加返", "suggestion", None),
    ],
)
def test_a_cold_start_understands_common_messages(
    desk: dict[str, LinearClassifier], text: str, kind: str, topic: str | None
) -> None:
    assert best_label(desk["type"].predict(text)) == kind
    if topic:
        assert best_label(desk["topic"].predict(text)) == topic


def test_phases_are_told(desk: dict[str, LinearClassifier]) -> None:
    assert best_label(desk["phase"].predict("想买一个，多少钱？")) == "pre"
    assert best_label(desk["phase"].predict("快递到哪里了")) == "in"
    assert best_label(desk["phase"].predict("坏了，要求维修")) == "after"


def test_the_rules_alone_abstain_without_a_keyword() -> None:
    judgement = keyword_classifier("topic").predict("嗯嗯")

    assert judgement == Abstained(None, 0.0, ("no keyword found",), judgement.alternatives)


def test_the_rules_alone_name_the_phrases_that_decided() -> None:
    rules = KeywordClassifier({"refund": {3: "退款"}, "invoice": {3: "发票"}})

    judgement = rules.predict("我要退款")

    assert isinstance(judgement, Prediction)
    assert judgement.label == "refund"
    assert judgement.reasons == ("退款",)


def test_examples_of_the_company_are_learned_without_its_product_names() -> None:
    company = cold_start(
        products=[("ZZZ", "泽泽盒")],
        examples=[("topic", "泽泽盒嗡嗡叫", "hw_quality"), ("topic", "嗡嗡响个不停", "hw_quality")] * 3,
    )

    assert best_label(company["topic"].predict("一直嗡嗡叫")) == "hw_quality"
    assert not any("泽" in feature for feature in company["topic"].model.vocabulary)
    assert set(company) == set(FIELDS)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("您好，每天晚上掉线，要重启路由才行，谢谢您！", "fault"),
        ("Hello, the app crashes after the update. Thank you very much in advance.", "fault"),
        ("你好，我想咨询一下，这个一年多少钱，非常感谢！", "enquiry"),
    ],
)
def test_thanks_beside_a_matter_make_no_praise_of_it(
    desk: dict[str, LinearClassifier], text: str, kind: str
) -> None:
    """A quarter of all courteous messages was taken for another type."""
    assert best_label(desk["type"].predict(text)) == kind


@pytest.mark.parametrize("text", ["谢谢", "多谢你们，辛苦了", "thank you so much"])
def test_thanks_alone_are_praise(desk: dict[str, LinearClassifier], text: str) -> None:
    assert best_label(desk["type"].predict(text)) == "praise"
