"""From a text to the weights of its known features: TF-IDF, every block of features a fixed length."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.features.blocks import FeatureSettings, feature_blocks

Floats = NDArray[np.float32]
Indices = NDArray[np.intp]


class Vectoriser:
    """Turns a text into the indices and weights of its known features (TF-IDF, a fixed length per block)."""

    def __init__(self, settings: FeatureSettings, vocabulary: Iterable[str], idf: Floats) -> None:
        """Take the vocabulary in the order of `idf`."""
        self._settings = settings
        self._shares = tuple(settings.shares.values())
        self._index = {feature: index for index, feature in enumerate(vocabulary, start=1)}
        self._idf = idf

    def vector(self, text: str) -> tuple[Indices, Floats]:
        """Return indices and weights; both are empty for a text without any known feature."""
        indices: list[Indices] = []
        weights: list[Floats] = []
        known = self._index.get  # counted from one: an unknown feature and none are both false
        for block, share in zip(feature_blocks(text, self._settings), self._shares, strict=True):
            counts = Counter(filter(None, map(known, block)))
            if counts:
                found = np.fromiter(counts, dtype=np.intp) - 1
                often = np.fromiter(counts.values(), dtype=np.float32)
                weight = (1.0 + np.log(often)) * self._idf[found]
                indices.append(found)
                weights.append(weight * np.float32(share / math.sqrt(float(weight @ weight))))
        if not indices:
            return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.float32)
        return np.concatenate(indices), np.concatenate(weights)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Return the same for many texts at once: a row a text, a column a feature."""
        blocks = zip(*(feature_blocks(text, self._settings) for text in texts), strict=True)
        weighed = (self._weighed(block, share) for block, share in zip(blocks, self._shares, strict=True))
        return sum(weighed).tocsr()  # blocks share no feature

    def _weighed(self, block: Sequence[Sequence[str]], share: float) -> csr_matrix:
        """One block of features of each text, weighed to a fixed length."""
        known = self._index.get
        places = [[*filter(None, map(known, features))] for features in block]
        starts = np.cumsum([0, *map(len, places)])
        columns = np.fromiter(chain.from_iterable(places), dtype=np.int32, count=starts[-1]) - 1
        shape = (len(places), len(self._idf))
        counted = csr_matrix((np.ones(starts[-1], dtype=np.float32), columns, starts), shape=shape)
        counted.sum_duplicates()
        return weigh(counted, self._idf, share)

    def idf(self, feature: str, unknown: float) -> float:
        """Return how rare a feature is, `unknown` for one that is not in the vocabulary."""
        place = self._index.get(feature)
        return float(self._idf[place - 1]) if place else unknown

    def known_share(self, text: str) -> float:
        """Return which share of the text's words and word pairs occurs in the vocabulary, 0..1."""
        features = set(feature_blocks(text, self._settings)[0])
        return sum(feature in self._index for feature in features) / len(features) if features else 0.0


def weigh(counted: csr_matrix, idf: Floats, share: float) -> csr_matrix:
    """Return how often each text has each feature of a block (changed in place) as TF-IDF rows of one length."""
    counted.data = (1.0 + np.log(counted.data)) * idf[counted.indices]
    rows = np.repeat(np.arange(counted.shape[0]), np.diff(counted.indptr))
    lengths = np.sqrt(np.bincount(rows, counted.data.astype(np.float64) ** 2, minlength=counted.shape[0]))
    counted.data = (share * counted.data / lengths[rows]).astype(np.float32)
    return counted
