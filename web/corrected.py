"""One classifier at work: a trained model under a layer of what people said since, safe for many threads."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache

from classifier.contract import Abstained, Judgement, Prediction
from classifier.models.learning import CorrectedClassifier, Correction, ProbableClassifier
from classifier.text.normalise import words
from ticketing.learning import examples
from ticketing.learning.capping import cap
from ticketing.learning.examples import Example
from ticketing.models import LabelField

REMEMBERED = 1_000
"""So many of the newest labels by people move a judgement at once; older ones are in the model."""
MOST_REMEMBERED = 1_500
"""Forgetting starts the layer afresh, so it waits until some hundreds are to be forgotten."""
_MOST_WORDS = 3


class Judge:
    """A classifier with the name its judgements are kept under; its reasons quote nobody but the writer."""

    def __init__(self, name: str, base: ProbableClassifier) -> None:
        self.name = name
        self.base = base
        """The model as it was trained, without what people said since."""
        self._lock = threading.Lock()
        self._known: list[Example] = []
        self._heard: tuple[Example, ...] = ()
        self._layer = CorrectedClassifier(base)

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that may be predicted."""
        return self._layer.labels

    @property
    def heard(self) -> tuple[Example, ...]:
        """What people said that counts now, oldest first."""
        return self._heard

    def hear(self, field: LabelField, since: int) -> None:
        """Take in what people said of a field after the judgement `since`; 0 = all that is remembered.

        Whatever is not simply new (a judgement taken back, a ticket labelled again) starts the layer afresh.
        """
        spoken = examples.spoken_of(field, after=since) if since else set()
        known = [one for one in self._known if one.ticket_id not in spoken] if since else []
        self._known = [*known, *examples.confirmed(field, after=since, most=REMEMBERED)]
        if len(self._known) > MOST_REMEMBERED:
            self._known = self._known[-REMEMBERED:]
        kept = cap([one.source for one in self._known]).kept
        wanted = tuple(self._known[place] for place in kept)
        with self._lock:
            done = len(self._heard)
            if wanted[:done] != self._heard:
                self._layer, done = CorrectedClassifier(self.base), 0
            for one in wanted[done:]:
                self._layer.learn(Correction(one.text, one.label))
            self._heard = wanted

    def predict(self, text: str) -> Judgement:
        """Judge one text."""
        with self._lock:
            judgement = self._layer.predict(text)
        return _shown(judgement, text)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order; at the model's own pace while nobody has said anything."""
        asked = list(texts)
        with self._lock:
            judged = (self._layer if self._heard else self.base).predict_many(asked)
        return [_shown(*one) for one in zip(judged, asked, strict=True)]


def _shown(judgement: Judgement, text: str) -> Judgement:
    reasons = _own(judgement.reasons, text)
    if isinstance(judgement, Abstained):
        return Abstained(judgement.best, judgement.confidence, reasons, judgement.alternatives)
    return Prediction(judgement.label, judgement.confidence, reasons, judgement.alternatives)


def _own(reasons: Sequence[str], text: str) -> tuple[str, ...]:
    """Reasons as they may be shown: of a corrected text of somebody else only the words that this one has too."""
    shown = [_shared(reason, text) if _is_long(reason) else reason for reason in reasons]
    return tuple(reason for reason in shown if reason)


@lru_cache(maxsize=4_096)
def _is_long(reason: str) -> bool:
    # Most messages are judged by the same few thousand words.
    return len(words(reason)) > _MOST_WORDS


def _shared(other: str, text: str) -> str:
    said = set(words(text))
    both = dict.fromkeys(one for one in words(other) if one in said and len(one) > 1)
    return " ".join(sorted(both, key=len, reverse=True)[:_MOST_WORDS])
