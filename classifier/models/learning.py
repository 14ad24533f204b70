"""Learning from every correction at once: a thin layer over a model that stays as it was trained.

The layer is a logistic regression in dual form (one row per correction) whose starting point is what the model
below says: a text is moved by the corrections that it is like, in proportion to the likeness. So one correction
changes the next judgement of a like message, many together teach as a refit would, and where nothing was said the
model below speaks alone. A refit takes the corrections in as examples and starts an empty layer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from classifier.contract import Abstained, Judgement, Prediction, TextClassifier
from classifier.models.memory import Memory, weigher
from classifier.text.normalise import words

Floats = NDArray[np.float32]

# How far one look at a text moves the scores towards what a person said (logistic loss).
_RATE = 1.0
# Each correction is followed by another look at so many earlier ones, in turn.
_REPLAYED = 2
# After a correction its text has the right label with this probability at least.
_SURE = 0.75
# Beyond so many the oldest are forgotten: a refit is long overdue.
_MOST_KEPT = 5_000
_MOST_ALTERNATIVES = 3
_MOST_REASONS = 4
_LEAST_CHANCE = 1e-6
# Corrections that move no score further than this had no say.
_LEAST_SAY = 0.05


class ProbableClassifier(TextClassifier, Protocol):
    """A classifier that also gives the probability of every label, in the order of `labels`."""

    def probabilities(self, text: str) -> Sequence[float] | Floats:
        """Return one probability per label."""
        ...


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said a text is. `weight` in 0..1: how far this person's word moves the model."""

    text: str
    label: str
    weight: float = 1.0


class CorrectedClassifier:
    """A model together with what people said since it was trained; judges like any other classifier."""

    def __init__(
        self,
        base: ProbableClassifier,
        corrections: Iterable[Correction] = (),
        *,
        least_confidence: float = 0.5,
    ) -> None:
        """Take a model and the corrections since its training, oldest first.

        `least_confidence` is the probability from which on a label stands that only corrections brought
        about: the base's thresholds were chosen for its own probabilities.
        """
        self.base = base
        self._labels = list(base.labels)
        self._place = {label: place for place, label in enumerate(self._labels)}
        self._memory = Memory(weigher(base))
        self._kept: list[_Kept] = []
        self._turn = 0
        self._least_confidence = least_confidence
        for correction in corrections:
            self.learn(correction)

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that may be predicted; labels that only corrections know come last."""
        return tuple(self._labels)

    @property
    def corrections(self) -> int:
        """Return how many corrections the layer holds."""
        return len(self._kept)

    def learn(self, correction: Correction) -> None:
        """Take one correction in; the next judgement knows it. A text without words teaches nothing.

        What a person confirmed counts as well: it holds the score where it is while others move.
        """
        if correction.label not in self._place:
            self._place[correction.label] = len(self._labels)
            self._labels.append(correction.label)
        if not self._memory.keep(correction.text):
            return
        weight = np.float32(min(1.0, max(0.0, correction.weight)))
        self._kept.append(_Kept(self._place[correction.label], weight, self._base_scores(correction.text)))
        if len(self._kept) > _MOST_KEPT:
            self._kept.pop(0)
            self._memory.forget_first()
        newest = len(self._kept) - 1
        self._look(newest)
        for _ in range(min(_REPLAYED, newest)):
            self._turn = (self._turn + 1) % newest
            self._look(self._turn)
        self._memory.move(newest, weight * _step_to(self._kept[newest].right, self._scores_of(newest)))

    def _look(self, place: int) -> None:
        """Move one kept text towards its label by the slope of its logistic loss."""
        kept = self._kept[place]
        step = -_softmax(self._scores_of(place))
        step[kept.right] += 1.0
        self._memory.move(place, _RATE * kept.weight * step)

    def _scores_of(self, place: int) -> Floats:
        base = self._kept[place].base
        scores = np.full(len(self._labels), math.log(_LEAST_CHANCE), dtype=np.float32)
        scores[: len(base)] = base
        result: Floats = scores + self._memory.shift_of(place, len(self._labels))
        return result

    def probabilities(self, text: str) -> Floats:
        """Return the probability of each label, in the order of `labels`."""
        return self._chances(text)[0]

    def predict(self, text: str) -> Judgement:
        """Judge one text: as the base does, unless corrections of like texts say otherwise.

        Where they do, the reasons are the words it shares with the corrected text that is most like it: the
        words of one customer are never shown to another.
        """
        judged = self.base.predict(text)
        chances, like = self._chances(text)
        if like is None:
            return judged
        ranked = np.argsort(-chances, kind="stable")[: _MOST_ALTERNATIVES + 1]
        label, confidence = self._labels[int(ranked[0])], float(chances[ranked[0]])
        others = tuple((self._labels[int(place)], float(chances[place])) for place in ranked[1:])
        if isinstance(judged, Prediction) and judged.label == label:
            return Prediction(label, confidence, judged.reasons, others)
        said = set(words(like))
        shared = tuple(dict.fromkeys(word for word in words(text) if word in said and len(word) > 1))
        if confidence < self._least_confidence:
            return Abstained(label, confidence, shared[:_MOST_REASONS], others)
        return Prediction(label, confidence, shared[:_MOST_REASONS], others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        return [self.predict(text) for text in texts]

    def _base_scores(self, text: str) -> Floats:
        known = np.asarray(self.base.probabilities(text), dtype=np.float32)
        scores = np.full(len(self._labels), math.log(_LEAST_CHANCE), dtype=np.float32)
        scores[: len(known)] = np.log(np.maximum(known, _LEAST_CHANCE))
        return scores

    def _chances(self, text: str) -> tuple[Floats, str | None]:
        """Probabilities, and the most like corrected text where the corrections had a say."""
        shift, nearest = self._memory.shift(text, len(self._labels))
        scores = self._base_scores(text) + shift
        spoken = float(np.abs(shift).max(initial=0.0)) >= _LEAST_SAY
        return _softmax(scores), self._memory.text(nearest) if spoken else None


@dataclass(frozen=True, slots=True)
class _Kept:
    """One correction: the column of its label, how much it counts, what the base says of its text."""

    right: int
    weight: np.float32
    base: Floats


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    result: Floats = powers / powers.sum()
    return result


def _step_to(right: int, scores: Floats) -> Floats:
    """The step of the right label's score that makes it sure enough against all others together."""
    step = np.zeros(len(scores), dtype=np.float32)
    chance = float(np.clip(_softmax(scores)[right], _LEAST_CHANCE, 1.0 - _LEAST_CHANCE))
    lacking = math.log(_SURE / (1.0 - _SURE)) - math.log(chance / (1.0 - chance))
    step[right] = max(0.0, lacking)
    return step
