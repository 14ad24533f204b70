"""Log odds and a hidden layer that also learn from messages nobody has labelled.

The model trained on the labels says what it believes of every message of the stream. These beliefs are counted in
the log odds beside the labels (Nigam, McCallum, Thrun and Mitchell 2000); then a network is taught both while half of
each text is hidden from it, and so learns which words stand for each other where people never said so (self-training
with noise: Xie, Luong, Hovy and Le 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

from classifier.models.calibration import Strengths, Views, softmax
from classifier.models.network import Hidden, Schedule, certain, fit_network
from classifier.models.planes import fit_odds

Floats = NDArray[np.float32]

# Beliefs are squared: what the tutor is unsure of teaches less than what it is sure of.
_SHARPER = 2
# A label by a person is met so many times as often as a belief.
_LABELS_COUNT = 2
_SCHEDULE = Schedule(forget_input=0.6, forget_hidden=0.4)
# Few labels need no more than half of it, which is most of the model: the topics of the demo company are told as well.
_FEW_LABELS, _NARROW = 40, 96
# So many texts are looked at in all, each of them as often as that takes, within bounds.
_LOOKS, _FEWEST_ROUNDS, _MOST_ROUNDS = 100_000, 12, 100


@dataclass(frozen=True, slots=True)
class Stream:
    """Messages without labels: their features, and what the prior says of them, and an encoder's vectors."""

    matrix: csr_matrix
    log_prior: Floats | None = None
    meaning: Floats | None = None


@dataclass(frozen=True, slots=True)
class Tutor:
    """A model that saw the examples `inside` only, by what it says of the stream; proves itself on `outside`.

    `asked` are the features of the examples `outside`, as they are to who saw only the others and the stream.
    """

    inside: NDArray[np.bool_]
    outside: NDArray[np.intp]
    asked: csr_matrix
    views: Views


def fit_student(
    matrix: csr_matrix, truth: NDArray[np.intp], stream: Stream, tutor: Views, strengths: Strengths
) -> Hidden:
    """Return a network taught the labels, and of the stream what the tutor believes; deterministic."""
    believed = _believed(stream, tutor, strengths)
    told = certain(truth, believed.shape[1])
    rows = vstack([matrix] * _LABELS_COUNT + [stream.matrix]).tocsr()
    beliefs = np.concatenate([told] * _LABELS_COUNT + [believed]).astype(np.float32)
    rounds = min(_MOST_ROUNDS, max(_FEWEST_ROUNDS, _LOOKS // rows.shape[0]))
    size = _NARROW if believed.shape[1] <= _FEW_LABELS else _SCHEDULE.size
    return fit_network(rows, beliefs, replace(_SCHEDULE, epochs=rounds, size=size))


def fit_heard_odds(
    matrix: csr_matrix, truth: NDArray[np.intp], stream: Stream, tutor: Views, strengths: Strengths
) -> Floats:
    """Return the log odds of the labels and of what the tutor believes of the stream, each message as one example."""
    believed = _believed(stream, tutor, strengths)
    told = certain(truth, believed.shape[1])
    return fit_odds(vstack([matrix, stream.matrix]).tocsr(), np.concatenate([told, believed]))


def having_heard(
    matrix: csr_matrix,
    truth: NDArray[np.intp],
    stream: Stream,
    tutors: Sequence[Tutor],
    strengths: Strengths,
    views: Views,
) -> tuple[list[Tutor], Views]:
    """Return the tutors with log odds that count the stream, and what these say of the examples in `views`."""
    heard, said = [], np.zeros_like(views.planes)
    for tutor in tutors:
        odds = fit_heard_odds(matrix[tutor.inside], truth[tutor.inside], stream, tutor.views, strengths)
        said[tutor.outside] = tutor.asked @ odds
        heard.append(replace(tutor, views=replace(tutor.views, odds=stream.matrix @ odds)))
    return heard, replace(views, odds=said)


def _believed(stream: Stream, tutor: Views, strengths: Strengths) -> Floats:
    """The probability of each label of the stream's messages, what is unsure less than it says."""
    believed = softmax(replace(tutor, log_prior=stream.log_prior).logits(strengths)) ** _SHARPER
    return (believed / believed.sum(axis=1, keepdims=True)).astype(np.float32)


def held_out_scores(
    matrix: csr_matrix,
    truth: NDArray[np.intp],
    stream: Stream,
    tutors: Sequence[Tutor],
    strengths: Strengths,
    views: Views,
) -> Floats:
    """Return what students say of the examples in `views` that neither they nor their tutors were told of."""
    scores = np.zeros_like(views.planes)
    for tutor in tutors:
        student = fit_student(matrix[tutor.inside], truth[tutor.inside], stream, tutor.views, strengths)
        scores[tutor.outside] = student.scores_many(tutor.asked)
    return scores
