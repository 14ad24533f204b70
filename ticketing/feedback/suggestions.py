"""Where a theme may hold several issues: groups of like words, for a person to part or to leave together.

Voices of both languages are grouped together, by their words and by what both speak of; a part is only proposed
when several people speak in it and it is clearly not the whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

import sqlalchemy as sa

from classifier.encoder.port import Encoder
from classifier.likeness.bridge import Bridge
from classifier.text.normalise import words
from classifier.themes.grouping import GroupingSettings, group_texts, typical_first
from ticketing.db import db
from ticketing.feedback.pairs import tenant_bridge
from ticketing.models import Mention, Theme, Ticket

MOST_TEXTS = 400
"""The newest voices are grouped; the cost of grouping grows with their square."""
LEAST_CUSTOMERS = 3
LARGEST_SHARE = 0.8
"""A group holding more than this share of the voices is the theme itself."""
MOST_PARTS = 8
KEYWORDS = 4
SHOWN = 5


class Voice(NamedTuple):
    """What somebody said, and in which language."""

    text: str
    language: str
    customer_id: int
    mention_id: int


@dataclass(frozen=True)
class Part:
    """Voices that seem to be about one thing of their own, and the words that tell them from the rest."""

    customers: int
    mention_ids: tuple[int, ...]
    typical: tuple[Voice, ...]
    """Five voices nearest the middle of the group."""
    drawn: tuple[Voice, ...]
    """Five of the others drawn by lot, the same ones at each look: do they really belong together?"""
    keywords: str


def suggest_parts(theme: Theme, encoder: Encoder | None = None) -> list[Part]:
    """Groups within a theme that may deserve themes of their own, most people first; by words, and by an encoder's
    vectors where there is one (some seconds at the first look)."""
    newest = (
        sa.select(Mention, Ticket.language)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.theme_id == theme.id, Mention.counted, Mention.quote != "")
        .order_by(Mention.at.desc(), Mention.id.desc())
        .limit(MOST_TEXTS)
    )
    voices = [
        Voice(mention.quote, language, mention.customer_id, mention.id)
        for mention, language in db.session.execute(newest)
    ]
    return sorted(_parts(voices, encoder), key=lambda part: (-part.customers, part.mention_ids))[:MOST_PARTS]


def _parts(voices: Sequence[Voice], encoder: Encoder | None) -> list[Part]:
    languages = {one.language for one in voices}
    bridge = tenant_bridge() if len(languages) > 1 else Bridge()
    settings = GroupingSettings(bridge=bridge, encoder=encoder)
    groups: defaultdict[int, list[Voice]] = defaultdict(list)
    for voice, number in zip(voices, group_texts([one.text for one in voices], settings), strict=True):
        groups[number].append(voice)
    return [
        _part(group, voices)
        for group in groups.values()
        if len({one.customer_id for one in group}) >= LEAST_CUSTOMERS
        and len(group) <= LARGEST_SHARE * len(voices)
    ]


def _part(group: Sequence[Voice], voices: Sequence[Voice]) -> Part:
    different = list({one.text: one for one in group}.values())
    ordered = [different[place] for place in typical_first([one.text for one in different])]
    others = ordered[SHOWN:]
    draw = Random(min(one.mention_id for one in group))  # noqa: S311  # no secret: a fair draw
    telling = [
        word
        for language in sorted({one.language for one in group})
        for word in _keywords(
            *([one for one in some if one.language == language] for some in (group, voices))
        )
    ]
    return Part(
        customers=len({one.customer_id for one in group}),
        mention_ids=tuple(sorted(one.mention_id for one in group)),
        typical=tuple(ordered[:SHOWN]),
        drawn=tuple(draw.sample(others, min(SHOWN, len(others)))),
        keywords=" ".join(telling),
    )


def _keywords(group: Sequence[Voice], voices: Sequence[Voice]) -> list[str]:
    """Words of one language that at least half the group says and hardly anybody else."""
    inside, everywhere = _said_by(group), _said_by(voices)
    outside = max(1, len(voices) - len(group))
    telling = {
        word: number / len(group) - (everywhere[word] - number) / outside
        for word, number in inside.items()
        if len(word) > 1 and number * 2 >= len(group) and (everywhere[word] - number) * 10 <= outside
    }
    return sorted(telling, key=lambda word: (-telling[word], word))[:KEYWORDS]


def _said_by(voices: Sequence[Voice]) -> Counter[str]:
    return Counter(word for one in voices for word in set(words(one.text)))
