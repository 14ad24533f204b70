"""What time itself does to clocks: warn at three quarters, breach when due, climb the ladder.

Sweepers compare precomputed moments, found through indexes; nothing is scanned. Each target is its own
unit of work and changes by a conditional UPDATE, so two workers, a crash or a clock that jumps and jumps back
never tell the same fact twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from time import monotonic

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ticketing.db import db, unit_of_work
from ticketing.events import SlaWarned
from ticketing.models import LedgerKind, Metric, Target, TargetStatus, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import escalation, moves
from ticketing.sla.steadiness import ClockGuard

BATCH = 200
"""Targets of each kind a run: a backlog after an outage is worked off in several runs."""

_COUNTING = (TargetStatus.RUNNING, TargetStatus.BREACHED)

_guard = ClockGuard()
"""One a process: a worker that has just started believes its first look."""

Step = Callable[[Session, int, datetime, Ports], bool]


def sweep_targets(ports: Ports, at: datetime) -> int:
    """Breach, warn and escalate whatever is due by ``at``; returns how many facts were written."""
    return sum(
        _each(found(at), step, ports, at)
        for found, step in (
            (_overdue, _breach),
            (_to_warn, _warn),
            (_to_escalate, _escalate),
            (_unacknowledged, _climb),
            (_disputed, _take_dispute_up),
        )
    )


def sweep_when_steady(ports: Ports, at: datetime) -> int:
    """`sweep_targets` for the background job: holds still while the wall clock has just leapt ahead."""
    return sweep_targets(ports, at) if _guard.believes(at, monotonic()) else 0


def _each(found: sa.Select[tuple[int]], step: Step, ports: Ports, at: datetime) -> int:
    done = 0
    for target_id in _ids(found):
        with unit_of_work(ports) as session:
            done += step(session, target_id, at, ports)
    return done


def _ids(found: sa.Select[tuple[int]]) -> Sequence[int]:
    return db.session.scalars(found.limit(BATCH)).all()


def _overdue(at: datetime) -> sa.Select[tuple[int]]:
    due = (Target.status == TargetStatus.RUNNING, Target.due_at <= at)
    return sa.select(Target.id).where(*due).order_by(Target.due_at)


def _to_warn(at: datetime) -> sa.Select[tuple[int]]:
    due = (Target.status == TargetStatus.RUNNING, Target.warn_at <= at)
    return sa.select(Target.id).where(*due).order_by(Target.warn_at)


def _to_escalate(at: datetime) -> sa.Select[tuple[int]]:
    due = (Target.status.in_(_COUNTING), Target.escalate_at <= at)
    return sa.select(Target.id).where(*due).order_by(Target.escalate_at)


def _unacknowledged(at: datetime) -> sa.Select[tuple[int]]:
    due = (Target.status.in_(_COUNTING), Target.acknowledge_by <= at)
    return sa.select(Target.id).where(*due).order_by(Target.acknowledge_by)


def _disputed(at: datetime) -> sa.Select[tuple[int]]:
    """The resolution's clocks of tickets that nobody wants, once the time to settle it is over."""
    owed = sa.and_(Target.ticket_id == Ticket.id, Target.metric == Metric.RESOLUTION)
    late = (Ticket.arbitrate_by.is_not(None), Ticket.arbitrate_by <= at)
    return sa.select(Target.id).join(Ticket, owed).where(*late).order_by(Ticket.arbitrate_by)


def _breach(session: Session, target_id: int, at: datetime, ports: Ports) -> bool:
    ticket = _lock(session, target_id)
    won = _take(
        session,
        target_id,
        Target.status == TargetStatus.RUNNING,
        Target.due_at <= at,
        status=TargetStatus.BREACHED,
    )
    if won and ticket is not None:
        moves.breach(ticket, session.get_one(Target, target_id, populate_existing=True), at, ports)
        moves.show_next(ticket, moves.targets_of(ticket).values())
    return won


def _warn(session: Session, target_id: int, at: datetime, ports: Ports) -> bool:
    ticket = _lock(session, target_id)
    running = Target.status == TargetStatus.RUNNING
    won = _take(session, target_id, running, Target.warn_at <= at, warn_at=None)
    if won and ticket is not None:
        target = session.get_one(Target, target_id, populate_existing=True)
        moves.write(target, LedgerKind.WARN, at, "time_running_out")
        record(SlaWarned(at=at, ticket_id=ticket.id, metric=str(target.metric), due_at=target.due_at), ports)
    return won


def _escalate(session: Session, target_id: int, at: datetime, ports: Ports) -> bool:
    ticket = _lock(session, target_id)
    counting = Target.status.in_(_COUNTING)
    won = _take(session, target_id, counting, Target.escalate_at <= at, escalate_at=None)
    if won and ticket is not None:
        target = session.get_one(Target, target_id, populate_existing=True)
        step = moves.step_reached(target, at)
        if step is not None:
            moves.escalate(ticket, target, step.level, step.why, at, ports)
    return won


def _climb(session: Session, target_id: int, at: datetime, ports: Ports) -> bool:
    """Nobody who was told has said that they see to it: the next rung hears of it."""
    ticket = _lock(session, target_id)
    counting = Target.status.in_(_COUNTING)
    won = _take(session, target_id, counting, Target.acknowledge_by <= at, acknowledge_by=None)
    if won and ticket is not None:
        target = session.get_one(Target, target_id, populate_existing=True)
        moves.escalate(ticket, target, target.level + 1, "not_acknowledged", at, ports)
    return won


def _take_dispute_up(session: Session, target_id: int, at: datetime, ports: Ports) -> bool:
    """Whose matter it is was not settled in time: the committee hears of it (``domain.md`` §7, L5)."""
    ticket = _lock(session, target_id)
    if ticket is None or ticket.arbitrate_by is None or ticket.arbitrate_by > at:
        return False
    ticket.arbitrate_by = None
    target = session.get_one(Target, target_id, populate_existing=True)
    if moves.is_owed(target) and target.level < escalation.TOP:
        moves.escalate(ticket, target, escalation.TOP, "dispute", at, ports)
    return True


def _lock(session: Session, target_id: int) -> Ticket | None:
    """The ticket first, then its targets: the same order as every other writer, so none waits in a ring."""
    owner = sa.select(Ticket).join(Target, Target.ticket_id == Ticket.id).where(Target.id == target_id)
    return session.scalar(owner.with_for_update(of=Ticket))


def _take(session: Session, target_id: int, *still: sa.ColumnElement[bool], **values: object) -> bool:
    statement = sa.update(Target).where(Target.id == target_id, *still).values(**values)
    result = session.execute(statement.execution_options(synchronize_session=False))
    return bool(result.rowcount)
