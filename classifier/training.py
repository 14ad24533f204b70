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
from classifier.folds import folds_of
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
from classifier.network import Hidden, Schedule, certain, fit_network, schedule_for
from classifier.student import Stream, Tutor, fit_student, held_out_scores

# From here on two folds prove enough and rare features tell too little for their cost.
_LARGE = 6_000
# So many examples halve what the keyword table may say.
_HANDOVER = 1_000
# What the planes count beside a prior of phrases, which they were taught themselves, before anything is proven.
_USUAL_PLANES = 3.0
# From here on pairs of words cost more than they tell.
_HUGE = 20_000
_MOST_COUNTED = 3_000_000
# Below this the hidden layer has nothing to find that the planes do not show.
_LEAST_LAYERED = 200
# So few messages without labels teach nothing; of more than the most the last ones are taken.
_LEAST_STREAM, _MOST_STREAM = 200, 6_000
# A student costs as much as ten times its examples: fewer folds prove it.
_STUDENT_FOLDS = 3
# What a student counts before anything is proven: its scores are beliefs already.
_USUAL_STUDENT = 1.0
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
    unlabelled: Sequence[str] = (),
) -> LinearClassifier:
    """Return a calibrated classifier of the labels, deterministic for the same data in the same order.

    `prior` is a keyword table, or phrases that speak of each label, whose labels need not all occur in the data. Only the first `proof` texts
    (all unless given) prove anything: strengths and thresholds are chosen on them, each judged by models
    that saw neither it nor a text much like it. `unlabelled` are further messages of the same stream, the
    last ones newest, which nobody labelled; they teach which words go together. Raises TrainingDataError for
    lists of different length, no text, or fewer than two labels (the prior's included).
    """
    settings = settings or TrainingSettings()
    if len(texts) > _HUGE:
        settings = replace(settings, features=replace(settings.features, word_pairs=False))
    names = _checked_labels(texts, labels, prior)
    heard = _usable_stream(unlabelled, len(texts))
    taught, truth = _with_label_names(texts, labels, names, prior)
    vocabulary, idf = _count_features([*taught, *heard], settings)
    vectoriser = Vectoriser(settings.features, vocabulary, idf)
    matrix = _matrix(vectoriser, taught, len(vocabulary))
    stream = Stream(_matrix(vectoriser, heard, len(vocabulary)), _said_by(prior, heard, names))
    plan = _Plan(len(names), settings, _is_layered(len(texts), matrix, settings))
    folds = folds_of(texts, truth, len(names), _STUDENT_FOLDS if heard else settings.folds)
    views, judged, tutors = _held_out_views(matrix, truth, folds, plan, stream)
    if proof:
        judged[proof:] = False
    views = replace(views, log_prior=_said_by(prior, texts, names))
    answers = truth[: len(texts)][judged]
    led = (_HANDOVER / (_HANDOVER + len(texts)), _USUAL_PLANES if _phrases(prior) else 0.0)
    strengths = fit_strengths(views.only(judged), answers, *led)
    fitted = _fit_views(matrix, truth, plan)
    hidden = fitted.hidden
    if heard:
        views = replace(views, hidden=held_out_scores(matrix, truth, stream, tutors, strengths, views))
        hidden = fit_student(matrix, truth, stream, fitted.views(stream.matrix), strengths)
        strengths = fit_strengths(views.only(judged), answers, *led, _USUAL_STUDENT)
    views = views.only(judged)
    thresholds = choose_thresholds(softmax(views.logits(strengths)), answers, settings.precision)
    scope = _usual_scope(
        views, [vectoriser.known_share(text) for text in np.array(texts, dtype=object)[judged]]
    )
    learnt = (fitted.weights, fitted.bias, strengths, thresholds, prior, hidden, scope)
    return LinearClassifier(LinearModel(names, settings.features, vocabulary, idf, *learnt))


def _usable_stream(unlabelled: Sequence[str], labelled: int) -> list[str]:
    """The newest messages without labels, where they are enough to teach anything; none for a large set."""
    heard = [text for text in unlabelled if text.strip()][-_MOST_STREAM:]
    return heard if len(heard) >= _LEAST_STREAM and labelled <= _LARGE else []


def _said_by(prior: Prior | None, texts: Sequence[str], names: tuple[str, ...]) -> Floats | None:
    return prior_log_probabilities(texts, names, prior) if prior and texts else None


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
    if not texts:
        return csr_matrix((0, width))
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


@dataclass(frozen=True, slots=True)
class _Plan:
    """How many labels there are, how to train, and whether with a hidden layer."""

    width: int
    settings: TrainingSettings
    layered: bool


def _is_layered(examples: int, matrix: csr_matrix, settings: TrainingSettings) -> bool:
    work = settings.most_work * (5 if settings.thorough else 1)
    return examples >= _LEAST_LAYERED and bool(matrix.nnz <= work)


@dataclass(frozen=True, slots=True)
class _Fitted:
    """One separating plane per label, and the hidden layer where there is one."""

    weights: Floats
    bias: Floats
    hidden: Hidden | None

    def views(self, matrix: csr_matrix) -> Views:
        hidden = self.hidden.scores_many(matrix) if self.hidden is not None else None
        return Views(matrix @ self.weights + self.bias, hidden)


def _fit_views(matrix: csr_matrix, truth: NDArray[np.intp], plan: _Plan) -> _Fitted:
    schedule = plan.settings.network_schedule(len(truth))
    network = fit_network(matrix, certain(truth, plan.width), schedule) if plan.layered else None
    return _Fitted(*_fit(matrix, truth, plan.width, plan.settings.cost), network)


def _held_out_views(
    matrix: csr_matrix, truth: NDArray[np.intp], folds: NDArray[np.intp], plan: _Plan, stream: Stream
) -> tuple[Views, NDArray[np.bool_], list[Tutor]]:
    """Scores of the examples with a fold by models that did not see them, and which examples got some.

    Large sets are judged by two folds only, which is proof enough. Last what each model says of the stream.
    """
    shape = int((folds >= 0).sum()), plan.width
    planes = np.full(shape, -1.0, dtype=np.float32)
    hidden = np.zeros(shape, dtype=np.float32) if plan.layered else None
    judged = np.zeros(shape[0], dtype=np.bool_)
    tutors = []
    for fold in range(int(folds.max()) + 1 if shape[0] < _LARGE else 2):
        inside, outside = folds != fold, np.flatnonzero(folds == fold)
        if len(outside) and len(set(truth[inside].tolist())) >= 2:
            fitted = _fit_views(matrix[inside], truth[inside], plan)
            said = fitted.views(matrix[outside])
            planes[outside] = said.planes
            if hidden is not None and said.hidden is not None:
                hidden[outside] = said.hidden
            judged[outside] = True
            tutors.append(Tutor(inside, outside, fitted.views(stream.matrix)))
    if not judged.any():
        judged[:] = True
    return Views(planes, hidden), judged, tutors


def _usual_scope(views: Views, known: Sequence[float]) -> Floats:
    """Mean and spread of the signs of scope among held-out texts."""
    parts = scope_parts(views.planes, views.hidden, np.array(known, dtype=np.float32))
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
