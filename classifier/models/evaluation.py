"""How good a classifier is: per label, calibrated or not, and how much it may decide alone."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from classifier.contract import Judgement, Prediction, TextClassifier

_BINS = 15
# So many messages alone tell the latency; the rest are judged in batches.
_TIMED = 1_000
_Z95 = 1.959964
Numbers = NDArray[np.float64]


class KnowsItsScope(TextClassifier, Protocol):
    """A classifier that can also say how much a text looks like what it was trained on."""

    def familiarity(self, text: str, outside: str | None = None) -> float:
        """Return a score that is higher the more the text lies within the labels; no fixed range.

        `outside` names the label of what lies out of scope, where the classifier was given examples of it.
        """
        ...


@dataclass(frozen=True, slots=True)
class LabelReport:
    """One label's figures; the intervals are Wilson's at 95 %."""

    support: int
    predicted: int
    precision: float
    precision_interval: tuple[float, float]
    recall: float
    recall_interval: tuple[float, float]
    f1: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one classifier on one labelled set; shares in 0..1, times in milliseconds.

    Accuracy, macro-F1, ECE and coverage are over the texts within scope and count the best label even
    where the classifier abstains; `decided` and `precision_decided` are about what it did not abstain from.
    """

    n: int
    accuracy: float
    macro_f1: float
    ece: float
    coverage_at_95: float
    oos_auroc: float | None
    decided: float
    precision_decided: float
    per_label: dict[str, LabelReport]
    latency_ms: dict[str, float]

    def as_dict(self) -> dict[str, object]:
        """Return the figures for JSON; `oos_auroc` only where it was measured."""
        figures = asdict(self)
        if self.oos_auroc is None:
            del figures["oos_auroc"]
        return figures


def evaluate(
    classifier: KnowsItsScope, texts: Sequence[str], labels: Sequence[str], *, oos_label: str | None = None
) -> Evaluation:
    """Measure a classifier on labelled texts; a sample of them one at a time for the latency.

    Texts labelled `oos_label` are out of scope: they count for `oos_auroc` only. Raises ValueError when
    nothing within scope is left to measure.
    """
    # first the messages alone: what was just judged may be remembered
    latency = _latency(classifier, texts)
    judgements: list[Judgement] = classifier.predict_many(texts)
    familiar = [classifier.familiarity(text, oos_label) for text in texts] if oos_label is not None else []
    inside = np.array([label != oos_label for label in labels], dtype=np.bool_)
    if not inside.any():
        raise ValueError("no labelled text within scope; check the data and the label column")
    chosen = [best_label(judgement) for judgement in judgements]
    right = np.array([best == label for best, label in zip(chosen, labels, strict=True)])[inside]
    sure = np.array([judgement.confidence for judgement in judgements])[inside]
    decided = np.array([isinstance(judgement, Prediction) for judgement in judgements])[inside]
    pairs = [(label, best) for label, best, within in zip(labels, chosen, inside, strict=True) if within]
    per_label = report_labels(pairs)
    oos_auroc = None
    if oos_label is not None and not inside.all():
        from sklearn.metrics import roc_auc_score  # 48 MB that judging does without

        oos_auroc = float(roc_auc_score(inside, familiar))
    return Evaluation(
        n=len(pairs),
        accuracy=float(right.mean()),
        macro_f1=float(np.mean([report.f1 for report in per_label.values() if report.support])),
        ece=expected_calibration_error(sure, right),
        coverage_at_95=coverage_at(sure, right, 0.95),
        oos_auroc=oos_auroc,
        decided=float(decided.mean()),
        precision_decided=float(right[decided].mean()) if decided.any() else 0.0,
        per_label=per_label,
        latency_ms=latency,
    )


def _latency(classifier: TextClassifier, texts: Sequence[str]) -> dict[str, float]:
    """Milliseconds for one message alone, over texts spread evenly through the set."""
    times = []
    for text in texts[:: -(-len(texts) // _TIMED)]:
        started = time.perf_counter()
        classifier.predict(text)
        times.append((time.perf_counter() - started) * 1000.0)
    return {"p50": float(np.percentile(times, 50)), "p99": float(np.percentile(times, 99))}


def best_label(judgement: Judgement) -> str | None:
    """Return the label given, or the one that would have been given."""
    return judgement.label if isinstance(judgement, Prediction) else judgement.best


def report_labels(pairs: Sequence[tuple[str, str | None]]) -> dict[str, LabelReport]:
    """Return the figures of every label that occurs, from (true, predicted) pairs; None is no answer."""
    names = sorted({name for pair in pairs for name in pair if name is not None})
    reports = {}
    for name in names:
        support = sum(true == name for true, _ in pairs)
        predicted = sum(best == name for _, best in pairs)
        hits = sum(true == best == name for true, best in pairs)
        reports[name] = LabelReport(
            support=support,
            predicted=predicted,
            precision=hits / predicted if predicted else 0.0,
            precision_interval=wilson_interval(hits, predicted),
            recall=hits / support if support else 0.0,
            recall_interval=wilson_interval(hits, support),
            f1=2 * hits / (support + predicted),
        )
    return reports


def confusion(pairs: Sequence[tuple[str, str | None]]) -> dict[tuple[str, str | None], int]:
    """Return how often each true label was taken for each other one, most frequent first."""
    counts: dict[tuple[str, str | None], int] = {}
    for true, best in pairs:
        if true != best:
            counts[true, best] = counts.get((true, best), 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: -entry[1]))


def wilson_interval(hits: int, n: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927); (0, 1) where nothing was counted."""
    if n == 0:
        return (0.0, 1.0)
    share, square = hits / n, _Z95**2
    centre = (share + square / (2 * n)) / (1 + square / n)
    half = _Z95 * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return (max(0.0, centre - half), min(1.0, centre + half))


def expected_calibration_error(sure: Numbers, right: NDArray[np.bool_]) -> float:
    """Return the mean gap between confidence and share right over 15 equal bins, weighed by size."""
    bins = np.minimum((sure * _BINS).astype(np.intp), _BINS - 1)
    gap = 0.0
    for each in range(_BINS):
        mine = bins == each
        if mine.any():
            gap += float(mine.mean()) * abs(float(sure[mine].mean()) - float(right[mine].mean()))
    return gap


def coverage_at(sure: Numbers, right: NDArray[np.bool_], precision: float) -> float:
    """Return the largest share of messages, surest first, that are right at least to `precision`."""
    order = np.argsort(-sure, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last_of_tie = np.append(sure[order][1:] != sure[order][:-1], True)
    good = np.flatnonzero((reached >= precision) & last_of_tie)
    return float(good[-1] + 1) / len(order) if len(good) else 0.0
