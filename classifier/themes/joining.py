"""Joins points to themes, and says where joining stops: told by how many texts there are, and by themes known already."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from classifier.themes.neighbours import FEW, Floats, company_apart
from classifier.themes.space import Space, distances

Numbers = NDArray[np.intp]

# Among few texts every word seems rare, which makes all of them look further apart.
_DISTANCE, _DISTANCE_OF_FEW = 0.48, 0.92
# With the company that texts keep counted in, so many of them are joined up to here; for half as many it is 0.04 less,
# down to the least: measured on halves of banking77 and clinc150.
_JOINED, _JOINED_OF, _LESS, _LEAST_JOINED = 0.62, 3_000, 0.04, 0.54
# Fewer texts than these keep too little company for it to tell anything.
_COMPANY = 300
# What an encoder takes for alike lies closer.
_ENCODED, _ENCODED_JOINED = 0.08, 0.12
_CUTS = np.arange(0.2, 0.99, 0.01)
# From so many texts of so many known topics on, they tell how broad a theme is.
_TELLING, _TELLING_TOPICS = 100, 3
_NEARLY = 0.99
_FURTHEST, _CLEARLY = 0.97, 1.2


@dataclass(frozen=True, slots=True)
class Distances:
    """Where joining stops: by the points alone (`first`), and with the company they keep counted in (`joined`)."""

    first: float
    joined: float

    def given(self, distance: float | None) -> Distances:
        """Return these, or the one distance that a person gave."""
        return self if distance is None else Distances(distance, distance)

    def times(self, breadth: float) -> Distances:
        """Return so many times these, as far as points can be apart without having nothing in common."""
        return Distances(min(_FURTHEST, self.first * breadth), min(_FURTHEST, self.joined * breadth))


def distances_among(size: int, encoded: bool) -> Distances:
    """Return where joining stops among so many texts, each compared with each."""
    if size < _COMPANY:
        first = _DISTANCE_OF_FEW if size < FEW else _DISTANCE
        return Distances(first - _ENCODED * encoded, first - _ENCODED * encoded)
    joined = max(_LEAST_JOINED, _JOINED + min(0.0, _LESS * math.log2(size / _JOINED_OF)))
    return Distances(_DISTANCE - _ENCODED * encoded, joined - _ENCODED_JOINED * encoded)


def theme_tree(points: Floats, space: Space, shapes: Sequence[str], told: Distances) -> Floats:
    """Return how these points, `smoothed`, join one after the other: average linkage.

    Among many it is asked twice, the second time with the company they keep, which is as many neighbours as the themes
    found first have members.
    """
    apart = distances(points, space, shapes)
    tree = _linked(apart)
    if len(points) < _COMPANY:
        return tree
    own = themes_at(tree, told.first)
    apart += company_apart(apart, round(float(np.mean(np.bincount(own)[own]))))
    return _linked(apart / 2)


def themes_at(tree: Floats, distance: float) -> Numbers:
    """Return the theme of each point where joining stops at this distance, numbered from 0."""
    from scipy.cluster.hierarchy import fcluster  # 21 MB that only grouping needs

    if not len(tree):
        return np.zeros(1, dtype=np.intp)
    return np.asarray(fcluster(tree, distance, "distance"), dtype=np.intp) - 1


def breadth_of(topics: Sequence[str], tree: Floats, told: Distances) -> float:
    """Return how many times further than told the points must be joined for themes as broad as their known topics.

    1 where that is hardly further, or there are too few texts or topics to tell. Judged by the pairs of texts in one
    theme and of one topic (F1).
    """
    if len(topics) < _TELLING or len(set(topics)) < _TELLING_TOPICS:
        return 1.0
    found = np.array([_pairwise(topics, themes_at(tree, cut).tolist()) for cut in _CUTS])
    breadth = float(np.median(_CUTS[found >= _NEARLY * found.max()])) / told.joined
    # narrower than usual is what a sample of few texts a topic always looks
    return breadth if breadth >= _CLEARLY else 1.0


def _pairwise(topics: Sequence[str], themes: Sequence[int]) -> float:
    both, of_topics, of_themes = Counter(zip(topics, themes, strict=True)), Counter(topics), Counter(themes)
    same, one, other = (
        sum(n * (n - 1) for n in counted.values()) for counted in (both, of_topics, of_themes)
    )
    return 2 * same / max(1, one + other)


def _linked(apart: Floats) -> Floats:
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    if len(apart) < 2:
        return np.zeros((0, 4))
    return np.asarray(linkage(squareform(apart, checks=False), "average"))
