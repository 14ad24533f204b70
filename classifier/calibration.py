"""Turns scores into honest probabilities and chooses from which of them on a label may stand alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from classifier.linear import Floats

# With few labels the held-out scores prove little: until this many have spoken, the keyword prior leads.
_PRIOR_WORTH = 8.0
_LEAST_PROOF = 8


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of each row of logits."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def fit_sharpness(
    scores: Floats, truth: NDArray[np.intp], log_prior: Floats | None = None
) -> tuple[float, float]:
    """Return (sharpness, prior strength) that make held-out scores most likely.

    `scores` and `log_prior` have a row per example and a column per label, `truth` the right columns.
    A penalty worth a few examples holds the prior at full strength and the scores at none until enough
    examples say otherwise, so the first few labels cannot pull the model below its cold start.
    """

    def loss(parameters: NDArray[np.float64]) -> float:
        sharpness, strength = np.exp(parameters[0]), abs(parameters[1])
        logits = sharpness * scores + (strength * log_prior if log_prior is not None else 0.0)
        top = logits.max(axis=1)
        spread = np.log(np.exp(logits - top[:, None]).sum(axis=1)) + top
        likelihood = float((spread - logits[np.arange(len(truth)), truth]).sum())
        leaning = (
            (strength - 1.0) ** 2 + 0.05 * sharpness**2 if log_prior is not None else 0.001 * sharpness**2
        )
        return likelihood + _PRIOR_WORTH * float(leaning)

    found = minimize(loss, np.array([1.0, 1.0]), method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-4})
    return float(np.exp(found.x[0])), float(abs(found.x[1])) if log_prior is not None else 0.0


def choose_thresholds(chances: Floats, truth: NDArray[np.intp], precision: float) -> Floats:
    """Return per label the least probability from which on held-out answers reach the stated precision.

    A label with too few held-out answers borrows the threshold of all labels together; where even the
    surest answers miss the precision, the threshold lies above every one of them.
    """
    answers = chances.argmax(axis=1)
    sure = chances.max(axis=1)
    right = answers == truth
    together = _least_sure(sure, right, precision)
    thresholds = np.full(chances.shape[1], together, dtype=np.float32)
    for label in range(chances.shape[1]):
        mine = answers == label
        if int(mine.sum()) >= _LEAST_PROOF:
            thresholds[label] = _least_sure(sure[mine], right[mine], precision)
    return thresholds


def _least_sure(sure: Floats, right: NDArray[np.bool_], precision: float) -> float:
    """The lowest cut with at least `precision` right above it; ties are cut together."""
    order = np.argsort(-sure, kind="stable")
    reached = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    last_of_tie = np.append(sure[order][1:] != sure[order][:-1], True)
    good = np.flatnonzero((reached >= precision) & last_of_tie)
    if not len(good):
        return float(min(1.0, sure.max(initial=0.0) + 1e-3))
    return float(sure[order][good[-1]])
