"""The clocks of a ticket, as its life moves them. Every function leaves ledger lines with their cause.

Who moves which clock (one row, one reader)::

    first_response   starts at triage             stops at the first public reply by a person
    next_response    starts when they write again stops at the next such reply
    resolution       starts at triage             stops when resolved; pauses while we wait for the customer
    legal            starts when it is a complaint stops when resolved; never pauses
    product_answer   starts when the owner is asked stops at the owner's answer
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from ticketing.models import (
    ACTIVE,
    LedgerKind,
    Metric,
    Staff,
    Status,
    Target,
    TargetStatus,
    Ticket,
    TicketType,
)
from ticketing.ports import Ports
from ticketing.sla import escalation, moves, policy
from ticketing.sla.business_days import add_business_days
from ticketing.sla.calendar import local_day
from ticketing.sla.moves import is_owed

RESPONSES = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE)
Targets = dict[Metric, Target]


def open_clocks(ticket: Ticket, *, at: datetime, ports: Ports) -> Targets:
    """Start what a new ticket promises: first response, resolution, and the legal wall for complaints.

    Live tickets count from receipt (a mail's own date may lie), imported ones from the call; those that
    are over already get none. Called again it adds only what is missing. Returns the ticket's clocks.
    """
    if ticket.status not in ACTIVE:
        return {}
    promises, targets = policy.promises_for(ticket), moves.targets_of(ticket)
    started_at = ticket.created_at if ticket.historic else ticket.received_at
    known_at = max(at, ticket.received_at)
    started = [
        moves.start(ticket, metric, promises[metric], None, started_at=started_at, at=known_at)
        for metric in _opening_metrics(ticket)
        if metric in promises and metric not in targets
    ]
    moves.note_starts(started, "opened")
    targets |= {target.metric: target for target in started}
    moves.show_next(ticket, targets.values())
    return targets


def _opening_metrics(ticket: Ticket) -> list[Metric]:
    metrics = [] if ticket.first_response_at is not None else [Metric.FIRST_RESPONSE]
    metrics.append(Metric.RESOLUTION)
    return [*metrics, Metric.LEGAL] if ticket.type == TicketType.COMPLAINT else metrics


def customer_wrote(ticket: Ticket, *, at: datetime, ports: Ports) -> None:
    """Start the next response, when the first was given and none is owed; more messages do not restart it."""
    targets = moves.targets_of(ticket)
    if ticket.status not in ACTIVE or any(is_owed(targets.get(metric)) for metric in RESPONSES):
        return
    if ticket.first_response_at is None:
        return
    _start_again(ticket, Metric.NEXT_RESPONSE, targets, at, "customer_wrote")


def agent_replied(ticket: Ticket, *, at: datetime, by: Staff | None, ports: Ports) -> None:
    """Stop the response clocks: met, or late and then the breach stays."""
    targets = moves.targets_of(ticket)
    for metric in RESPONSES:
        target = targets.get(metric)
        if target is not None and is_owed(target):
            moves.stop(ticket, target, at, "replied", _id(by), ports)
    if by is not None:
        acknowledge(ticket, at=at, by=by, ports=ports, targets=targets)
    moves.show_next(ticket, targets.values())


def acknowledge(
    ticket: Ticket, *, at: datetime, by: Staff, ports: Ports, targets: Targets | None = None
) -> int:
    """Say that the case is seen to: no rung is climbed for silence. Returns how many rungs waited for it."""
    targets = moves.targets_of(ticket) if targets is None else targets
    waiting = [target for target in targets.values() if target.acknowledge_by is not None]
    for target in waiting:
        moves.acknowledge(ticket, target, at, by, ports)
    return len(waiting)


def ask_product(ticket: Ticket, *, at: datetime, ports: Ports) -> None:
    """Start the owner's clock; asking again while an answer is owed does not restart it."""
    targets = moves.targets_of(ticket)
    if not is_owed(targets.get(Metric.PRODUCT_ANSWER)):
        _start_again(ticket, Metric.PRODUCT_ANSWER, targets, at, "asked_product")


def product_answered(ticket: Ticket, *, at: datetime, by: Staff | None, ports: Ports) -> None:
    """Stop the owner's clock."""
    targets = moves.targets_of(ticket)
    target = targets.get(Metric.PRODUCT_ANSWER)
    if target is not None and is_owed(target):
        moves.stop(ticket, target, at, "product_answered", _id(by), ports)
    moves.show_next(ticket, targets.values())


def _start_again(ticket: Ticket, metric: Metric, targets: Targets, at: datetime, cause: str) -> None:
    promise = policy.promises_for(ticket).get(metric)
    if promise is not None:
        targets[metric] = moves.start(ticket, metric, promise, targets.get(metric), started_at=at, at=at)
        moves.note_starts([targets[metric]], cause)
    moves.show_next(ticket, targets.values())


def status_changed(
    ticket: Ticket,
    before: Status,
    after: Status,
    *,
    at: datetime,
    by: Staff | None,
    cause: str,
    ports: Ports,
) -> None:
    """Let the clocks follow a step of the life cycle: pause, resume, stop, cancel, or run again."""
    if _leaves_clocks_alone(before, after):
        return
    targets = moves.targets_of(ticket)
    if before not in ACTIVE and after in ACTIVE:
        _reopen(ticket, targets, before, at, cause, by)
    elif before == Status.PENDING_CUSTOMER and after in ACTIVE:
        for target in targets.values():
            if is_owed(target) and target.paused_at is not None:
                moves.resume(target, at, cause, _id(by))
    if after == Status.PENDING_CUSTOMER:
        _pause(targets, at, cause, by)
    elif after == Status.RESOLVED:
        _stop_all(ticket, targets, at, cause, by, ports)
    elif after in {Status.MERGED, Status.CANCELLED}:
        _cancel_all(targets, at, cause, by)
    moves.show_next(ticket, targets.values())


def _leaves_clocks_alone(before: Status, after: Status) -> bool:
    """Steps between working states, and from solved to closed."""
    if before in ACTIVE and after in ACTIVE:
        return Status.PENDING_CUSTOMER not in (before, after)
    return before == Status.RESOLVED and after == Status.CLOSED


def _pause(targets: Targets, at: datetime, cause: str, by: Staff | None) -> None:
    for target in targets.values():
        if is_owed(target) and target.pauses_for_customer and target.paused_at is None:
            moves.pause(target, at, cause, _id(by))


def _stop_all(
    ticket: Ticket, targets: Targets, at: datetime, cause: str, by: Staff | None, ports: Ports
) -> None:
    """Solved: the solution's clocks are kept; an answer nobody gave is not counted as given."""
    for target in targets.values():
        if not is_owed(target):
            continue
        if target.metric in {Metric.RESOLUTION, Metric.LEGAL}:
            moves.stop(ticket, target, at, cause, _id(by), ports)
        else:
            if target.status == TargetStatus.RUNNING and at > target.due_at:
                moves.breach(ticket, target, at, ports)
            moves.cancel(target, at, cause, _id(by))


def _cancel_all(targets: Targets, at: datetime, cause: str, by: Staff | None) -> None:
    for target in targets.values():
        if is_owed(target):
            moves.cancel(target, at, cause, _id(by))


def _reopen(
    ticket: Ticket, targets: Targets, before: Status, at: datetime, cause: str, by: Staff | None
) -> None:
    """Run again with the time used so far; the time it was thought solved does not count."""
    owed_again = {Metric.RESOLUTION, Metric.LEGAL}
    if ticket.first_response_at is None:
        owed_again.add(Metric.FIRST_RESPONSE)
    elif before in {Status.MERGED, Status.CANCELLED} and ticket.waiting_since is not None:
        owed_again.add(Metric.NEXT_RESPONSE)
    for metric, target in targets.items():
        if metric in owed_again and not is_owed(target):
            moves.resume(target, at, cause, _id(by))


def relabel(ticket: Ticket, *, at: datetime, cause: str, by: Staff | None, ports: Ports) -> None:
    """Priority, tier, type or product changed: count anew from the original start; a breach stays a breach."""
    if ticket.status not in ACTIVE:
        return
    promises, targets = policy.promises_for(ticket), moves.targets_of(ticket)
    for metric, target in targets.items():
        if is_owed(target) and metric in promises and not target.why.get("override"):
            _recompute(ticket, target, promises[metric], at, cause, by)
    _follow_type(ticket, targets.get(Metric.LEGAL), at, cause, by)
    open_clocks(ticket, at=at, ports=ports)


def _follow_type(ticket: Ticket, legal: Target | None, at: datetime, cause: str, by: Staff | None) -> None:
    """The legal wall stands while the ticket is a complaint, counted from receipt whenever that was found out."""
    if legal is None:
        return
    if ticket.type != TicketType.COMPLAINT and is_owed(legal):
        moves.cancel(legal, at, cause, _id(by))
    elif ticket.type == TicketType.COMPLAINT and legal.status == TargetStatus.CANCELLED:
        moves.resume(legal, at, cause, _id(by))


def _recompute(
    ticket: Ticket, target: Target, promise: policy.Promise, at: datetime, cause: str, by: Staff | None
) -> None:
    before = (target.calendar_code, target.minutes, target.pauses_for_customer)
    warned = target.warn_at is None
    moves.take_promise(target, ticket, promise)
    if before == (target.calendar_code, target.minutes, target.pauses_for_customer):
        return
    if target.paused_at is not None and not target.pauses_for_customer:
        moves.resume(target, at, cause, _id(by))
    moves.schedule(target, moves.pauses_of(target), at, warned=warned)
    moves.write(target, LedgerKind.RECOMPUTE, at, cause, _id(by))


def set_regulator_due(
    ticket: Ticket,
    due_at: datetime,
    *,
    at: datetime,
    by: Staff | None,
    ports: Ports,
    cause: str = "regulator",
) -> None:
    """The slip's own date rules the solution's clock: it never pauses, policies no longer move it.

    The draft is due at half of the slip's time, the hard stop one business day before its end.
    """
    ticket.regulator_due_at = due_at
    targets = moves.targets_of(ticket)
    target = targets.get(Metric.RESOLUTION)
    if target is None or not is_owed(target):
        promise = policy.Promise(0, "CN-OFFICE", False, "regulator")
        target = moves.start(ticket, Metric.RESOLUTION, promise, target, started_at=at, at=at)
        moves.note_starts([target], cause)
        targets[Metric.RESOLUTION] = target
    if target.paused_at is not None:
        moves.resume(target, at, cause, _id(by))
    if ticket.historic:  # the slip alone says whether an imported case is late
        target.status, target.breached_at = TargetStatus.RUNNING, None
    target.pauses_for_customer = False
    target.why = {**target.why, "override": "regulator", **_slip_moments(target, due_at, at)}
    if target.status != TargetStatus.BREACHED:
        target.due_at = due_at
    moves.schedule(target, (), at, warned=False)
    moves.write(target, LedgerKind.RECOMPUTE, at, cause, _id(by))
    if ticket.historic:
        moves.silence_the_past(target, max(at, ticket.received_at))
    moves.show_next(ticket, targets.values())


def heed_signals(
    ticket: Ticket,
    signals: Iterable[str],
    *,
    at: datetime,
    ports: Ports,
    targets: Targets | None = None,
) -> None:
    """Words of danger or threat start the ladder higher up at once; imports alarm nobody."""
    level, why = escalation.level_for(signals)
    if level == 0 or ticket.historic:
        return
    targets = moves.targets_of(ticket) if targets is None else targets
    target = targets.get(Metric.RESOLUTION)
    if target is not None and is_owed(target) and target.level < level:
        moves.escalate(ticket, target, level, why, at, ports)


def _slip_moments(target: Target, due_at: datetime, at: datetime) -> dict[str, str]:
    calendar = policy.calendar(target.calendar_code)
    day_before = add_business_days(calendar, local_day(calendar, due_at), -1)
    local = due_at.astimezone(calendar.zone)
    stop_at = datetime.combine(day_before, time(local.hour, local.minute), calendar.zone)
    draft_at = at + max(due_at - at, timedelta()) / 2
    return {"draft_at": draft_at.isoformat(), "stop_at": stop_at.isoformat()}


def _id(by: Staff | None) -> int | None:
    return by.id if by is not None else None
