"""Groups free text into themes: the same theme means the same underlying issue."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from classifier.encoder.port import Encoder
from classifier.likeness.bridge import Bridge
from classifier.text.courtesies import matter
from classifier.text.masking import mask
from classifier.text.normalise import normalise
from classifier.themes.joining import Distances, breadth_of, distances_among, theme_tree, themes_at
from classifier.themes.neighbours import FEW, Floats, drawn, smoothed, width_among
from classifier.themes.space import Space, learn_space

Numbers = NDArray[np.intp]

_ROUNDS = 6
_BLOCK = 4_000
# So many texts of known topics tell how broad themes are.
_MOST_TELLING = 1_500


@dataclass(frozen=True, slots=True)
class GroupingSettings:
    """How to group: `distance` is the mean cosine distance at which joining stops, none = told by the texts.

    Whole distances are kept for `sample` texts; of more a sample is grouped and the rest placed, in
    `dimensions_of_many`, for every text costs in proportion to them. `bridge` leads from Chinese to English texts;
    where there is an `encoder`, its vectors stand beside the words, at some milliseconds a text. Themes are `breadth`
    times as broad as usual.
    """

    dimensions: int = 1_000
    dimensions_of_many: int = 300
    distance: float | None = None
    sample: int = 6_000
    bridge: Bridge = field(default_factory=Bridge)
    encoder: Encoder | None = None
    breadth: float = 1.0

    def dimensions_among(self, size: int) -> int:
        """Return in how many dimensions so many texts lie."""
        return self.dimensions if size <= self.sample else self.dimensions_of_many

    def distances_among(self, size: int) -> Distances:
        """Return where joining stops among so many texts that are compared each with each."""
        return distances_among(size, self.encoder is not None).times(self.breadth).given(self.distance)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Themes of texts seen before, ready to place more: `means` of the members' points, one row a theme.

    `known` are the points as they lie, `settled` as they were drawn together; `numbers` are the themes' own; a text joins none that is further than `distance` from its members' mean.
    """

    space: Space
    known: Floats
    settled: Floats
    means: Floats
    distance: float
    numbers: tuple[int, ...]

    def place(self, texts: Sequence[str]) -> list[int | None]:
        """Return the theme of each text, none where it is like no theme; nothing seen before moves."""
        shapes = [shape_of(text) for text in texts]
        return [self.numbers[at] if at >= 0 else None for at in self.nearest(shapes)]

    def nearest(self, shapes: Sequence[str]) -> Numbers:
        """Return the row of the theme of each text from `shape_of`, -1 where it is like none."""
        points = self.space.points(shapes)
        near = drawn(points, self.known, self.settled, width_among(len(self.known))) @ self.means.T
        best = near.argmax(axis=1)
        likeness = near[np.arange(len(near)), best]
        return np.where((1.0 - likeness <= self.distance) & points.any(axis=1), best, -1)


def group_texts(
    texts: Sequence[str],
    settings: GroupingSettings | None = None,
    *,
    learn_from: Sequence[tuple[str, str]] = (),
) -> list[int]:
    """Return a theme number per text, deterministic, numbered from 0 in order of first appearance.

    Equal texts always share a theme; texts that say nothing share one of their own. `learn_from` are
    (text, topic) pairs of any topics: they teach what a difference in wording is worth and how broad a theme is. Costs grow with the
    square of the number of distinct texts up to 6,000, beyond that in proportion.
    """
    settings = settings or GroupingSettings()
    shapes = [shape_of(text) for text in texts]
    distinct = list(dict.fromkeys(shapes))
    taught = [(shape_of(text), topic) for text, topic in learn_from]
    settings = replace(settings, breadth=_breadth_taught(taught, settings))
    themes = dict(zip(distinct, _grouped(distinct, settings, taught), strict=True))
    numbers: dict[int, int] = {}
    return [numbers.setdefault(themes[shape], len(numbers)) for shape in shapes]


def continue_themes(
    known: Sequence[tuple[str, int]], texts: Sequence[str], settings: GroupingSettings | None = None
) -> list[int]:
    """Return a theme per new text: one of the `known` (text, theme) members, or a new number above theirs.

    Themes known before keep their number and every member: only the new texts are placed.
    """
    settings = settings or GroupingSettings()
    by_shape = {shape_of(text): theme for text, theme in known}
    shapes = [shape_of(text) for text in texts]
    fresh = [shape for shape in dict.fromkeys(shapes) if shape not in by_shape]
    first = max(by_shape.values(), default=-1) + 1
    grouping = learn_themes(known, settings) if fresh else None
    if grouping is not None:
        placed = np.full(len(fresh), -1, dtype=np.intp)
        _place(grouping, fresh, np.arange(len(fresh)), placed, 0)
        by_shape |= {shape: grouping.numbers[at] for shape, at in zip(fresh, placed, strict=True) if at >= 0}
    rest = [shape for shape in fresh if shape not in by_shape]
    new = zip(rest, _grouped(rest, settings, ()), strict=True)
    by_shape |= {shape: first + int(theme) for shape, theme in new}
    return [by_shape[shape] for shape in shapes]


def learn_themes(
    known: Sequence[tuple[str, int]], settings: GroupingSettings | None = None
) -> Grouping | None:
    """Return themes as their (text, theme) members make them, ready to place more texts.

    None where no member says anything. Of more than 6,000 members an even sample is kept.
    """
    settings = settings or GroupingSettings()
    by_shape = {shape_of(text): theme for text, theme in known}
    members = [(shape, theme) for shape, theme in by_shape.items() if _says_something(shape)]
    members = members[:: max(1, math.ceil(len(members) / settings.sample))]
    if not members:
        return None
    shapes = [shape for shape, _ in members]
    taught = [(shape, str(theme)) for shape, theme in members]
    space = learn_space(
        shapes, taught, settings.dimensions_among(len(by_shape)), settings.bridge, settings.encoder
    )
    at_rest = space.points(shapes)
    points = smoothed(at_rest, width_among(len(at_rest)))
    numbers = sorted({theme for _, theme in members})
    place = {theme: at for at, theme in enumerate(numbers)}
    means = _means(points, np.array([place[theme] for _, theme in members], dtype=np.intp))
    return Grouping(
        space, at_rest, points, means, settings.distances_among(len(members)).first, tuple(numbers)
    )


def shape_of(text: str) -> str:
    """Return the text as themes are told by: personal data masked, without courtesies, normalised."""
    return normalise(matter(mask(text).text))


def typical_first(texts: Sequence[str]) -> list[int]:
    """Return the places of the texts, those nearest the middle of all of them first, ties by place."""
    shapes = [shape_of(text) for text in texts]
    if not any(_says_something(shape) for shape in shapes):
        return list(range(len(texts)))
    points = learn_space(shapes).points(shapes)
    likeness = points @ points.mean(axis=0)
    return sorted(range(len(texts)), key=lambda place: (-round(float(likeness[place]), 6), place))


def _breadth_taught(taught: Sequence[tuple[str, str]], settings: GroupingSettings) -> float:
    """How broad themes are where known topics were grouped by what their words alone tell."""
    known = {shape: topic for shape, topic in taught if _says_something(shape)}
    shapes = list(known)[:: max(1, math.ceil(len(known) / _MOST_TELLING))]
    if len(shapes) < FEW:
        return 1.0
    space = learn_space(shapes, (), settings.dimensions, settings.bridge, settings.encoder)
    points, told = space.points(shapes), settings.distances_among(len(shapes))
    tree = theme_tree(smoothed(points, width_among(len(points))), space, shapes, told)
    return breadth_of([known[shape] for shape in shapes], tree, told)


def _grouped(shapes: Sequence[str], settings: GroupingSettings, taught: Sequence[tuple[str, str]]) -> Numbers:
    """The theme of each distinct text. Of very many a sample is grouped, then a sample of what is like none of
    its themes, and so on: rare themes are found once the common ones are out of the way."""
    themes = np.full(len(shapes), -1, dtype=np.intp)
    silent = np.array([not _says_something(shape) for shape in shapes], dtype=np.bool_)
    left = np.flatnonzero(~silent)
    dimensions = settings.dimensions_among(len(left))
    first = 0
    for _ in range(_ROUNDS):
        if not len(left):
            break
        chosen = left[:: math.ceil(len(left) / settings.sample)]
        grouping, own = _group_sample([shapes[at] for at in chosen], settings, taught, dimensions)
        if len(chosen) < len(left):
            _place(grouping, shapes, left, themes, first)
            themes[chosen] = first + own
            # who is alone in the sample may have company among the rest: the next round looks
            alone = (
                np.bincount(themes[left][themes[left] >= first] - first, minlength=int(own.max()) + 1) == 1
            )
            themes[chosen[alone[own]]] = -1
        else:
            themes[chosen] = first + own
        first += int(own.max()) + 1
        left = left[themes[left] < 0]
    themes[left] = first + np.arange(len(left))
    themes[silent] = first + len(left)
    return themes


def _says_something(shape: str) -> bool:
    return any(sign.isalnum() for sign in shape)


def _place(grouping: Grouping, shapes: Sequence[str], left: Numbers, themes: Numbers, first: int) -> None:
    for at in range(0, len(left), _BLOCK):
        block = left[at : at + _BLOCK]
        nearest = grouping.nearest([shapes[place] for place in block])
        themes[block] = np.where(nearest >= 0, first + nearest, -1)


def _group_sample(
    shapes: Sequence[str], settings: GroupingSettings, taught: Sequence[tuple[str, str]], dimensions: int
) -> tuple[Grouping, Numbers]:
    """Themes of some thousand texts, each compared with each: average linkage of points drawn together, and once more
    with the company they keep, which is as many neighbours as the themes found first have members."""
    space = learn_space(shapes, taught, dimensions, settings.bridge, settings.encoder)
    known = space.points(shapes)
    points, told = smoothed(known, width_among(len(known))), settings.distances_among(len(known))
    own = themes_at(theme_tree(points, space, shapes, told), told.joined)
    means = _means(points, own)
    return Grouping(space, known, points, means, told.first, tuple(range(len(means)))), own


def _means(points: Floats, themes: Numbers) -> Floats:
    means = np.zeros((int(themes.max()) + 1, points.shape[1]), dtype=np.float32)
    np.add.at(means, themes, points)
    return means / np.bincount(themes)[:, None]
