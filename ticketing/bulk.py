"""Many new rows in one transaction, written table by table instead of verb by verb.

    with unit_of_work(ports) as session:
        with written_together(session):
            ...                              # the same verbs as ever: add, flush, read ``row.id``

Inside, a row added to the session has its id and its defaults at once, ``flush`` waits, and at the end every new
row goes to its table in one statement: an import of a million calls costs rows, not round trips. What the verbs
*read* inside is what was stored before, so only rows that nothing else in the block looks up may be new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapper, RelationshipDirection, Session

from ticketing.db import HELD_BACK, db

BLOCK = 500
"""Ids taken from a sequence at a time for a batch; what is left over is never used."""
FEW = 4
"""The same for a single message."""


@dataclass
class _HeldBack:
    """The new rows so far by id, and the next ids of each table.

    SQLite: one writer at a time, so counting on from the highest is safe.
    """

    session: Session
    block: int = BLOCK
    at_hand: dict[str, Iterator[int]] = field(default_factory=dict)
    rows: dict[tuple[Any, Any], Any] = field(default_factory=dict)

    def find(self, kind: Any, number: Any) -> Any:
        """The row of this class and id, if it is held back."""
        return self.rows.get((kind, number)) if isinstance(number, int) else None

    def take(self, table: str) -> int:
        """The next free id."""
        ids = self.at_hand.get(table)
        number = next(ids, None) if ids is not None else None
        if number is None:
            self._fetch(table)
            number = next(self.at_hand[table])
        return number

    def _fetch(self, table: str) -> None:
        """Ids for this table, and in the same breath for those that were needed beside it so far."""
        _usual.add(table)
        wanted = [one for one in sorted(_usual) if one == table or one not in self.at_hand]
        connection = self.session.connection()
        if connection.dialect.name == "postgresql":
            taken: defaultdict[str, list[int]] = defaultdict(list)
            for name, number in connection.execute(_next_of_sequences(tuple(wanted)), {"block": self.block}):
                taken[name].append(number)
            self.at_hand |= {name: iter(numbers) for name, numbers in taken.items()}
        else:
            highest = connection.execute(_highest(tuple(wanted))).one()
            pairs = zip(wanted, highest, strict=True)
            self.at_hand |= {name: iter(range((last or 0) + 1, 2**62)) for name, last in pairs}


_usual: set[str] = set()
"""Tables that rows were held back for in this process: a message needs about the same each time."""


@lru_cache(maxsize=128)
def _highest(tables: tuple[str, ...]) -> sa.Select[Any]:
    found = (sa.select(sa.func.max(sa.column("id"))).select_from(sa.table(name)) for name in tables)
    return sa.select(*[one.scalar_subquery() for one in found])


@lru_cache(maxsize=128)
def _next_of_sequences(tables: tuple[str, ...]) -> sa.CompoundSelect[Any]:
    series = sa.func.generate_series(1, sa.bindparam("block", type_=sa.Integer))
    taken = []
    for name in tables:
        sequence = sa.cast(sa.func.pg_get_serial_sequence(name, "id"), sa.dialects.postgresql.REGCLASS)
        taken.append(sa.select(sa.literal(name), sa.func.nextval(sequence)).select_from(series))
    return sa.union_all(*taken)


@contextmanager
def written_together(session: Session, block: int = BLOCK) -> Iterator[None]:
    """Hold new rows back until the end of the block, then write them all; nothing is written if it fails.

    Inside another such block it is that one that writes.
    """
    if HELD_BACK in session.info:
        yield
        return
    session.flush()
    session.info[HELD_BACK] = _HeldBack(session, block)
    try:
        with session.no_autoflush:
            yield
        rows = list(session.new)
        for row in rows:
            if row in session:  # taken out already along with its owner
                session.expunge(row)
    finally:
        session.info.pop(HELD_BACK, None)
    _write(session, rows)


@event.listens_for(Session, "transient_to_pending")
def _number(session: Session, row: object) -> None:
    """A row that was just added gets its id and defaults, as a flush would give them."""
    held: _HeldBack | None = session.info.get(HELD_BACK)
    if held is None:
        return
    shape, values = _shape(type(row)), row.__dict__
    for name, make in shape.defaults:
        if name not in values:
            values[name] = make()
    if shape.numbered and values.get("id") is None:
        values["id"] = held.take(shape.table.name)
        held.rows[type(row), values["id"]] = row


@dataclass(frozen=True)
class _Shape:
    """What writing a class of rows needs to know, worked out once."""

    table: sa.Table
    names: tuple[tuple[str, str], ...]
    """(attribute, column)."""
    defaults: tuple[tuple[str, Callable[[], Any]], ...]
    owners: tuple[tuple[str, str], ...]
    """(relationship, attribute that holds the other row's id)."""
    numbered: bool


@lru_cache(maxsize=128)
def _shape(kind: type) -> _Shape:
    mapper: Mapper[Any] = sa.inspect(kind)
    table = mapper.local_table
    assert isinstance(table, sa.Table)
    names = tuple((one.key, one.columns[0].name) for one in mapper.column_attrs)
    defaults = tuple(
        (one.key, _maker(one.columns[0].default)) for one in mapper.column_attrs if one.columns[0].default
    )
    owners = tuple(
        (one.key, mapper.get_property_by_column(next(iter(one.local_columns))).key)
        for one in mapper.relationships
        if one.direction is RelationshipDirection.MANYTOONE
    )
    return _Shape(table, names, defaults, owners, "id" in table.primary_key.columns)


def _maker(default: Any) -> Callable[[], Any]:
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _write(session: Session, rows: list[Any]) -> None:
    by_table: defaultdict[sa.Table, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        shape, values = _shape(type(row)), row.__dict__
        for owner, name in shape.owners:
            if values.get(name) is None and values.get(owner) is not None:
                values[name] = values[owner].id
        by_table[shape.table].append({column: values.get(name) for name, column in shape.names})
    connection = session.connection()
    for table in _owners_first(tuple(by_table)):
        connection.execute(sa.insert(table), by_table[table])


@lru_cache(maxsize=128)
def _owners_first(tables: tuple[sa.Table, ...]) -> tuple[sa.Table, ...]:
    """These tables in an order in which a row never comes before the row it points to."""
    return tuple(table for table in db.metadata.sorted_tables if table in tables)
