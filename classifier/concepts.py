"""What a text speaks of, in either language: the bridge over which an English example teaches a Chinese text.

The table `seeds/concepts.txt` names things of customer service (a refund, a renewal, a dead device); a text that
speaks of two of them also speaks of the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import combinations

from classifier.keywords import SEEDS
from classifier.language import HAN
from classifier.lexicon import danger
from classifier.normalise import normalise
from classifier.sieve import Sieve

_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")


def concepts_of(text: str) -> tuple[str, ...]:
    """Return the names of the things that a text speaks of, in the order of the table."""
    plain = normalise(text)
    found: set[int] = set()
    if _HAN.search(plain):
        found |= _matching(_table().chinese, _table().chinese_sieve, plain)
    for word in set(_LATIN_WORD.findall(plain)):
        found |= _spoken_by(word)
    if " " in plain:
        found |= _matching(_table().phrases, _table().phrases_sieve, plain)
    return tuple(_table().names[place] for place in sorted(found))


def _matching(patterns: Sequence[tuple[int, re.Pattern[str]]], sieve: Sieve, plain: str) -> set[int]:
    asked = (patterns[at] for at in sieve.possible(plain))
    return {place for place, pattern in asked if pattern.search(plain)}


def concept_features(text: str) -> tuple[str, ...]:
    """Return the things that a text speaks of, every two of them together, and what alarms it raises."""
    found = concepts_of(text)
    alarms = (f"alarm {signal.kind}" for signal in danger(text))
    return (*found, *alarms, *(f"{one} + {other}" for one, other in combinations(found, 2)))


class _Table:
    """The patterns by how they are looked for: in Chinese anywhere, in English by the word or as a phrase."""

    def __init__(self, lines: Iterator[str]) -> None:
        self.names: list[str] = []
        self.chinese: list[tuple[int, re.Pattern[str]]] = []
        self.words: list[tuple[int, re.Pattern[str]]] = []
        self.phrases: list[tuple[int, re.Pattern[str]]] = []
        for place, line in enumerate(lines):
            name, patterns = line.split(" ", 1)
            chinese, english = patterns.split(" | ")
            self.names.append(name)
            self.chinese.append((place, re.compile(chinese.strip())))
            single = [each for each in _alternatives(english.strip()) if " " not in each and "[ " not in each]
            phrases = [each for each in _alternatives(english.strip()) if each not in single]
            if single:
                self.words.append((place, re.compile("|".join(single))))
            if phrases:
                self.phrases.append((place, re.compile(rf"\b(?:{'|'.join(phrases)})\b")))
        self.chinese_sieve = Sieve([pattern.pattern for _, pattern in self.chinese])
        self.phrases_sieve = Sieve([pattern.pattern for _, pattern in self.phrases])


@cache
def _table() -> _Table:
    lines = (SEEDS / "concepts.txt").read_text(encoding="utf-8").splitlines()
    return _Table(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=4_096)
def _spoken_by(word: str) -> frozenset[int]:
    return frozenset(place for place, pattern in _table().words if pattern.fullmatch(word))


def _alternatives(pattern: str) -> list[str]:
    """A pattern's outermost alternatives."""
    parts, depth = [""], 0
    for sign in pattern:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts
