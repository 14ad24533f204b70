"""From labelled texts to a model; a keyword prior keeps the first few labels from doing harm."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from classifier.encoder.port import Encoder
from classifier.features.counting import Reader, count_features, known_words, suitable_features
from classifier.models.calibration import Strengths, Views, choose_thresholds, fit_strengths, softmax
from classifier.models.folds import folds_of
from classifier.models.label_names import Phrases
from classifier.models.lesson import HUGE, LARGE, Fitted, Lesson, TrainingSettings
from classifier.models.linear import (
    Floats,
    LinearClassifier,
    LinearModel,
    Prior,
    prior_log_probabilities,
    scope_parts,
)
from classifier.models.network import certain
from classifier.models.planes import fit_odds, fit_planes
from classifier.models.student import (
    Stream,
    Tutor,
    fit_heard_odds,
    fit_student,
    having_heard,
    held_out_scores,
)

# So many examples halve what the keyword table may say.
_HANDOVER = 1_000
# What the planes count beside a prior of phrases, which they were taught themselves, before anything is proven.
_USUAL_PLANES = 3.0
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


def train(
    texts: Sequence[str],
    labels: Sequence[str],
    *,
    prior: Prior | None = None,
    settings: TrainingSettings | None = None,
    proof: int | None = None,
    unlabelled: Sequence[str] = (),
    encoder: Encoder | None = None,
    reader: Reader | None = None,
) -> LinearClassifier:
    """Return a calibrated classifier of the labels, deterministic for the same data in the same order.

    `prior` is a keyword table, or phrases that speak of each label, whose labels need not all occur in the data.
    Only the first `proof` texts (all unless given) prove anything: strengths and thresholds are chosen on them,
    each judged by models that saw neither it nor a text much like it. `unlabelled` are further messages of the
    same stream, newest last, which teach what words go together. The vectors of an `encoder` join the vote; the
    model never judges without it. A `reader` of the settings' features spares reading texts again that another
    training has read. Raises TrainingDataError for too few texts or labels, or lists that differ.
    """
    settings = settings or TrainingSettings()
    names = _checked_labels(texts, labels, prior)
    heard = _usable_stream(unlabelled, len(texts))
    taught, truth = _with_label_names(texts, labels, names, prior)
    features = settings.features or suitable_features(texts)
    careful = settings.thorough or (settings.rare_words and len(texts) <= HUGE)
    counted = count_features(taught, features, settings.most_features, heard, thorough=careful, reader=reader)
    stream = Stream(counted.heard, _said_by(prior, heard, names), _meaning(encoder, heard))
    folds = folds_of(texts, truth, len(names), _STUDENT_FOLDS if heard else settings.folds)
    proving = np.arange(len(texts)) < (proof or len(texts))
    rows = (counted.taught, truth, folds, stream, counted.vocabulary, features)
    lesson = Lesson(*rows, len(names), settings, _meaning(encoder, taught))
    lesson = replace(lesson, cost=_best_cost(lesson, proving))
    views, judged, tutors, known = _held_out_views(lesson)
    judged &= proving
    views = replace(views, log_prior=_said_by(prior, texts, names))
    led = (_HANDOVER / (_HANDOVER + len(texts)), _USUAL_PLANES if _phrases(prior) else 0.0)
    fitted, views, strengths = _blend(lesson, views, judged, tutors, led)
    answers = truth[: len(texts)][judged]
    thresholds = choose_thresholds(softmax(views.logits(strengths)), answers, settings.precision)
    scope = _usual_scope(views, strengths, (known * counted.known[: len(texts)])[judged])
    said = replace(strengths, planes=1.0, odds=0.0)
    learnt = (*fitted.one_table(strengths), said, thresholds, prior, fitted.hidden, scope)
    head = replace(fitted.head, encoder=encoder.identity) if fitted.head and encoder else None
    return LinearClassifier(
        LinearModel(names, features, counted.vocabulary, counted.idf, *learnt, head), encoder
    )


def _usable_stream(unlabelled: Sequence[str], labelled: int) -> list[str]:
    """The newest messages without labels, where they are enough to teach anything; none for a large set."""
    heard = [text for text in unlabelled if text.strip()][-_MOST_STREAM:]
    return heard if len(heard) >= _LEAST_STREAM and labelled <= LARGE else []


def _said_by(prior: Prior | None, texts: Sequence[str], names: tuple[str, ...]) -> Floats | None:
    return prior_log_probabilities(texts, names, prior) if prior and texts else None


def _meaning(encoder: Encoder | None, texts: Sequence[str]) -> Floats | None:
    return encoder.vectors(texts) if encoder is not None and texts else None


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


def _best_cost(lesson: Lesson, proving: NDArray[np.bool_]) -> float:
    """The cost of the planes that, together with the log odds, make the texts of one fold likeliest."""
    costs = lesson.settings.costs
    inside, outside = next(lesson.parts(), (proving, np.empty(0, dtype=np.intp)))
    outside = outside[proving[outside]]
    if lesson.size > HUGE:
        # the middle one: on 40,000 shop reviews 0.2 points before the first, in two thirds of its time
        return sorted(costs)[len(costs) // 2]
    if len(costs) == 1 or len(outside) < _LEAST_COMPARED:
        return costs[0]
    asked, answers = lesson.asked(inside, outside), lesson.truth[outside]
    odds = asked @ fit_odds(lesson.matrix[inside], certain(lesson.truth[inside], lesson.width))

    def unlikely(cost: float) -> float:
        weights, bias = fit_planes(lesson.matrix[inside], lesson.truth[inside], lesson.width, cost)
        views = Views(asked @ weights + bias, odds=odds)
        chances = softmax(views.logits(fit_strengths(views, answers)))
        return -float(np.log(chances[np.arange(len(answers)), answers] + 1e-9).sum())

    return min(costs, key=unlikely)


def _held_out_views(lesson: Lesson) -> tuple[Views, NDArray[np.bool_], list[Tutor], Floats]:
    """Scores of the examples with a fold by models that did not see them, and which examples got some.

    Then what each model says of the stream, and the share of each example's known words that its model knew.
    """
    planes = np.full((lesson.size, lesson.width), -1.0, dtype=np.float32)
    odds, hidden = np.zeros_like(planes), np.zeros_like(planes) if lesson.layered else None
    judged, known = np.zeros(lesson.size, dtype=np.bool_), np.ones(lesson.size, dtype=np.float32)
    heads = None if lesson.meaning is None else np.zeros_like(planes)
    tutors = []
    for inside, outside in lesson.parts():
        fitted, asked = lesson.fit(inside), lesson.asked(inside, outside)
        said = fitted.views(asked, None if lesson.meaning is None else lesson.meaning[outside])
        planes[outside], odds[outside], judged[outside] = said.planes, said.odds, True
        if hidden is not None and said.hidden is not None:
            hidden[outside] = said.hidden
        if heads is not None and said.meaning is not None:
            heads[outside] = said.meaning
        words = [known_words(rows, lesson.vocabulary) for rows in (asked, lesson.matrix[outside])]
        known[outside] = words[0] / np.maximum(words[1], 1)
        tutors.append(
            Tutor(inside, outside, asked, fitted.views(lesson.stream.matrix, lesson.stream.meaning))
        )
    if not judged.any():
        judged[:] = True
    return Views(planes, hidden, odds=odds, meaning=heads), judged, tutors, known


def _blend(
    lesson: Lesson, views: Views, judged: NDArray[np.bool_], tutors: Sequence[Tutor], led: tuple[float, float]
) -> tuple[Fitted, Views, Strengths]:
    """A model of all examples, what its like said of those that prove, and how much each part counts.

    Where there is a stream the log odds count its messages too, and then a student of all parts together takes the
    hidden layer's place.
    """
    answers, stream = lesson.truth[: len(judged)][judged], lesson.stream
    strengths = fit_strengths(views.only(judged), answers, *led)
    fitted = lesson.fit(np.ones(len(lesson.truth), dtype=np.bool_))
    if stream.matrix.shape[0]:
        told = (lesson.matrix, lesson.truth, stream)
        odds = fit_heard_odds(*told, fitted.views(stream.matrix, stream.meaning), strengths)
        fitted = replace(fitted, odds=odds)
        tutors, views = having_heard(*told, tutors, strengths, views)
        strengths = fit_strengths(views.only(judged), answers, *led)
        views = replace(views, hidden=held_out_scores(*told, tutors, strengths, views))
        tutor = fitted.views(stream.matrix, stream.meaning)
        fitted = replace(fitted, hidden=fit_student(*told, tutor, strengths))
        strengths = fit_strengths(views.only(judged), answers, *led, _USUAL_STUDENT)
    return fitted, views.only(judged), strengths


def _usual_scope(views: Views, strengths: Strengths, known: Floats) -> Floats:
    """Mean and spread of the signs of scope among held-out texts."""
    linear = Views(views.planes, odds=views.odds).logits(strengths)
    parts = scope_parts(linear, views.hidden, known)
    return np.stack([parts.mean(axis=0), parts.std(axis=0) + 0.01]).astype(np.float32)
