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
# However little was proven, the planes still tell which label is first.
_LEAST_PLANES = 0.05
# The head over an encoder is a logistic regression: its scores are logits already.
_USUAL_MEANING = 1.0
# Log odds reach so many times as far as the planes' scores and count so much less.
_ODDS_SCALE = 20.0


def softmax(logits: Floats) -> Floats:
    """Return the probabilities of each row of logits."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Strengths:
    """How much each view counts in the logits: the planes, the hidden layer, the keyword prior, the log odds, an encoder."""

    planes: float
    hidden: float = 0.0
    prior: float = 0.0
    odds: float = 0.0
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Views:
    """The scores of the same texts by each view: a row per text, a column per label; None where there is none."""

    planes: Floats
    hidden: Floats | None = None
    log_prior: Floats | None = None
    odds: Floats | None = None
    meaning: Floats | None = None

    def logits(self, strengths: Strengths) -> Floats:
        """Return the views added up by their strengths."""
        total = strengths.planes * self.planes
        if self.hidden is not None:
            total = total + strengths.hidden * self.hidden
        if self.log_prior is not None:
            total = total + strengths.prior * self.log_prior
        if self.odds is not None:
            total = total + strengths.odds * self.odds
        if self.meaning is not None:
            total = total + strengths.meaning * self.meaning
        return total

    def only(self, rows: NDArray[np.bool_]) -> Views:
        """Return the views of some of the texts."""
        return Views(
            self.planes[rows],
            None if self.hidden is None else self.hidden[rows],
            None if self.log_prior is None else self.log_prior[rows],
            None if self.odds is None else self.odds[rows],
            None if self.meaning is None else self.meaning[rows],
        )


def fit_strengths(
    views: Views,
    truth: NDArray[np.intp],
    most_prior: float = math.inf,
    usual_planes: float = 0.0,
    usual_hidden: float = 0.0,
) -> Strengths:
    """Return the strengths that make held-out scores most likely; `truth` holds the right columns.

    `most_prior` bounds the keyword prior: where examples and keywords are by the same hand, the prior
    looks better on the examples than it is on what strangers write. `usual_planes` and `usual_hidden` are what
    the planes and the hidden layer count until enough examples say otherwise: more than nothing where they,
    too, were taught the labels' names, or the beliefs of a calibrated model.

    A penalty worth a few examples holds the prior at full strength and the trained views at none until
    enough examples say otherwise, so the first few labels cannot pull the model below its cold start.
    """
    from scipy.optimize import minimize  # 28 MB that only training needs

    led, trained = views.log_prior is not None, 0.05 if views.log_prior is not None else 0.001
    usual = np.array([usual_planes, usual_hidden, min(1.0, most_prior), 0.0, _USUAL_MEANING])
    firm = np.array([trained, trained, float(led), trained * _ODDS_SCALE**2, trained])
    parts = [views.planes, views.hidden, views.log_prior, views.odds, views.meaning]
    scores = np.stack([np.zeros_like(views.planes) if part is None else part for part in parts])
    right = scores[:, np.arange(len(truth)), truth].astype(np.float64).sum(axis=1)

    def loss(tried: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        """The negative log-likelihood with its penalty, and its slope: convex, so there is one lowest point."""
        logits = np.tensordot(tried.astype(np.float32), scores, 1)
        top = logits.max(axis=1, keepdims=True)
        powers = np.exp(logits - top)
        total = powers.sum(axis=1, keepdims=True)
        away = tried - usual
        likelihood = float((np.log(total) + top).sum(dtype=np.float64)) - float(tried @ right)
        slope = np.tensordot(scores, powers / total, 2).astype(np.float64) - right
        return likelihood + _PRIOR_WORTH * float(firm @ away**2), slope + 2 * _PRIOR_WORTH * firm * away

    most = [None, None, most_prior, None, None]
    bounds = [(0.0, 0.0 if part is None else most[place]) for place, part in enumerate(parts)]
    bounds[0] = (_LEAST_PLANES, None)
    start = np.array([2.5, 0.5, usual[2], 0.05, _USUAL_MEANING]) * [part is not None for part in parts]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return Strengths(*(float(each) for each in found.x))


def choose_thresholds(chances: Floats, truth: NDArray[np.intp], precision: float) -> Floats:
    """Return per label the least probability from which on held-out answers reach the stated precision.

    A label with too few held-out answers borrows the threshold of all labels together; where even the
    surest answers miss the precision, the threshold lies above every one of them. Where all of them together
    reach it, nothing speaks against a less sure answer as long as its own probability reaches it.
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
    cut = float(sure[order][good[-1]])
    return min(cut, precision) if good[-1] == len(order) - 1 else cut
