"""Turns a text into countable features: words, word pairs and character pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from classifier.concepts import concept_features
from classifier.language import HAN
from classifier.normalise import normalise, words

# A complaint's kind shows in its first page; the cap bounds the cost of one message.
LONGEST = 3_000
_LONGEST_PAIRED = 24
_RUN = re.compile(rf"[{HAN}]+|[^\s{HAN}]+")
_HAN_START = re.compile(f"[{HAN}]")


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """Which families of features a model reads; lengths are inclusive ranges of n-gram sizes."""

    word_sizes: tuple[int, int] = (1, 2)
    latin_sizes: tuple[int, int] = (2, 5)
    han_sizes: tuple[int, int] = (1, 4)
    word_pairs: bool = False
    concepts: bool = False


def feature_blocks(text: str, settings: FeatureSettings) -> tuple[tuple[str, ...], ...]:
    """Return the features of a text in blocks that are weighed apart: words (and pairs), characters, concepts.

    A feature may repeat; its first character tells its family: `w` words, `p` pair, `c` characters, `k` concept.
    """
    return _blocks(text[:LONGEST], settings)


@lru_cache(maxsize=320)
def _blocks(text: str, settings: FeatureSettings) -> tuple[tuple[str, ...], ...]:
    # Several models judge the same messages one after the other, some hundreds together in an import.
    blocks = (tuple(_word_features(text, settings)), tuple(_character_features(text, settings)))
    return (*blocks, tuple("k" + name for name in concept_features(text))) if settings.concepts else blocks


def _word_features(text: str, settings: FeatureSettings) -> Iterator[str]:
    found = words(text)
    shortest, longest = settings.word_sizes
    if shortest <= 1:
        yield from ("w" + word for word in found)
    if longest >= 2:
        yield from (f"w{left} {right}" for left, right in pairwise(found))
    for size in range(3, longest + 1):
        yield from ("w" + " ".join(found[at : at + size]) for at in range(len(found) - size + 1))
    if settings.word_pairs:
        distinct = sorted(set(found[:_LONGEST_PAIRED]))
        yield from (f"p{left} {right}" for left, right in combinations(distinct, 2))


def _character_features(text: str, settings: FeatureSettings) -> Iterator[str]:
    for run in _RUN.findall(normalise(text)):
        if _HAN_START.match(run):
            shortest, longest = settings.han_sizes
            padded = run
        else:
            shortest, longest = settings.latin_sizes
            padded = f" {run} "
        length = len(padded)
        for size in range(shortest, min(longest, length) + 1):
            for at in range(length - size + 1):
                yield "c" + padded[at : at + size]


def shown(feature: str) -> str:
    """Return a feature as a person may read it among the reasons."""
    return feature[1:].strip().replace(" ", " + ") if feature[0] == "p" else feature[1:].strip()
