"""A split that never leaks: whatever one customer wrote, and whatever repeats it, falls on one side.

Near-duplicates are found by the minima of hashed character pieces (Broder 1997): texts that agree in one band
of minima are compared, and joined when they share enough pieces.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.text.normalise import fold

HELD_OUT = 0.15
"""Share of the groups that no model ever trains on."""
ALIKE = 0.7
"""Texts that share so much of their pieces (Jaccard) are one text told twice."""
PIECE, BANDS, ROWS = 3, 8, 3
_LONGEST = 1_000
_NOT_A_WORD = re.compile(r"[\W_]+")
_PRIME = np.uint64(4_294_967_311)
_RANDOM = np.random.default_rng(1997)
_FACTORS = _RANDOM.integers(1, 2**31, size=BANDS * ROWS, dtype=np.uint64)
_OFFSETS = _RANDOM.integers(0, 2**31, size=BANDS * ROWS, dtype=np.uint64)


def group(texts: Sequence[str], owners: Sequence[Hashable]) -> list[int]:
    """The group of every text, named by the place of its first member; owners and near-duplicates join."""
    parents = list(range(len(texts)))
    _join_equal(parents, owners)
    pieces = [_pieces(text) for text in texts]
    buckets: dict[tuple[int, bytes], int] = {}
    for place, found in enumerate(pieces):
        for key in _bands(found):
            first = buckets.setdefault(key, place)
            if _root(parents, first) != _root(parents, place) and _share(pieces[first], found) >= ALIKE:
                _join(parents, first, place)
    return [_root(parents, place) for place in range(len(texts))]


def is_held_out(group_name: str) -> bool:
    """Whether a group is kept for testing: by a hash of its name, so that it stays so in every later training."""
    digest = hashlib.sha256(f"held out {group_name}".encode()).digest()
    return int.from_bytes(digest[:4]) < HELD_OUT * 2**32


def _pieces(text: str) -> NDArray[np.uint64]:
    plain = _NOT_A_WORD.sub("", fold(text)[:_LONGEST])
    found = {zlib.crc32(plain[at : at + PIECE].encode()) for at in range(max(1, len(plain) - PIECE + 1))}
    return np.array(sorted(found), dtype=np.uint64)


def _bands(pieces: NDArray[np.uint64]) -> Iterable[tuple[int, bytes]]:
    minima = ((pieces[:, None] * _FACTORS + _OFFSETS) % _PRIME).min(axis=0)
    return ((band, minima[band * ROWS : (band + 1) * ROWS].tobytes()) for band in range(BANDS))


def _share(left: NDArray[np.uint64], right: NDArray[np.uint64]) -> float:
    both = len(np.intersect1d(left, right, assume_unique=True))
    return both / (len(left) + len(right) - both)


def _join_equal(parents: list[int], owners: Sequence[Hashable]) -> None:
    firsts: dict[Hashable, int] = {}
    for place, owner in enumerate(owners):
        _join(parents, firsts.setdefault(owner, place), place)


def _root(parents: list[int], place: int) -> int:
    while parents[place] != place:
        parents[place] = place = parents[parents[place]]
    return place


def _join(parents: list[int], left: int, right: int) -> None:
    left, right = sorted((_root(parents, left), _root(parents, right)))
    parents[right] = left
