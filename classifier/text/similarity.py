"""How alike two texts are, and which of many is nearest; the only user of rapidfuzz."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from classifier.text.normalise import fold


def spelling_distance(left: str, right: str, at_most: int = 3) -> int:
    """Return how many single edits (swap of neighbours counts one) part two words; `at_most` + 1 if more."""
    return int(DamerauLevenshtein.distance(left, right, score_cutoff=at_most))


def ratio(left: str, right: str) -> float:
    """Return the likeness of two texts as written, 0..1, after folding width, case and script."""
    return fuzz.ratio(fold(left), fold(right)) / 100.0


def first_alike(texts: Sequence[str], at_least: float) -> list[int]:
    """Return for each text the index of the earliest one it is told after, its own where there is none.

    Compares every text with every other: for some hundreds, not for thousands.
    """
    plain = [fold(text) for text in texts]
    alike = process.cdist(plain, plain, scorer=fuzz.ratio, score_cutoff=at_least * 100.0) > 0
    places = list(range(len(texts)))
    for place in places:
        earliest = int(alike[place, : place + 1].argmax())
        places[place] = places[earliest] if alike[place, earliest] else place
    return places


def nearest(
    query: str, texts: Sequence[str], limit: int = 5, at_least: float = 0.5, *, folded: bool = False
) -> list[tuple[int, float]]:
    """Return (index, likeness) of the texts spelt most like the query, best first, ties by index.

    `folded` says that all of them went through `fold` before. Whole texts are compared: by parts of a text, every
    short one lies near every long one.
    """
    found = process.extract(
        query,
        texts,
        scorer=fuzz.ratio,
        processor=None if folded else fold,
        limit=limit,
        score_cutoff=at_least * 100.0,
    )
    return sorted(((index, score / 100.0) for _, score, index in found), key=lambda pair: (-pair[1], pair[0]))
