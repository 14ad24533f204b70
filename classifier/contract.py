"""What every classifier of texts promises, whatever is inside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias, runtime_checkable

Alternative: TypeAlias = tuple[str, float]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A label that the classifier stands behind.

    `confidence` is a calibrated probability in 0..1; `reasons` are the pieces of text that decided,
    strongest first; `alternatives` are the next labels with their probabilities, best first.
    """

    label: str
    confidence: float
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstained:
    """The classifier leaves the decision to a person.

    `best` is what it would have said (None when it has no idea at all), `confidence` the probability
    of that, `reasons` say why it abstains or what it saw.
    """

    best: str | None
    confidence: float = 0.0
    reasons: tuple[str, ...] = ()
    alternatives: tuple[Alternative, ...] = ()


Judgement: TypeAlias = Prediction | Abstained


@runtime_checkable
class TextClassifier(Protocol):
    """Anything that gives one label of a fixed set to a text, or abstains."""

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label that may be predicted, in a fixed order."""
        ...

    def predict(self, text: str) -> Judgement:
        """Judge one text; never raises on odd input, an empty text is abstained from."""
        ...

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order; the same answers as `predict` for each."""
        ...
