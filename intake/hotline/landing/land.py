"""Rows of a log land: each becomes a ticket, an addition to a known one, a count, or a reject with its reason."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.exc import OperationalError

from intake.hotline.cells.rows import CallRow
from intake.hotline.landing.calls import Source, sender_of, to_inbound, words_told
from intake.hotline.landing.known import KnownCalls, Stored
from intake.hotline.log import Outcome
from intake.hotline.problems import RowProblem
from intake.models import ImportBatch, ImportRow, RowStatus
from intake.receive import receive
from ticketing.bulk import written_together
from ticketing.db import db
from ticketing.feedback import surveys
from ticketing.inserting import insert_many
from ticketing.models import Ticket
from ticketing.people.identity import People, look_up
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import lifecycle
from ticketing.tickets.reference import reserved_numbers, ticket_counter
from ticketing.triage.ahead import judged_ahead

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Landed:
    """What became of one row; ``column`` and ``reason`` are for the person who made the file."""

    status: RowStatus
    ticket_id: int | None = None
    column: str = ""
    reason: str = ""
    call_key: str | None = None
    called_at: datetime | None = None


@dataclass(frozen=True)
class _Desk:
    """What the rows of one unit are landed with: asked for once, not once a row."""

    source: Source
    known: KnownCalls
    people: People | None
    ports: Ports


def judged(rows: Sequence[Outcome], ports: Ports) -> Ports:
    """Ports that know how the classifiers judge the new calls among these rows.

    To be asked for before the transaction of ``land``: nobody else can write while that one is open.
    """
    calls = [one for _, one, _ in rows if isinstance(one, CallRow) and not one.statistics_only]
    known = KnownCalls(calls)
    return judged_ahead([words_told(call) for call in calls if known.place(call)[1] is None], ports)


def land(rows: Sequence[Outcome], batch: ImportBatch, *, guarded: bool, ports: Ports) -> Counter[RowStatus]:
    """Store these rows in the open transaction and return how many became what.

    All new rows are written together. With `guarded` each row has a savepoint of its own instead, so that one
    that cannot be stored becomes a reject; without, its error ends the whole unit, which is then done again guarded.
    """
    calls = [outcome for _, outcome, _ in rows if isinstance(outcome, CallRow)]
    source = Source(batch.code, batch.created_at, slips="due_at" in batch.columns.values())
    if guarded or source.slips:  # a slip's own date is set on clocks that must be there already
        desk = _Desk(source, KnownCalls(calls), None, ports)
        landed = [_guarded(outcome, desk) if guarded else _land(outcome, desk) for _, outcome, _ in rows]
    else:
        senders = [sender_of(call, "", "") for call in calls]
        desk = _Desk(source, KnownCalls(calls), look_up(senders), ports)
        counter = ticket_counter(source.at)
        with reserved_numbers(counter, len(calls)), written_together(db.session()):
            landed = [_land(outcome, desk) for _, outcome, _ in rows]
    db.session.flush()
    results = [_row(batch.id, number, raw, one) for (number, _, raw), one in zip(rows, landed, strict=True)]
    insert_many(db.session.connection(), ImportRow.__table__, _COLUMNS, results)
    return Counter(one.status for one in landed)


def _land(outcome: CallRow | RowProblem, desk: _Desk) -> Landed:
    if isinstance(outcome, RowProblem):
        return Landed(RowStatus.REJECTED, column=outcome.column, reason=outcome.reason)
    call, known = outcome, desk.known
    key, stored = known.place(call)
    if stored is not None:
        return _again(call, stored, desk.source.at, desk.ports)
    if call.statistics_only:
        known.add(key, call, call.called_at, None)
        why, at = call.statistics_only, call.called_at
        return Landed(RowStatus.STATISTICS, reason=why, call_key=key, called_at=at)
    receipt = receive(to_inbound(call, key, desk.source), desk.ports, people=desk.people)
    known.add(key, call, call.called_at, receipt.ticket_id)
    return Landed(RowStatus.CREATED, receipt.ticket_id, reason="; ".join(call.warnings))


def _guarded(outcome: CallRow | RowProblem, desk: _Desk) -> Landed:
    session = db.session()
    told = len(session.info["events"])
    try:
        with session.begin_nested():
            return _land(outcome, desk)
    except OperationalError:  # the database, not the row: the unit is tried again later
        raise
    except Exception as error:  # whatever is wrong with one row must not stop a million others
        log.exception("a row could not be stored")
        del session.info["events"][told:]
        return Landed(RowStatus.REJECTED, reason=f"could not be stored: {type(error).__name__}")


def _again(call: CallRow, stored: Stored, at: datetime, ports: Ports) -> Landed:
    """A call that we know: an exact repeat, or the log knows more about its course than before."""
    changed = stored.changes(call)
    if stored.ticket_id is None or not changed:
        return Landed(RowStatus.DUPLICATE, stored.ticket_id)
    _update(db.session.get_one(Ticket, stored.ticket_id), call, changed, at, ports)
    return Landed(RowStatus.UPDATED, stored.ticket_id, reason=", ".join(sorted(changed)))


def _update(ticket: Ticket, call: CallRow, changed: dict[str, Any], at: datetime, ports: Ports) -> None:
    """Take over what the log says now; a case that our people have touched is not closed by a log."""
    ticket.extra = {**ticket.extra, "log": {**ticket.extra["log"], **changed}}
    ticket.version += 1
    if "score" in changed and call.satisfaction is not None:
        surveys.note(ticket, score=call.satisfaction, at=call.closed_at or call.called_at)
    untouched = ticket.assignee_id is None and ticket.first_response_at is None
    if "due_at" in changed and call.due_at is not None and ticket.is_active:
        ledger.set_regulator_due(ticket, call.due_at, at=call.called_at, by=None, ports=ports)
    if "status" in changed and call.status == "resolved" and ticket.is_active and untouched:
        over_at = min(at, max(call.called_at, call.closed_at or call.called_at))
        lifecycle.resolve(ticket, code="answered", no_feedback=True, at=over_at, ports=ports)
        lifecycle.close(ticket, why="settled_on_the_phone", at=over_at, ports=ports)
        ticket.no_feedback = False


_COLUMNS = (
    "batch_id",
    "row_no",
    "raw",
    "status",
    "column",
    "reason",
    "ticket_id",
    "call_key",
    "called_at",
)


def _row(batch_id: int, number: int, raw: Mapping[str, str], one: Landed) -> list[Any]:
    kept = dict(raw) if one.status == RowStatus.REJECTED else {}
    place = one.column[:120]
    told = [one.status, place, one.reason, one.ticket_id, one.call_key, one.called_at]
    return [batch_id, number, kept, *told]
