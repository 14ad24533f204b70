"""Which of many patterns can match a text at all: one look at the text instead of one search a pattern.

Whatever a pattern matches contains one of a few strings ("冒烟|起火" needs one of the two); a text with none of them
needs no search. Read from the pattern itself, so a sieve never leaves out a pattern that matches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import product
from re import _constants as op  # type: ignore[attr-defined]  # the compiler's own reading of a pattern
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 64
"""Strings that stand for one part of a pattern at most; beyond, the part is not spelt out."""
_LONGEST_GRAM = 3
_HAN = 0x2E80
"""From here on a character says about as much as two letters."""

Words = frozenset[str]
_EMPTY: Words = frozenset({""})


class Sieve:
    """Knows for each pattern what a text must contain before it is worth searching."""

    def __init__(self, patterns: Iterable[str]) -> None:
        """Take the patterns, regular expressions without flags; they are named by their place."""
        self._always: list[int] = []
        self._by_gram: dict[str, tuple[set[int], list[tuple[str, int]]]] = {}
        for place, pattern in enumerate(patterns):
            words = needed(pattern)
            if words is None:
                self._always.append(place)
            for word in words or ():
                whole, begun = self._by_gram.setdefault(word[:_LONGEST_GRAM], (set(), []))
                if len(word) <= _LONGEST_GRAM:
                    whole.add(place)
                else:
                    begun.append((word, place))
        _telling_grams.update(self._by_gram)
        grams.cache_clear()

    def possible(self, text: str) -> list[int]:
        """Return the places, in order, of the patterns that may match somewhere in the text."""
        found = set(self._always)
        for gram in self._by_gram.keys() & grams(text):
            whole, begun = self._by_gram[gram]
            found |= whole
            for word, place in begun:
                if word in text:
                    found.add(place)
        return sorted(found)


class Phrases:
    """Many phrases searched for as the alternatives of one pattern, each only in a text that can hold it."""

    def __init__(self, sources: Sequence[str]) -> None:
        """Take the phrases as regular expressions; at one place of a text the earlier one wins."""
        self._sources = sources
        self._compiled: dict[int, re.Pattern[str]] = {}

    @cached_property
    def _sieve(self) -> Sieve:
        """Made for the first text: a command that reads none need not wait for it."""
        return Sieve(self._sources)

    def possible(self, text: str) -> list[int]:
        """Return the places, in order, of the phrases that may be in the text."""
        return self._sieve.possible(text)

    def matches(self, text: str, places: Iterable[int]) -> Iterator[re.Match[str]]:
        """Yield what ``finditer`` of the phrases at these places, as one pattern, would."""
        patterns = [self._pattern(place) for place in places]
        found = [pattern.search(text) for pattern in patterns]
        at = 0
        while True:
            for place, match in enumerate(found):
                if match is not None and match.start() < at:
                    found[place] = patterns[place].search(text, at)
            first = min(filter(None, found), key=_start, default=None)
            if first is None:
                return
            yield first
            at = max(first.end(), first.start() + 1)

    def sub(self, put: str, text: str) -> str:
        """Return the text with ``put`` in the place of every phrase."""
        pieces, last = [], 0
        for match in self.matches(text, self.possible(text)):
            pieces += [text[last : match.start()], put]
            last = match.end()
        return "".join((*pieces, text[last:])) if pieces else text

    def _pattern(self, place: int) -> re.Pattern[str]:
        pattern = self._compiled.get(place)
        if pattern is None:
            pattern = self._compiled[place] = re.compile(self._sources[place])
        return pattern


def _start(match: re.Match[str]) -> int:
    return match.start()


_telling_grams: set[str] = set()
"""What the words of every sieve begin with: no other piece of a text says anything."""


@lru_cache(maxsize=320)
def grams(text: str) -> frozenset[str]:
    """Return the pieces of one to three characters of a text that some sieve looks for."""
    # Every sieve asks for the same message one after the other, some hundreds together in an import.
    found = set(text)
    for size in range(2, _LONGEST_GRAM + 1):
        found.update([text[at : at + size] for at in range(len(text) - size + 1)])
    return frozenset(found & _telling_grams)


def needed(pattern: str) -> Words | None:
    """Return strings of which every match contains at least one; None when the pattern names none."""
    return _needed(_parser.parse(pattern))


def _needed(parts: Iterable[tuple[Any, Any]]) -> Words | None:
    """Of the parts of a sequence, the one that says most; neighbours are read as one while they are few."""
    best: Words | None = None
    run = _EMPTY
    for part in parts:
        words = _spelt_out(part)
        if words is not None and len(run) * len(words) <= _MOST:
            run = _joined(run, words)
            continue
        best = _telling(best, run)
        run = words or _EMPTY
        if words is None:
            best = _telling(best, _within(part))
    return _telling(best, run)


def _spelt_out(part: tuple[Any, Any]) -> Words | None:
    """Every string that a part can match, if they are few; what has no width matches the empty one."""
    kind, value = part
    if kind is op.LITERAL:
        return frozenset({chr(value)})
    if kind in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return _EMPTY
    if kind is op.IN:
        return _characters(value)
    if kind is op.SUBPATTERN:
        return _all_of(value[-1]) if not value[1] else None
    if kind is op.BRANCH:
        return _united([_all_of(branch) for branch in value[1]], most=_MOST)
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[1] == 1:
        words = _all_of(value[2])
        return words | _EMPTY if words is not None and value[0] == 0 else words
    return None


def _characters(members: Sequence[tuple[Any, Any]]) -> Words | None:
    found: set[str] = set()
    for kind, value in members:
        if kind is op.LITERAL:
            found.add(chr(value))
        elif kind is op.RANGE and value[1] - value[0] < _MOST:
            found.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return None
    return frozenset(found) if len(found) <= _MOST else None


def _all_of(parts: Iterable[tuple[Any, Any]]) -> Words | None:
    run = _EMPTY
    for part in parts:
        words = _spelt_out(part)
        if words is None or len(run) * len(words) > _MOST:
            return None
        run = _joined(run, words)
    return run


def _joined(left: Words, right: Words) -> Words:
    return frozenset(one + other for one, other in product(left, right))


def _within(part: tuple[Any, Any]) -> Words | None:
    """What the matches of a part contain that cannot be spelt out."""
    kind, value = part
    if kind is op.SUBPATTERN:
        return _needed(value[-1]) if not value[1] else None
    if kind is op.BRANCH:
        return _united([_needed(branch) for branch in value[1]])
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[0] > 0:
        return _needed(value[2])
    return None


def _united(sets: Sequence[Words | None], most: int | None = None) -> Words | None:
    known = [one for one in sets if one is not None]
    united = frozenset().union(*known)
    return united if len(known) == len(sets) and (most is None or len(united) <= most) else None


def _telling(one: Words | None, other: Words | None) -> Words | None:
    """The set whose weakest string is the rarer one; a set with the empty string says nothing."""
    said = [words for words in (one, other) if words and "" not in words]
    return max(said, key=lambda words: (min(map(_weight, words)), -len(words)), default=None)


def _weight(word: str) -> int:
    return sum(2 if ord(sign) >= _HAN else 1 for sign in word)
