"""Word-identical long texts of many customers are one voice: the first counts, the others stay visible."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa

from classifier.text.language import HAN
from classifier.text.normalise import fold
from ticketing.db import db
from ticketing.models import Mention

CUSTOMERS = 5
WITHIN = timedelta(days=30)
WEIGHT = 80
"""Identical texts prove a campaign only when long (a Han character weighs 2): five people may well write
the same short sentence by themselves."""
_HAN = re.compile(f"[{HAN}]")
_NOT_A_WORD = re.compile(r"[\W_]+")


def fingerprint(words: str) -> str:
    """Equal for texts that differ only in spacing, case, width and punctuation; empty for short ones."""
    plain = _NOT_A_WORD.sub("", fold(words))
    if len(plain) + len(_HAN.findall(plain)) < WEIGHT:
        return ""
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def sort_out(fresh: Sequence[Mention]) -> list[Mention]:
    """Leave out the copies among and around these mentions; returns the ones newly left out."""
    db.session.flush()
    prints = {one.fingerprint for one in fresh if one.fingerprint and not one.left_out}
    if not prints:
        return []
    many = (
        sa.select(Mention.theme_id, Mention.fingerprint)
        .where(Mention.theme_id.in_({one.theme_id for one in fresh}), Mention.fingerprint.in_(prints))
        .group_by(Mention.theme_id, Mention.fingerprint)
        .having(sa.func.count(Mention.customer_id.distinct()) >= CUSTOMERS)
    )
    left_out: list[Mention] = []
    for theme_id, text in db.session.execute(many).all():
        left_out += _copies(theme_id, text)
    return left_out


def _copies(theme_id: int, text: str) -> list[Mention]:
    """The voices after the first, of any stretch of thirty days in which five people said the same."""
    statement = (
        sa.select(Mention)
        .where(
            Mention.theme_id == theme_id,
            Mention.fingerprint == text,
            Mention.left_out.in_(["", "campaign"]),
        )
        .order_by(Mention.at, Mention.id)
    )
    said = list(db.session.scalars(statement))
    found = []
    for first in said:
        stretch = [one for one in said if first.at <= one.at <= first.at + WITHIN]
        if len({one.customer_id for one in stretch}) >= CUSTOMERS:
            found += [one for one in stretch if one.customer_id != said[0].customer_id and one.counted]
            break
    return found
