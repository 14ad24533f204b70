"""Turns scores into honest probabilities and chooses from which of them on a label may stand alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# With few labels the held-out scores prove little: until this many have spoken, the keyword prior leads.
_PRIOR_WORTH = 8.0
_LEAST_PROOF = 8


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of each row of logits."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Strengths:
    """How much each view counts in the logits: the planes, the hidden layer, the keyword prior."""

    planes: float
    hidden: float = 0.0
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Views:
    """The scores of the same texts by each view: a row per text, a column per label; None where there is none."""

    planes: Floats
    hidden: Floats | None = None
    log_prior: Floats | None = None

    def logits(self, strengths: Strengths) -> Floats:
        """Return the views added up by their strengths."""
        total = strengths.planes * self.planes
        if self.hidden is not None:
            total = total + strengths.hidden * self.hidden
        if self.log_prior is not None:
            total = total + strengths.prior * self.log_prior
        return total

    def only(self, rows: NDArray[np.bool_]) -> Views:
        """Return the views of some of the texts."""
        return Views(
            self.planes[rows],
            None if self.hidden is None else self.hidden[rows],
            None if self.log_prior is None else self.log_prior[rows],
        )


def fit_strengths(
    views: Views, truth: NDArray[np.intp], most_prior: float = math.inf, usual_planes: float = 0.0
) -> Strengths:
    """Return the strengths that make held-out scores most likely; `truth` holds the right columns.

    `most_prior` bounds the keyword prior: where examples and keywords are by the same hand, the prior
    looks better on the examples than it is on what strangers write. `usual_planes` is what the planes count
    until enough examples say otherwise: more than nothing where they, too, were taught the labels' names.

    A penalty worth a few examples holds the prior at full strength and the trained views at none until
    enough examples say otherwise, so the first few labels cannot pull the model below its cold start.
    """
    rows = np.arange(len(truth))
    guided = views.log_prior is not None

    def strengths(free: NDArray[np.float64]) -> Strengths:
        planes, hidden, prior = (float(each) for each in np.abs(free))
        led = min(prior, most_prior) if guided else 0.0
        return Strengths(planes, hidden if views.hidden is not None else 0.0, led)

    from scipy.optimize import minimize  # 28 MB that only training needs

    def loss(free: NDArray[np.float64]) -> float:
        tried = strengths(free)
        logits = views.logits(tried)
        top = logits.max(axis=1)
        spread = np.log(np.exp(logits - top[:, None]).sum(axis=1)) + top
        likelihood = float((spread - logits[rows, truth]).sum())
        trained = (tried.planes - usual_planes) ** 2 + tried.hidden**2
        usual = min(1.0, most_prior)
        leaning = (tried.prior - usual) ** 2 + 0.05 * trained if guided else 0.001 * trained
        return likelihood + _PRIOR_WORTH * leaning

    start = np.array([2.5, 0.5, 1.0])
    found = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-3, "fatol": 1e-3})
    return strengths(found.x)


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
