"""Turns a text into countable features: words, word pairs and character pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from threading import Lock
from typing import TypeAlias

from classifier.features.concepts import concept_features
from classifier.text.courtesies import matter
from classifier.text.language import HAN
from classifier.text.normalise import classed_words, normalise, words

# A complaint's kind shows in its first page; the cap bounds the cost of one message.
LONGEST = 3_000
_LONGEST_PAIRED = 24
_LONGEST_CLASSED = 300
# What is longer is no word that comes again.
_LONGEST_WORD = 16
# Beside Chinese characters a block of words or word classes is so long: the measured best of 0.5 to 1.
_BESIDE_HAN = 0.6
_CONCEPTS = 0.7
# What people, places, bodies and other things are called, numbers, times, foreign words: see `classed_words`.
_NAMING = frozenset({"nr", "ns", "nt", "nz", "m", "t", "en"})
_RUN = re.compile(rf"[{HAN}]+|[^\s{HAN}]+")
_HAN = re.compile(f"[{HAN}]")


# Texts of so many characters are judged together, each by one model after the other.
JUDGED_TOGETHER = 6_000
Blocks: TypeAlias = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """Which families of features a model reads; lengths are inclusive ranges of n-gram sizes.

    `matter_only` leaves out the courtesies at the ends of a text: see `courtesies.matter`.
    """

    word_sizes: tuple[int, int] = (1, 2)
    latin_sizes: tuple[int, int] = (2, 5)
    han_sizes: tuple[int, int] = (1, 4)
    word_pairs: bool = False
    word_classes: bool = False
    concepts: bool = False
    matter_only: bool = False

    @property
    def shares(self) -> dict[str, float]:
        """How long the vector of each block is, by its family; Chinese characters tell more than words cut from them."""
        shares = {"w": _BESIDE_HAN if self.word_classes else 1.0, "c": 1.0}
        if self.word_classes:
            shares["g"] = _BESIDE_HAN
        if self.concepts:
            shares["k"] = _CONCEPTS
        return shares


def feature_blocks(text: str, settings: FeatureSettings) -> Blocks:
    """Return the features of a text in blocks that are weighed apart: words (and pairs), characters, and more.

    A feature may repeat; its first character tells its family: `w` words, `p` pair, `c` characters, `g` words
    with their classes, `k` concept.
    """
    return _recent.blocks(text[:LONGEST], settings)


def mostly_han(texts: Sequence[str]) -> bool:
    """Return whether more than half of the texts hold a Chinese character."""
    return 2 * sum(_HAN.search(text) is not None for text in texts) > len(texts)


class _Recent:
    """The features of the texts read last: several models judge the same messages one after the other.

    Bounded by what they hold, not by their number: a Chinese character is four features, a page some
    hundred kilobytes of them.
    """

    def __init__(self, characters: int) -> None:
        self._most, self._held = characters, 0
        self._kept: dict[tuple[str, FeatureSettings], Blocks] = {}
        self._lock = Lock()

    def blocks(self, text: str, settings: FeatureSettings) -> Blocks:
        found = self._kept.get((text, settings))
        if found is not None:
            return found
        found = blocks_of(text, settings)
        with self._lock:
            if (text, settings) not in self._kept:
                self._kept[text, settings] = found
                self._held += len(text)
            while self._held > self._most:
                oldest = next(iter(self._kept))
                del self._kept[oldest]
                self._held -= len(oldest[0])
        return found


_recent = _Recent(2 * JUDGED_TOGETHER)


def blocks_of(text: str, settings: FeatureSettings) -> Blocks:
    """Return the same as `feature_blocks` without keeping it: for what no other model reads again."""
    text = matter(text) if settings.matter_only else text
    blocks = [tuple(_word_features(text, settings)), tuple(_character_features(text, settings))]
    if settings.word_classes:
        blocks.append(tuple(_class_features(text[:_LONGEST_CLASSED])))
    if settings.concepts:
        blocks.append(tuple("k" + name for name in concept_features(text)))
    return tuple(blocks)


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
        if _HAN.match(run):
            yield from _pieces(run, settings.han_sizes)
        elif len(run) <= _LONGEST_WORD:
            yield from _word_pieces(run, settings.latin_sizes)
        else:
            yield from _pieces(f" {run} ", settings.latin_sizes)


@lru_cache(maxsize=1_024)
def _word_pieces(word: str, sizes: tuple[int, int]) -> tuple[str, ...]:
    # Most of what people write in letters are the same few thousand words.
    return tuple(_pieces(f" {word} ", sizes))


def _pieces(run: str, sizes: tuple[int, int]) -> Iterator[str]:
    shortest, longest = sizes
    for size in range(shortest, min(longest, len(run)) + 1):
        for at in range(len(run) - size + 1):
            yield "c" + run[at : at + size]


def _class_features(text: str) -> Iterator[str]:
    """The kinds of names, numbers and times in a text, their neighbours, its ends, and pairs of word classes.

    "从上海到北京" and "从成都到重庆" have no word for a place in common, but both go from one place to another.
    """
    tagged = classed_words(text)
    named = [f"<{kind}>" if kind in _NAMING else word for word, kind in tagged]
    yield from ("g" + word for word in named if word.startswith("<"))
    for left, right in pairwise(["<", *named, ">"]):
        if left.startswith("<") or right.startswith("<") or right == ">":
            yield f"g{left} {right}"
    yield from (f"g/{left} {right}" for left, right in pairwise(["<", *(kind for _, kind in tagged), ">"]))


def shown(feature: str) -> str:
    """Return a feature as a person may read it among the reasons."""
    return feature[1:].strip().replace(" ", " + ") if feature[0] == "p" else feature[1:].strip()
