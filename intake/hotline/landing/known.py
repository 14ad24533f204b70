"""Which calls of a log are known already, and by which key.

A number alone does not make two rows the same call: logs of two systems, or numbers that start again each day,
share numbers. The same call has the same number and either the same moment or the same words of the same caller.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from intake.hotline.cells.rows import CallRow
from intake.hotline.landing.calls import call_key, log_state, other_key
from intake.models import ImportRow
from ticketing.db import db
from ticketing.models import Channel, Message, Ticket


@dataclass(frozen=True, slots=True)
class Stored:
    """A call that we have: when, what was said, by whom, and what the log said of its course."""

    at: datetime | None
    body: str = ""
    sender: str = ""
    ticket_id: int | None = None
    log: dict[str, Any] = field(default_factory=dict)

    def changes(self, call: CallRow) -> dict[str, Any]:
        """What the log says now and did not say before: solved, a grade, what was done, a deadline."""
        if not self.log:
            return {}
        return {
            name: value for name, value in log_state(call).items() if value and value != self.log.get(name)
        }


class KnownCalls:
    """The known calls among some rows of a log; ``add`` makes later rows know the ones just stored."""

    def __init__(self, calls: Sequence[CallRow]) -> None:
        """Look up all of them at once."""
        keys = {key for call in calls for key in (call_key(call), other_key(call))}
        self._tickets = dict(_with_tickets(keys))
        self._counted = dict(_counted(keys)) if any(call.statistics_only for call in calls) else {}

    def place(self, call: CallRow) -> tuple[str, Stored | None]:
        """The key of the call, and what is stored under it; None = it is new."""
        found = self._place(call, self._tickets)
        if found[1] is None and call.statistics_only:
            return self._place(call, self._counted)
        return found

    def add(self, key: str, call: CallRow, at: datetime, ticket_id: int | None) -> None:
        """Remember a call that was stored just now."""
        stored = Stored(at, call.body, call.caller_phone or "", ticket_id, log_state(call))
        (self._counted if call.statistics_only else self._tickets)[key] = stored

    @staticmethod
    def _place(call: CallRow, stored: dict[str, Stored]) -> tuple[str, Stored | None]:
        key = call_key(call)
        first = stored.get(key)
        if first is None or _same(call, first):
            return key, first
        key = other_key(call)
        return key, stored.get(key)


def _same(call: CallRow, stored: Stored) -> bool:
    same_words = stored.body == call.body and stored.sender == (call.caller_phone or "")
    return stored.at == call.called_at or (bool(call.body) and same_words)


def _with_tickets(keys: Iterable[str]) -> Iterable[tuple[str, Stored]]:
    statement = (
        sa.select(
            Message.external_id, Message.at, Message.body, Message.sender, Message.ticket_id, Ticket.extra
        )
        .join(Ticket, Ticket.id == Message.ticket_id)
        .where(Message.channel == Channel.HOTLINE, Message.external_id.in_(keys))
    )
    for key, at, body, sender, ticket_id, extra in db.session.execute(statement):
        yield str(key), Stored(at, body, sender, ticket_id, dict((extra or {}).get("log") or {}))


def _counted(keys: Iterable[str]) -> Iterable[tuple[str, Stored]]:
    statement = sa.select(ImportRow.call_key, ImportRow.called_at).where(ImportRow.call_key.in_(keys))
    for key, at in db.session.execute(statement):
        yield str(key), Stored(at)
