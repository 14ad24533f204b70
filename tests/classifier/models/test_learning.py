"""One correction changes the next judgement of a like message, and leaves the others alone."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from classifier.contract import Abstained, Prediction, TextClassifier
from classifier.keywords import keyword_classifier
from classifier.models.evaluation import best_label
from classifier.models.label_names import NameClassifier, name_phrases
from classifier.models.learning import CorrectedClassifier, Correction
from classifier.models.linear import LinearClassifier
from classifier.models.training import TrainingSettings, train
from tests.classifier.spoken import SEEDS

TEXTS, TOPICS = [seed.text for seed in SEEDS], [seed.topic for seed in SEEDS]


@pytest.fixture(scope="module")
def trained() -> LinearClassifier:
    return train(TEXTS, TOPICS, settings=TrainingSettings(most_work=0))


def share_right(judge: TextClassifier, places: np.ndarray) -> float:
    said = judge.predict_many([TEXTS[place] for place in places])
    return float(np.mean([best_label(one) == TOPICS[place] for one, place in zip(said, places, strict=True)]))


@pytest.mark.parametrize(
    ("said", "asked", "label"),
    [
        ("小程序里的积分兑换页面打不开", "积分兑换页面还是打不开", "refund"),
        ("the loyalty stamps vanished from my card", "my loyalty stamps vanished again", "refund"),
    ],
)
def test_one_correction_is_seen_in_the_next_judgement_of_a_like_message(
    trained: LinearClassifier, said: str, asked: str, label: str
) -> None:
    judge = CorrectedClassifier(trained)
    assert best_label(judge.predict(asked)) != label

    judge.learn(Correction(said, label))

    assert best_label(judge.predict(said)) == label
    assert best_label(judge.predict(asked)) == label


def test_the_reasons_are_words_of_the_writer_not_of_the_corrected_customer(trained: LinearClassifier) -> None:
    judge = CorrectedClassifier(trained, [Correction("张三的小程序积分兑换页面打不开", "promo")])

    judgement = judge.predict("小程序积分兑换页面打不开了")

    assert "积分" in judgement.reasons
    assert all(reason in "小程序积分兑换页面打不开了" for reason in judgement.reasons)


def test_a_correction_leaves_unlike_messages_alone(trained: LinearClassifier) -> None:
    judge = CorrectedClassifier(trained, [Correction("小程序里的积分兑换页面打不开", "promo")])

    unlike = "please send a technician"

    assert judge.predict(unlike) == trained.predict(unlike)


def test_what_any_two_messages_share_moves_nothing() -> None:
    """Over bare names no model says which words are common: the first corrections must not pull at all."""
    names = NameClassifier(name_phrases(["card_arrival", "exchange_rate", "lost_phone"]))
    asked = "how is the weather over in the hills today?"
    before = names.probabilities(asked)

    judge = CorrectedClassifier(names, [Correction("What do I have to do to get my card?", "card_arrival")])

    assert np.allclose(before, judge.probabilities(asked), atol=1e-4)


def test_a_label_that_the_model_does_not_know_can_be_taught(trained: LinearClassifier) -> None:
    judge = CorrectedClassifier(trained, [Correction("can I rent a parking space from you", "parking")])

    assert judge.labels[-1] == "parking"
    assert best_label(judge.predict("can I rent a parking space")) == "parking"


def test_a_text_without_words_teaches_nothing(trained: LinearClassifier) -> None:
    judge = CorrectedClassifier(trained, [Correction("  ", "billing"), Correction("", "billing")])

    assert judge.corrections == 0
    assert isinstance(judge.predict(""), Abstained)


def test_a_word_of_no_weight_moves_nothing(trained: LinearClassifier) -> None:
    judge = CorrectedClassifier(trained, [Correction("小程序里的积分兑换页面打不开", "promo", weight=0.0)])

    text = "小程序里的积分兑换页面打不开"
    assert best_label(judge.predict(text)) == best_label(trained.predict(text))


def test_rules_that_stand_in_for_a_refused_model_learn_too() -> None:
    judge = CorrectedClassifier(keyword_classifier("topic"), [Correction("灯带颜色换不了", "function")])

    assert isinstance(judge.predict("灯带的颜色换不了"), Prediction)
    assert best_label(judge.predict("灯带的颜色换不了")) == "function"


def test_corrections_alone_lift_the_cold_start_step_by_step() -> None:
    """From the names of the labels on, no stretch of corrections makes held-out messages worse, beyond noise."""
    order = np.random.default_rng(3).permutation(len(TEXTS))
    asked, told = order[:150], order[150:]
    judge = CorrectedClassifier(NameClassifier(name_phrases(TOPICS)))
    shares = [share_right(judge, asked)]

    for start, end in ((0, 10), (10, 50), (50, 150), (150, 380)):
        for place in told[start:end]:
            judge.learn(Correction(TEXTS[place], TOPICS[place]))
        shares.append(share_right(judge, asked))

    assert all(later >= earlier - 0.03 for earlier, later in pairwise(shares))
    assert shares[-1] >= shares[0] + 0.15


def test_the_same_corrections_make_the_same_judge(trained: LinearClassifier) -> None:
    told = [Correction(text, label) for text, label in zip(TEXTS[:40], TOPICS[:40], strict=True)]

    first, second = (CorrectedClassifier(trained, told).probabilities("退款什么时候到") for _ in range(2))

    assert np.array_equal(first, second)


def test_names_of_labels_are_a_cold_start_that_training_takes_over() -> None:
    phrases = name_phrases(["card_arrival", "lost_card", "exchange_rate"])
    cold = NameClassifier(phrases)

    assert best_label(cold.predict("when will my card arrive")) == "card_arrival"
    assert cold.predict("咦").confidence == 0.0

    warm = train(["where is it, I ordered two weeks ago"], ["card_arrival"], prior=phrases)

    assert best_label(warm.predict("I ordered it weeks ago")) == "card_arrival"
    assert best_label(warm.predict("what is your exchange rate")) == "exchange_rate"
