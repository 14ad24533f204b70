"""What a text speaks of, in either language: the bridge over which an English example teaches a Chinese text.

The table `seeds/concepts.txt` names things of customer service (a refund, a renewal, a dead device); a text that
speaks of two of them also speaks of the two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

from classifier.danger.rules import alarms_by_rule
from classifier.keywords import SEEDS
from classifier.text.language import HAN
from classifier.text.normalise import normalise
from classifier.text.sieve import Sieve

_HAN = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[a-z0-9][a-z0-9'-]*")


def concepts_of(text: str) -> tuple[str, ...]:
    """Return the names of the things that a text speaks of, in the order of the table."""
    return _table().spoken_of(normalise(text))


def concept_features(text: str) -> tuple[str, ...]:
    """Return the things that a text speaks of, every two of them together, and what alarms it raises."""
    found = concepts_of(text)
    alarms = (f"alarm {signal.kind}" for signal in alarms_by_rule(text))
    return (*found, *alarms, *(f"{one} + {other}" for one, other in combinations(found, 2)))


class ConceptTable:
    """The patterns by how they are looked for: in Chinese anywhere, in English by the word or as a phrase."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Take a line per concept: its name, then its Chinese and its English patterns set apart by a bar."""
        self.names: list[str] = []
        self._chinese: list[tuple[int, re.Pattern[str]]] = []
        self._words: list[tuple[int, re.Pattern[str]]] = []
        self._phrases: list[tuple[int, re.Pattern[str]]] = []
        for place, line in enumerate(lines):
            name, patterns = line.split(" ", 1)
            chinese, english = patterns.split(" | ")
            self.names.append(name)
            self._chinese.append((place, re.compile(chinese.strip())))
            single = [each for each in _alternatives(english.strip()) if " " not in each and "[ " not in each]
            phrases = [each for each in _alternatives(english.strip()) if each not in single]
            if single:
                self._words.append((place, re.compile("|".join(single))))
            if phrases:
                self._phrases.append((place, re.compile(rf"\b(?:{'|'.join(phrases)})\b")))
        self._chinese_sieve = Sieve([pattern.pattern for _, pattern in self._chinese])
        self._phrases_sieve = Sieve([pattern.pattern for _, pattern in self._phrases])
        self._spoken_by = lru_cache(maxsize=4_096)(self._named_by)

    def spoken_of(self, plain: str) -> tuple[str, ...]:
        """Return the names of what a normalised text speaks of, in the order of the table."""
        found: set[int] = set()
        if _HAN.search(plain):
            found |= _matching(self._chinese, self._chinese_sieve, plain)
        for word in set(_LATIN_WORD.findall(plain)):
            found |= self._spoken_by(word)
        if " " in plain:
            found |= _matching(self._phrases, self._phrases_sieve, plain)
        return tuple(self.names[place] for place in sorted(found))

    def _named_by(self, word: str) -> frozenset[int]:
        return frozenset(place for place, pattern in self._words if pattern.fullmatch(word))


def _matching(patterns: Sequence[tuple[int, re.Pattern[str]]], sieve: Sieve, plain: str) -> set[int]:
    asked = (patterns[at] for at in sieve.possible(plain))
    return {place for place, pattern in asked if pattern.search(plain)}


def table_lines(path: Path) -> list[str]:
    """Return the lines of a table of seeds, without remarks and empty ones."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@cache
def _table() -> ConceptTable:
    return ConceptTable(table_lines(SEEDS / "concepts.txt"))


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
