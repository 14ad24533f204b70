"""What an alarm is learnt from: the sentences of a text, their words and pieces of words, and what they speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import chain, combinations, pairwise
from typing import TypeAlias

from classifier.features.blocks import FeatureSettings, blocks_of
from classifier.features.concepts import ConceptTable, table_lines
from classifier.keywords import SEEDS
from classifier.text.language import HAN
from classifier.text.normalise import normalise

ALARM_SEEDS = SEEDS / "alarms"

# A threat stands at the beginning of what somebody writes or at its end; what lies between in a longer text goes
# unread, so that ten pages cost what two do.
_BEGINNING, _END = 3_000, 1_500
# How long a sentence is, one Chinese character being as much as three letters: shorter ones go with a neighbour,
# longer ones (spoken text has no stops) are cut at a comma or blank, at last anywhere.
_SHORT, _LONG, _LONGEST = 24, 150, 240
_SENTENCE = re.compile(r"(?<=[。!?！？；;\n…~～])\s*|(?<=\.)\s+")
_CLAUSE = re.compile(r"(?<=[，,、：:])|(?<=\s)")
_HAN = re.compile(f"[{HAN}]")

SETTINGS = FeatureSettings(han_sizes=(1, 3))
Features: TypeAlias = tuple[Counter[str], ...]
"""How often a text has each feature: words, pieces of words, concepts and every two of them together."""


def read_part(text: str) -> str:
    """Return what is read of a text: all of it, or of a longer one its beginning and its end."""
    return text if len(text) <= _BEGINNING + _END else f"{text[:_BEGINNING]}\n{text[-_END:]}"


def windows(text: str) -> list[tuple[str, Features]]:
    """Return every sentence of a text and every two neighbours, each with its features; nothing for an empty text."""
    told = [(sentence, features_of(sentence)) for sentence in _sentences(read_part(text))]
    return [*told, *(_together(*two) for two in pairwise(told))]


def features_of(text: str) -> Features:
    """Return the features of one sentence (of a whole text where it is taught)."""
    plain = normalise(text)
    concepts = _table().spoken_of(plain)
    pairs = (f"{one}+{other}" for one, other in combinations(concepts, 2))
    return (*map(Counter, blocks_of(plain, SETTINGS)), Counter(chain(concepts, pairs)))


def _together(one: tuple[str, Features], other: tuple[str, Features]) -> tuple[str, Features]:
    counted = [first + second for first, second in zip(one[1], other[1], strict=True)]
    concepts = [name for name in _table().names if name in counted[-1]]
    pairs = (f"{first}+{second}" for first, second in combinations(concepts, 2))
    return f"{one[0]} {other[0]}", (*counted[:-1], Counter(chain(concepts, pairs)))


def _sentences(text: str) -> list[str]:
    found: list[str] = []
    for piece in chain.from_iterable(map(_pieces, _SENTENCE.split(text))):
        together = found and min(size_of(found[-1]), size_of(piece)) < _SHORT
        if together and size_of(found[-1]) + size_of(piece) <= _LONG:
            found[-1] += f" {piece}"
        else:
            found.append(piece)
    return found


def _pieces(sentence: str) -> Iterator[str]:
    held = ""
    for clause in _CLAUSE.split(sentence.strip()) if size_of(sentence) > _LONG else [sentence]:
        if held and size_of(held) + size_of(clause) > _LONG:
            yield held.strip()
            held = ""
        held += clause
        while size_of(held) > _LONGEST:
            yield held[: _LONGEST // 3]
            held = held[_LONGEST // 3 :]
    if held.strip():
        yield held.strip()


def size_of(text: str) -> int:
    """Return the length of a text in letters, one Chinese character being as much as three."""
    return len(text) + 2 * len(_HAN.findall(text))


@cache
def _table() -> ConceptTable:
    return ConceptTable(table_lines(ALARM_SEEDS / "concepts.txt"))
