"""A theme in its customers' words: its newest voices, and the one that says what most of them say."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from classifier.text.normalise import words
from ticketing.db import db
from ticketing.models import Mention, Ticket

READ = 12
"""Voices of each theme among which the typical one is looked for, the newest."""
Spoken = Literal["zh", "en"]


@dataclass(frozen=True)
class Voice:
    """What one customer said, masked, and the language they said it in."""

    theme_id: int
    text: str
    language: Spoken


def newest_voices(theme_ids: Sequence[int], most: int) -> list[Voice]:
    """The newest counted voices of each theme, at most so many of each."""
    if not theme_ids:
        return []
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    voices = _each_laterally(theme_ids, most) if on_postgresql else _each(theme_ids, most)
    found = sa.select(voices.c.theme_id, voices.c.quote, Ticket.language).join(
        Ticket, Ticket.id == voices.c.ticket_id
    )
    return [
        Voice(theme_id, quote, "zh" if language == "zh" else "en")
        for theme_id, quote, language in db.session.execute(found)
    ]


def _each(theme_ids: Sequence[int], most: int) -> sa.Subquery:
    newest = (_newest(sa.literal(theme_id), most).subquery() for theme_id in theme_ids)
    return sa.union_all(*map(sa.select, newest)).subquery()


def _each_laterally(theme_ids: Sequence[int], most: int) -> sa.Subquery:
    """The same for PostgreSQL, which would plan each part of a union: 0.2 s for a board of two hundred."""
    wanted = sa.literal(theme_ids, postgresql.ARRAY(sa.Integer))
    one = sa.func.unnest(wanted).table_valued("theme_id").render_derived()
    newest = _newest(one.c.theme_id, most).lateral()
    return sa.select(newest).select_from(one.join(newest, sa.true())).subquery()


def _newest(theme_id: sa.ColumnElement[int], most: int) -> sa.Select[tuple[int, str, int]]:
    return (
        sa.select(Mention.theme_id, Mention.quote, Mention.ticket_id)
        .where(Mention.theme_id == theme_id, Mention.counted, Mention.quote != "")
        .order_by(Mention.at.desc(), Mention.id.desc())
        .limit(most)
    )


def typical_voices(theme_ids: Iterable[int], language: str) -> dict[int, Voice]:
    """Of each theme the voice nearest to what its voices say together, in the reader's language where there is one.

    Nearness is the cosine between the words of a voice and how many voices of the theme have each word.
    """
    heard: defaultdict[tuple[int, str], list[Voice]] = defaultdict(list)
    for voice in newest_voices(list(theme_ids), READ):
        heard[voice.theme_id, voice.language].append(voice)
    ordered = sorted(heard, key=lambda key: key[1] == language)
    return {theme_id: _nearest(heard[theme_id, spoken]) for theme_id, spoken in ordered}


def _nearest(voices: Sequence[Voice]) -> Voice:
    said = [set(words(voice.text)) for voice in voices]
    together = Counter(word for one in said for word in one)
    return max(zip(voices, said, strict=True), key=lambda pair: _share(pair[1], together))[0]


def _share(said: set[str], together: Mapping[str, int]) -> float:
    return sum(together[word] for word in said) / math.sqrt(len(said) or 1)
