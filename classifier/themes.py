"""Groups free text into themes: the same theme means the same underlying issue."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from classifier.features import FeatureSettings, feature_blocks
from classifier.masking import mask
from classifier.normalise import normalise

Floats = NDArray[np.float64]

_SETTINGS = FeatureSettings()
# Whole distances are kept for this many texts; more are joined to the nearest theme of a sample.
_SAMPLE = 6_000
_LEAST_FOR_DIMENSIONS = 40


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """How coarse to group: `dimensions` of meaning kept, and the cosine distance at which joining stops."""

    dimensions: int = 300
    distance: float = 0.82


def group_texts(texts: Sequence[str], settings: GroupingSettings | None = None) -> list[int]:
    """Return a theme number per text, deterministic, numbered from 0 in order of first appearance.

    Equal texts always share a theme; texts that say nothing share one of their own. Costs grow with the
    square of the number of distinct texts up to 6,000, beyond that in proportion.
    """
    settings = settings or GroupingSettings()
    shapes = [normalise(mask(text).text) for text in texts]
    distinct = list(dict.fromkeys(shapes))
    vectors = _vectors(distinct)
    telling = np.flatnonzero(np.diff(vectors.indptr) > 0)
    themes = dict.fromkeys(distinct, -1)
    if len(telling):
        for place, theme in zip(telling, _clusters(vectors[telling], settings), strict=True):
            themes[distinct[place]] = int(theme)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(themes[shape], len(numbers)) for shape in shapes]


def nearest_themes(text: str, members: Sequence[tuple[str, str]], limit: int = 3) -> list[tuple[str, float]]:
    """Return (theme, likeness 0..1) of the themes most like a text, best first, from (theme, text) members.

    A theme is as like as the mean of its three likest members; one good match may be chance.
    """
    vectors = _vectors([normalise(mask(each).text) for each in (text, *(member for _, member in members))])
    likeness = np.asarray((vectors[1:] @ vectors[0].T).todense()).ravel()
    found: dict[str, list[float]] = {}
    for (theme, _), like in sorted(zip(members, likeness, strict=True), key=lambda pair: -pair[1]):
        found.setdefault(theme, []).append(float(like))
    scores = [(theme, sum(likes[:3]) / len(likes[:3])) for theme, likes in found.items()]
    return sorted(scores, key=lambda pair: (-pair[1], pair[0]))[:limit]


def _vectors(texts: Sequence[str]) -> csr_matrix:
    """Word and character features, each block of unit length; features of one text only say nothing here."""
    counted = [[Counter(block) for block in feature_blocks(text, _SETTINGS)] for text in texts]
    seen = Counter(feature for blocks in counted for block in blocks for feature in block)
    least = 2 if len(texts) >= _LEAST_FOR_DIMENSIONS else 1
    index = {
        feature: place for place, feature in enumerate(sorted(key for key, n in seen.items() if n >= least))
    }
    columns: list[int] = []
    values: list[float] = []
    starts = [0]
    for blocks in counted:
        for block in blocks:
            weights = {
                index[feature]: (1 + math.log(count)) * (math.log((1 + len(texts)) / (1 + seen[feature])) + 1)
                for feature, count in block.items()
                if feature in index
            }
            # both blocks together have length one
            length = math.sqrt(2 * sum(weight**2 for weight in weights.values())) or 1.0
            columns += weights
            values += [weight / length for weight in weights.values()]
        starts.append(len(columns))
    return csr_matrix((values, columns, starts), shape=(len(texts), max(1, len(index))), dtype=np.float64)


def _clusters(vectors: csr_matrix, settings: GroupingSettings) -> NDArray[np.intp]:
    if vectors.shape[0] == 1:
        return np.zeros(1, dtype=np.intp)
    points = _condensed(vectors, settings.dimensions)
    step = max(1, math.ceil(len(points) / _SAMPLE))
    sample = points[::step]
    if len(sample) == 1:
        return np.zeros(len(points), dtype=np.intp)
    joined = linkage(sample, "average", metric="cosine")
    # among few texts every word seems rare, which makes all of them look further apart
    distance = settings.distance + (0.1 if vectors.shape[0] < _LEAST_FOR_DIMENSIONS else 0.0)
    themes = fcluster(joined, min(distance, 0.95), "distance").astype(np.intp) - 1
    if step == 1:
        return themes
    centres = np.stack([sample[themes == theme].mean(axis=0) for theme in range(int(themes.max()) + 1)])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True) + 1e-12
    return np.asarray((points @ centres.T).argmax(axis=1), dtype=np.intp)


def _condensed(vectors: csr_matrix, dimensions: int) -> Floats:
    """Latent dimensions of meaning, unit length; few texts keep their features as they are."""
    most = min(vectors.shape) - 1
    if vectors.shape[0] < _LEAST_FOR_DIMENSIONS or most < 2:
        points = np.asarray(vectors.todense(), dtype=np.float64)
    else:
        # the start vector is fixed, for the answer must not change from run to run
        start = np.random.default_rng(0).normal(size=min(vectors.shape))
        left, strength, _ = svds(vectors, k=min(dimensions, most), v0=start)
        points = left * strength
    return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-12)
