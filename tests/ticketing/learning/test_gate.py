"""The gate: a new model replaces the active one only when no label gets significantly worse."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.learning.gate import LEAST_MESSAGES, Outcome, judge


def test_a_model_that_says_the_same_passes() -> None:
    verdict = judge({("billing", "billing", "billing"): 80, ("refund", "billing", "billing"): 20})

    assert verdict.outcome is Outcome.PASSES
    assert verdict.worse == ()
    assert [(one.label, one.n, one.before == one.after) for one in verdict.labels] == [
        ("billing", 80, True),
        ("refund", 20, True),
    ]


def test_a_better_model_passes() -> None:
    verdict = judge({("billing", "billing", ""): 30, ("billing", "billing", "billing"): 70})

    assert verdict.outcome is Outcome.PASSES
    assert verdict.overall is not None
    assert (verdict.overall.before, verdict.overall.after) == (0.7, 1.0)


def test_one_label_that_gets_worse_stops_a_model_that_is_better_on_the_whole() -> None:
    """The whole gains thirty messages, refund loses twelve of twenty."""
    verdict = judge(
        {
            ("billing", "billing", "billing"): 200,
            ("billing", "billing", ""): 42,
            ("refund", "refund", "refund"): 8,
            ("refund", "billing", "refund"): 12,
        }
    )

    assert verdict.outcome is Outcome.WORSE
    assert [one.label for one in verdict.worse] == ["refund"]
    assert verdict.overall is not None
    assert verdict.overall.after > verdict.overall.before


def test_one_message_lost_is_no_evidence() -> None:
    verdict = judge({("billing", "billing", "billing"): 99, ("refund", "", "refund"): 1})

    assert verdict.outcome is Outcome.PASSES


def test_abstaining_where_the_other_knew_counts_as_worse() -> None:
    verdict = judge({("billing", "", "billing"): 15, ("billing", "billing", "billing"): 85})

    assert verdict.outcome is Outcome.WORSE


def test_few_messages_prove_nothing() -> None:
    verdict = judge({("billing", "billing", "billing"): LEAST_MESSAGES - 1})

    assert verdict.outcome is Outcome.UNPROVEN
    assert judge({}).outcome is Outcome.UNPROVEN


def test_the_interval_agrees_with_the_normal_approximation() -> None:
    """Share right, 1000 messages, 60 lost and 40 won: −0.02 ± 1.645·√((100 − 400/1000)/1000²)."""
    overall = judge({("a", "a", "a"): 900, ("a", "b", "a"): 60, ("a", "a", "b"): 40}).overall

    assert overall is not None
    assert abs(overall.low - (-0.02 - 1.645 * 0.00998)) < 0.0012
    assert abs(overall.high - (-0.02 + 1.645 * 0.00998)) < 0.0012


LABELS = st.sampled_from(["a", "b", "c"])
EVIDENCE = st.dictionaries(st.tuples(LABELS, LABELS, LABELS), st.integers(0, 40), max_size=12)


@settings(max_examples=25, deadline=None)
@given(EVIDENCE)
def test_no_model_is_worse_than_itself(evidence: dict[tuple[str, str, str], int]) -> None:
    same = {(truth, new, new): number for (truth, new, _), number in evidence.items()}

    assert judge(same).worse == ()


@settings(max_examples=25, deadline=None)
@given(EVIDENCE)
def test_the_same_evidence_gives_the_same_verdict_in_any_order(
    evidence: dict[tuple[str, str, str], int],
) -> None:
    assert judge(evidence) == judge(dict(reversed(evidence.items())))
