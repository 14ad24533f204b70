"""One classifier at work: a trained model under a layer of what people said since, safe for many threads."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterable, Sequence

from classifier.contract import Abstained, Alternative, Judgement, Prediction, TextClassifier
from classifier.normalise import words
from classifier.precedents import Precedents, confidence_of
from ticketing.learning import examples
from ticketing.learning.capping import cap
from ticketing.learning.examples import Example
from ticketing.models import LabelField

REMEMBERED = 400
"""So many of the newest labels by people move a judgement at once; older ones are in the model."""
_CONTESTED = 0.05
"""Where people labelled two texts about as like differently, no precedent decides."""
_MOST_WORDS = 3


class Judge:
    """A classifier with the name its judgements are kept under; its reasons quote nobody but the writer."""

    def __init__(self, name: str, base: TextClassifier) -> None:
        self.name = name
        self.base = base
        """The model as it was trained, without what people said since."""
        self._lock = threading.Lock()
        self._known: list[Example] = []
        self._heard: tuple[Example, ...] = ()
        self._precedents = Precedents()
        self._said: dict[Hashable, str] = {}

    @property
    def labels(self) -> tuple[str, ...]:
        """Every label that may be predicted."""
        return self.base.labels

    @property
    def heard(self) -> tuple[Example, ...]:
        """What people said that counts now, oldest first."""
        return self._heard

    def hear(self, field: LabelField, since: int) -> None:
        """Take in what people said of a field after the judgement `since`; 0 = all that is remembered.

        Whatever is not simply new (a judgement taken back, a ticket labelled again) starts afresh.
        """
        spoken = examples.spoken_of(field, after=since) if since else set()
        known = [one for one in self._known if one.ticket_id not in spoken] if since else []
        self._known = [*known, *examples.confirmed(field, after=since, most=REMEMBERED)][-REMEMBERED:]
        kept = cap([one.source for one in self._known]).kept
        wanted = tuple(self._known[place] for place in kept)
        with self._lock:
            done = len(self._heard)
            if wanted[:done] != self._heard:
                self._precedents, self._said, done = Precedents(), {}, 0
            for one in wanted[done:]:
                self._precedents.keep(one.ticket_id, one.text)
                self._said[one.ticket_id] = one.label
            self._heard = wanted

    def predict(self, text: str) -> Judgement:
        """Judge one text: as people said of almost the same one, else as the model does."""
        with self._lock:
            judgement = self.base.predict(text)
            precedent = self._precedent(text)
        return _weighed(judgement, precedent, text)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        asked = list(texts)
        with self._lock:
            judged = self.base.predict_many(asked)
            precedents = [self._precedent(text) for text in asked]
        return [_weighed(*one) for one in zip(judged, precedents, asked, strict=True)]

    def _precedent(self, text: str) -> tuple[str, float] | None:
        """The label that people gave to the most like text, and how surely it is right here."""
        alike = self._precedents.alike(text)
        if not alike:
            return None
        nearest, likeness = alike[0]
        label = self._said[nearest]
        rivals = (like for key, like in alike if self._said[key] != label)
        return None if next(rivals, 0.0) > likeness - _CONTESTED else (label, confidence_of(likeness))


def _weighed(judgement: Judgement, precedent: tuple[str, float] | None, text: str) -> Judgement:
    """What the model says under what people said of almost the same text."""
    reasons = _own(judgement.reasons, text)
    if precedent is not None:
        label, confidence = precedent
        others = tuple(one for one in _ranked(judgement) if one[0] != label)
        same = isinstance(judgement, Prediction) and judgement.label == label
        sure = max(confidence, judgement.confidence) if same else confidence
        return Prediction(label, sure, reasons, others)
    if isinstance(judgement, Abstained):
        return Abstained(judgement.best, judgement.confidence, reasons, judgement.alternatives)
    return Prediction(judgement.label, judgement.confidence, reasons, judgement.alternatives)


def _ranked(judgement: Judgement) -> tuple[Alternative, ...]:
    best = judgement.best if isinstance(judgement, Abstained) else judgement.label
    return ((best, judgement.confidence), *judgement.alternatives) if best else judgement.alternatives


def _own(reasons: Sequence[str], text: str) -> tuple[str, ...]:
    """Reasons as they may be shown: of a corrected text of somebody else only the words that this one has too."""
    shown = [_shared(reason, text) if len(words(reason)) > _MOST_WORDS else reason for reason in reasons]
    return tuple(reason for reason in shown if reason)


def _shared(other: str, text: str) -> str:
    said = set(words(text))
    both = dict.fromkeys(one for one in words(other) if one in said and len(one) > 1)
    return " ".join(sorted(both, key=len, reverse=True)[:_MOST_WORDS])
