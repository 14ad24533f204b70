"""Where a theme may hold several issues: groups of like words, for a person to part or to leave together.

Words of two languages are never alike as written, so each language is grouped by itself; a part is only
proposed when several people speak in it and it is clearly not the whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import sqlalchemy as sa

from classifier.normalise import words
from classifier.themes import group_texts, typical_first
from ticketing.db import db
from ticketing.models import Mention, Theme, Ticket

MOST_TEXTS = 400
"""The newest voices are grouped; the cost of grouping grows with their square."""
LEAST_CUSTOMERS = 3
LARGEST_SHARE = 0.8
"""A group holding more than this share of a language's voices is the theme itself."""
MOST_PARTS = 8
KEYWORDS = 4
SHOWN = 5


@dataclass(frozen=True)
class Part:
    """Voices that seem to be about one thing of their own, and the words that tell them from the rest."""

    language: str
    customers: int
    mention_ids: tuple[int, ...]
    typical: tuple[str, ...]
    """Five voices nearest the middle of the group."""
    drawn: tuple[str, ...]
    """Five of the others drawn by lot, the same ones at each look: do they really belong together?"""
    keywords: str


def suggest_parts(theme: Theme) -> list[Part]:
    """Groups within a theme that may deserve themes of their own, most people first."""
    newest = (
        sa.select(Mention, Ticket.language)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.theme_id == theme.id, Mention.counted, Mention.quote != "")
        .order_by(Mention.at.desc(), Mention.id.desc())
        .limit(MOST_TEXTS)
    )
    by_language: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention, language in db.session.execute(newest):
        by_language[language].append(mention)
    parts = [part for language, voices in by_language.items() for part in _parts(language, voices)]
    return sorted(parts, key=lambda part: (-part.customers, part.mention_ids))[:MOST_PARTS]


def _parts(language: str, voices: Sequence[Mention]) -> list[Part]:
    groups: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention, number in zip(voices, group_texts([one.quote for one in voices]), strict=True):
        groups[number].append(mention)
    return [
        _part(language, group, voices)
        for group in groups.values()
        if len({one.customer_id for one in group}) >= LEAST_CUSTOMERS
        and len(group) <= LARGEST_SHARE * len(voices)
    ]


def _part(language: str, group: Sequence[Mention], voices: Sequence[Mention]) -> Part:
    quotes = list(dict.fromkeys(one.quote for one in group))
    ordered = [quotes[place] for place in typical_first(quotes)]
    others = ordered[SHOWN:]
    draw = Random(min(one.id for one in group))  # noqa: S311  # no secret: a fair draw
    return Part(
        language=language,
        customers=len({one.customer_id for one in group}),
        mention_ids=tuple(sorted(one.id for one in group)),
        typical=tuple(ordered[:SHOWN]),
        drawn=tuple(draw.sample(others, min(SHOWN, len(others)))),
        keywords=" ".join(_keywords(group, voices)),
    )


def _keywords(group: Sequence[Mention], voices: Sequence[Mention]) -> list[str]:
    """Words of at least half the group that hardly anybody else says."""
    inside, everywhere = _said_by(group), _said_by(voices)
    outside = max(1, len(voices) - len(group))
    telling = {
        word: number / len(group) - (everywhere[word] - number) / outside
        for word, number in inside.items()
        if len(word) > 1 and number * 2 >= len(group) and (everywhere[word] - number) * 10 <= outside
    }
    return sorted(telling, key=lambda word: (-telling[word], word))[:KEYWORDS]


def _said_by(voices: Sequence[Mention]) -> Counter[str]:
    return Counter(word for one in voices for word in set(words(one.quote)))
