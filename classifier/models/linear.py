"""A model over weighted features: separating planes, perhaps a hidden layer beside them, perhaps a prior.

Calibrated, explains itself, and abstains below a threshold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from classifier.contract import Abstained, Judgement, Prediction
from classifier.encoder.port import Encoder, Head
from classifier.features.blocks import FeatureSettings, shown
from classifier.features.vectoriser import Floats, Indices, Vectoriser
from classifier.keywords import KeywordClassifier, Weights
from classifier.models.calibration import Strengths, Views, softmax
from classifier.models.label_names import NameClassifier, Phrases
from classifier.models.network import Hidden

Prior: TypeAlias = Weights | Phrases

_MOST_REASONS = 4
_MOST_ALTERNATIVES = 3
# Beside the signs of scope, which have a spread of one each, the log odds of a label for what is outside
# count so much (of 0.05 to 1 from 0.3 on nothing is gained), and of nothing more than so sure.
_OUTSIDE_COUNTS, _TINY = 0.3, 1e-6
_TOGETHER = 256
"""Texts judged in one product of matrices: their features are all held at once."""


@dataclass(frozen=True, slots=True)
class LinearModel:
    """What training found out; everything that `store` keeps.

    `weights` has a row per feature and a column per label. The probability of a label is the softmax of
    the plane's score (the log odds added in) × `strengths.planes` + the hidden layer's × `strengths.hidden` + the logarithm of the
    keyword table's probability × `strengths.prior` + the head's of an encoder's vector × `strengths.meaning`. `scope` holds mean and spread of `scope_parts` on texts
    held out in training.
    `thresholds` holds, per label, the least probability at which the label is given without a person.
    """

    labels: tuple[str, ...]
    settings: FeatureSettings
    vocabulary: tuple[str, ...]
    idf: Floats
    weights: Floats
    bias: Floats
    strengths: Strengths
    thresholds: Floats
    prior: Prior | None = None
    hidden: Hidden | None = None
    scope: Floats | None = None
    head: Head | None = None


class LinearClassifier:
    """Judges with a `LinearModel`; one message costs a few hundred look-ups and one small product."""

    def __init__(self, model: LinearModel, encoder: Encoder | None = None) -> None:
        """Take a trained or loaded model, with the encoder that it was trained with where it was.

        Raises EncoderError without it: half a model would be sure of what it does not know.
        """
        if model.head is not None:
            model.head.check(encoder)
        self.model = model
        self._encoder = encoder
        self.vectoriser = Vectoriser(model.settings, model.vocabulary, model.idf)
        self._prior = (
            _PriorColumns(model.labels, model.prior) if model.prior and model.strengths.prior else None
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that may be predicted."""
        return self.model.labels

    def probabilities(self, text: str) -> Floats:
        """Return the calibrated probability of each label, in the order of `labels`."""
        indices, values = self.vectoriser.vector(text)
        return self._probabilities(text, indices, values)

    def predict(self, text: str) -> Judgement:
        """Judge one text; abstains below the label's threshold and on texts it knows nothing of."""
        indices, values = self.vectoriser.vector(text)
        chances = self._probabilities(text, indices, values)
        ranked = np.argsort(-chances, kind="stable")[: _MOST_ALTERNATIVES + 1]
        return self._judgement(text, indices, values, chances, ranked)

    def _judgement(
        self, text: str, indices: Indices, values: Floats, chances: Floats, ranked: Indices
    ) -> Judgement:
        if not len(indices) and (self._prior is None or not self._prior.speaks(text)):
            return Abstained(None, 0.0, ("nothing known in the text",))
        best = int(ranked[0])
        label, confidence = self.model.labels[best], float(chances[best])
        others = tuple((self.model.labels[int(index)], float(chances[index])) for index in ranked[1:])
        reasons = self._reasons(text, indices, values, best, int(ranked[1]))
        if confidence < self.model.thresholds[best]:
            return Abstained(label, confidence, reasons, others)
        return Prediction(label, confidence, reasons, others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order; a third of the work of judging each by itself."""
        asked = list(texts)
        return [
            judgement
            for first in range(0, len(asked), _TOGETHER)
            for judgement in self._together(asked[first : first + _TOGETHER])
        ]

    def _together(self, texts: Sequence[str]) -> Iterator[Judgement]:
        matrix = self.vectoriser.matrix(texts)
        hidden = None if self.model.hidden is None else self.model.hidden.scores_many(matrix)
        prior = None if self._prior is None else np.stack([*map(self._prior.log_probabilities, texts)])
        planes = matrix @ self.model.weights + self.model.bias
        views = Views(planes, hidden, prior, meaning=self._meaning(texts))
        chances = softmax(views.logits(self.model.strengths)).astype(np.float32)
        ranks = np.argsort(-chances, axis=1, kind="stable")[:, : _MOST_ALTERNATIVES + 1]
        for row, text in enumerate(texts):
            start, end = matrix.indptr[row], matrix.indptr[row + 1]
            yield self._judgement(
                text, matrix.indices[start:end], matrix.data[start:end], chances[row], ranks[row]
            )

    def familiarity(self, text: str, outside: str | None = None) -> float:
        """Return how much a text looks like the training data, 0 being usual, below it ever less.

        Where `outside` is one of the labels, only the others speak for the text and its log odds against it.
        """
        indices, values = self.vectoriser.vector(text)
        views = self._views(text, indices, values)
        within = np.array([label != outside for label in self.model.labels])
        hidden = None if views.hidden is None else views.hidden[None, within]
        known = np.array([self.vectoriser.known_share(text)], dtype=np.float32)
        parts = scope_parts(views.planes[None, within], hidden, known)[0]
        if self.model.scope is not None:
            usual, spread = self.model.scope
            parts = (parts - usual) / spread
        if within.all():
            return float(parts.mean())
        chances = softmax(views.logits(self.model.strengths)[None])[0]
        inside, beyond = chances[within].sum() + _TINY, chances[~within].sum() + _TINY
        return float(parts.mean()) + _OUTSIDE_COUNTS * float(np.log(inside / beyond))

    def _views(self, text: str, indices: Indices, values: Floats) -> Views:
        model = self.model
        return Views(
            model.bias + (values @ model.weights[indices] if len(indices) else np.float32(0.0)),
            None if model.hidden is None else model.hidden.scores(indices, values),
            None if self._prior is None else self._prior.log_probabilities(text),
            meaning=None if (meaning := self._meaning([text])) is None else meaning[0],
        )

    def _meaning(self, texts: Sequence[str]) -> Floats | None:
        if self.model.head is None or self._encoder is None:
            return None
        return self.model.head.scores(self._encoder.vectors(texts))

    def _probabilities(self, text: str, indices: Indices, values: Floats) -> Floats:
        logits = self._views(text, indices, values).logits(self.model.strengths)
        powers = np.exp(logits - logits.max())
        return (powers / powers.sum()).astype(np.float32)

    def _reasons(
        self, text: str, indices: Indices, values: Floats, best: int, second: int
    ) -> tuple[str, ...]:
        """The features that set the winner apart from the runner-up, strongest first, no piece of another.

        Words and pairs of them; pieces of Chinese only where no word decided, as in a misspelt name.
        """
        told: list[str] = []
        if len(indices):
            weights = self.model.weights
            shares = values * (weights[indices, best] - weights[indices, second])
            strongest = np.lexsort((indices, -shares.round(4)))[: _MOST_REASONS * 16]
            deciding = indices[strongest[shares[strongest] > 0]].tolist()
            told = [self.model.vocabulary[index] for index in deciding]
        # pieces of a Latin word tell a reader nothing, nor do the names of word classes and concepts
        pieces = _unlike(feature for feature in told if feature[0] in "wp") or _unlike(
            feature for feature in told if feature[0] == "c" and not feature[1:].replace(" ", "").isascii()
        )
        if not pieces and self._prior is not None:
            return self._prior.reasons(text, self.model.labels[best])
        return tuple(shown(feature) for feature in pieces)


def _unlike(features: Iterable[str]) -> list[str]:
    """The first few of more than one character that are no part of another."""
    pieces: dict[str, str] = {}
    for feature in features:
        bare = feature[1:].replace(" ", "")
        if len(bare) > 1 and not any(bare in known or known in bare for known in pieces):
            pieces[bare] = feature
    return list(pieces.values())[:_MOST_REASONS]


def scope_parts(planes: Floats, hidden: Floats | None, known: Floats) -> Floats:
    """Return, per row of scores, what tells a text within the labels from any other; higher is within.

    How far the best plane reaches, how far the hidden layer's best label stands out and how strong all its
    labels are together, and the share of known words. (Margins and probabilities measured worse.)
    """
    parts = [planes.max(axis=1), known]
    if hidden is not None:
        best = hidden.max(axis=1)
        parts += [best - hidden.mean(axis=1), best + np.log(np.exp(hidden - best[:, None]).sum(axis=1))]
    return np.column_stack(parts).astype(np.float32)


class _PriorColumns:
    """The rules' view in the order of the model's labels; unknown labels get its least."""

    def __init__(self, labels: tuple[str, ...], prior: Prior) -> None:
        self._classifier = prior_classifier(prior)
        order = {label: place for place, label in enumerate(self._classifier.labels)}
        self._places = [order.get(label) for label in labels]

    def log_probabilities(self, text: str) -> Floats:
        chances = self._classifier.probabilities(text)
        least = min(chances)
        return np.log(
            np.array([least if place is None else chances[place] for place in self._places], dtype=np.float32)
        )

    def speaks(self, text: str) -> bool:
        return self._classifier.speaks(text)

    def reasons(self, text: str, label: str) -> tuple[str, ...]:
        return self._classifier.reasons(text, label)[:_MOST_REASONS]


def prior_classifier(prior: Prior) -> KeywordClassifier | NameClassifier:
    """Return the classifier of a table of weighted patterns, or of phrases that speak of each label."""
    phrases: dict[str, tuple[str, ...]] = {}
    weights: dict[str, Mapping[int, str]] = {}
    for label, said in prior.items():
        if isinstance(said, Mapping):
            weights[label] = said
        else:
            phrases[label] = tuple(said)
    return NameClassifier(phrases) if phrases else KeywordClassifier(weights)


def prior_log_probabilities(texts: Iterable[str], labels: tuple[str, ...], prior: Prior) -> Floats:
    """Return the keyword prior of many texts: a row per text, a column per label, natural logarithms."""
    columns = _PriorColumns(labels, prior)
    return np.stack([columns.log_probabilities(text) for text in texts])
