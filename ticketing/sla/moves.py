"""The moves of one clock: start, pause, resume, stop, breach. Ledger and sweep share them, so each fact is
written once and deadline, warning and ladder always come from the same arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db, is_new
from ticketing.events import EscalationAcknowledged, SlaBreached, SlaEscalated
from ticketing.models import LedgerEntry, LedgerKind, Metric, Staff, Target, TargetStatus, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.sla import business_time, escalation, policy
from ticketing.sla.business_time import Pause
from ticketing.sla.calendar import BusinessCalendar
from ticketing.sla.policy import Promise

RUNNING, PAUSED = TargetStatus.RUNNING, TargetStatus.PAUSED
NEVER_PAUSES = frozenset({Metric.LEGAL})
STANDS = frozenset({LedgerKind.PAUSE, LedgerKind.STOP, LedgerKind.CANCEL})
"""From these lines on a clock stands until it is resumed."""


def targets_of(ticket: Ticket) -> dict[Metric, Target]:
    """Every clock of the ticket, locked for this transaction: sweep and reply path must not cross."""
    if is_new(ticket):
        return {}
    statement = (
        sa.select(Target)
        .where(Target.ticket_id == ticket.id)
        .order_by(Target.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {target.metric: target for target in db.session.scalars(statement)}


def is_owed(target: Target | None) -> bool:
    """Whether the promise is still to be kept: running, paused, or late and not yet stopped."""
    return target is not None and target.stopped_at is None


def start(
    ticket: Ticket,
    metric: Metric,
    promise: Promise,
    old: Target | None,
    *,
    started_at: datetime,
    at: datetime,
) -> Target:
    """Start a clock, or start the ticket's stopped clock of this metric anew."""
    target = old or Target(ticket_id=ticket.id, metric=metric)
    target.started_at = started_at
    target.status, target.level = RUNNING, 0
    target.paused_at = target.stopped_at = target.breached_at = None
    target.warn_at = target.acknowledge_by = None
    take_promise(target, ticket, promise)
    schedule(target, (), at, warned=False)
    if ticket.historic:
        silence_the_past(target, at)
    db.session.add(target)
    return target


def note_starts(targets: Sequence[Target], cause: str) -> None:
    """Write the first lines of clocks just started: one flush gives all of them their ids."""
    db.session.flush()
    for target in targets:
        write(target, LedgerKind.START, target.started_at, cause)
        if target.breached_at is not None:
            write(target, LedgerKind.BREACH, target.due_at, "historic")


def take_promise(target: Target, ticket: Ticket, promise: Promise) -> None:
    """Freeze what was promised onto the target."""
    promise = policy.stricter(promise, target.started_at)
    target.calendar_code = promise.calendar_code
    target.minutes = promise.minutes
    target.pauses_for_customer = promise.pauses_for_customer and target.metric not in NEVER_PAUSES
    target.why = {
        "priority": str(ticket.priority),
        "tier": str(ticket.customer.tier),
        "policy": promise.source,
    }


def schedule(target: Target, pauses: Iterable[Pause], at: datetime, *, warned: bool) -> None:
    """Precompute due, warning and next rung from the original start and the pauses so far.

    A late target keeps its due moment: what was missed stays missed.
    """
    used = _used(target, tuple(pauses))
    if target.status != TargetStatus.BREACHED and not target.why.get("override"):
        target.due_at = used(1.0)
    warn_at = _warn_moment(target, used)
    quiet = target.status == TargetStatus.BREACHED or (warned and warn_at <= at)
    target.warn_at = None if quiet else warn_at
    target.escalate_at = escalation.next_moment(escalation.steps_of(target, used), target.level)


def calendar_of(target: Target) -> BusinessCalendar:
    """The calendar a target counts on."""
    return policy.calendar(target.calendar_code)


def _used(target: Target, pauses: tuple[Pause, ...]) -> Callable[[float], datetime]:
    calendar = calendar_of(target)

    def used(share: float) -> datetime:
        return business_time.add(
            calendar, target.started_at, timedelta(minutes=target.minutes) * share, pauses
        )

    return used


def _warn_moment(target: Target, used: Callable[[float], datetime]) -> datetime:
    if target.why.get("override"):
        return datetime.fromisoformat(target.why["draft_at"])
    legal = target.metric == Metric.LEGAL
    return used(escalation.LEGAL_WARN_SHARE if legal else escalation.WARN_SHARE)


def silence_the_past(target: Target, at: datetime) -> None:
    """An imported call raises no alarm for what was over before we heard of it."""
    if target.due_at <= at:
        target.status, target.breached_at = TargetStatus.BREACHED, target.due_at
        target.warn_at = target.escalate_at = None
    if target.warn_at is not None and target.warn_at <= at:
        target.warn_at = None
    if target.escalate_at is not None and target.escalate_at <= at:
        target.escalate_at = target.due_at


def pause(target: Target, at: datetime, cause: str, staff_id: int | None) -> None:
    """Stop counting while we wait for the customer; a late target only stops climbing the ladder."""
    target.paused_at = at
    if target.status == RUNNING:
        target.status = PAUSED
    else:
        target.escalate_at = None
    write(target, LedgerKind.PAUSE, at, cause, staff_id)


def resume(target: Target, at: datetime, cause: str, staff_id: int | None) -> None:
    """Count again, or open a stopped clock again: what was used before stays used."""
    warned = target.warn_at is None
    target.paused_at = target.stopped_at = None
    target.status = TargetStatus.BREACHED if target.breached_at is not None else RUNNING
    schedule(target, pauses_of(target, until=at), at, warned=warned)
    write(target, LedgerKind.RESUME, at, cause, staff_id)


def stop(
    ticket: Ticket, target: Target, at: datetime, cause: str, staff_id: int | None, ports: Ports
) -> None:
    """The promise is kept, or kept too late: then the breach is written first."""
    if target.paused_at is not None:
        resume(target, at, cause, staff_id)
    if target.status == RUNNING and at > target.due_at:
        breach(ticket, target, at, ports)
    if target.status != TargetStatus.BREACHED:
        target.status = TargetStatus.MET
    _end(target, LedgerKind.STOP, at, cause, staff_id)


def cancel(target: Target, at: datetime, cause: str, staff_id: int | None) -> None:
    """Nothing is owed any more; not counted as kept, and a breach stays a breach."""
    if target.status != TargetStatus.BREACHED:
        target.status = TargetStatus.CANCELLED
    _end(target, LedgerKind.CANCEL, at, cause, staff_id)


def _end(target: Target, kind: LedgerKind, at: datetime, cause: str, staff_id: int | None) -> None:
    target.stopped_at = at
    target.paused_at = target.warn_at = target.escalate_at = target.acknowledge_by = None
    write(target, kind, at, cause, staff_id)


def breach(ticket: Ticket, target: Target, at: datetime, ports: Ports) -> None:
    """The moment passed. The only recorder of lateness, whoever notices it first."""
    target.status = TargetStatus.BREACHED
    target.breached_at = target.due_at
    target.warn_at = None
    write(target, LedgerKind.BREACH, target.due_at, "time_over")
    record(SlaBreached(at=at, ticket_id=ticket.id, metric=str(target.metric), due_at=target.due_at), ports)


def escalate(ticket: Ticket, target: Target, level: int, why: str, at: datetime, ports: Ports) -> None:
    """Tell the people of a rung; the next one is planned."""
    target.level = level
    steps = escalation.steps_of(target, _used(target, tuple(pauses_of(target))))
    target.escalate_at = escalation.next_moment(steps, level)
    within = escalation.ACKNOWLEDGE_WITHIN
    top = level >= escalation.TOP
    target.acknowledge_by = None if top else business_time.add(calendar_of(target), at, within)
    write(target, LedgerKind.ESCALATE, at, f"L{level} {why}")
    record(SlaEscalated(at=at, ticket_id=ticket.id, level=level, why=why), ports)


def acknowledge(ticket: Ticket, target: Target, at: datetime, by: Staff, ports: Ports) -> None:
    """Somebody told of the present rung sees to it: only time itself leads to the next one."""
    target.acknowledge_by = None
    write(target, LedgerKind.ACKNOWLEDGE, at, f"L{target.level}", by.id)
    seen = EscalationAcknowledged(at=at, ticket_id=ticket.id, staff_id=by.id, level=target.level)
    record(seen, ports)


def step_reached(target: Target, at: datetime) -> escalation.Step | None:
    """The rung that time has reached and nobody was told of yet."""
    steps = escalation.steps_of(target, _used(target, tuple(pauses_of(target))))
    return escalation.reached(steps, target.level, at)


def pauses_of(target: Target, until: datetime | None = None) -> list[Pause]:
    """The stretches since the last start in which the clock stood; ``until`` ends the one it stands in now."""
    return [] if target.metric in NEVER_PAUSES else pauses_in(entries_of(target), until)


def entries_of(target: Target) -> list[LedgerEntry]:
    """What happened to this clock, oldest first."""
    statement = sa.select(LedgerEntry).where(LedgerEntry.target_id == target.id).order_by(LedgerEntry.id)
    return list(db.session.scalars(statement))


def pauses_in(entries: Iterable[LedgerEntry], until: datetime | None = None) -> list[Pause]:
    """Waits for the customer, and solved until reopened, since the last start among these entries."""
    pauses: list[Pause] = []
    stood_from: datetime | None = None
    for entry in entries:
        if entry.kind == LedgerKind.START:
            pauses, stood_from = [], None
        elif entry.kind in STANDS:
            stood_from = stood_from or entry.at
        elif entry.kind == LedgerKind.RESUME and stood_from is not None:
            pauses.append((stood_from, max(stood_from, entry.at)))
            stood_from = None
    if stood_from is not None and until is not None:
        pauses.append((stood_from, max(stood_from, until)))
    return pauses


def write(target: Target, kind: LedgerKind, at: datetime, cause: str, staff_id: int | None = None) -> None:
    """Add one line to the ledger, with the due moment as it stands now."""
    db.session.add(
        LedgerEntry(
            target_id=target.id, kind=kind, at=at, cause=cause[:60], staff_id=staff_id, due_at=target.due_at
        )
    )


def show_next(ticket: Ticket, targets: Iterable[Target]) -> None:
    """Put the nearest promise still owed on the ticket, for the queues: running, or late and not stopped."""
    counting = [one for one in targets if one.stopped_at is None and one.paused_at is None]
    nearest = min(counting, key=lambda one: one.due_at, default=None)
    ticket.next_due_at = nearest.due_at if nearest is not None else None
    ticket.next_due_metric = str(nearest.metric) if nearest is not None else ""
