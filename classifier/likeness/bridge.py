"""What texts of two languages have in common: things named in both, and words learnt from a tenant's own pairs.

A tenant's catalogue, topics and answers say the same in Chinese and in English. Which word of the one stands for
which of the other is told by the pairs in which both occur (P. Brown and others, *The mathematics of statistical
machine translation*, 1993, model 1), asked in both directions: only words that choose each other are linked.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from classifier.features.concepts import concepts_of
from classifier.likeness.meaning import telling_words
from classifier.text.language import is_chinese
from classifier.text.normalise import normalise

_ROUNDS = 8
# The product of both directions' probabilities; a chance meeting in one pair of long texts stays far below.
_LEAST = 0.2
_MOST_WORDS = 60
# From this share of texts in the rarer of both languages on, 0–1, texts are also told by the names they share.
_LEAST_OTHER = 0.05

Pair = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Names for words of either language, for texts that speak of no concept known without learning.

    Beside a concept they only blur it: measured on faults told in both languages.
    """

    names: Mapping[str, str] = field(default_factory=dict)

    def names_of(self, shape: str) -> tuple[str, ...]:
        """Return what a normalised text speaks of, under names that both languages share, each once."""
        return concepts_of(shape) or self.learnt_names_of(shape)

    def learnt_names_of(self, shape: str) -> tuple[str, ...]:
        """Return the names of its words that the tenant's own pairs taught, each once."""
        return tuple(sorted({self.names[word] for word in telling_words(shape) if word in self.names}))


@dataclass(frozen=True, slots=True)
class Names:
    """What texts of two languages speak of: the place of each name and how rare it is."""

    bridge: Bridge
    places: dict[str, int]
    rarity: NDArray[np.float32]

    def points(self, shapes: Sequence[str]) -> NDArray[np.float32]:
        """Return a point of length 1 per normalised text, the origin where it speaks of nothing known."""
        points = np.zeros((len(shapes), len(self.rarity)), dtype=np.float32)
        for row, shape in enumerate(shapes):
            known = [self.places[name] for name in self.bridge.names_of(shape) if name in self.places]
            points[row, known] = self.rarity[known]
        return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-12)


def are_chinese(shapes: Sequence[str]) -> NDArray[np.bool_]:
    """Return for each text whether it holds a Chinese character."""
    return np.array([is_chinese(shape) for shape in shapes], dtype=np.bool_)


def learn_names(shapes: Sequence[str], bridge: Bridge) -> Names | None:
    """Return what normalised texts speak of, none where hardly any is in the other language."""
    chinese = int(are_chinese(shapes).sum())
    if min(chinese, len(shapes) - chinese) < _LEAST_OTHER * len(shapes):
        return None
    seen = Counter(name for shape in shapes for name in bridge.names_of(shape))
    kept = sorted(name for name, number in seen.items() if number > 1)
    rarity = np.array([math.log((1 + len(shapes)) / (1 + seen[name])) for name in kept], dtype=np.float32)
    return Names(bridge, {name: place for place, name in enumerate(kept)}, rarity) if kept else None


def learn_bridge(pairs: Sequence[tuple[str, str]]) -> Bridge:
    """Return a bridge from (Chinese, English) texts that say the same: each word stands for one at most."""
    read = [(_words(left), _words(right)) for left, right in pairs]
    read = [(left, right) for left, right in read if left and right]
    forth, back = _translations(read), _translations([(right, left) for left, right in read])
    together = {(one, other) for left, right in read for one in left for other in right}
    sure = {pair: forth[pair] * back[pair[1], pair[0]] for pair in together}
    names: dict[str, str] = {}
    for one, other in sorted(together, key=lambda pair: (-sure[pair], pair)):
        if sure[one, other] >= _LEAST and one != other and not {one, other} & names.keys():
            names[one] = names[other] = f"{one} = {other}"
    return Bridge(names)


def _words(text: str) -> frozenset[str]:
    return frozenset(telling_words(normalise(text))[:_MOST_WORDS])


def _translations(pairs: Sequence[Pair]) -> Mapping[tuple[str, str], float]:
    """How probably each word of the left becomes each of the right; the empty word takes what nobody explains."""
    chance: Mapping[tuple[str, str], float] = defaultdict(lambda: 1.0)
    for _ in range(_ROUNDS):
        counted: Counter[tuple[str, str]] = Counter()
        whole: Counter[str] = Counter()
        for left, right in pairs:
            for word in right:
                shares = {one: chance[one, word] for one in (*left, "")}
                total = sum(shares.values())
                for one, share in shares.items():
                    counted[one, word] += share / total
                    whole[one] += share / total
        chance = {pair: count / whole[pair[0]] for pair, count in counted.items()}
    return chance
