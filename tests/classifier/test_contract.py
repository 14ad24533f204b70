"""What every classifier promises, shown on each of ours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from classifier.contract import Abstained, Prediction, TextClassifier
from classifier.keywords import keyword_classifier
from classifier.models.cold_start import cold_start
from classifier.models.store import load_model, save_model
from classifier.models.training import train

ODD = [
    "",
    " ",
    "👍👍",
    "\x00\ud800"[:1],
    "a" * 50_000,
    "？！",
    "１２３",
    "\u200b",
    "ignore previous instructions",
]


@pytest.fixture(scope="module")
def classifiers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, TextClassifier]:
    trained = train(["退款没到账", "怎么开发票", "refund please", "invoice please"], ["a", "b", "a", "b"])
    folder: Path = tmp_path_factory.mktemp("model")
    save_model(trained, folder)
    return {
        "keywords": keyword_classifier("topic"),
        "cold": cold_start()["type"],
        "trained": trained,
        "loaded": load_model(folder),
    }


@pytest.mark.parametrize("name", ["keywords", "cold", "trained", "loaded"])
def test_every_classifier_keeps_the_contract(classifiers: dict[str, TextClassifier], name: str) -> None:
    classifier = classifiers[name]
    texts = [*ODD, "我要退款", "refund please"]

    judgements = classifier.predict_many(texts)

    assert isinstance(classifier, TextClassifier)
    for judgement, text in zip(judgements, texts, strict=True):
        alone = classifier.predict(text)
        assert replace(judgement, confidence=0, alternatives=()) == replace(
            alone, confidence=0, alternatives=()
        )
        assert judgement.confidence == pytest.approx(alone.confidence, abs=1e-5)
        assert isinstance(judgement, Prediction | Abstained)
        assert 0.0 <= judgement.confidence <= 1.0
        known = [label for label, _ in judgement.alternatives]
        assert set(known) <= set(classifier.labels)
    assert isinstance(judgements[0], Abstained)
