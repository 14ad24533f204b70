"""A linear model over weighted features: calibrated, explains itself, abstains below a threshold."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.contract import Abstained, Judgement, Prediction
from classifier.features import FeatureSettings, feature_blocks, shown
from classifier.keywords import KeywordClassifier, Weights

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]

_MOST_REASONS = 4
_MOST_ALTERNATIVES = 3


@dataclass(frozen=True, slots=True)
class LinearModel:
    """What training found out; everything that `store` keeps.

    `weights` has a row per feature and a column per label. The probability of a label is the softmax of
    `sharpness` × score + `prior_strength` × log(prior), the prior coming from the keyword table, if any.
    `thresholds` holds, per label, the least probability at which the label is given without a person.
    """

    labels: tuple[str, ...]
    settings: FeatureSettings
    vocabulary: tuple[str, ...]
    idf: Floats
    weights: Floats
    bias: Floats
    sharpness: float
    thresholds: Floats
    prior_strength: float = 0.0
    prior: Weights | None = None


class Vectoriser:
    """Turns a text into the indices and weights of its known features (TF-IDF, unit length per block)."""

    def __init__(self, settings: FeatureSettings, vocabulary: Iterable[str], idf: Floats) -> None:
        """Take the vocabulary in the order of `idf`."""
        self._settings = settings
        self._index = {feature: index for index, feature in enumerate(vocabulary)}
        self._idf = idf

    def vector(self, text: str) -> tuple[Indices, Floats]:
        """Return indices and weights; both are empty for a text without any known feature."""
        indices: list[Indices] = []
        weights: list[Floats] = []
        known = self._index.get
        for block in feature_blocks(text, self._settings):
            counts: dict[int, int] = {}
            for feature in block:
                index = known(feature)
                if index is not None:
                    counts[index] = counts.get(index, 0) + 1
            if counts:
                found = np.fromiter(counts, dtype=np.intp, count=len(counts))
                often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
                weight = (1.0 + np.log(often)) * self._idf[found]
                indices.append(found)
                weights.append(weight / math.sqrt(float(weight @ weight)))
        if not indices:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
        return np.concatenate(indices), np.concatenate(weights)


class LinearClassifier:
    """Judges with a `LinearModel`; one message costs a few hundred look-ups and one small product."""

    def __init__(self, model: LinearModel) -> None:
        """Take a trained or loaded model."""
        self.model = model
        self._vectoriser = Vectoriser(model.settings, model.vocabulary, model.idf)
        self._prior = (
            _PriorColumns(model.labels, model.prior) if model.prior and model.prior_strength else None
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that may be predicted."""
        return self.model.labels

    def probabilities(self, text: str) -> Floats:
        """Return the calibrated probability of each label, in the order of `labels`."""
        indices, values = self._vectoriser.vector(text)
        return self._probabilities(text, indices, values)

    def predict(self, text: str) -> Judgement:
        """Judge one text; abstains below the label's threshold and on texts it knows nothing of."""
        indices, values = self._vectoriser.vector(text)
        if not len(indices) and self._prior is None:
            return Abstained(None, 0.0, ("nothing known in the text",))
        chances = self._probabilities(text, indices, values)
        ranked = np.argsort(-chances, kind="stable")[: _MOST_ALTERNATIVES + 1]
        best = int(ranked[0])
        label, confidence = self.model.labels[best], float(chances[best])
        others = tuple((self.model.labels[int(index)], float(chances[index])) for index in ranked[1:])
        reasons = self._reasons(text, indices, values, best, int(ranked[1]))
        if confidence < self.model.thresholds[best]:
            return Abstained(label, confidence, reasons, others)
        return Prediction(label, confidence, reasons, others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        return [self.predict(text) for text in texts]

    def familiarity(self, text: str) -> float:
        """Return how much a text looks like the training data; higher is more, no fixed range."""
        indices, values = self._vectoriser.vector(text)
        if not len(indices):
            return -10.0
        scores = np.sort(self.model.bias + values @ self.model.weights[indices])
        return float(scores[-1] + 0.5 * (scores[-1] - scores[-2]))

    def _probabilities(self, text: str, indices: Indices, values: Floats) -> Floats:
        model = self.model
        scores = model.bias + (values @ model.weights[indices] if len(indices) else 0.0)
        logits = model.sharpness * scores
        if self._prior is not None:
            logits = logits + model.prior_strength * self._prior.log_probabilities(text)
        powers = np.exp(logits - logits.max())
        return (powers / powers.sum()).astype(np.float32)

    def _reasons(
        self, text: str, indices: Indices, values: Floats, best: int, second: int
    ) -> tuple[str, ...]:
        """The features that set the winner apart from the runner-up, strongest first, no piece of another."""
        pieces: list[str] = []
        if len(indices):
            rows = self.model.weights[indices]
            shares = values * (rows[:, best] - rows[:, second])
            for place in np.argsort(-shares, kind="stable")[: _MOST_REASONS * 8]:
                if shares[place] <= 0 or len(pieces) == _MOST_REASONS:
                    break
                feature = self.model.vocabulary[int(indices[place])]
                piece = shown(feature)
                # pieces of a Latin word tell a reader nothing
                readable = feature[0] != "c" or not piece.isascii()
                if (
                    readable
                    and len(piece) > 1
                    and not any(piece in known or known in piece for known in pieces)
                ):
                    pieces.append(piece)
        if not pieces and self._prior is not None:
            return self._prior.reasons(text, self.model.labels[best])
        return tuple(pieces)


class _PriorColumns:
    """The keyword classifier's view in the order of the model's labels; unknown labels get its least."""

    def __init__(self, labels: tuple[str, ...], weights: Weights) -> None:
        self._classifier = KeywordClassifier(weights)
        order = {label: place for place, label in enumerate(self._classifier.labels)}
        self._places = [order.get(label) for label in labels]

    def log_probabilities(self, text: str) -> Floats:
        chances = self._classifier.probabilities(text)
        least = min(chances)
        return np.log(
            np.array([least if place is None else chances[place] for place in self._places], dtype=np.float32)
        )

    def reasons(self, text: str, label: str) -> tuple[str, ...]:
        return self._classifier.points(text)[1].get(label, ())[:_MOST_REASONS]


def prior_log_probabilities(texts: Iterable[str], labels: tuple[str, ...], prior: Weights) -> Floats:
    """Return the keyword prior of many texts: a row per text, a column per label, natural logarithms."""
    columns = _PriorColumns(labels, prior)
    return np.stack([columns.log_probabilities(text) for text in texts])
