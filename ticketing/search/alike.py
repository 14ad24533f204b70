"""Tickets worded alike, found among millions without reading them: each keeps the numbers of its sketch.

The numbers are rows, so any number of processes share them, and what a viewer may see is a condition of the
same statement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from classifier.likeness.sketch import sketch, wording
from ticketing.db import db
from ticketing.models import Author, Customer, Message, Ticket, TicketWording, Visibility, WordingNumber

LINES_READ = 6
"""Of a long conversation only the first messages tell what it is about."""
NEWEST = 300
"""Of a number that very many tickets share only the newest are looked at."""
LIKELIEST = 400
"""Candidates that are looked up, the rarest numbers shared first, before what the viewer may see is asked."""
MOST = 60


@dataclass(frozen=True)
class Alike:
    """A visible ticket that shares wording, with its words for a closer look."""

    ticket_id: int
    words: str


def keep(tickets: Sequence[Ticket]) -> None:
    """Bring what is stored of these tickets' wording up to date."""
    said = words_of(tickets)
    stored = {
        row.ticket_id: row
        for row in db.session.scalars(
            sa.select(TicketWording).where(TicketWording.ticket_id.in_([one.id for one in tickets]))
        )
    }
    fresh: list[dict[str, int]] = []
    for ticket in tickets:
        words, row = said[ticket.id], stored.get(ticket.id)
        if row is None:
            db.session.add(TicketWording(ticket_id=ticket.id, words=words))
        elif row.words == words:
            continue
        else:
            _forget(row)
            row.words = words
        fresh += [{"number": number, "ticket_id": ticket.id} for number in sketch(words)]
    if fresh:
        # a ticket of this id may have been deleted before: its numbers must not stand in the way
        mine = sa.delete(WordingNumber).where(
            sa.tuple_(WordingNumber.number, WordingNumber.ticket_id).in_(
                [(row["number"], row["ticket_id"]) for row in fresh]
            )
        )
        db.session.execute(mine.execution_options(synchronize_session=False))
        db.session.execute(sa.insert(WordingNumber), fresh)


def _forget(row: TicketWording) -> None:
    old = sa.delete(WordingNumber).where(
        WordingNumber.number.in_(sketch(row.words)), WordingNumber.ticket_id == row.ticket_id
    )
    db.session.execute(old.execution_options(synchronize_session=False))


def words_of(tickets: Sequence[Ticket]) -> dict[int, str]:
    """The wording of each of these tickets as it is now: subject and what the customer said first."""
    ids = [ticket.id for ticket in tickets]
    said = (
        sa.select(Message)
        .where(
            Message.ticket_id.in_(ids),
            Message.sequence <= LINES_READ,
            Message.author == Author.CUSTOMER,
            Message.visibility == Visibility.PUBLIC,
        )
        .order_by(Message.ticket_id, Message.sequence)
    )
    people = sa.select(Customer.id, Customer.name).where(
        Customer.id.in_({ticket.customer_id for ticket in tickets})
    )
    names = {number: name.strip() for number, name in db.session.execute(people)}
    lines: dict[int, list[str]] = {number: [] for number in ids}
    for message in db.session.scalars(said):
        lines[message.ticket_id].append(message.text)
    return {one.id: _wording(one.subject, lines[one.id], names.get(one.customer_id, "")) for one in tickets}


def _wording(subject: str, lines: Sequence[str], name: str) -> str:
    """A chat's subject is its first line: said once, it counts once."""
    said = "\n".join(lines)
    text = said if subject.rstrip("… .") in said else f"{subject}\n{said}"
    return wording(text.replace(name, "") if len(name) >= 2 else text)


def alike(words: str, scope: sa.ColumnElement[bool], *, besides: int | None = None) -> list[Alike]:
    """Visible tickets that share wording with these words (from ``words_of``), the rarest shared first.

    At most 60, among millions in some milliseconds; whoever needs a likeness compares their words.
    """
    numbers = sketch(words)
    if not numbers:
        return []
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    likeliest = _most_worth(_held_laterally() if on_postgresql else _held(len(numbers)))
    statement = (
        sa.select(Ticket.id, TicketWording.words)
        .join(likeliest, likeliest.c.ticket_id == Ticket.id)
        .join(TicketWording, TicketWording.ticket_id == Ticket.id)
        .where(scope, Ticket.id != (besides or 0))
        .order_by(likeliest.c.shared.desc(), Ticket.id.desc())
        .limit(MOST)
    )
    each = {f"number_{place}": number for place, number in enumerate(numbers)}
    wanted: dict[str, object] = {"numbers": numbers} if on_postgresql else {**each}
    return [Alike(number, said) for number, said in db.session.execute(statement, wanted)]


@cache
def _most_worth(held: sa.FromClause) -> sa.Subquery:
    """Ids that share the most of the numbers, a number counting the less the more tickets have it."""
    shared = sa.func.sum(held.c.worth)
    return (
        sa.select(held.c.ticket_id, shared.label("shared"))
        .group_by(held.c.ticket_id)
        .order_by(shared.desc(), held.c.ticket_id.desc())
        .limit(LIKELIEST)
        .subquery()
    )


@cache
def _held(size: int) -> sa.Subquery:
    """Who has each of so many numbers, and what having it is worth.

    Built once: making the statement costs more than running it.
    """
    newest = [_newest(sa.bindparam(f"number_{place}", type_=sa.Integer)).subquery() for place in range(size)]
    each = [sa.select(one.c.ticket_id, (1.0 / sa.func.count().over()).label("worth")) for one in newest]
    return (sa.union_all(*each) if size > 1 else each[0]).subquery()


@cache
def _held_laterally() -> sa.Subquery:
    """The same for PostgreSQL, which would plan each part of a union: that takes longer than all of them run."""
    wanted = sa.bindparam("numbers", type_=postgresql.ARRAY(sa.Integer))
    one = sa.func.unnest(wanted).table_valued("number").render_derived()
    newest = _newest(one.c.number).lateral()
    worth = 1.0 / sa.cast(sa.func.count().over(partition_by=one.c.number), sa.Double)
    return (
        sa.select(newest.c.ticket_id, worth.label("worth"))
        .select_from(one.join(newest, sa.true()))
        .subquery()
    )


def _newest(number: sa.ColumnElement[int]) -> sa.Select[tuple[int]]:
    """The newest tickets that have a number."""
    return (
        sa.select(WordingNumber.ticket_id)
        .where(WordingNumber.number == number)
        .order_by(WordingNumber.ticket_id.desc())
        .limit(NEWEST)
    )
