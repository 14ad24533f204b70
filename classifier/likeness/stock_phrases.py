"""Sentences that many texts begin or end with, whatever they are about: a form's heading, a signature, a habit.

No list knows them. They are told by what else those texts say: where it is as unlike as in texts drawn by lot, the
sentence they share says nothing of their matter.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from classifier.likeness.meaning import telling_words
from classifier.text.language import HAN

# A sentence counts from so many texts on, and from this share of them.
_LEAST_TEXTS, _LEAST_SHARE = 5, 0.005
# A Chinese character counts one, a word of letters two: shorter ones (a product's name, "my card") may well be the
# matter, the more so where no sign parts them from the rest.
_SHORTEST, _SHORTEST_OPEN, _LONGEST = 6, 8, 40
# The rest of its texts may be so many times as alike as all texts are,
_MOST_ALIKE = 1.3
# and differs in this share of them at least: where it is always the same, the sentence itself is the matter.
_LEAST_DIFFERENT = 0.5
# What follows a sentence that no sign closes differs: one word follows in this share of texts at most.
_MOST_SAME_NEXT = 0.35
_ROUNDS = 2
_UNIT = re.compile(rf"[{HAN}]|[^\W_{HAN}]+(?:'[a-z]+)?|[,.!?;:…。、\n]+")
_SIGN = re.compile(r"[,.!?;:…。、\n]+")
_HAN = re.compile(f"[{HAN}]")
_NUMBER = re.compile(r"\d")

Units = tuple[str, ...]
Row = dict[int, float]


@dataclass(frozen=True, slots=True)
class _Said:
    """What each text says as words weighed by rarity, the words' places, and how alike texts of one script are."""

    rows: list[Row]
    places: dict[str, int]
    chinese: list[bool]
    usual: dict[bool, float]


@dataclass(frozen=True, slots=True)
class StockPhrases:
    """The sentences, as the words they consist of; those of the end are read from the end."""

    before: frozenset[Units] = frozenset()
    behind: frozenset[Units] = frozenset()

    def without(self, shape: str) -> str:
        """Return the normalised text without these sentences, as it is where it says nothing else."""
        if not self.before and not self.behind:
            return shape
        spans = [found.span() for found in _UNIT.finditer(shape)]
        units = [shape[first:last] for first, last in spans]
        first = _share(self.before, units)
        last = len(units) - _share(self.behind, units[:first:-1])
        if first >= last or all(_SIGN.fullmatch(unit) for unit in units[first:last]):
            return shape
        return shape[spans[first][0] : spans[last - 1][1]]


def learn_stock_phrases(shapes: Sequence[str]) -> StockPhrases:
    """Return the sentences that many of these normalised texts begin or end with, whatever their matter."""
    read = [_UNIT.findall(shape) for shape in shapes]
    said = _read(shapes)
    found: tuple[set[Units], set[Units]] = (set(), set())
    for _ in range(_ROUNDS):  # what stands behind a greeting is seen once the greeting is gone
        _find(read, said, found)
        read = [units[_share(found[0], units) :] for units in read]
        read = [units[::-1][_share(found[1], units[::-1]) :][::-1] for units in read]
    return StockPhrases(frozenset(found[0]), frozenset(found[1]))


def _share(phrases: frozenset[Units] | set[Units], units: Sequence[str]) -> int:
    """How many units at the beginning are stock phrases, one after the other."""
    first = 0
    while length := _length(phrases, units, first):
        first += length
    return first


def _length(phrases: frozenset[Units] | set[Units], units: Sequence[str], first: int) -> int:
    most = min(_LONGEST, len(units) - first)
    sizes = range(most, 0, -1) if phrases else ()
    return next((size for size in sizes if tuple(units[first : first + size]) in phrases), 0)


def _read(shapes: Sequence[str]) -> _Said:
    chinese = [_HAN.search(shape) is not None for shape in shapes]
    said = [{word for word in telling_words(shape) if not _NUMBER.search(word)} for shape in shapes]
    seen = Counter(word for words in said for word in words)
    places = {word: place for place, word in enumerate(seen)}
    rarity = {place: math.log((1 + len(shapes)) / (1 + seen[word])) for word, place in places.items()}
    rows = [{places[word]: rarity[places[word]] for word in sorted(words)} for words in said]
    usual = {
        kind: _likeness([row for row, han in zip(rows, chinese, strict=True) if han is kind])
        for kind in (True, False)
    }
    return _Said(rows, places, chinese, usual)


def _find(read: Sequence[Sequence[str]], said: _Said, found: tuple[set[Units], set[Units]]) -> None:
    """Add what is stock, the most frequent first: where a complaint comes again word for word, what is said beside
    it is stock rather than the complaint, and is no matter any more."""
    least = max(_LEAST_TEXTS, math.ceil(_LEAST_SHARE * len(read)))
    ends = (read, [units[::-1] for units in read])
    for closed in (True, False):  # what a sign closes ends there, whatever word comes next
        repeated = [
            (len(members), len(phrase), side, phrase, members)
            for side, turned in enumerate(ends)
            for phrase, members in _repeated(turned, least, closed=closed).items()
        ]
        for _, size, side, phrase, members in sorted(repeated, reverse=True):
            if closed or not any(phrase[:part] in found[side] for part in range(1, size)):
                rests = _beside(phrase, members, said)
                if _says_nothing(rests, members, said):
                    found[side].add(phrase)
                    for member, rest in zip(members, rests, strict=True):
                        said.rows[member] = rest


def _says_nothing(rests: Sequence[Row], members: Sequence[int], said: _Said) -> bool:
    """Whether the rests of these texts are as unlike as any texts of their script are."""
    usual = said.usual[2 * sum(said.chinese[member] for member in members) > len(members)]
    different = set(map(tuple, filter(None, rests)))
    return len(different) >= _LEAST_DIFFERENT * len(rests) and _likeness(rests) <= _MOST_ALIKE * usual


def _repeated(turned: Sequence[Sequence[str]], least: int, *, closed: bool) -> dict[Units, list[int]]:
    """Sentences with which so many texts begin, and which texts: closed by a sign, or followed by anything."""
    members: dict[Units, list[int]] = {}
    alive = list(range(len(turned)))
    for size in range(1, _LONGEST + 1):
        here: defaultdict[Units, list[int]] = defaultdict(list)
        for place in alive:
            if len(turned[place]) > size:
                here[tuple(turned[place][:size])].append(place)
        kept = {phrase: places for phrase, places in here.items() if len(places) >= least}
        alive = [place for places in kept.values() for place in places]
        for phrase, places in kept.items():
            following = [turned[place][size] for place in places]
            if _weight(phrase) >= (_SHORTEST if closed else _SHORTEST_OPEN) and (
                _is_closed(phrase, following) if closed else _is_open(following)
            ):
                members[phrase] = places
    return members


def _weight(phrase: Units) -> int:
    return sum(1 if unit > "\u3000" else 2 for unit in phrase if not _SIGN.fullmatch(unit))


def _is_closed(phrase: Units, following: Sequence[str]) -> bool:
    signs = sum(_SIGN.fullmatch(unit) is not None for unit in following)
    return _SIGN.fullmatch(phrase[-1]) is not None or 2 * signs > len(following)


def _is_open(following: Sequence[str]) -> bool:
    return max(Counter(following).values()) <= _MOST_SAME_NEXT * len(following)


def _beside(phrase: Units, members: Sequence[int], said: _Said) -> list[Row]:
    """What these texts say beside the phrase."""
    texts = (
        "".join(unit if unit > "\u3000" else f" {unit} " for unit in turned)
        for turned in (phrase, phrase[::-1])
    )
    own = {said.places.get(word, -1) for text in texts for word in telling_words(text)}
    rows = (said.rows[member] for member in members)
    return [{place: weight for place, weight in row.items() if place not in own} for row in rows]


def _likeness(rows: Sequence[Row]) -> float:
    """The mean cosine of what texts say, each with each, of those that say anything; 0 of fewer than two."""
    summed: defaultdict[int, float] = defaultdict(float)
    speaking = [row for row in rows if any(row.values())]  # a word of every text tells nothing
    for row in speaking:
        length = math.hypot(*row.values())
        for place, weight in row.items():
            summed[place] += weight / length
    whole = sum(value * value for value in summed.values()) - len(speaking)
    return whole / max(1, len(speaking) * (len(speaking) - 1))
