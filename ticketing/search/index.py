"""The search index: a gram string per ticket, FTS5 on SQLite, a GIN index on PostgreSQL, kept by a job."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import event

from ticketing.db import db, unit_of_work
from ticketing.models import Customer, Identity, Message, SearchDoc, Ticket
from ticketing.ports import Ports
from ticketing.search import alike
from ticketing.search.tokens import grams

BATCH = 200
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5("
    "grams, content='search_doc', content_rowid='ticket_id', tokenize='unicode61 remove_diacritics 0')",
    "CREATE TRIGGER IF NOT EXISTS search_doc_ai AFTER INSERT ON search_doc BEGIN "
    "INSERT INTO search_fts(rowid, grams) VALUES (new.ticket_id, new.grams); END",
    "CREATE TRIGGER IF NOT EXISTS search_doc_ad AFTER DELETE ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, grams) VALUES ('delete', old.ticket_id, old.grams); END",
    "CREATE TRIGGER IF NOT EXISTS search_doc_au AFTER UPDATE OF grams ON search_doc BEGIN "
    "INSERT INTO search_fts(search_fts, rowid, grams) VALUES ('delete', old.ticket_id, old.grams); "
    "INSERT INTO search_fts(rowid, grams) VALUES (new.ticket_id, new.grams); END",
)
POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS ix_search_doc_grams ON search_doc "
    "USING gin (array_to_tsvector(string_to_array(grams, ' ')))",
)


def create(connection: sa.Connection) -> None:
    """Make what this database needs beside the table; safe to run again, and to be run after a rebuild."""
    for statement in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(statement)


@event.listens_for(SearchDoc.__table__, "after_create")
def _after_create(_table: sa.Table, connection: sa.Connection, **_options: object) -> None:
    create(connection)


def refresh(ports: Ports, at: datetime) -> int:
    """Index tickets whose words changed; returns how many."""
    stale = (
        sa.select(Ticket)
        .where(Ticket.search_stale_at.is_not(None))
        .order_by(Ticket.search_stale_at)
        .limit(BATCH)
    )
    if db.session.scalar(stale.with_only_columns(Ticket.id).limit(1)) is None:
        return 0
    with unit_of_work(ports) as session:
        tickets = list(session.scalars(stale))
        for ticket in tickets:
            session.merge(SearchDoc(ticket_id=ticket.id, grams=document(ticket)))
            ticket.search_stale_at = None
        alike.keep(tickets)
    return len(tickets)


def document(ticket: Ticket) -> str:
    """The gram string of a ticket: numbers, subject, who, and everything said."""
    said = db.session.scalars(
        sa.select(Message.body).where(Message.ticket_id == ticket.id).order_by(Message.sequence)
    )
    addresses = db.session.scalars(
        sa.select(Identity.value).where(Identity.customer_id == ticket.customer_id)
    )
    name = db.session.scalar(sa.select(Customer.name).where(Customer.id == ticket.customer_id))
    number = ticket.ticket_no.rsplit("-", 1)[-1].lstrip("0")
    parts = [ticket.ticket_no, number, ticket.subject, name or "", *addresses, *said]
    return grams("\n".join(parts))
