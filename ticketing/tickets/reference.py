"""Numbers for people, tokens for links: the number grants nothing, the token everything it names."""

from __future__ import annotations

import secrets
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Counter, Setting


def next_ticket_no(at: datetime) -> str:
    """The next number of the year, like ``HF-26-000123``; gap-free because it is part of the transaction."""
    prefix = db.session.get(Setting, "company")
    word = str(prefix.value.get("ticket_prefix", "T")) if prefix is not None else "T"
    return f"{word}-{at:%y}-{next_number(f'ticket-{at:%y}'):06d}"


def next_number(name: str) -> int:
    """The next value of a named counter, 1 first."""
    raised = (
        sa.update(Counter)
        .where(Counter.name == name)
        .values(value=Counter.value + 1)
        .returning(Counter.value)
    )
    value = db.session.scalar(raised)
    if value is None:
        db.session.add(Counter(name=name, value=1))
        db.session.flush()
        return 1
    return value


def new_token() -> str:
    """160 random bits for a link or an address: lower-case hex survives every mail server."""
    return secrets.token_hex(20)
