"""From the texts of a training set to a matrix: which features are worth keeping, and what each text has of them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.features import FeatureSettings, feature_blocks, mostly_han
from classifier.linear import Floats, Vectoriser

# From here on rare features tell too little for their cost.
_LARGE = 6_000
# From here on pairs of words cost more than they tell.
_HUGE = 20_000
_MOST_COUNTED = 3_000_000
_BLOCK = {"p": "w"}
"""Families of features that stand in the block of another."""


def suitable_features(texts: Sequence[str]) -> FeatureSettings:
    """Return what tells most about such texts: pairs of words, or among Chinese characters the classes of words."""
    if mostly_han(texts):
        return FeatureSettings(word_classes=True)
    return FeatureSettings(word_pairs=len(texts) <= _HUGE)


def count_features(
    texts: Sequence[str], features: FeatureSettings, most_features: int
) -> tuple[tuple[str, ...], Floats]:
    """Return the features worth keeping, the most frequent where there are too many, and their weights."""
    seen: Counter[str] = Counter()
    most = _MOST_COUNTED
    for text in texts:
        for block in feature_blocks(text, features):
            seen.update(set(block))
        if len(seen) > most:
            # what has come once in so many texts will hardly be kept; memory is bounded so
            seen = Counter({feature: count for feature, count in seen.items() if count > 1})
            most = max(_MOST_COUNTED, 2 * len(seen))
    rare = 4 if len(texts) > _LARGE else 2 if len(texts) > 4_000 else 1
    kept = [(feature, count) for feature, count in seen.items() if count >= rare]
    if len(kept) > most_features:
        kept = sorted(kept, key=lambda pair: (-pair[1], pair[0]))[:most_features]
    kept.sort()
    idf = np.array([math.log((1 + len(texts)) / (1 + count)) + 1.0 for _, count in kept], dtype=np.float32)
    return tuple(feature for feature, _ in kept), idf.astype(np.float16).astype(np.float32)


def feature_matrix(vectoriser: Vectoriser, texts: Sequence[str], width: int) -> csr_matrix:
    """Return a row per text and a column per feature of the vectoriser, of which there are `width`."""
    if not texts:
        return csr_matrix((0, width))
    vectors = [vectoriser.vector(text) for text in texts]
    starts = np.cumsum([0, *(len(indices) for indices, _ in vectors)])
    columns = np.concatenate([indices for indices, _ in vectors])
    values = np.concatenate([weights for _, weights in vectors]).astype(np.float64)
    return csr_matrix((values, columns, starts), shape=(len(texts), width))


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
