"""Many new rows in one transaction, written table by table instead of verb by verb.

    with unit_of_work(ports) as session:
        with written_together(session):
            ...                              # the same verbs as ever: add, flush, read ``row.id``

Inside, ``Ticket(...)`` gives a plain record: the attributes, methods and checks of a ticket, but nothing that
watches it, for watching costs more than all else about a call that is merely taken in. A record added to the
session has its id and its defaults at once, ``flush`` waits, and at the end every record goes to its table in one
statement: an import of a million calls costs rows, not round trips. What the verbs *read* inside is what was
stored before, so only rows that nothing else in the block looks up may be new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from types import FunctionType
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapper, RelationshipDirection, Session

from ticketing.db import HELD_BACK, PlainRow, db, plain_rows
from ticketing.inserting import insert_many

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
    by_kind: defaultdict[type, list[Any]] = field(default_factory=lambda: defaultdict(list))

    def find(self, kind: Any, number: Any) -> Any:
        """The row of this class and id, if it is held back."""
        return self.rows.get((kind, number)) if isinstance(number, int) else None

    def hold(self, row: object) -> bool:
        """Keep a plain record, with its id and the defaults that a flush would give; False for other rows."""
        if not isinstance(row, PlainRow):
            return False
        shape, values = _shape(row.row_kind), row.__dict__
        for name, make in shape.defaults:
            if name not in values:
                values[name] = make()
        if not shape.numbered:
            self.by_kind[row.row_kind].append(row)
        elif values.get("id") is None:
            values["id"] = self.take(shape.table.name)
            self.rows[row.row_kind, values["id"]] = row
            self.by_kind[row.row_kind].append(row)
        if shape.children:
            self.hold_children(row)
        return True

    def hold_children(self, row: PlainRow) -> None:
        """The rows in its collections are new with it, and belong to it."""
        for name, owner in _shape(row.row_kind).children:
            for child in row.__dict__.get(name, ()):
                child.__dict__[owner] = row.__dict__["id"]
                if child.__dict__.get("id") is None:
                    self.hold(child)

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
    held = session.info[HELD_BACK] = _HeldBack(session, block)
    token = plain_rows.set(_plain)
    try:
        with session.no_autoflush:
            yield
        with_children = [rows for kind, rows in held.by_kind.items() if _shape(kind).children]
        for row in [row for rows in with_children for row in rows]:
            held.hold_children(row)
    finally:
        plain_rows.reset(token)
        session.info.pop(HELD_BACK, None)
    _write(session, held.by_kind)


@dataclass(frozen=True)
class _Shape:
    """What writing a class of rows needs to know, worked out once."""

    table: sa.Table
    names: tuple[tuple[str, str], ...]
    """(attribute, column)."""
    defaults: tuple[tuple[str, Callable[[], Any]], ...]
    owners: tuple[tuple[str, str], ...]
    """(relationship, attribute that holds the other row's id)."""
    collected: tuple[tuple[str, str], ...]
    """(relationship, the other row's collection of such rows)."""
    children: tuple[tuple[str, str], ...]
    """(collection, attribute of its rows that holds this row's id)."""
    numbered: bool
    checked: bool
    """Whether setting one of its attributes has a say in others."""


@lru_cache(maxsize=128)
def _shape(kind: type) -> _Shape:
    mapper: Mapper[Any] = sa.inspect(kind)
    table = mapper.local_table
    assert isinstance(table, sa.Table)
    columns = [(one.key, one.columns[0]) for one in mapper.column_attrs]
    ones = [one for one in mapper.relationships if one.direction is RelationshipDirection.MANYTOONE]
    many = [one for one in mapper.relationships if one.direction is RelationshipDirection.ONETOMANY]
    return _Shape(
        table,
        tuple((key, column.name) for key, column in columns),
        tuple((key, _maker(column.default)) for key, column in columns if column.default),
        tuple((one.key, _key(mapper, one.local_columns)) for one in ones),
        tuple((one.key, one.back_populates) for one in ones if one.back_populates),
        tuple((one.key, _key(one.mapper, one.remote_side)) for one in many),
        "id" in table.primary_key.columns,
        bool(mapper.validators),
    )


def _key(mapper: Mapper[Any], columns: Iterable[Any]) -> str:
    return mapper.get_property_by_column(next(iter(columns))).key


def _maker(default: Any) -> Callable[[], Any]:
    if default.is_callable:
        return lambda: default.arg(None)
    return lambda: default.arg


def _plain(kind: type, values: dict[str, Any]) -> PlainRow:
    """The plain record of a new row of this kind."""
    row = _plain_kind(kind)()
    shape = _shape(kind)
    record = row.__dict__
    for name, _ in shape.children:
        record[name] = []
    if shape.checked:
        for name, value in values.items():
            setattr(row, name, value)
    else:
        record.update(values)
    for name, collection in shape.collected:
        if isinstance(owner := values.get(name), PlainRow):
            owner.__dict__[collection].append(row)
    return row


@lru_cache(maxsize=128)
def _plain_kind(kind: type) -> type[PlainRow]:
    """A class with the methods and checks of this kind of row; what is not set yet reads as None, as there."""
    mapper: Mapper[Any] = sa.inspect(kind)
    body: dict[str, Any] = dict.fromkeys(mapper.attrs.keys())
    body |= {
        name: found
        for name, found in vars(kind).items()
        if isinstance(found, _CARRIED) and not name.startswith("__")
    }
    body |= {name: _checked(name, check) for name, (check, _options) in mapper.validators.items()}
    return type(f"Plain{kind.__name__}", (PlainRow,), {**body, "row_kind": kind})


_CARRIED = (FunctionType, property)


def _checked(name: str, check: Callable[[Any, str, Any], Any]) -> property:
    """An attribute that passes through the check which the row's class declares for it."""

    def read(row: PlainRow) -> Any:
        return row.__dict__.get(name)

    def write(row: PlainRow, value: Any) -> None:
        row.__dict__[name] = check(row, name, value)

    return property(read, write)


def _write(session: Session, held: Mapping[type, Sequence[PlainRow]]) -> None:
    by_table: dict[sa.Table, tuple[tuple[str, ...], list[Sequence[Any]]]] = {}
    for kind, rows in held.items():
        shape = _shape(kind)
        records = [row.__dict__ for row in rows]
        for owner, name in shape.owners:
            for record in records:
                if record.get(name) is None and record.get(owner) is not None:
                    record[name] = record[owner].id
        names = [name for name, _ in shape.names]
        unset, told = dict.fromkeys(names), itemgetter(*names)
        values: list[Sequence[Any]] = [told(unset | record) for record in records]
        by_table[shape.table] = tuple(column for _, column in shape.names), values
    connection = session.connection()
    for table in _owners_first(tuple(by_table)):
        insert_many(connection, table, *by_table[table])


@lru_cache(maxsize=128)
def _owners_first(tables: tuple[sa.Table, ...]) -> tuple[sa.Table, ...]:
    """These tables in an order in which a row never comes before the row it points to."""
    return tuple(table for table in db.metadata.sorted_tables if table in tables)
