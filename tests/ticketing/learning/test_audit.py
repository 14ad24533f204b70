"""Quality from the random audit: precision, coverage, mistakes, each with how many it stands on."""

from __future__ import annotations

import pytest

from ticketing.learning.audit import measure
from ticketing.models import LabelField
from ticketing.triage.auditing import SHARE, is_drawn

TOLD = (
    [("billing", "billing")] * 36
    + [("billing", "refund")] * 4
    + [("refund", "refund")] * 5
    + [("refund", "")] * 5
    + [("safety", "")] * 3
)


def test_precision_is_what_is_right_among_what_was_decided() -> None:
    """Decided 45 of 53, of these right 41; Wilson's interval of 41 in 45 is 0.793 to 0.965."""
    found = measure(LabelField.TOPIC, TOLD)

    assert (found.audited, found.precision.count, found.precision.n) == (53, 41, 45)
    assert found.coverage.value == pytest.approx(45 / 53)
    assert (found.precision.interval.low, found.precision.interval.high) == pytest.approx(
        (0.793, 0.965), abs=0.001
    )


def test_each_label_has_its_own_figures() -> None:
    billing, refund, safety = measure(LabelField.TOPIC, TOLD).labels

    assert (billing.label, billing.audited, billing.precision.value, billing.coverage.value) == (
        "billing",
        40,
        1.0,
        1.0,
    )
    assert (refund.precision.count, refund.precision.n, refund.coverage.value) == (5, 9, 0.5)
    assert refund.precision.thin
    assert (safety.audited, safety.precision, safety.coverage) == (3, None, None)


def test_mistakes_are_told_most_frequent_first_and_abstaining_is_none() -> None:
    found = measure(LabelField.TOPIC, [*TOLD, ("safety", "billing")])

    assert [(one.truth, one.said, one.count) for one in found.mistakes] == [
        ("billing", "refund", 4),
        ("safety", "billing", 1),
    ]


def test_nothing_audited_gives_no_figures() -> None:
    found = measure(LabelField.TYPE, [])

    assert (found.audited, found.precision, found.labels) == (0, None, ())


def test_one_ticket_in_twenty_is_drawn_and_always_the_same() -> None:
    drawn = [is_drawn(f"HF-2026-{number:06d}") for number in range(20_000)]

    assert abs(sum(drawn) / 20_000 - SHARE) < 0.005
    assert drawn[:500] == [is_drawn(f"HF-2026-{number:06d}") for number in range(500)]
