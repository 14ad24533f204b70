"""Remembers texts and how far each moves the scores of those like it; the inside of `learning.py`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from classifier.contract import TextClassifier
from classifier.features.blocks import LONGEST, FeatureSettings, feature_blocks
from classifier.models.linear import LinearClassifier

Floats = NDArray[np.float32]
Vector = tuple[NDArray[np.intp], Floats]

# From this likeness on a text counts as the corrected one, below it in proportion, down to what any two
# messages of a desk have in common: more where no model says which words are common.
_SAME = 0.6
_UNLIKE, _UNLIKE_UNWEIGHED = 0.1, 0.25
# So many corrections of an unweighed base halve what they need have in common beyond the usual.
_SOME = 50
# So many rows may wait until the matrix of all is built anew.
_LOOSE_ROWS = 64
_FEATURES = FeatureSettings(matter_only=True)


class Memory:
    """Texts as rows of a growing sparse matrix, and how far each one moves the scores."""

    def __init__(self, weigh: Callable[[str], float] | None) -> None:
        """Take what a feature tells; None where nobody knows."""
        self._weigh = weigh or (lambda _: 1.0)
        self._careful = 0.0 if weigh else _UNLIKE_UNWEIGHED - _UNLIKE
        self._index: dict[str, int] = {}
        self._texts: list[str] = []
        self._rows: list[Vector] = []
        self._moves = np.zeros((64, 1), dtype=np.float32)
        self._built: csr_matrix | None = None

    def keep(self, text: str) -> bool:
        """Add a text that moves nothing yet; False where it has nothing to be told by."""
        vector = self._vector(text, grow=True)
        if not len(vector[0]):
            return False
        if len(self._rows) == len(self._moves):
            self._moves = np.concatenate([self._moves, np.zeros_like(self._moves)])
        self._rows.append(vector)
        self._texts.append(text[:LONGEST])
        return True

    def forget_first(self) -> None:
        """Drop the oldest text."""
        del self._rows[0], self._texts[0]
        self._moves = np.concatenate([self._moves[1:], np.zeros_like(self._moves[:1])])
        self._built = None

    def move(self, place: int, step: Floats) -> None:
        """Move the scores of the texts like a kept one by a step per label."""
        self._widen(len(step))
        self._moves[place, : len(step)] += step

    def shift(self, text: str, width: int) -> tuple[Floats, int]:
        """How far the corrections move each label's score for a text, and which of them is most like it."""
        if not self._rows:
            return np.zeros(width, dtype=np.float32), -1
        likeness = self._likeness(self._vector(text))
        return self._moved(likeness, width), int(likeness.argmax())

    def shift_of(self, place: int, width: int) -> Floats:
        """How far the corrections move each label's score for a kept text."""
        return self._moved(self._likeness(self._rows[place]), width)

    def text(self, place: int) -> str:
        """Return a kept text."""
        return self._texts[place]

    def _moved(self, likeness: Floats, width: int) -> Floats:
        self._widen(width)
        unlike = np.float32(_UNLIKE + self._careful * _SOME / (_SOME + len(self._rows)))
        counted = np.clip((likeness - unlike) / (np.float32(_SAME) - unlike), 0.0, 1.0)
        result: Floats = counted @ self._moves[: len(self._rows), :width]
        return result

    def _widen(self, width: int) -> None:
        lacking = width - self._moves.shape[1]
        if lacking > 0:
            self._moves = np.pad(self._moves, ((0, 0), (0, lacking)))

    def _likeness(self, vector: Vector) -> Floats:
        """The cosine of a text and each kept one; rows added since the last build are compared one by one."""
        asked = np.zeros(len(self._index), dtype=np.float32)
        asked[vector[0]] = vector[1]
        built = 0 if self._built is None else self._built.shape[0]
        if len(self._rows) - built > _LOOSE_ROWS:
            self._built, built = self._build(), len(self._rows)
        loose = [float(weights @ asked[places]) for places, weights in self._rows[built:]]
        if self._built is None:
            return np.array(loose, dtype=np.float32)
        known = self._built @ asked[: self._built.shape[1]]
        return np.concatenate([known, np.array(loose, dtype=np.float32)])

    def _build(self) -> csr_matrix:
        starts = np.cumsum([0, *(len(places) for places, _ in self._rows)])
        columns = np.concatenate([places for places, _ in self._rows])
        values = np.concatenate([weights for _, weights in self._rows])
        return csr_matrix((values, columns, starts), shape=(len(self._rows), len(self._index)))

    def _vector(self, text: str, *, grow: bool = False) -> Vector:
        """The text as a unit vector, without the places of features that no correction has."""
        parts: dict[int, float] = {}
        for block in feature_blocks(text, _FEATURES):
            weighed = {
                feature: (1.0 + math.log(count)) * self._weigh(feature)
                for feature, count in Counter(block).items()
            }
            length = math.sqrt(2.0 * sum(weight * weight for weight in weighed.values()))
            for feature, weight in weighed.items():
                place = (
                    self._index.setdefault(feature, len(self._index)) if grow else self._index.get(feature)
                )
                if place is not None:
                    parts[place] = weight / length
        places = np.fromiter(parts, dtype=np.intp, count=len(parts))
        return places, np.fromiter(parts.values(), dtype=np.float32, count=len(parts))


def weigher(base: TextClassifier) -> Callable[[str], float] | None:
    """How much a feature tells: as the trained model weighs it; what it never met tells as much as its rarest."""
    if not isinstance(base, LinearClassifier) or not len(base.model.idf):
        return None
    return partial(base.vectoriser.idf, unknown=float(base.model.idf.max()))
