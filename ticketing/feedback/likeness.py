"""Which other themes of a product speak in the same words: perhaps they are one problem under two names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from classifier.text.normalise import words
from ticketing.db import db
from ticketing.feedback.voices import newest_voices
from ticketing.models import Item, Theme, ThemeStatus

WINDOW = timedelta(days=90)
MOST_THEMES = 40
MOST_VOICES = 30
"""Of each theme, the newest."""
LEAST = 0.2
"""Cosine of the two themes' weighted words in one language."""
Bag = dict[str, float]


def themes_like(theme: Theme, at: datetime, *, limit: int = 4) -> list[Theme]:
    """Living themes of the same product without an item of their own, most alike first; often none."""
    others = {one.id: one for one in _candidates(theme, at)}
    bags = _weighted(_said([theme.id, *others]))
    scores = {
        number: max(
            (_cosine(bags[theme.id, language], bags[number, language]) for language in ("zh", "en")),
            default=0.0,
        )
        for number in others
    }
    best = sorted((number for number in others if scores[number] >= LEAST), key=lambda one: -scores[one])
    return [others[number] for number in best[:limit]]


def _candidates(theme: Theme, at: datetime) -> list[Theme]:
    has_item = sa.select(Item.id).where(Item.theme_id == Theme.id).exists()
    statement = (
        sa.select(Theme)
        .where(
            Theme.product_id == theme.product_id,
            Theme.id != theme.id,
            Theme.status != ThemeStatus.MERGED,
            Theme.last_mention_at > at - WINDOW,
            sa.not_(has_item),
        )
        .order_by(Theme.last_mention_at.desc())
        .limit(MOST_THEMES)
    )
    return list(db.session.scalars(statement))


def _said(theme_ids: list[int]) -> dict[tuple[int, str], Counter[str]]:
    """In how many of its newest voices a theme has each word, by language."""
    said: defaultdict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for voice in newest_voices(theme_ids, MOST_VOICES):
        said[voice.theme_id, voice.language].update(set(words(voice.text)))
    return said


def _weighted(said: Mapping[tuple[int, str], Counter[str]]) -> defaultdict[tuple[int, str], Bag]:
    """Logarithm of the count times inverse theme frequency: what every theme of the product says tells nothing."""
    themes = len({number for number, _ in said})
    spread: Counter[str] = Counter()
    for bag in said.values():
        spread.update(bag.keys())
    weighted: defaultdict[tuple[int, str], Bag] = defaultdict(dict)
    for key, bag in said.items():
        weighted[key] = {
            word: (1 + math.log(count)) * math.log((1 + themes) / spread[word]) for word, count in bag.items()
        }
    return weighted


def _cosine(left: Bag, right: Bag) -> float:
    size = math.hypot(*left.values()) * math.hypot(*right.values())
    return sum(weight * right[word] for word, weight in left.items() if word in right) / size if size else 0.0
