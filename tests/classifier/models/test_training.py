"""Learning from labels: better with more, never worse than the cold start, honest about doubt."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from classifier.contract import Abstained
from classifier.features.blocks import FeatureSettings, feature_blocks
from classifier.features.counting import Reader, as_if_new, count_features, known_words, suitable_features
from classifier.features.vectoriser import Vectoriser
from classifier.keywords import keyword_classifier, seed_weights
from classifier.models.calibration import Strengths, Views, choose_thresholds, fit_strengths
from classifier.models.evaluation import best_label
from classifier.models.folds import folds_of
from classifier.models.lesson import Lesson
from classifier.models.network import Schedule, certain, fit_network
from classifier.models.planes import fit_odds
from classifier.models.student import Stream, Tutor, fit_heard_odds, having_heard
from classifier.models.training import TrainingDataError, TrainingSettings, train
from classifier.text.normalise import words
from tests.classifier.spoken import SEEDS

TEXTS = [seed.text for seed in SEEDS]
TOPICS = [seed.topic for seed in SEEDS]
PLAIN = TrainingSettings(most_work=0)
SMALL = TrainingSettings(schedule=Schedule(size=8, epochs=2))


def test_the_same_data_makes_the_same_model() -> None:
    first, second = (train(TEXTS[:210], TOPICS[:210], settings=SMALL) for _ in range(2))

    assert first.model.vocabulary == second.model.vocabulary
    assert np.array_equal(first.model.weights, second.model.weights)
    assert first.model.hidden is not None
    assert second.model.hidden is not None
    assert np.array_equal(first.model.hidden.rows, second.model.hidden.rows)
    assert first.model.strengths == second.model.strengths


@pytest.mark.parametrize("learned", [2, 10, 30, 60])
def test_a_few_labels_never_fall_below_the_cold_start(learned: int) -> None:
    rules = keyword_classifier("topic")
    order = np.random.default_rng(7).permutation(len(TEXTS))
    few, rest = order[:learned], order[200:]
    cold = np.mean([best_label(rules.predict(TEXTS[at])) == TOPICS[at] for at in rest])

    model = train([TEXTS[at] for at in few], [TOPICS[at] for at in few], prior=seed_weights("topic"))

    warm = np.mean([best_label(model.predict(TEXTS[at])) == TOPICS[at] for at in rest])
    assert warm >= cold - 0.01


def test_reasons_are_words_of_the_text() -> None:
    model = train(TEXTS, TOPICS, settings=PLAIN)

    judgement = model.predict("please refund my order")

    assert "refund" in judgement.reasons


def test_reasons_in_chinese_are_words_not_scraps_across_them() -> None:
    texts = [
        "查一下去北京的火车",
        "帮我订火车票",
        "明天的火车几点开",
        "看看天气",
        "北京天气如何",
        "明天会下雨吗",
    ]
    model = train(texts, ["train"] * 3 + ["weather"] * 3)

    text = "查一下去成都的火车"
    parts = {part for reason in model.predict(text).reasons for part in reason.replace("+", " ").split()}

    assert "火车" in parts
    assert parts <= set(words(text))


def test_a_text_without_anything_known_is_abstained_from() -> None:
    model = train(["aaa bbb", "ccc ddd"], ["x", "y"])

    assert model.predict("咦") == Abstained(None, 0.0, ("nothing known in the text",))


@pytest.mark.parametrize(
    ("texts", "labels", "message"),
    [
        (["a"], [], "1 texts but 0 labels"),
        ([], [], "no text to learn from"),
        (["  ", ""], ["x", "y"], "no text to learn from"),
        (["a", "b"], ["x", "x"], "only one label"),
    ],
)
def test_data_that_cannot_teach_is_refused_with_the_reason(
    texts: list[str], labels: list[str], message: str
) -> None:
    with pytest.raises(TrainingDataError, match=message):
        train(texts, labels)


def test_thresholds_keep_the_stated_precision() -> None:
    sure = np.linspace(0.5, 0.99, 100, dtype=np.float32)
    chances = np.column_stack([sure, 1 - sure]).astype(np.float32)
    truth = np.where(np.arange(100) >= 40, 0, 1)

    thresholds = choose_thresholds(chances, truth, 1.0)

    assert thresholds[0] == pytest.approx(float(sure[40]))


def test_what_was_never_wrong_sets_no_threshold_above_the_stated_precision() -> None:
    """Easy texts are all right and all more than 99 % sure: that is no reason to keep quiet at 95 %."""
    sure = np.linspace(0.991, 0.999, 50, dtype=np.float32)
    chances = np.column_stack([sure, 1 - sure]).astype(np.float32)

    assert choose_thresholds(chances, np.zeros(50, dtype=np.intp), 0.8)[0] == pytest.approx(0.8)


def test_a_text_told_twice_is_judged_by_models_that_saw_neither() -> None:
    texts = ["帆盘又扣了我25块", "帆盘又扣了我26块", "完全不同的另一句话", "third words altogether"]

    folds = folds_of(texts, np.zeros(4, dtype=np.intp), 1, 3)

    assert folds[0] == folds[1]
    assert len(set(folds.tolist())) == 3


def test_only_the_stated_texts_prove_strengths_and_thresholds() -> None:
    texts = ["退款", "退钱", "换货", "换新"] * 3
    labels = ["refund", "refund", "repair", "repair"] * 3
    misleading = [*texts, *("退款吧", "退钱吧") * 20], [*labels, *("repair", "repair") * 20]

    proven = train(*misleading, proof=len(texts))
    all_together = train(*misleading)

    assert proven.model.thresholds.tolist() != all_together.model.thresholds.tolist()


def test_the_keyword_table_says_less_the_more_examples_there_are() -> None:
    views = Views(
        planes=np.zeros((40, 2), dtype=np.float32),
        log_prior=np.log(np.array([[0.9, 0.1]] * 40, dtype=np.float32)),
    )
    truth = np.zeros(40, dtype=np.intp)

    assert fit_strengths(views, truth).prior > 1
    assert fit_strengths(views, truth, most_prior=0.3).prior == pytest.approx(0.3)


def test_messages_nobody_labelled_teach_which_words_go_together() -> None:
    """No label was ever given to a text with "parcel" or "invoice"; beside "courier" and "billing" they were seen."""
    fillers = ["today", "again", "please", "hello", "still", "monday", "since", "really", "why", "always"]
    texts = [f"{known} {one}" for known in ("courier", "billing") for one in fillers]
    labels = ["way"] * 10 + ["pay"] * 10
    stream = [
        f"{known} {unknown} {one} {other}"
        for known, unknown in (("courier", "parcel"), ("billing", "invoice"))
        for one in fillers
        for other in fillers
    ]

    alone, listening = train(texts, labels), train(texts, labels, unlabelled=stream)

    asked = ["parcel monday", "invoice monday"]
    assert [best_label(alone.predict(text)) for text in asked] != ["way", "pay"]
    assert [best_label(listening.predict(text)) for text in asked] == ["way", "pay"]
    assert best_label(train(texts, labels, unlabelled=stream[:20]).predict("parcel monday")) == best_label(
        alone.predict("parcel monday")
    )


def test_networks_side_by_side_say_the_mean_of_each() -> None:
    matrix = csr_matrix(np.eye(4, dtype=np.float32))
    beliefs = certain(np.array([0, 1, 0, 1]), 2)
    one = Schedule(size=4, epochs=3)

    both = fit_network(matrix, beliefs, replace(one, networks=2))

    hidden = np.maximum(matrix @ both.rows + both.row_bias, 0.0)
    first = fit_network(matrix, beliefs, one).scores_many(matrix)
    second = 2 * hidden[:, 4:] @ both.top[4:] + 2 * both.top_bias - fit_network(matrix, beliefs, one).top_bias
    assert not np.allclose(first, second)
    assert np.allclose(both.scores_many(matrix), (first + second) / 2, atol=1e-5)


def test_a_thorough_training_sees_every_example_more_often() -> None:
    for examples in (500, 2_000, 10_000, 50_000):
        usual, thorough = (
            TrainingSettings(thorough=careful).network_schedule(examples) for careful in (False, True)
        )

        assert thorough.epochs > usual.epochs


def test_held_out_texts_look_as_new_ones_will() -> None:
    """What only held-out rows have is gone from them, and the rest of each block is as long as the whole was."""
    vocabulary = ("cab", "cbc", "p a b", "wa", "wb")
    asked = csr_matrix(np.array([[0.6, 0.8, 0.0, 0.6, 0.8]]))
    seen = np.array([True, False, False, True, True])

    new = as_if_new(asked, seen, vocabulary, FeatureSettings())

    assert new.toarray().tolist() == [[1.0, 0.0, 0.0, pytest.approx(0.6), pytest.approx(0.8)]]
    assert known_words(new, vocabulary).tolist() == [2]


def test_a_model_is_as_sure_of_new_texts_as_it_is_right() -> None:
    order = np.random.default_rng(3).permutation(len(TEXTS))
    taught, asked = order[: len(order) * 3 // 4], order[len(order) * 3 // 4 :]

    model = train([TEXTS[at] for at in taught], [TOPICS[at] for at in taught], settings=PLAIN)

    said = [model.predict(TEXTS[at]) for at in asked]
    right = np.mean([best_label(one) == TOPICS[at] for one, at in zip(said, asked, strict=True)])
    assert np.mean([one.confidence for one in said]) == pytest.approx(right, abs=0.06)


def test_log_odds_tell_a_label_from_the_others_and_nothing_of_one_never_seen() -> None:
    matrix = csr_matrix(np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))

    odds = fit_odds(matrix, certain(np.array([0, 0, 1]), 3))

    assert odds[0, 0] > 0 > odds[0, 1]
    assert odds[1, 1] > 0 > odds[1, 0]
    assert odds[:, 2] == pytest.approx(odds[:, :2].mean(axis=1))


def test_log_odds_count_what_is_believed_of_messages_nobody_labelled() -> None:
    """The last two columns occur in the stream only, each beside what one of the labels' examples has."""
    matrix, truth = csr_matrix(np.eye(4, dtype=np.float32)[:2]), np.array([0, 1])
    heard = csr_matrix(np.array([[1, 0, 1, 0], [0, 1, 0, 1]], dtype=np.float32))
    believed = Views(np.array([[1.0, -1.0], [-1.0, 1.0]], dtype=np.float32))

    odds = fit_heard_odds(matrix, truth, Stream(heard), believed, Strengths(2.0))

    assert odds[2, 0] > 0 > odds[2, 1]
    assert odds[3, 1] > 0 > odds[3, 0]
    unsure = fit_heard_odds(matrix, truth, Stream(heard), believed, Strengths(0.1))
    assert odds[2, 0] > unsure[2, 0] > 0


def test_who_heard_proves_itself_on_examples_it_was_not_told_of() -> None:
    matrix, truth = csr_matrix(np.eye(4, dtype=np.float32)[[0, 1, 2]]), np.array([0, 1, 0])
    stream = Stream(csr_matrix(np.array([[1, 0, 1, 0], [0, 1, 0, 1]], dtype=np.float32)))
    believed = Views(np.array([[1.0, -1.0], [-1.0, 1.0]], dtype=np.float32))
    tutor = Tutor(np.array([True, True, False]), np.array([2]), matrix[[2]], believed)
    views = Views(np.zeros((3, 2), dtype=np.float32), odds=np.zeros((3, 2), dtype=np.float32))

    heard, said = having_heard(matrix, truth, stream, [tutor], Strengths(2.0), views)

    odds = fit_heard_odds(matrix[:2], truth[:2], stream, believed, Strengths(2.0))
    assert said.odds is not None
    assert heard[0].views.odds is not None
    assert np.allclose(said.odds[2], odds[2])
    assert np.allclose(heard[0].views.odds, stream.matrix @ odds)


def test_a_view_that_tells_nothing_gets_no_say() -> None:
    truth = np.arange(60) % 2
    planes = np.where(np.eye(2)[truth] > 0, 0.5, -0.5).astype(np.float32)
    noise = np.random.default_rng(0).standard_normal((60, 2)).astype(np.float32)

    strengths = fit_strengths(Views(planes, odds=noise), truth)

    assert strengths.planes > 5
    assert strengths.odds < 1


def test_views_are_added_up_by_their_strengths() -> None:
    views = Views(np.array([[1.0, 2.0]]), odds=np.array([[10.0, -10.0]]))

    assert views.logits(Strengths(planes=2.0, odds=0.1)).tolist() == [[3.0, 3.0]]


def test_chinese_is_read_by_word_classes_and_english_by_pairs_of_words() -> None:
    assert suitable_features(["从上海到北京", "AX3断网", "ok"]) == FeatureSettings(
        word_classes=True, matter_only=True
    )
    assert suitable_features(["从上海", "refund please", "ok"]) == FeatureSettings(
        word_pairs=True, matter_only=True
    )


def test_two_places_are_alike_to_who_reads_word_classes() -> None:
    one, other = (
        set(feature_blocks(text, FeatureSettings(word_classes=True))[2])
        for text in ("从上海到北京", "从成都到重庆")
    )

    assert {"g从 <ns>", "g<ns> 到", "g<ns> >", "g<ns>"} <= one & other


def test_texts_are_counted_in_training_as_they_are_judged_later() -> None:
    """The rows that a model learns from are those that its vectoriser makes of the same texts."""
    texts = ["路由器晚上断网，重启三次", "the router drops every night", "断网断网断网", "……", "router 断网"]
    settings = FeatureSettings(word_pairs=True, word_classes=True)

    counted = count_features(texts, settings, 10_000)

    rows = Vectoriser(settings, counted.vocabulary, counted.idf).matrix(texts)
    assert np.allclose(counted.taught.toarray(), rows.toarray(), atol=1e-6)
    assert counted.known.tolist() == [1.0, 1.0, 1.0, 0.0, 1.0]


def test_what_only_unlabelled_messages_say_counts_from_the_third_time() -> None:
    counted = count_features(["router"], FeatureSettings(), 10_000, ["parcel invoice", "parcel", "parcel"])

    assert {feature for feature in counted.vocabulary if feature[0] == "w"} == {"wrouter", "wparcel"}
    assert counted.heard.shape[0] == 3


def test_what_another_training_has_read_is_not_read_again_and_changes_nothing() -> None:
    """The second field's texts are some of the first one's in another order, one of them twice."""
    settings = FeatureSettings(concepts=True)
    reader = Reader(settings)
    count_features(["账单 多扣", "the router drops", "退款 没到"], settings, 10_000, reader=reader)
    asked = ["退款 没到", "账单 多扣", "退款 没到", "new words"]

    shared = count_features(asked, settings, 10_000, reader=reader)

    alone = count_features(asked, settings, 10_000)
    assert shared.vocabulary == alone.vocabulary
    assert np.array_equal(shared.idf, alone.idf)
    assert np.allclose(shared.taught.toarray(), alone.taught.toarray())
    assert np.array_equal(shared.known, alone.known)


def test_only_the_most_frequent_features_are_kept_where_there_are_too_many() -> None:
    counted = count_features(["a b", "a c", "a d"], FeatureSettings(latin_sizes=(9, 9)), 1)

    assert counted.vocabulary == ("wa",)
    assert counted.known.tolist() == pytest.approx([1 / 3] * 3)


def test_the_hidden_layer_is_left_out_where_it_would_look_at_too_much() -> None:
    """300 rows of 10 features, met 40 times: 120,000 looks."""
    matrix, truth = csr_matrix(np.ones((300, 10))), np.zeros(300, dtype=np.intp)
    stream = Stream(csr_matrix((0, 10)))
    lesson = Lesson(
        matrix, truth, truth, stream, ["w"] * 10, FeatureSettings(), 2, TrainingSettings(most_work=120_000)
    )

    assert lesson.layered
    assert not replace(lesson, settings=TrainingSettings(most_work=119_999)).layered
    assert replace(lesson, settings=TrainingSettings(most_work=119_999, thorough=True)).layered


def test_a_thorough_training_keeps_rarer_words_but_no_rarer_pairs() -> None:
    texts = [*(f"alpha beta {number}" for number in range(6_000)), "gamma delta", "gamma delta", "epsilon"]
    settings = FeatureSettings(word_pairs=True)

    usual, thorough = (
        set(count_features(texts, settings, 10_000, thorough=careful).vocabulary) for careful in (False, True)
    )

    assert {"walpha", "palpha beta"} <= usual
    assert {"wgamma", "wgamma delta"} <= thorough - usual
    assert not {"pdelta gamma", "wepsilon"} & thorough
