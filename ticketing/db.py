"""The database: base class, column types, and the unit of work.

The only module of this package that knows Flask: the session it hands out is scoped to the app context.
Accepted means durable, so SQLite runs in WAL with ``synchronous=FULL``; writers take the lock at the
start (``BEGIN IMMEDIATE``), because a deferred read-then-write fails at once instead of waiting.
"""

from __future__ import annotations

import enum
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import sqlalchemy as sa
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import event, exc
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.orm.decl_api import DeclarativeAttributeIntercept

from ticketing.errors import DuplicateMessage

NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets zones, so a naive value is refused on the way in."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive moment {value!r}: give it a zone before it is stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def text_enum(kind: type[enum.StrEnum]) -> sa.Enum:
    """A column type for a ``StrEnum``: stored as text without a CHECK, so a new state is no table rebuild."""
    return sa.Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class PlainRow:
    """A new row as a plain record while rows are written together; ``bulk`` makes a subclass per kind of row."""

    row_kind: ClassVar[type]
    """The class of rows that it stands for."""


plain_rows: ContextVar[Callable[[type, dict[str, Any]], Any] | None] = ContextVar("plain_rows", default=None)
"""Set while rows are written together: makes the plain record that stands for a new row."""


class RowKind(DeclarativeAttributeIntercept):
    """What calling a row's class gives: a row, or while rows are written together its plain record."""

    def __call__(self, *args: Any, **values: Any) -> Any:
        make = plain_rows.get()
        return super().__call__(*args, **values) if make is None else make(self, values)


class _Called(metaclass=RowKind):
    """Brings the metaclass along: Flask-SQLAlchemy builds its model class from the bases of ``Base``."""


class Base(_Called, DeclarativeBase):
    """Base of every table."""

    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)
    is_setting = False
    """True for what the company sets and every message asks for: ``kept`` keeps it in the process."""


HELD_BACK = "held_back"
"""Under this name a session keeps what ``bulk.written_together`` holds back."""


class UnitSession(FlaskSession):
    """The session of a unit of work; while rows are held back, ``flush`` waits and ``get`` knows them already."""

    def add(self, instance: object, *, _warn: bool = True) -> None:
        """Take a new row; a plain record is kept for the end of the block."""
        held = self.info.get(HELD_BACK)
        if held is None or not held.hold(instance):
            super().add(instance, _warn=_warn)

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write what is new and changed, unless the rows are to be written together later."""
        if HELD_BACK not in self.info:
            super().flush(objects)

    def get(self, entity: Any, ident: Any, **options: Any) -> Any:
        """The row of this id, held back or stored."""
        held = self.info.get(HELD_BACK)
        row = held.find(entity, ident) if held is not None else None
        return row if row is not None else super().get(entity, ident, **options)


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False, "class_": UnitSession})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
    Model.registry.update_type_annotation_map(
        {datetime: UtcDateTime, dict[str, Any]: sa.JSON, list[Any]: sa.JSON, str: sa.Text}
    )

_writing: ContextVar[bool] = ContextVar("writing", default=False)


def tune(engine: Engine, *, busy_seconds: float = 10.0) -> None:
    """Make one engine wait `busy_seconds` for a lock, and SQLite durable and concurrent besides.

    A mail server in front then hears "later" and not nothing. PostgreSQL is told after connecting:
    connection poolers refuse settings within the start packet.
    """
    if engine.dialect.name == "postgresql":
        _tune_postgresql(engine, busy_seconds)
    elif engine.dialect.name == "sqlite":
        _tune_sqlite(engine, busy_seconds)


def _tune_postgresql(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _record: object) -> None:
        with closing(connection.cursor()) as cursor:
            cursor.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}")
        connection.commit()


def _tune_sqlite(engine: Engine, busy_seconds: float) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(busy_seconds * 1000)}")
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if _writing.get() else "BEGIN")


class Announcer(Protocol):
    """Whoever wants to hear what happened, after it is durable."""

    def announce(self, events: Sequence[Any]) -> None: ...


@contextmanager
def unit_of_work(ports: Announcer) -> Iterator[Session]:
    """One transaction: everything inside becomes durable together, then its events are announced.

    Opens at four kinds of place only: an HTTP view, a socket handler, a command, one job item.
    Inside, flush is allowed and commit forbidden. Units do not nest.

    Raises:
        DuplicateMessage: the same message (channel, external id) is already stored.
    """
    session = db.session()
    if session.info.get("unit_of_work"):
        raise RuntimeError("a unit of work is already open: pass the work down instead of nesting")
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("rows were changed outside a unit of work")
    session.rollback()
    session.expire_all()
    session.info["unit_of_work"] = True
    session.info["events"] = []
    token = _writing.set(True)
    try:
        yield session
        session.flush()
        happened = list(session.info["events"])
        session.commit()
    except exc.IntegrityError as error:
        session.rollback()
        if any(key in str(error.orig) for key in ("external_id", "client_id")):
            raise DuplicateMessage(str(error.orig)) from error
        raise
    except BaseException:
        session.rollback()
        raise
    finally:
        _writing.reset(token)
        session.info.pop("unit_of_work", None)
        session.info.pop("events", None)
    ports.announce(happened)


def happened(session: Session, something: object) -> None:
    """Remember an event of this unit of work, to be announced once it is durable."""
    session.info.setdefault("events", []).append(something)


def is_new(row: Base) -> bool:
    """Whether a row is not in the database yet: nothing there can belong to it."""
    return isinstance(row, PlainRow) or bool(sa.inspect(row).pending)


def for_update_skip_locked(statement: sa.Select[Any]) -> sa.Select[Any]:
    """Let PostgreSQL hand different candidates to different workers; SQLite serialises writers anyway."""
    if db.engine.dialect.name == "postgresql":
        return statement.with_for_update(skip_locked=True)
    return statement
