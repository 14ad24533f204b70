"""Parts the examples of a training into folds, each to be judged by models that did not see it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.text.similarity import first_alike

# Texts at least so alike (0–1) are one text told twice; beyond this many of a label nobody compares them.
_ALIKE = 0.75
_MOST_COMPARED = 400


def folds_of(texts: Sequence[str], truth: NDArray[np.intp], width: int, folds: int) -> NDArray[np.intp]:
    """Return the fold of every text, -1 for what follows the texts.

    The n-th example of a label goes to fold n, so that every fold sees nearly the same mixture of labels;
    one much like an earlier one goes where that went, so that no model is asked what it was told.
    """
    found = np.full(len(truth), -1, dtype=np.intp)
    for label in range(width):
        mine = np.flatnonzero(truth[: len(texts)] == label)
        numbers = np.arange(len(mine))
        if len(mine) <= _MOST_COMPARED:
            firsts = first_alike([texts[place] for place in mine], _ALIKE)
            numbers = np.unique(firsts, return_inverse=True)[1]
        found[mine] = (numbers + label) % folds
    return found
