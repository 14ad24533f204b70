"""What the names of labels tell before anybody has labelled anything: the cold start of any set of labels."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.contract import Abstained, Judgement, Prediction
from classifier.features.blocks import FeatureSettings, feature_blocks
from classifier.text.normalise import words

Floats = NDArray[np.float32]
Phrases = Mapping[str, Sequence[str]]

_PARTS = re.compile(r"[_\W]+")
_FEATURES = FeatureSettings(word_sizes=(1, 1))
# Likeness to logits: a name that is a tenth nearer than the next is about six times as likely.
_SHARPNESS = 18.0
_LEAST_CONFIDENCE = 0.4


class NameClassifier:
    """Judges by likeness to the labels' names (cosine of TF-IDF over words and character pieces).

    On banking77 0.45, on clinc150 0.52 of the messages are right so, without one example.
    """

    def __init__(self, phrases: Phrases) -> None:
        """Take label → phrases that speak of it: its name, keywords, synonyms; see `name_phrases`."""
        self.phrases = {label: tuple(said) for label, said in sorted(phrases.items())}
        self._labels = tuple(self.phrases)
        counted = [Counter(_features(" ; ".join(said))) for said in self.phrases.values()]
        seen = Counter(feature for counts in counted for feature in counts)
        idf = {name: math.log((1 + len(counted)) / (1 + often)) + 1.0 for name, often in seen.items()}
        self._index = {feature: place for place, feature in enumerate(seen)}
        self._idf = np.array([idf[feature] for feature in seen], dtype=np.float32)
        self._planes = np.zeros((len(seen), len(counted)), dtype=np.float32)
        for column, counts in enumerate(counted):
            places, weights = self._vector(counts)
            self._planes[places, column] = weights

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every label, in alphabetical order."""
        return self._labels

    def likeness(self, text: str) -> Floats:
        """Return the cosine of the text and each label's phrases, 0..1."""
        places, weights = self._vector(Counter(_features(text)))
        result: Floats = weights @ self._planes[places]
        return result

    def probabilities(self, text: str) -> list[float]:
        """Return a probability per label; all alike where the text has nothing in common with any."""
        logits = _SHARPNESS * self.likeness(text)
        powers = np.exp(logits - logits.max())
        chances: list[float] = (powers / powers.sum()).tolist()
        return chances

    def speaks(self, text: str) -> bool:
        """Return whether any label's name has something in common with the text."""
        return bool(self.likeness(text).max(initial=0.0) > 0.0)

    def reasons(self, text: str, label: str) -> tuple[str, ...]:
        """Return the words of the text that occur in the label's phrases."""
        known = {word for phrase in self.phrases.get(label, ()) for word in words(phrase)}
        return tuple(dict.fromkeys(word for word in words(text) if word in known))

    def predict(self, text: str) -> Judgement:
        """Judge one text; abstains where two names are about as near."""
        chances = np.array(self.probabilities(text))
        ranked = [(self._labels[place], float(chances[place])) for place in np.argsort(-chances)[:4]]
        if not self.speaks(text):
            return Abstained(None, 0.0, ("no word of any label's name",), tuple(ranked[:3]))
        (label, confidence), others = ranked[0], tuple(ranked[1:])
        kind = Prediction if confidence >= _LEAST_CONFIDENCE else Abstained
        return kind(label, confidence, self.reasons(text, label), others)

    def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
        """Judge many texts, in order."""
        return [self.predict(text) for text in texts]

    def _vector(self, counts: Mapping[str, int]) -> tuple[NDArray[np.intp], Floats]:
        """Known features as a vector; unknown ones count in the length as the rarest would."""
        rarest = math.log((1 + len(self._labels)) / 2) + 1.0
        weighed = {
            feature: (1.0 + math.log(count))
            * (float(self._idf[self._index[feature]]) if feature in self._index else rarest)
            for feature, count in counts.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weighed.values())) or 1.0
        known = [feature for feature in weighed if feature in self._index]
        places = np.array([self._index[feature] for feature in known], dtype=np.intp)
        return places, np.array([weighed[feature] / length for feature in known], dtype=np.float32)


def name_phrases(labels: Iterable[str], keywords: Phrases | None = None) -> Phrases:
    """Return label → its name as words ("card_arrival" → "card arrival"), then its keywords where given."""
    return {
        label: (_PARTS.sub(" ", label).strip(), *((keywords or {}).get(label, ())))
        for label in sorted(set(labels))
    }


def _features(text: str) -> Iterator[str]:
    for block in feature_blocks(text, _FEATURES):
        yield from block
