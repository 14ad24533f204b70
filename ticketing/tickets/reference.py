"""Numbers for people, tokens for links: the number grants nothing, the token everything it names."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db, once
from ticketing.models import Counter, Setting

_RESERVED = "reserved_numbers"


def next_ticket_no(at: datetime) -> str:
    """The next number of the year, like ``HF-26-000123``; gap-free because it is part of the transaction."""
    prefix = once(Setting, "company", lambda: db.session.get(Setting, "company"))
    word = str(prefix.value.get("ticket_prefix", "T")) if prefix is not None else "T"
    return f"{word}-{at:%y}-{next_number(ticket_counter(at)):06d}"


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
    raised = (
        sa.update(Counter)
        .where(Counter.name == name)
        .values(value=Counter.value + count)
        .returning(Counter.value)
    )
    value = db.session.scalar(raised)
    if value is None:
        db.session.add(Counter(name=name, value=count))
        db.session.flush()
        return count
    return value


def new_token() -> str:
    """160 random bits for a link or an address: lower-case hex survives every mail server."""
    return secrets.token_hex(20)
