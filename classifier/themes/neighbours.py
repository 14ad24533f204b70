"""Who lies near whom: points drawn towards their neighbours, and how many neighbours two of them share."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, eye_array

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

# Fewer texts than this say nothing about what is common: they are compared as they are written.
FEW = 40
# A text is drawn towards so many others times the square root of their number.
_DRAWN = 0.45
_ROWS = 2_000


def unit(points: Floats) -> Floats:
    """Return the points at length 1; the origin stays."""
    return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-12)


def neighbours(points: Floats, others: Floats, size: int, *, same: bool = False) -> tuple[Places, Floats]:
    """Return for each point the places of its nearest others and their cosines, in no order.

    `same` says that both are the same points, so that none is its own neighbour.
    """
    size = max(1, min(size, len(others) - same))
    places = np.empty((len(points), size), dtype=np.intp)
    cosines = np.empty((len(points), size), dtype=np.float32)
    for at in range(0, len(points), _ROWS):
        likeness = points[at : at + _ROWS] @ others.T
        if same:
            own = np.arange(len(likeness))
            likeness[own, own + at] = -2.0
        near = np.argpartition(likeness, -size, axis=1)[:, -size:]
        places[at : at + _ROWS] = near
        cosines[at : at + _ROWS] = np.take_along_axis(likeness, near, axis=1)
    return places, cosines


def width_among(size: int) -> int:
    """Return towards how many of so many points each is drawn."""
    return round(_DRAWN * math.sqrt(size)) if size >= FEW else 0


def smoothed(points: Floats, size: int) -> Floats:
    """Return each point drawn towards those near it, either being among the other's `size` nearest.

    Who is near is asked twice, the second time of the points drawn together already.
    """
    if size < 1:
        return points
    return _drawn_together(points, _drawn_together(points, points, size), size)


def drawn(points: Floats, known: Floats, settled: Floats, size: int) -> Floats:
    """Return newcomers drawn towards their `size` nearest of the points known, as `smoothed` settled those."""
    if size < 1:
        return points
    first = _towards(points, known, *neighbours(points, known, size))
    return _towards(points, known, *neighbours(first, settled, size))


def company_apart(apart: Floats, size: int) -> Floats:
    """Return how little company (0–1) two points share, each with each: one minus the part of their neighbours,
    either being among the other's `size` nearest, that is common to both.

    Two matters may touch where their wordings are alike; whom else their texts are near to tells them apart
    (shared nearest neighbours: Jarvis and Patrick, 1973).
    """
    many = len(apart)
    size = max(1, min(size, many - 1))
    near = np.vstack(
        [np.argpartition(apart[at : at + _ROWS], size, axis=1)[:, : size + 1] for at in range(0, many, _ROWS)]
    )
    rows = np.repeat(np.arange(many), size + 1)
    one_way = csr_matrix((np.ones(near.size, dtype=np.float32), (rows, near.ravel())), shape=(many, many))
    company = one_way.maximum(one_way.T).maximum(eye_array(many, dtype=np.float32)).tocsr()
    common = np.asarray((company @ company.T).todense())
    number = company.sum(axis=1).ravel()
    common /= number[:, None] + number[None, :] - common
    np.subtract(1.0, common, out=common)
    np.fill_diagonal(common, 0.0)
    return common


def _towards(points: Floats, known: Floats, places: Places, cosines: Floats) -> Floats:
    return unit(points + np.einsum("ns,nsd->nd", _pull(cosines), known[places]))


def _drawn_together(points: Floats, settled: Floats, size: int) -> Floats:
    near = graph(*neighbours(settled, settled, size, same=True), len(points))
    both = near.maximum(near.T) + eye_array(len(points), dtype=np.float32)
    return unit(np.asarray(both @ points, dtype=np.float32))


def graph(places: Places, cosines: Floats, size: int) -> csr_matrix:
    """Return who draws whom, and how strongly: a row a point, from `neighbours`."""
    rows = np.repeat(np.arange(len(places)), places.shape[1])
    return csr_matrix((_pull(cosines).ravel(), (rows, places.ravel())), shape=(size, size))


def _pull(cosines: Floats) -> Floats:
    """How strongly neighbours draw: a rare theme's two texts must outweigh a crowd further off."""
    return np.maximum(cosines, 0.0) ** 2
