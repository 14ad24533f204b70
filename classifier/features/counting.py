"""From the texts of a training set to a matrix: which features are worth keeping, and what each text has of them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.features.blocks import FeatureSettings, feature_blocks, mostly_han
from classifier.features.vectoriser import Floats, weigh

# From here on rare features tell too little for their cost.
_LARGE = 6_000
# From here on pairs of words cost more than they tell.
_HUGE = 20_000
_MOST_COUNTED = 1_500_000
# What no labelled text has teaches nothing before it has come so often in all.
_LEAST_HEARD = 3
_BLOCK = {"p": "w"}
"""Families of features that stand in the block of another."""


def suitable_features(texts: Sequence[str]) -> FeatureSettings:
    """Return what tells most about such texts: pairs of words, or among Chinese characters the classes of words."""
    if mostly_han(texts):
        return FeatureSettings(word_classes=True, matter_only=True)
    return FeatureSettings(word_pairs=len(texts) <= _HUGE, matter_only=True)


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts as rows of the features worth keeping: those with a label in `taught`, the others in `heard`.

    `known` is the share of each labelled text's words and pairs of words that was kept.
    """

    vocabulary: tuple[str, ...]
    idf: Floats
    taught: csr_matrix
    heard: csr_matrix
    known: Floats


def count_features(
    texts: Sequence[str],
    features: FeatureSettings,
    most_features: int,
    heard: Sequence[str] = (),
    *,
    thorough: bool = False,
    reader: Reader | None = None,
) -> Counted:
    """Return texts by the features worth keeping, the most frequent where there are too many.

    What only the messages `heard` without a label have must come oftener: it holds their people's words too.
    Every text is read once; weights are those of a `Vectoriser`. `thorough` keeps rarer words and pieces of them.
    A `reader` of the same settings has perhaps read the texts already.
    """
    index, blocks = (reader or Reader(features)).rows([*texts, *heard], last=reader is None)
    told, often = (
        sum(np.bincount(block[:end].indices, minlength=block.shape[1]) for block in blocks)
        for end in (len(texts), None)
    )
    rare = 4 if len(texts) > _LARGE else 2 if len(texts) > 4_000 else 1
    least = {"p": rare} if thorough else {}
    usual = min(rare, 2) if thorough else rare
    kept = [
        (feature, number)
        for feature, number in index.items()
        if told[number] >= least.get(feature[0], usual) or (heard and often[number] >= _LEAST_HEARD)
    ]
    if len(kept) > most_features:
        kept = sorted(kept, key=lambda pair: (-often[pair[1]], pair[0]))[:most_features]
    kept.sort()
    columns = np.array([number for _, number in kept], dtype=np.intp)
    whole = 1 + len(texts) + len(heard)
    idf = (np.log(whole / (1 + often[columns])) + 1.0).astype(np.float16).astype(np.float32)
    words = np.diff(blocks[0].indptr)
    if reader is None:
        index.clear()  # a gigabyte by now, of a hundred thousand texts
    chosen = [_columns(blocks.pop(0), columns) for _ in features.shares]
    known = np.diff(chosen[0].indptr) / np.maximum(words, 1)
    shares = features.shares.values()
    matrix = sum(weigh(block, idf, share) for block, share in zip(chosen, shares, strict=True))
    matrix = matrix.tocsr().astype(np.float64)
    vocabulary = tuple(feature for feature, _ in kept)
    return Counted(
        vocabulary, idf, matrix[: len(texts)], matrix[len(texts) :], known[: len(texts)].astype(np.float32)
    )


class Reader:
    """Numbers the features of texts, each text read once however often it is asked for."""

    def __init__(self, features: FeatureSettings) -> None:
        self._features = features
        self._numbers = count()
        self._index: defaultdict[str, int] = defaultdict(self._numbers.__next__)
        self._found = [array("i") for _ in features.shares]
        self._ends = [array("q", [0]) for _ in self._found]
        self._places: dict[str, int] = {}
        self._most = _MOST_COUNTED

    def rows(self, texts: Sequence[str], *, last: bool = False) -> tuple[dict[str, int], list[csr_matrix]]:
        """The number of every feature that counts, and by block how often each text (row) has each number (column).

        The `last` time the reader lets go of what it knows, which of many texts is a gigabyte.
        """
        for text in texts:
            if text not in self._places:
                self._read(text)
        width, known = next(self._numbers), len(self._places)
        places = np.fromiter(map(self._places.__getitem__, texts), dtype=np.intp, count=len(texts))
        blocks = []
        for at in range(len(self._found)):
            columns, starts = np.array(self._found[at], copy=not last), np.asarray(self._ends[at])
            if last:
                self._found[at] = array("i")
            block = csr_matrix((np.ones(len(columns), dtype=np.float32), columns, starts), (known, width))
            block.sum_duplicates()
            blocks.append(block if np.array_equal(places, np.arange(known)) else block[places])
        return self._index, blocks

    def _read(self, text: str) -> None:
        self._places[text] = len(self._places)
        blocks = feature_blocks(text, self._features)
        for block, found, ends in zip(blocks, self._found, self._ends, strict=True):
            found.extend(map(self._index.__getitem__, block))
            ends.append(len(found))
        if len(self._index) > self._most:
            # what has come once in so many texts will hardly be kept; memory is bounded so
            often = np.bincount(np.concatenate(self._found), minlength=max(self._index.values()) + 1)
            kept = {feature: number for feature, number in self._index.items() if often[number] > 1}
            self._index = defaultdict(self._numbers.__next__, kept)
            self._most = max(_MOST_COUNTED, 2 * len(kept))


def _columns(block: csr_matrix, columns: NDArray[np.intp]) -> csr_matrix:
    """The rows with these columns only, in this order."""
    places = np.full(block.shape[1], -1, dtype=np.int32)
    places[columns] = np.arange(len(columns), dtype=np.int32)
    new = places[block.indices]
    stay = new >= 0
    before = np.zeros(len(stay) + 1, dtype=np.int32)
    np.cumsum(stay, out=before[1:])
    shape = (block.shape[0], len(columns))
    chosen = csr_matrix((block.data[stay], new[stay], before[block.indptr]), shape)
    chosen.sort_indices()
    return chosen


def as_if_new(
    asked: csr_matrix, seen: NDArray[np.bool_], vocabulary: Sequence[str], settings: FeatureSettings
) -> csr_matrix:
    """Return rows as they would be to a model that has seen some columns (features) only.

    Features that were not seen are gone, and what is left of each block is as long as the whole: otherwise
    held-out texts look less like anything known than tomorrow's texts will, and the model grows too sure.
    """
    families = np.array([_BLOCK.get(feature[0], feature[0]) for feature in vocabulary])
    rows = np.repeat(np.arange(asked.shape[0]), np.diff(asked.indptr))
    data = np.where(seen[asked.indices], asked.data, 0.0)
    for family, share in settings.shares.items():
        mine = families[asked.indices] == family
        lengths = np.sqrt(np.bincount(rows[mine], data[mine] ** 2, minlength=asked.shape[0]))
        data[mine] *= share / np.maximum(lengths, 1e-9)[rows[mine]]
    new = csr_matrix((data, asked.indices, asked.indptr), asked.shape)
    new.eliminate_zeros()
    return new


def known_words(rows: csr_matrix, vocabulary: Sequence[str]) -> NDArray[np.intp]:
    """Return how many different words and pairs of words each row has."""
    worded = np.array([feature[0] in "wp" for feature in vocabulary])
    return np.bincount(rows.nonzero()[0][worded[rows.nonzero()[1]]], minlength=rows.shape[0])
