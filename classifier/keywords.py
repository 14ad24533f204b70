"""A classifier of rules that works before anybody has labelled anything."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from classifier.contract import Abstained, Judgement, Prediction
from classifier.text.normalise import normalise
from classifier.text.sieve import Sieve

SEEDS = Path(__file__).parent / "seeds"
FIELDS = ("type", "topic", "phase")
TYPES = ("enquiry", "complaint", "fault", "request", "suggestion", "praise", "whistle")

# Points to probability: three points ahead of every rival is about 0.9 sure. Fixed by hand; a trained model
# calibrates itself instead.
_SHARPNESS = 0.75
_MOST_HITS = 3

Weights = Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled seed sentence."""

    text: str
    type: str
    topic: str
    phase: str


class KeywordClassifier:
    """Adds up the weights of the phrases found; the label with most points wins, a weak win abstains."""

    def __init__(self, weights: Weights, *, least_points: int = 2, least_confidence: float = 0.4) -> None:
        """Take label → weight → phrases (regular expressions); weights may be negative."""
        self._labels = tuple(weights)
        self._rules = [
            (label, int(weight), re.compile(phrases))
            for label, by_weight in weights.items()
            for weight, phrases in by_weight.items()
        ]
        self._sieve = Sieve([pattern.pattern for _, _, pattern in self._rules])
        self._least_points = least_points
        self._least_confidence = least_confidence

    @property
    def labels(self) -> tuple[str, ...]:
        """Return the labels in the order of the table."""
        return self._labels

    def points(self, text: str) -> tuple[dict[str, int], dict[str, tuple[str, ...]]]:
        """Return the points of every label and the phrases that earned them."""
        plain = normalise(text)
        points = dict.fromkeys(self._labels, 0)
        reasons: dict[str, tuple[str, ...]] = dict.fromkeys(self._labels, ())
        for label, weight, pattern in (self._rules[place] for place in self._sieve.possible(plain)):
            hits = tuple(dict.fromkeys(match.group() for match in pattern.finditer(plain)))[:_MOST_HITS]
            if hits:
                points[label] += weight * len(hits)
            if weight > 0:
                reasons[label] += hits
        return points, reasons

    def speaks(self, text: str) -> bool:
        """Return whether any phrase, for or against a label, occurs in the text."""
        return any(self.points(text)[0].values())

    def reasons(self, text: str, label: str) -> tuple[str, ...]:
        """Return the phrases of the text that speak for a label."""
        return self.points(text)[1].get(label, ())

    def probabilities(self, text: str) -> list[float]:
        """Return a probability per label, in the order of `labels`; even when no phrase was found."""
        points, _ = self.points(text)
        powers = [math.exp(_SHARPNESS * max(points[label], -4)) for label in self._labels]
        total = sum(powers)
        return [power / total for power in powers]

    def predict(self, text: str) -> Judgement:
        """Judge one text by its phrases; abstains where too little was found or two labels are close."""
        points, reasons = self.points(text)
        ranked = sorted(zip(self._labels, self.probabilities(text), strict=True), key=lambda pair: -pair[1])
        label, confidence = ranked[0]
        others = tuple(ranked[1:4])
        if points[label] <= 0:
            return Abstained(None, 0.0, ("no keyword found",), tuple(ranked[:3]))
        if points[label] < self._least_points or confidence < self._least_confidence:
            return Abstained(label, confidence, reasons[label], others)
        return Prediction(label, confidence, reasons[label], others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        return [self.predict(text) for text in texts]


def seed_weights(field: str) -> Weights:
    """Return the keyword table of a field: "type", "topic" or "phase"; KeyError for any other."""
    tables: dict[str, Weights] = yaml.safe_load((SEEDS / "keywords.yaml").read_text(encoding="utf-8"))
    return tables[field]


def keyword_classifier(field: str) -> KeywordClassifier:
    """Return the rule classifier of a field: "type", "topic" or "phase"; KeyError for any other."""
    return KeywordClassifier(seed_weights(field))


def seed_examples() -> list[Example]:
    """Return the seed sentences in both languages with their labels."""
    examples: list[Example] = []
    labels: list[str] = []
    for line in (SEEDS / "examples.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            labels = line.split()[1:]
        elif line and not line.startswith("#"):
            examples.append(Example(line, *labels))
    return examples
