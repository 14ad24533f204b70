"""Finding tickets by words, inside what the viewer may see: the scope is a condition, never a list of ids."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import TSQUERY

from ticketing.db import db
from ticketing.models import SearchDoc, Ticket
from ticketing.search.tokens import phrases

MOST = 50


def matching(query: str) -> sa.ColumnElement[bool]:
    """The condition on ``ticket.id`` for a query in any mix of languages; nothing matches an empty query."""
    wanted = phrases(query)
    if not wanted:
        return sa.false()
    if db.engine.dialect.name == "sqlite":
        expression = " AND ".join(_fts(phrase) for phrase in wanted)
        found = sa.text("SELECT rowid FROM search_fts WHERE search_fts MATCH :expression").bindparams(
            expression=expression
        )
        return Ticket.id.in_(found.columns(sa.column("rowid", sa.Integer)).scalar_subquery())
    return Ticket.id.in_(sa.select(SearchDoc.ticket_id).where(*(_gin(phrase) for phrase in wanted)))


def search(query: str, scope: sa.ColumnElement[bool], *, limit: int = MOST) -> list[Ticket]:
    """The newest visible tickets that contain every part of the query."""
    statement = (
        sa.select(Ticket).where(matching(query), scope).order_by(Ticket.created_at.desc()).limit(limit)
    )
    return list(db.session.scalars(statement))


def _fts(phrase: list[str]) -> str:
    """FTS5: consecutive grams as a phrase; the last one may go on (a prefix), as people type."""
    return '"' + " ".join(phrase) + '" *'


def _gin(phrase: list[str]) -> sa.ColumnElement[bool]:
    vector = sa.func.array_to_tsvector(sa.func.string_to_array(SearchDoc.grams, " "))
    words = [f"'{word}'" for word in phrase[:-1]] + [f"'{phrase[-1]}':*"]
    narrowed = vector.op("@@")(sa.cast(" & ".join(words), TSQUERY))
    if len(phrase) == 1:
        return narrowed
    return sa.and_(narrowed, SearchDoc.grams.contains(" ".join(phrase), autoescape=True))
