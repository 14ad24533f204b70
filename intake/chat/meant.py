"""What an article's wordings mean, by the operator's sentence encoder."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from classifier.encoder.port import Encoder
from classifier.text.language import is_chinese

Floats = NDArray[np.float32]

LEAST = 0.4
"""Cosine below which two wordings have nothing to do with each other."""
TELLING = 10
"""So many wordings beside others of their article tell whether an encoder knows their script."""
_known: dict[tuple[str, str], Floats] = {}
"""Vectors by encoder and text: when one article changes, the others are not read again."""


class Meant:
    """Wordings as vectors, seen from the middle of those in the same script.

    A script whose wordings the encoder tells apart worse than their words do is left to the words: an English encoder
    takes everything Chinese for alike.
    """

    def __init__(self, wordings: Sequence[tuple[int, str]], nearest: Sequence[int], encoder: Encoder) -> None:
        """Take (article, text) pairs, and for each the place of the one nearest in words. Costs some milliseconds a text."""
        self._encoder = encoder
        vectors = _vectors(encoder, [text for _, text in wordings])
        scripts = np.array([is_chinese(text) for _, text in wordings])
        articles = np.array([article for article, _ in wordings])
        self._parts: dict[bool, tuple[NDArray[np.intp], Floats, Floats]] = {}
        for script in (True, False):
            places = np.flatnonzero(scripts == script)
            if len(places):
                middle = vectors[places].mean(axis=0)
                points = _unit(vectors[places] - middle)
                by_words = articles[[nearest[place] for place in places]]
                if _knows(points, articles[places], by_words):
                    self._parts[script] = places, points, middle

    def likeness(self, text: str) -> dict[int, float] | None:
        """Return the places of the wordings that may mean the same, and how alike each is (0..1).

        None where the encoder does not know the script.
        """
        if is_chinese(text) not in self._parts:
            return None
        places, points, middle = self._parts[is_chinese(text)]
        cosines = points @ _unit(self._encoder.vectors([text]) - middle)[0]
        return {int(places[at]): float(cosines[at]) for at in np.flatnonzero(cosines >= LEAST)}


def _vectors(encoder: Encoder, texts: Sequence[str]) -> Floats:
    known = _known.copy()  # another conversation may let go of them meanwhile
    kept = {text: known[key] for text in texts if (key := (encoder.identity, text)) in known}
    fresh = [text for text in dict.fromkeys(texts) if text not in kept]
    if fresh:
        kept.update(zip(fresh, encoder.vectors(fresh), strict=True))
    _known.clear()  # what no article says any more is forgotten
    _known.update({(encoder.identity, text): vector for text, vector in kept.items()})
    return np.stack([kept[text] for text in texts])


def _knows(points: Floats, articles: NDArray[np.intp], by_words: NDArray[np.intp]) -> bool:
    """Whether the nearest point is of the same article at least as often as the nearest in words is."""
    likeness = points @ points.T
    np.fill_diagonal(likeness, -2.0)
    among = np.array([(articles == article).sum() > 1 for article in articles])
    if among.sum() < TELLING:
        return True
    right = articles[likeness.argmax(axis=1)] == articles
    return bool((right & among).sum() >= ((by_words == articles) & among).sum())


def _unit(points: Floats) -> Floats:
    return points / (np.linalg.norm(points, axis=1, keepdims=True) + 1e-12)
