"""How surely an article answers a question, from what the two have in common. Pure.

A logistic blend, taught (scikit-learn, C = 3) on whether the article found is the right one: the demo company's
paraphrases, each asked with and without its article, the same with articles told in the other language only, and
intents of public sets taken for articles. Shifted so that what fits in one case of five, about three of ten of those
questions that no article answers, is just worth a suggestion at 0.4. What an encoder adds was taught in the same way
on the English of these, with all-MiniLM-L6-v2.

Articles told in few words prove less than those told in many, and those of a narrow trade are alike: from where on
a suggestion is worth its turn is told by each catalogue's own wordings, asked where their article is missing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_UNSPELT = 0.59
"""What is not found by its own words is suggested at most: from 0.6 on the bot gives an answer."""
WORTH = 0.4
"""From here on an article is suggested."""
TELLING = 20
"""So many wordings of a language tell what its questions without an article look like; fewer leave 0.4."""
_UNHELPFUL = 0.23
"""Of the questions that no article answers, so many may get a suggestion."""
_LOWEST, _HIGHEST = 0.15, 0.55
SURE_SPELT, SURE_COVERED = 0.6, 0.8
"""Likeness to one wording, and share of the question that the article speaks of, from which an answer is given."""
_WEIGHTS = {
    "nearest": 6.0,
    "second": 3.8,
    "covered": 2.2,
    "named": 4.2,
    "named_across": 8.2,
    "speaks_of_nothing": 1.6,
}
_OFFSET = -5.75
_BESIDE_MEANING, _MEANT, _OFFSET_MEANT = 0.8, 6.5, -2.6
"""Where an encoder knows the script: what the rest then counts, the likeness in meaning, and the shift."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for an article, each 0..1."""

    nearest: float
    """Cosine of the question's words to the wording most like it,"""
    second: float
    """and to the next: one wording may be like it by chance."""
    covered: float
    """Share of the question's words that any wording has."""
    named: float
    """How well both speak of the same things, more of them counting more."""
    named_across: float
    """The same where the article is told in the other language only."""
    speaks_of_nothing: float
    """1.0 where the question names nothing known: its words alone must do."""
    meant: float | None = None
    """Likeness in meaning; none where no encoder knows the script."""


def fit(found: Evidence) -> float:
    """Return how surely the article answers, 0..1; from 0.6 on only where it has the question's own words."""
    if found.nearest >= SURE_SPELT and found.covered >= SURE_COVERED:
        return min(1.0, found.nearest)
    total = _OFFSET + sum(weight * float(getattr(found, name)) for name, weight in _WEIGHTS.items())
    if found.meant is not None:
        total = _BESIDE_MEANING * total + _MEANT * found.meant + _OFFSET_MEANT
    return min(MOST_UNSPELT, 1.0 / (1.0 + math.exp(-total)))


def floor_of(unanswered: Sequence[float]) -> float:
    """Return the fit from which a suggestion is worth its turn, 0.15..0.55, as so few questions without an article
    have it; given the best fit of each of some."""
    if len(unanswered) < TELLING:
        return WORTH
    floor = sorted(unanswered)[math.ceil((1 - _UNHELPFUL) * len(unanswered)) - 1]
    return min(_HIGHEST, max(_LOWEST, floor))


def level(score: float, floor: float) -> float:
    """Return a fit on the scale of all catalogues: the floor becomes 0.4, order and what is sure stay."""
    if score > MOST_UNSPELT:
        return score
    if score < floor:
        return score / floor * WORTH
    return WORTH + (score - floor) / (MOST_UNSPELT - floor) * (MOST_UNSPELT - WORTH)
