"""From labelled texts to a model; a keyword prior keeps the first few labels from doing harm."""

from __future__ import annotations

import math
import re
import warnings
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.calibration import Views, choose_thresholds, fit_strengths, softmax
from classifier.features import FeatureSettings, feature_blocks
from classifier.label_names import Phrases
from classifier.linear import (
    Floats,
    LinearClassifier,
    LinearModel,
    Prior,
    Vectoriser,
    prior_log_probabilities,
    scope_parts,
)
from classifier.network import Schedule, fit_network, schedule_for
from classifier.similarity import first_alike

# From here on two folds prove enough and rare features tell too little for their cost.
_LARGE = 6_000
# So many examples halve what the keyword table may say.
_HANDOVER = 1_000
# What the planes count beside a prior of phrases, which they were taught themselves, before anything is proven.
_USUAL_PLANES = 3.0
# Texts at least so alike (0–1) are one text told twice; beyond this many of a label nobody compares them.
_ALIKE = 0.75
_MOST_COMPARED = 400
# From here on pairs of words cost more than they tell.
_HUGE = 20_000
_MOST_COUNTED = 3_000_000
# Below this the hidden layer has nothing to find that the planes do not show.
_LEAST_LAYERED = 200
_NAME_PARTS = re.compile(r"[_\W]+")
_WORDED = re.compile(r"[^\W\d_]{2}")


class TrainingDataError(ValueError):
    """The labelled data cannot make a model; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train; the defaults are the measured best of `tests/benchmarks/bench_classification.py`.

    `most_work` is the number of feature values in all texts above which the hidden layer is left out, to
    keep training within minutes; 0 always leaves it out. `thorough` takes some times as long and sees every
    example more often, with five times the feature values allowed.
    """

    precision: float = 0.95
    folds: int = 5
    cost: float = 1.0
    most_features: int = 300_000
    most_work: int = 6_000_000
    features: FeatureSettings = field(default_factory=lambda: FeatureSettings(word_pairs=True))
    schedule: Schedule | None = None
    thorough: bool = False

    def network_schedule(self, examples: int) -> Schedule:
        """Return the schedule given, or the one that suits the number of examples."""
        return self.schedule or schedule_for(examples, thorough=self.thorough)


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    prior: Prior | None = None,
    settings: TrainingSettings | None = None,
    proof: int | None = None,
) -> LinearClassifier:
    """Return a calibrated classifier of the labels, deterministic for the same data in the same order.

    `prior` is a keyword table, or phrases that speak of each label, whose labels need not all occur in the data. Only the first `proof` texts
    (all unless given) prove anything: strengths and thresholds are chosen on them, each judged by models
    that saw neither it nor a text much like it. Raises TrainingDataError for lists of different length,
    no text, or fewer than two labels (the prior's included).
    """
    settings = settings or TrainingSettings()
    if len(texts) > _HUGE:
        settings = replace(settings, features=replace(settings.features, word_pairs=False))
    names = _checked_labels(texts, labels, prior)
    taught, truth = _with_label_names(texts, labels, names, prior)
    vocabulary, idf = _count_features(taught, settings)
    vectoriser = Vectoriser(settings.features, vocabulary, idf)
    matrix = _matrix(vectoriser, taught, len(vocabulary))
    layered = len(texts) >= _LEAST_LAYERED and matrix.nnz <= settings.most_work * (
        5 if settings.thorough else 1
    )
    folds = _folds(texts, truth, len(names), settings.folds)
    views, judged = _held_out_views(matrix, truth, folds, len(names), settings, layered)
    if proof:
        judged[proof:] = False
    views = replace(views, log_prior=prior_log_probabilities(texts, names, prior) if prior else None).only(
        judged
    )
    answers = truth[: len(texts)][judged]
    handed = _HANDOVER / (_HANDOVER + len(texts))
    strengths = fit_strengths(views, answers, handed, _USUAL_PLANES if _phrases(prior) else 0.0)
    thresholds = choose_thresholds(softmax(views.logits(strengths)), answers, settings.precision)
    scope = _usual_scope(
        views, np.array([vectoriser.known_share(text) for text in texts], dtype=np.float32)[judged]
    )
    weights, bias = _fit(matrix, truth, len(names), settings.cost)
    hidden = (
        fit_network(matrix, truth, len(names), settings.network_schedule(len(truth))) if layered else None
    )
    learnt = (weights, bias, strengths, thresholds, prior, hidden, scope)
    return LinearClassifier(LinearModel(names, settings.features, vocabulary, idf, *learnt))


def _checked_labels(texts: Sequence[str], labels: Sequence[str], prior: Prior | None) -> tuple[str, ...]:
    if len(texts) != len(labels):
        raise TrainingDataError(f"{len(texts)} texts but {len(labels)} labels; give one label for each text")
    if not any(text.strip() for text in texts):
        raise TrainingDataError("no text to learn from; give at least one labelled text")
    names = tuple(sorted({*labels, *(prior or ())}))
    if len(names) < 2:
        raise TrainingDataError(f"only one label ({names[0]!r}); a classifier needs at least two")
    return names


def _count_features(texts: Sequence[str], settings: TrainingSettings) -> tuple[tuple[str, ...], Floats]:
    """The features worth keeping, most frequent first where there are too many, and their weights."""
    seen: Counter[str] = Counter()
    most = _MOST_COUNTED
    for text in texts:
        for block in feature_blocks(text, settings.features):
            seen.update(set(block))
        if len(seen) > most:
            # what has come once in so many texts will hardly be kept; memory is bounded so
            seen = Counter({feature: count for feature, count in seen.items() if count > 1})
            most = max(_MOST_COUNTED, 2 * len(seen))
    rare = 4 if len(texts) > _LARGE else 2 if len(texts) > 4_000 else 1
    kept = [(feature, count) for feature, count in seen.items() if count >= rare]
    if len(kept) > settings.most_features:
        kept = sorted(kept, key=lambda pair: (-pair[1], pair[0]))[: settings.most_features]
    kept.sort()
    idf = np.array([math.log((1 + len(texts)) / (1 + count)) + 1.0 for _, count in kept], dtype=np.float32)
    return tuple(feature for feature, _ in kept), idf.astype(np.float16).astype(np.float32)


def _matrix(vectoriser: Vectoriser, texts: Sequence[str], width: int) -> csr_matrix:
    vectors = [vectoriser.vector(text) for text in texts]
    starts = np.cumsum([0, *(len(indices) for indices, _ in vectors)])
    columns = np.concatenate([indices for indices, _ in vectors])
    values = np.concatenate([weights for _, weights in vectors]).astype(np.float64)
    return csr_matrix((values, columns, starts), shape=(len(texts), width))


def _with_label_names(
    texts: Sequence[str], labels: Sequence[str], names: tuple[str, ...], prior: Prior | None
) -> tuple[list[str], NDArray[np.intp]]:
    """The texts, followed by the names of the labels as one more example each, where a name has words.

    "card_arrival" says what its messages are about; with ten examples a label that is worth two points. Where
    the prior is phrases they are taught instead, of labels without examples too.
    """
    place = {name: at for at, name in enumerate(names)}
    named = [(_NAME_PARTS.sub(" ", name), name) for name in sorted(set(labels)) if _WORDED.search(name)]
    told = [(phrase, label) for label, said in _phrases(prior).items() for phrase in said] or named
    taught = [*texts, *(phrase for phrase, _ in told)]
    return taught, np.array(
        [place[label] for label in [*labels, *(label for _, label in told)]], dtype=np.intp
    )


def _phrases(prior: Prior | None) -> Phrases:
    """The prior where it is phrases; empty where it is a table of patterns or missing."""
    return {label: said for label, said in (prior or {}).items() if not isinstance(said, Mapping)}


def _held_out_views(
    matrix: csr_matrix,
    truth: NDArray[np.intp],
    folds: NDArray[np.intp],
    width: int,
    settings: TrainingSettings,
    layered: bool,
) -> tuple[Views, NDArray[np.bool_]]:
    """Scores of the examples with a fold by models that did not see them, and which examples got some.

    Large sets are judged by two folds only, which is proof enough.
    """
    size = int((folds >= 0).sum())
    planes = np.full((size, width), -1.0, dtype=np.float32)
    hidden = np.zeros((size, width), dtype=np.float32) if layered else None
    judged = np.zeros(size, dtype=np.bool_)
    for fold in range(settings.folds if size < _LARGE else 2):
        inside, outside = folds != fold, np.flatnonzero(folds == fold)
        if len(outside) and len(set(truth[inside].tolist())) >= 2:
            weights, bias = _fit(matrix[inside], truth[inside], width, settings.cost)
            planes[outside] = matrix[outside] @ weights + bias
            judged[outside] = True
            if hidden is not None:
                schedule = settings.network_schedule(int(inside.sum()))
                hidden[outside] = fit_network(matrix[inside], truth[inside], width, schedule).scores_many(
                    matrix[outside]
                )
    if not judged.any():
        judged[:] = True
    return Views(planes, hidden), judged


def _folds(texts: Sequence[str], truth: NDArray[np.intp], width: int, folds: int) -> NDArray[np.intp]:
    """The fold of every text, -1 for what follows the texts.

    The n-th example of a label goes to fold n, so that every fold sees nearly the same mixture of labels;
    one much like an earlier one goes where that went, so that no model is asked what it was told.
    """
    found = np.full(len(truth), -1, dtype=np.intp)
    for label in range(width):
        mine = np.flatnonzero(truth[: len(texts)] == label)
        numbers = np.arange(len(mine))
        if len(mine) <= _MOST_COMPARED:
            firsts = first_alike([texts[place] for place in mine], _ALIKE)
            numbers = np.unique(firsts, return_inverse=True)[1]
        found[mine] = (numbers + label) % folds
    return found


def _usual_scope(views: Views, known: Floats) -> Floats:
    """Mean and spread of the signs of scope among held-out texts."""
    parts = scope_parts(views.planes, views.hidden, known)
    return np.stack([parts.mean(axis=0), parts.std(axis=0) + 0.01]).astype(np.float32)


def _fit(matrix: csr_matrix, truth: NDArray[np.intp], width: int, cost: float) -> tuple[Floats, Floats]:
    """One separating plane per label; labels without examples score like "no"."""
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
    return weights.astype(np.float16).astype(np.float32), bias
