"""Numbers for people, tokens for links: the number grants nothing, the token everything it names."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Counter
from ticketing.profile import profile

_RESERVED = "reserved_numbers"
_RAISE = (
    sa.update(Counter)
    .where(Counter.name == sa.bindparam("counter"))
    .values(value=Counter.value + sa.bindparam("count"))
    .returning(Counter.value)
)


def next_ticket_no(at: datetime) -> str:
    """The next number of the year, like ``HF-26-000123``; gap-free because it is part of the transaction."""
    return f"{profile().get('ticket_prefix', 'T')}-{at:%y}-{next_number(ticket_counter(at)):06d}"


def next_number(name: str) -> int:
    """The next value of a named counter, 1 first."""
    reserved: dict[str, list[int]] = db.session().info.get(_RESERVED, {})
    if reserved.get(name):
        return reserved[name].pop()
    return _raise(name, 1)


@contextmanager
def reserved_numbers(name: str, count: int) -> Iterator[None]:
    """Take the next ``count`` numbers at once for this transaction; those not used by the end are given back."""
    last = _raise(name, count)
    numbers = list(range(last, last - count, -1))
    info = db.session().info
    info[_RESERVED] = {name: numbers}
    try:
        yield
        if numbers:
            _raise(name, -len(numbers))
    finally:
        info.pop(_RESERVED, None)


def ticket_counter(at: datetime) -> str:
    """The name of the counter that numbers the tickets received at this moment."""
    return f"ticket-{at:%y}"


def _raise(name: str, count: int) -> int:
    value = db.session.connection().scalar(_RAISE, {"counter": name, "count": count})
    if value is None:
        db.session.add(Counter(name=name, value=count))
        db.session.flush()
        return count
    return value


def new_token() -> str:
    """160 random bits for a link or an address: lower-case hex survives every mail server."""
    return secrets.token_hex(20)
