"""Which messages a person's word on would teach most: those between two labels, and unlike each other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from classifier.contract import Judgement
from classifier.features.blocks import FeatureSettings
from classifier.features.counting import count_features

# Of so many times the messages wanted, the least sure are compared with each other, and of these many at least.
_COMPARED, _FEWEST = 3, 50
_FEATURES = FeatureSettings(matter_only=True)
_MOST_FEATURES = 300_000
_LEAST_UNLIKE = 1e-6


def margin_of(judgement: Judgement) -> float:
    """Return how far the best label is ahead of the next, as a difference of probabilities, 0..1."""
    return judgement.confidence - (judgement.alternatives[0][1] if judgement.alternatives else 0.0)


def most_telling(
    texts: Sequence[str], margins: Sequence[float], number: int, told: Sequence[str] = ()
) -> list[int]:
    """Return the places of so many texts to ask a person about, the one to ask first first.

    `margins` tell how far the best label of each is ahead (0..1), `told` are texts that people have labelled since
    these were judged. What is least sure is asked first, less so the more it is like what was asked before: what
    counts is doubt times the root of unlikeness (one minus the largest cosine).
    """
    doubt = 1.0 - np.asarray(margins, dtype=np.float64)
    least_sure = np.argsort(-doubt, kind="stable")[: max(_FEWEST, _COMPARED * number)]
    compared = [*(texts[place] for place in least_sure), *told]
    if len(compared) < 2:
        return least_sure.tolist()[:number]
    rows = count_features(compared, _FEATURES, _MOST_FEATURES).taught
    rows = rows.multiply(1.0 / np.maximum(np.sqrt(rows.multiply(rows).sum(axis=1)), 1e-9)).tocsr()
    asked, known = rows[: len(least_sure)], rows[len(least_sure) :]
    unlike = 1.0 - (asked @ known.T).max(axis=1).toarray().ravel() if len(told) else np.ones(len(least_sure))
    worth = doubt[least_sure]
    found: list[int] = []
    for _ in range(min(number, len(least_sure))):
        best = int(np.argmax(worth * np.sqrt(np.maximum(unlike, _LEAST_UNLIKE))))
        found.append(int(least_sure[best]))
        worth[best] = -1.0
        unlike = np.minimum(unlike, 1.0 - (asked @ asked[best].T).toarray().ravel())
    return found
