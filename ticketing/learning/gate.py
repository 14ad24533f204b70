"""May a new model replace the active one? Only when no label gets significantly worse on the same messages.

Paired bootstrap: messages are drawn again with replacement, both models are scored on each draw, and the
differences are read off (Efron and Tibshirani 1993, ch. 16; for classifiers of text Koehn 2004). No correction
for many labels: a false refusal costs a day, a wrong replacement costs customers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Told = tuple[str, str, str]
"""What a person said, what the new model says, what the active one says; empty = it abstains."""

ROUNDS = 4_000
SEED = 20_260_310
SIGNIFICANT = 0.05
"""Worse is what lies below zero in all but this share of the draws (one-sided)."""
LEAST_MESSAGES = 50
Numbers = NDArray[np.float64]
_Score = Callable[[str, list[Told], Numbers, int], Numbers]


class Outcome(StrEnum):
    """What the gate says of a new model."""

    PASSES = "passes"
    WORSE = "worse"
    UNPROVEN = "unproven"
    """Fewer than 50 messages that people have labelled: a person may still decide, the policy does not."""


@dataclass(frozen=True, slots=True)
class LabelChange:
    """F1 of one label, 0..1, with the active model and with the new one; `low` and `high` bound 90 % of draws."""

    label: str
    n: int
    before: float
    after: float
    low: float
    high: float

    @property
    def is_worse(self) -> bool:
        """Whether the loss is more than the draw of the messages explains."""
        return self.high < 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer. `overall` is the share of messages labelled right, under the empty label."""

    outcome: Outcome
    n: int
    overall: LabelChange | None
    labels: tuple[LabelChange, ...]

    @property
    def worse(self) -> tuple[LabelChange, ...]:
        """The labels that stand against the new model, the whole included."""
        found = [one for one in self.labels if one.is_worse]
        return tuple(found + ([self.overall] if self.overall and self.overall.is_worse else []))


def judge(evidence: Mapping[Told, int]) -> Verdict:
    """Compare two models on messages both have judged, given as counts; the same counts give the same verdict."""
    counts = {told: number for told, number in sorted(evidence.items()) if number > 0}
    n = sum(counts.values())
    if n == 0:
        return Verdict(Outcome.UNPROVEN, 0, None, ())
    kinds = list(counts)
    seen = np.array([[counts[told] for told in kinds]], dtype=np.float64)
    draws = np.random.default_rng(SEED).multinomial(n, seen[0] / n, size=ROUNDS).astype(np.float64)
    labels = tuple(
        _change(label, kinds, seen, draws, _f1) for label in sorted({truth for truth, _, _ in kinds})
    )
    overall = _change("", kinds, seen, draws, _right)
    worse = overall.is_worse or any(one.is_worse for one in labels)
    outcome = Outcome.WORSE if worse else Outcome.PASSES if n >= LEAST_MESSAGES else Outcome.UNPROVEN
    return Verdict(outcome, n, overall, labels)


def _change(label: str, kinds: list[Told], seen: Numbers, draws: Numbers, score: _Score) -> LabelChange:
    before, after = (float(score(label, kinds, seen, side)[0]) for side in (2, 1))
    gaps = score(label, kinds, draws, 1) - score(label, kinds, draws, 2)
    low, high = np.quantile(gaps, [SIGNIFICANT, 1 - SIGNIFICANT])
    n = sum(int(seen[0, place]) for place, told in enumerate(kinds) if label in ("", told[0]))
    return LabelChange(label, n, before, after, float(low), float(high))


def _f1(label: str, kinds: list[Told], draws: Numbers, side: int) -> Numbers:
    """F1 of a label in each draw; 1 where there was nothing to find and nothing was found."""
    is_it = np.array([told[0] == label for told in kinds])
    said_it = np.array([told[side] == label for told in kinds])
    hits = draws[:, is_it & said_it].sum(axis=1)
    misses = draws[:, is_it ^ said_it].sum(axis=1)
    total = 2 * hits + misses
    return np.divide(2 * hits, total, out=np.ones_like(total), where=total > 0)


def _right(_label: str, kinds: list[Told], draws: Numbers, side: int) -> Numbers:
    right = np.array([told[0] == told[side] for told in kinds])
    shares: Numbers = draws[:, right].sum(axis=1) / draws.sum(axis=1)
    return shares
