"""What the company has set, kept in the process: products, routes, teams, promises, calendars, names.

Every message asks for these, and they change a few times a year. So a process keeps what it has read for as
long as one number in the database stands still: whoever changes such a row raises the number in the same
transaction, and each transaction looks at the number before it trusts what is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from ticketing.db import Base, db

_READ = sa.text("SELECT value FROM counter WHERE name = 'settings'")
_RAISE = sa.text(
    "INSERT INTO counter (name, value) VALUES ('settings', 1)"
    " ON CONFLICT (name) DO UPDATE SET value = counter.value + 1"
)
_CHANGED, _SEEN = "settings_changed", "settings_seen"
"""Under these names a session remembers its transaction that changed settings, or saw their number."""

Value = TypeVar("Value")
Row = TypeVar("Row", bound=Base)


@dataclass
class _Kept:
    """Everything read while the settings had this number."""

    number: int
    values: dict[Hashable, Any] = field(default_factory=dict)


_by_database: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def kept(key: Hashable, read: Callable[[Session], Value]) -> Value:
    """What ``read`` found under this key, read anew only after a setting was changed.

    ``read`` gets a session of its own inside the same transaction; its rows are handed out detached, for
    reading only (``present`` brings one into the caller's session). Changes count once they are flushed.
    """
    session = db.session()
    values = _values(session)
    if values is not None and key in values:
        return values[key]  # type: ignore[no-any-return]  # what `read` gave under this key
    session.flush()
    with Session(bind=session.connection()) as aside:
        value = read(aside)
        aside.expunge_all()
    if values is not None and session.info.get(_CHANGED) is not session.get_transaction():
        values[key] = value
    return value


def present(row: Row) -> Row:
    """A kept row as a member of the caller's session, without asking the database."""
    session = db.session()
    state = sa.inspect(row)
    known = session.identity_map.get(state.key) if state.key is not None else None
    if known is not None and not sa.inspect(known).expired:
        return known  # type: ignore[no-any-return]  # the row of this class and id
    return session.merge(row, load=False)


def _values(session: Session) -> dict[Hashable, Any] | None:
    """What may be trusted in this transaction; nothing in one that changes settings itself."""
    transaction = session.get_transaction()
    seen, found = session.info.get(_SEEN, (None, None))
    if transaction is None or seen is not transaction or session.info.get(_CHANGED) is transaction:
        connection = session.connection()
        transaction = session.get_transaction()
        if session.info.get(_CHANGED) is transaction:
            return None
        found = _of_number(connection.engine, connection.scalar(_READ) or 0)
        session.info[_SEEN] = (transaction, found)
    return found.values  # type: ignore[no-any-return, union-attr]  # set in the line above


def _of_number(engine: Engine, number: int) -> _Kept:
    found = _by_database.get(engine)
    if found is None or found.number != number:
        found = _by_database[engine] = _Kept(number)
    return found


@event.listens_for(Session, "before_flush")
def _rows_change(session: Session, _context: UOWTransaction, _instances: object) -> None:
    rows = (*session.new, *session.deleted, *(row for row in session.dirty if session.is_modified(row)))
    if any(row.is_setting for row in rows):
        _note_change(session)


@event.listens_for(Session, "do_orm_execute")
def _statement_changes(state: ORMExecuteState) -> None:
    if state.is_select or state.bind_mapper is None:
        return
    if state.bind_mapper.class_.is_setting:
        _note_change(state.session)


def _note_change(session: Session) -> None:
    connection = session.connection()
    if session.info.get(_CHANGED) is not session.get_transaction():
        session.info[_CHANGED] = session.get_transaction()
        connection.execute(_RAISE)
