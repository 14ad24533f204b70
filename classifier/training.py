"""From labelled texts to a model; a keyword prior keeps the first few labels from doing harm."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.calibration import Strengths, Views, choose_thresholds, fit_strengths, softmax
from classifier.counting import as_if_new, count_features, feature_matrix, known_words, suitable_features
from classifier.features import FeatureSettings
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
from classifier.planes import fit_odds, fit_planes
from classifier.student import Stream, Tutor, fit_student, held_out_scores

# From here on two folds prove enough.
_LARGE = 6_000
# So many examples halve what the keyword table may say.
_HANDOVER = 1_000
# What the planes count beside a prior of phrases, which they were taught themselves, before anything is proven.
_USUAL_PLANES = 3.0
# Below this the hidden layer has nothing to find that the planes do not show.
_LEAST_LAYERED = 200
# On fewer held-out texts two costs cannot be told apart.
_LEAST_COMPARED = 40
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

    `features` are chosen by the script of the texts where none are given; of `costs` the one that makes
    held-out texts likeliest. `most_work` is the number of feature values in all texts above which the hidden layer is left out, to
    keep training within minutes; 0 always leaves it out. `thorough` takes some times as long and sees every
    example more often, with five times the feature values allowed.
    """

    precision: float = 0.95
    folds: int = 5
    costs: tuple[float, ...] = (1.0, 0.25)
    most_features: int = 300_000
    most_work: int = 6_000_000
    features: FeatureSettings | None = None
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
    names = _checked_labels(texts, labels, prior)
    heard = _usable_stream(unlabelled, len(texts))
    taught, truth = _with_label_names(texts, labels, names, prior)
    features = settings.features or suitable_features(texts)
    vocabulary, idf = count_features([*taught, *heard], features, settings.most_features)
    vectoriser = Vectoriser(features, vocabulary, idf)
    matrix = feature_matrix(vectoriser, taught, len(vocabulary))
    stream = Stream(feature_matrix(vectoriser, heard, len(vocabulary)), _said_by(prior, heard, names))
    folds = folds_of(texts, truth, len(names), _STUDENT_FOLDS if heard else settings.folds)
    proving = np.arange(len(texts)) < (proof or len(texts))
    lesson = _Lesson(matrix, truth, folds, stream, vocabulary, features, len(names), settings)
    lesson = replace(lesson, cost=_best_cost(lesson, proving))
    views, judged, tutors, known = _held_out_views(lesson)
    judged &= proving
    views = replace(views, log_prior=_said_by(prior, texts, names))
    answers = truth[: len(texts)][judged]
    led = (_HANDOVER / (_HANDOVER + len(texts)), _USUAL_PLANES if _phrases(prior) else 0.0)
    strengths = fit_strengths(views.only(judged), answers, *led)
    fitted = lesson.fit(np.ones(len(truth), dtype=np.bool_))
    hidden = fitted.hidden
    if heard:
        views = replace(views, hidden=held_out_scores(matrix, truth, stream, tutors, strengths, views))
        hidden = fit_student(matrix, truth, stream, fitted.views(stream.matrix), strengths)
        strengths = fit_strengths(views.only(judged), answers, *led, _USUAL_STUDENT)
    views = views.only(judged)
    thresholds = choose_thresholds(softmax(views.logits(strengths)), answers, settings.precision)
    known *= np.array([vectoriser.known_share(text) for text in texts], dtype=np.float32)
    scope = _usual_scope(views, strengths, known[judged])
    counted = replace(strengths, planes=1.0, odds=0.0)
    learnt = (*fitted.one_table(strengths), counted, thresholds, prior, hidden, scope)
    return LinearClassifier(LinearModel(names, features, vocabulary, idf, *learnt))


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
class _Fitted:
    """One separating plane per label, log odds, and the hidden layer where there is one."""

    weights: Floats
    bias: Floats
    odds: Floats
    hidden: Hidden | None

    def views(self, matrix: csr_matrix) -> Views:
        hidden = self.hidden.scores_many(matrix) if self.hidden is not None else None
        return Views(matrix @ self.weights + self.bias, hidden, odds=matrix @ self.odds)

    def one_table(self, strengths: Strengths) -> tuple[Floats, Floats]:
        """Planes and log odds added up by their strengths: both are linear, so one table holds both."""
        weights = np.float32(strengths.planes) * self.weights + np.float32(strengths.odds) * self.odds
        return weights.astype(np.float16).astype(np.float32), np.float32(strengths.planes) * self.bias


@dataclass(frozen=True, slots=True)
class _Lesson:
    """The examples as rows of features with their labels' columns and folds, and how to learn from them.

    `vocabulary` and `features` say what the columns of the matrices are, `width` is the number of labels.
    """

    matrix: csr_matrix
    truth: NDArray[np.intp]
    folds: NDArray[np.intp]
    stream: Stream
    vocabulary: Sequence[str]
    features: FeatureSettings
    width: int
    settings: TrainingSettings
    cost: float = 1.0

    @property
    def size(self) -> int:
        """How many examples have a fold: what follows them was made from the labels' names."""
        return int((self.folds >= 0).sum())

    @property
    def layered(self) -> bool:
        """Whether there is enough for a hidden layer to find, and no more than it reads in some minutes."""
        work = self.settings.most_work * (5 if self.settings.thorough else 1)
        return self.size >= _LEAST_LAYERED and bool(self.matrix.nnz <= work)

    def parts(self) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.intp]]]:
        """The examples to learn from and those to ask then, fold by fold; of large sets two folds prove enough."""
        for fold in range(int(self.folds.max()) + 1 if self.size < _LARGE else 2):
            inside, outside = self.folds != fold, np.flatnonzero(self.folds == fold)
            if len(outside) and len(set(self.truth[inside].tolist())) >= 2:
                yield inside, outside

    def asked(self, inside: NDArray[np.bool_], outside: NDArray[np.intp]) -> csr_matrix:
        """The rows outside as they are to a model that saw the rows inside and the stream only."""
        met = np.concatenate([self.matrix[inside].indices, self.stream.matrix.indices])
        seen = np.bincount(met, minlength=self.matrix.shape[1]) > 0
        return as_if_new(self.matrix[outside], seen, self.vocabulary, self.features)

    def fit(self, rows: NDArray[np.bool_]) -> _Fitted:
        """A model of some of the rows."""
        matrix, truth = self.matrix[rows], self.truth[rows]
        schedule = self.settings.network_schedule(len(truth))
        if not rows.all():
            schedule = replace(
                schedule, networks=1
            )  # what is held out proves as much of one as of their mean
        network = fit_network(matrix, certain(truth, self.width), schedule) if self.layered else None
        planes = fit_planes(matrix, truth, self.width, self.cost)
        return _Fitted(*planes, fit_odds(matrix, truth, self.width), network)


def _best_cost(lesson: _Lesson, proving: NDArray[np.bool_]) -> float:
    """The cost of the planes that, together with the log odds, make the texts of one fold likeliest."""
    costs = lesson.settings.costs
    inside, outside = next(lesson.parts(), (proving, np.empty(0, dtype=np.intp)))
    outside = outside[proving[outside]]
    if len(costs) == 1 or len(outside) < _LEAST_COMPARED:
        return costs[0]
    asked, answers = lesson.asked(inside, outside), lesson.truth[outside]
    odds = asked @ fit_odds(lesson.matrix[inside], lesson.truth[inside], lesson.width)

    def unlikely(cost: float) -> float:
        weights, bias = fit_planes(lesson.matrix[inside], lesson.truth[inside], lesson.width, cost)
        views = Views(asked @ weights + bias, odds=odds)
        chances = softmax(views.logits(fit_strengths(views, answers)))
        return -float(np.log(chances[np.arange(len(answers)), answers] + 1e-9).sum())

    return min(costs, key=unlikely)


def _held_out_views(lesson: _Lesson) -> tuple[Views, NDArray[np.bool_], list[Tutor], Floats]:
    """Scores of the examples with a fold by models that did not see them, and which examples got some.

    Then what each model says of the stream, and the share of each example's known words that its model knew.
    """
    planes = np.full((lesson.size, lesson.width), -1.0, dtype=np.float32)
    odds, hidden = np.zeros_like(planes), np.zeros_like(planes) if lesson.layered else None
    judged, known = np.zeros(lesson.size, dtype=np.bool_), np.ones(lesson.size, dtype=np.float32)
    tutors = []
    for inside, outside in lesson.parts():
        fitted, asked = lesson.fit(inside), lesson.asked(inside, outside)
        said = fitted.views(asked)
        planes[outside], odds[outside], judged[outside] = said.planes, said.odds, True
        if hidden is not None and said.hidden is not None:
            hidden[outside] = said.hidden
        words = [known_words(rows, lesson.vocabulary) for rows in (asked, lesson.matrix[outside])]
        known[outside] = words[0] / np.maximum(words[1], 1)
        tutors.append(Tutor(inside, outside, asked, fitted.views(lesson.stream.matrix)))
    if not judged.any():
        judged[:] = True
    return Views(planes, hidden, odds=odds), judged, tutors, known


def _usual_scope(views: Views, strengths: Strengths, known: Floats) -> Floats:
    """Mean and spread of the signs of scope among held-out texts."""
    linear = Views(views.planes, odds=views.odds).logits(strengths)
    parts = scope_parts(linear, views.hidden, known)
    return np.stack([parts.mean(axis=0), parts.std(axis=0) + 0.01]).astype(np.float32)
