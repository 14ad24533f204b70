"""Tickets that look alike: candidates from the same product and topic, ranked by their words."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from classifier import similarity
from ticketing.models import Ticket
from ticketing.tickets.queries import same_matter

CANDIDATES = 60
SHOWN = 5


@dataclass(frozen=True)
class Similar:
    """A ticket that may be about the same thing; ``score`` is the likeness of the words in 0..1."""

    ticket: Ticket
    score: float


def similar(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[Similar]:
    """Up to five visible tickets most like this one, the customer's own first among equals."""
    candidates = same_matter(ticket, scope, limit=CANDIDATES)
    texts = [f"{one.subject} {one.last_line}" for one in candidates]
    ranked = similarity.nearest(f"{ticket.subject} {ticket.last_line}", texts, limit=SHOWN, at_least=0.35)
    return [Similar(candidates[index], score) for index, score in ranked]
