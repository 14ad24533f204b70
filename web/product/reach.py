"""Who would be told of an outcome: by channel and language, and who cannot or will not be written to."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ticketing.db import db
from ticketing.feedback.queries import contactable
from ticketing.models import Channel, Customer, Item, Mention, Ticket


@dataclass(frozen=True)
class Reach:
    """Distinct customers behind an item who may be written to; ``left_out`` may not or do not want to."""

    channels: dict[str, int]
    zh: int
    en: int
    left_out: int

    @property
    def customers(self) -> int:
        """How many will be told."""
        return self.zh + self.en


def reach_of(item: Item) -> Reach:
    """The people a release (or a refusal) of this item is told to, each on the channel they used last."""
    latest = (
        sa.select(sa.func.max(Mention.id))
        .where(Mention.theme_id == item.theme_id, Mention.left_out != "cancelled")
        .group_by(Mention.customer_id)
    )
    allowed = sa.case((contactable(), 1), else_=0)
    statement = (
        sa.select(allowed, Mention.channel, Ticket.language, sa.func.count(Mention.id))
        .join(Customer, Customer.id == Mention.customer_id)
        .join(Ticket, Ticket.id == Mention.ticket_id)
        .where(Mention.id.in_(latest))
        .group_by(allowed, Mention.channel, Ticket.language)
    )
    channels = dict.fromkeys((one.value for one in Channel if one != Channel.API), 0)
    zh = en = left_out = 0
    for may, channel, language, number in db.session.execute(statement):
        if not may:
            left_out += number
            continue
        channels[channel] = channels.get(channel, 0) + number
        zh, en = (zh + number, en) if language == "zh" else (zh, en + number)
    return Reach({name: number for name, number in channels.items() if number}, zh, en, left_out)
