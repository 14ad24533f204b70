"""The figures by which a classifier is judged."""

from __future__ import annotations

import numpy as np
import pytest

from classifier.models.evaluation import (
    confusion,
    coverage_at,
    evaluate,
    expected_calibration_error,
    report_labels,
    wilson_interval,
)
from classifier.models.training import train


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (17, 20, 0.6396, 0.9476),
        (0, 8, 0.0, 0.3244),
        (8, 8, 0.6756, 1.0),
        (412, 500, 0.7882, 0.8549),
        (0, 0, 0, 1),
    ],
)
def test_wilson_intervals_match_the_published_ones(hits: int, n: int, low: float, high: float) -> None:
    assert wilson_interval(hits, n) == pytest.approx((low, high), abs=1e-4)


def test_coverage_is_the_largest_share_at_the_precision() -> None:
    sure = np.array([0.9, 0.8, 0.7, 0.6])

    assert coverage_at(sure, np.array([True, True, True, False]), 0.95) == 0.75
    assert coverage_at(sure, np.array([False, True, True, True]), 0.75) == 1.0
    assert coverage_at(sure, np.zeros(4, dtype=bool), 0.95) == 0.0


def test_equal_confidences_cannot_be_parted_by_luck() -> None:
    assert coverage_at(np.full(4, 0.9), np.array([True, True, True, False]), 0.95) == 0.0


def test_calibration_error_is_the_gap_between_said_and_done() -> None:
    assert expected_calibration_error(np.full(10, 0.9), np.arange(10) < 9) == pytest.approx(0.0)
    assert expected_calibration_error(np.full(10, 1.0), np.arange(10) < 5) == pytest.approx(0.5)


def test_labels_are_reported_one_by_one() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("b", None)]

    reports = report_labels(pairs)

    assert (reports["a"].precision, reports["a"].recall) == (1.0, 0.5)
    assert (reports["b"].precision, reports["b"].support) == (0.5, 2)
    assert confusion(pairs) == {("a", "b"): 1, ("b", None): 1}


def test_out_of_scope_texts_count_for_their_own_figure_only() -> None:
    texts = ["refund my order", "invoice for my order", "refund please", "invoice please"] * 3
    model = train(texts, ["refund", "invoice"] * 6)

    figures = evaluate(
        model, [*texts, "qqq zzz", "vvv"], ["refund", "invoice"] * 6 + ["oos"] * 2, oos_label="oos"
    )

    assert figures.n == 12
    assert figures.accuracy == 1.0
    assert figures.oos_auroc == 1.0
    assert "oos_auroc" not in evaluate(model, texts, ["refund", "invoice"] * 6).as_dict()


def test_nothing_within_scope_is_an_error() -> None:
    model = train(["a b", "c d"], ["x", "y"])

    with pytest.raises(ValueError, match="within scope"):
        evaluate(model, ["a"], ["oos"], oos_label="oos")


def test_examples_of_what_is_outside_help_to_tell_it() -> None:
    """Words of the scope in a text of the outside: who was given examples of it finds it less familiar."""
    texts = [f"{word} {number}" for number in range(8) for word in ("refund money", "invoice tax")]
    labels = ["refund", "invoice"] * 8
    beyond = [f"poem about {word}" for word in ("spring", "summer", "autumn", "winter", "rain", "snow")]
    model = train([*texts, *beyond], [*labels, *["oos"] * 6])

    told = [model.familiarity(text, "oos") for text in ("refund money", "poem about money")]
    untold = [model.familiarity(text) for text in ("refund money", "poem about money")]

    assert told[0] - told[1] > untold[0] - untold[1]
    assert told[0] > told[1]
