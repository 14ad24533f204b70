"""Tickets that look alike: worded alike anywhere, or lately about the same product and topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from classifier.likeness.meaning import MeaningScorer
from classifier.text import similarity
from ticketing.db import db
from ticketing.models import Status, Ticket, TicketWording
from ticketing.search import alike
from ticketing.tickets.queries import same_matter

CANDIDATES = 60
LOOKED_AT = 4
"""Candidates nearest in spelling, and as many that share the rarest wording, are compared in meaning, which costs
more."""
SHOWN = 5
LEAST = 0.5
"""Likeness in meaning from which a ticket is worth a look."""
SAME = 0.8
"""Likeness from which two tickets of one customer say the same thing again."""
SAME_WITHIN = timedelta(days=14)
MOST_OWN = 20
GONE = (Status.MERGED, Status.CANCELLED)
_scorer = MeaningScorer()


@dataclass(frozen=True)
class Similar:
    """A ticket that may be about the same thing; ``score`` is the likeness of the words in 0..1."""

    ticket: Ticket
    score: float
    own: bool = False
    """By the same customer."""


def similar(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[Similar]:
    """Up to five visible tickets most like this one, the customer's own first among equals."""
    words = alike.words_of([ticket])[ticket.id]
    there = sa.and_(scope, Ticket.status.not_in(GONE))
    found = {one.ticket_id: one.words for one in alike.alike(words, there, besides=ticket.id)}
    lately = [one.id for one in same_matter(ticket, there, limit=CANDIDATES) if one.id not in found]
    ranked = _ranked(words, found | _stored(lately))
    tickets = {one.id: one for one in db.session.scalars(sa.select(Ticket).where(Ticket.id.in_(ranked)))}
    alikes = [
        Similar(tickets[number], score, tickets[number].customer_id == ticket.customer_id)
        for number, score in ranked.items()
        if score >= LEAST
    ]
    return sorted(alikes, key=lambda one: (-round(one.score, 1), not one.own, -one.score))[:SHOWN]


def said_again(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[Similar]:
    """The same customer's visible tickets within 14 days that say the same, whatever the door; likest first.

    A proposal for a person to merge, never more.
    """
    own = (
        sa.select(Ticket)
        .where(
            scope,
            Ticket.customer_id == ticket.customer_id,
            Ticket.created_at.between(ticket.created_at - SAME_WITHIN, ticket.created_at + SAME_WITHIN),
            Ticket.id != ticket.id,
            Ticket.status.not_in(GONE),
        )
        .order_by(Ticket.created_at.desc())
        .limit(MOST_OWN)
    )
    others = list(db.session.scalars(own))
    if not others:
        return []
    said = alike.words_of([ticket, *others])
    alikes = [Similar(one, _scorer.score(said[ticket.id], said[one.id]), own=True) for one in others]
    return sorted((one for one in alikes if one.score >= SAME), key=lambda one: -one.score)


def _stored(ids: list[int]) -> dict[int, str]:
    rows = sa.select(TicketWording.ticket_id, TicketWording.words).where(TicketWording.ticket_id.in_(ids))
    return dict(db.session.execute(rows).all())


def _ranked(words: str, found: Mapping[int, str]) -> dict[int, float]:
    """Ids with their likeness in meaning, of those nearest in spelling and of the first."""
    ids, texts = list(found), list(found.values())
    near = similarity.nearest(words, texts, limit=LOOKED_AT, at_least=0.3, folded=True)
    places = dict.fromkeys([*(place for place, _spelling in near), *range(min(LOOKED_AT, len(ids)))])
    return {ids[place]: _scorer.score(words, texts[place]) for place in places}
