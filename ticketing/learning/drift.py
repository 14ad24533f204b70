"""Has what customers write changed? Pure arithmetic on two periods, each figure with the limit above which it is news.

A fixed limit alone cries wolf on small samples, so a figure must also exceed what chance would give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist

import numpy as np

PSI_ALARM = 0.25
"""From here on a shift is called major (Siddiqi 2006, Credit Risk Scorecards, p. 137); 0.1 is minor."""
CHANCE = NormalDist().inv_cdf(0.99)
LEAST_MESSAGES = 30
BINS = 10
MOST_WORDS = 400
ROUNDS = 200
SEED = 1991
_SMOOTHED = 0.5


@dataclass(frozen=True, slots=True)
class Drift:
    """`value` above `limit` is an alarm; `n` is the smaller of the two samples."""

    value: float
    limit: float
    n: int

    @property
    def alarm(self) -> bool:
        """Whether people should look."""
        return self.value > self.limit


def label_drift(before: Mapping[str, int], now: Mapping[str, int]) -> Drift | None:
    """Population stability index of two counts by label; None with fewer than 30 messages on a side."""
    return _stability([(before.get(one, 0), now.get(one, 0)) for one in sorted({*before, *now})])


def confidence_drift(before: Sequence[float], now: Sequence[float]) -> Drift | None:
    """The same for confidences 0..1, over tenths of the earlier period; None with fewer than 30 on a side."""
    if min(len(before), len(now)) < LEAST_MESSAGES:
        return None
    edges = np.unique(np.quantile(before, np.linspace(0, 1, BINS + 1)[1:-1]))
    earlier, later = (
        np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
        for values in (before, now)
    )
    return _stability([(int(a), int(b)) for a, b in zip(earlier, later, strict=True)])


def vocabulary_drift(before: Sequence[Sequence[str]], now: Sequence[Sequence[str]]) -> Drift | None:
    """Jensen–Shannon divergence (Lin 1991, bits) of the words of two samples of messages, each as its words.

    The limit is what the 99th of 100 random partings of the same messages gives (a permutation test). None
    with fewer than 30 messages on a side.
    """
    if min(len(before), len(now)) < LEAST_MESSAGES:
        return None
    texts = [*before, *now]
    frequent = [
        word for word, _ in Counter(word for text in texts for word in set(text)).most_common(MOST_WORDS)
    ]
    place = {word: at for at, word in enumerate(frequent)}
    counts = np.zeros((len(texts), len(frequent) + 1))
    for row, text in enumerate(texts):
        for word in set(text):
            counts[row, place.get(word, len(frequent))] += 1
    total, order = counts.sum(axis=0), np.random.default_rng(SEED)
    parted = counts[: len(before)].sum(axis=0)
    by_chance = [
        _divergence(half := counts[order.permutation(len(texts))[: len(before)]].sum(axis=0), total - half)
        for _ in range(ROUNDS)
    ]
    value = _divergence(parted, total - parted)
    return Drift(value, float(np.quantile(by_chance, 0.99)), min(len(before), len(now)))


def _divergence(left: np.ndarray, right: np.ndarray) -> float:
    p, q = left / max(left.sum(), 1), right / max(right.sum(), 1)
    middle = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.nansum(side * np.log2(side / middle)) for side in (p, q)]
    return float(sum(parts) / 2)


def _stability(pairs: Sequence[tuple[int, int]]) -> Drift | None:
    """The index, and a limit that chance alone exceeds once in a hundred times.

    Without any shift it is about (1/n + 1/m) times a χ² of one less than the number of cells (Yurdakul 2018);
    the quantile of χ² by Wilson and Hilferty (1931).
    """
    earlier, later = (sum(pair[side] for pair in pairs) for side in (0, 1))
    if min(earlier, later) < LEAST_MESSAGES:
        return None
    cells = len(pairs)
    value = 0.0
    for before, now in pairs:
        p = (before + _SMOOTHED) / (earlier + _SMOOTHED * cells)
        q = (now + _SMOOTHED) / (later + _SMOOTHED * cells)
        value += (q - p) * log(q / p)
    free = max(1, cells - 1)
    chi_square = free * (1 - 2 / (9 * free) + CHANCE * sqrt(2 / (9 * free))) ** 3
    limit = max(PSI_ALARM, (1 / earlier + 1 / later) * chi_square)
    return Drift(value, limit, min(earlier, later))
