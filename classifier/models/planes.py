"""Linear machines over weighed features: a separating plane per label, and what a count alone would say."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.encoder.port import Head

Floats = NDArray[np.float32]
Labels = NDArray[np.intp]

# What a feature counts that a label never had; of 0.03 to 1 the measured best in the vote.
_UNSEEN = 0.1
# How closely the head follows its examples (inverse strength of the penalty): 10 gave 0.90 on ten a label.
_HEAD_COST = 10.0


def fit_planes(matrix: csr_matrix, truth: Labels, width: int, cost: float) -> tuple[Floats, Floats]:
    """Return weights and bias of one separating plane per label; labels without examples score like "no".

    A linear support vector machine; `cost` is what a mistake counts beside a wide margin.
    """
    weights = np.zeros((matrix.shape[1], width), dtype=np.float32)
    bias = np.full(width, -1.0, dtype=np.float32)
    present = sorted(set(truth.tolist()))
    if len(present) < 2:
        return weights, bias
    from sklearn.exceptions import ConvergenceWarning  # 48 MB that only training needs
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=cost, class_weight="balanced", tol=1e-3, random_state=0)
    with warnings.catch_warnings():
        # An early stop moves the plane by less than the calibration corrects.
        warnings.simplefilter("ignore", ConvergenceWarning)
        # Many labels with one example each are usual in the first week.
        warnings.filterwarnings("ignore", message="The number of unique classes", category=UserWarning)
        machine.fit(matrix, truth)
    if len(present) == 2:
        # two labels share one plane: mirror it
        weights[:, present] = np.column_stack([-machine.coef_[0], machine.coef_[0]])
        bias[present] = [-machine.intercept_[0], machine.intercept_[0]]
    else:
        weights[:, present] = machine.coef_.T
        bias[present] = machine.intercept_
    return weights, bias


def fit_head(vectors: Floats, truth: Labels, width: int) -> Head:
    """Return a logistic regression over an encoder's vectors; labels without examples never win."""
    weights = np.zeros((vectors.shape[1], width), dtype=np.float32)
    bias = np.zeros(width, dtype=np.float32)
    present = sorted(set(truth.tolist()))
    if len(present) < 2:
        return Head(weights, bias, "")
    from sklearn.linear_model import LogisticRegression

    machine = LogisticRegression(C=_HEAD_COST, max_iter=300)
    machine.fit(vectors, truth)
    if len(present) == 2:
        weights[:, present] = np.column_stack([-machine.coef_[0] / 2, machine.coef_[0] / 2])
        bias[present] = [-machine.intercept_[0] / 2, machine.intercept_[0] / 2]
    else:
        weights[:, present], bias[present] = machine.coef_.T, machine.intercept_
    absent = np.setdiff1d(np.arange(width), present)
    bias[absent] = bias[present].min() - 1.0
    return Head(weights.astype(np.float16).astype(np.float32), bias, "")


def fit_odds(matrix: csr_matrix, beliefs: Floats) -> Floats:
    """Return per feature and label the logarithm of how much oftener the label has it than the others.

    The log-count ratios of naive Bayes over presence (Wang and Manning 2012). Alone they judge worse than the
    planes; they are wrong about other texts, so that the vote of both is surer. `beliefs` say how probable each
    label (column) is for each row, as in `fit_network`. A label without one example's worth of them gets the mean of
    the others, which never wins.
    """
    seen = csr_matrix(
        (np.ones(len(matrix.data), dtype=np.float32), matrix.indices, matrix.indptr), matrix.shape
    )
    counts = np.asarray((csr_matrix(beliefs.T) @ seen).todense(), dtype=np.float32).T
    inside = counts + _UNSEEN
    outside = counts.sum(axis=1, keepdims=True) - counts + _UNSEEN
    odds: Floats = np.log(inside / inside.sum(axis=0)) - np.log(outside / outside.sum(axis=0))
    present = beliefs.sum(axis=0) >= 1.0
    odds[:, ~present] = odds[:, present].mean(axis=1, keepdims=True)
    return odds
