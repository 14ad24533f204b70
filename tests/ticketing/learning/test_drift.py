"""Drift: what customers write has changed, told apart from chance."""

from __future__ import annotations

import math
import random

import pytest

from ticketing.learning.drift import PSI_ALARM, confidence_drift, label_drift, vocabulary_drift


def test_the_same_mix_is_no_drift() -> None:
    found = label_drift(
        {"enquiry": 450, "fault": 180, "request": 170}, {"enquiry": 90, "fault": 36, "request": 34}
    )

    assert found is not None
    assert found.value < 0.01
    assert not found.alarm


def test_the_index_is_the_sum_over_labels_of_difference_times_log_ratio() -> None:
    """(0.5−0.8)·ln(0.5/0.8) + (0.5−0.2)·ln(0.5/0.2), which smoothing moves by less than a thousandth."""
    found = label_drift({"a": 8_000, "b": 2_000}, {"a": 5_000, "b": 5_000})

    assert found is not None
    assert found.value == pytest.approx(-0.3 * math.log(0.625) + 0.3 * math.log(2.5), abs=0.001)
    assert found.limit == PSI_ALARM
    assert found.alarm


def test_few_messages_of_many_labels_need_a_larger_shift() -> None:
    before = {f"topic{number}": 2 for number in range(20)}

    found = label_drift(before, dict.fromkeys(before, 2))

    assert found is not None
    assert found.limit > 3 * PSI_ALARM


@pytest.mark.parametrize("small", [{"a": 29}, {}])
def test_fewer_than_thirty_messages_say_nothing(small: dict[str, int]) -> None:
    assert label_drift({"a": 500}, small) is None
    assert confidence_drift([0.9] * 500, [0.9] * sum(small.values())) is None


def test_surer_judgements_than_before_are_no_alarm_but_a_collapse_is() -> None:
    order = random.Random(1)
    before = [order.betavariate(8, 2) for _ in range(400)]

    steady = confidence_drift(before, [order.betavariate(8, 2) for _ in range(150)])
    fallen = confidence_drift(before, [order.betavariate(3, 3) for _ in range(150)])

    assert steady is not None and fallen is not None
    assert not steady.alarm
    assert fallen.alarm


def test_a_constant_confidence_makes_one_cell() -> None:
    found = confidence_drift([1.0] * 100, [1.0] * 100)

    assert found is not None
    assert found.value == 0.0


def test_new_words_are_an_alarm_and_the_old_ones_in_another_order_are_not() -> None:
    order = random.Random(2)
    usual = ["退款", "扣费", "续费", "发票", "会员", "登录", "快递", "音箱", "掉线", "打印"]
    before = [order.sample(usual, 4) for _ in range(200)]

    steady = vocabulary_drift(before, [order.sample(usual, 4) for _ in range(60)])
    changed = vocabulary_drift(before, [[*order.sample(usual, 3), "冒烟"] for _ in range(60)])

    assert steady is not None and changed is not None
    assert not steady.alarm
    assert changed.alarm


def test_words_without_anything_in_common_diverge_by_one_bit() -> None:
    found = vocabulary_drift([["a"]] * 50, [["b"]] * 50)

    assert found is not None
    assert found.value == pytest.approx(1.0)
