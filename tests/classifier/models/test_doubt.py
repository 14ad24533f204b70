"""What to ask a person next: what lies between two labels, and not the same thing twice."""

from __future__ import annotations

import pytest

from classifier.contract import Abstained, Prediction
from classifier.models.doubt import margin_of, most_telling

CARD, CARD_AGAIN = "my card has not arrived yet", "my card has still not arrived yet"
RATE, PIN = "which exchange rate is used abroad", "i forgot the pin of my phone"


def test_a_margin_is_what_the_best_label_is_ahead() -> None:
    """Whether or not the classifier stands behind it; the whole confidence where there is no other label."""
    assert margin_of(Abstained("billing", 0.4, (), (("refund", 0.35), ("howto", 0.1)))) == pytest.approx(0.05)
    assert margin_of(Prediction("billing", 0.9, (), (("refund", 0.1),))) == pytest.approx(0.8)
    assert margin_of(Prediction("billing", 0.9)) == 0.9


def test_the_least_sure_is_asked_first() -> None:
    assert most_telling([CARD, RATE, PIN], [0.5, 0.1, 0.9], 3) == [1, 0, 2]


def test_of_two_alike_the_second_waits() -> None:
    """Though it is the less sure of what is left: its answer is known once the first is."""
    assert most_telling([CARD, CARD_AGAIN, RATE, PIN], [0.1, 0.12, 0.3, 0.9], 3) == [0, 2, 1]


def test_what_is_like_a_recent_answer_waits() -> None:
    assert most_telling([CARD, RATE], [0.1, 0.3], 1, told=[CARD_AGAIN]) == [1]


def test_the_very_same_text_is_still_asked_when_nothing_else_is_left() -> None:
    assert most_telling([CARD, CARD, CARD], [0.1, 0.1, 0.1], 3, told=[CARD]) == [0, 1, 2]


def test_texts_without_words_are_asked_last_of_all_or_not_at_all() -> None:
    """They are like nothing, and no worse than doubtful."""
    assert most_telling(["", "?", CARD], [0.9, 0.8, 0.1], 2) == [2, 1]
    assert most_telling([], [], 3) == []
    assert most_telling([CARD], [0.1], 3) == [0]
