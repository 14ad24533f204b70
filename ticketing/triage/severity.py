"""How grave a ticket is, by rules that may only raise; severity and tier make the priority."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from classifier.lexicon import SEVERITY, Danger
from ticketing.db import db
from ticketing.events import SeverityRaised
from ticketing.models import (
    Classification,
    LabelField,
    LabelState,
    Priority,
    Severity,
    Ticket,
    TicketType,
    Tier,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.triage import labels

_BY_TYPE = {
    TicketType.COMPLAINT: Severity.S3,
    TicketType.FAULT: Severity.S3,
    TicketType.WHISTLE: Severity.S2,
}
"""An ordinary complaint or fault is a P3 case, enquiry and wish a P4 one (``domain.md`` §7)."""

_GRADES = (Severity.S1, Severity.S2, Severity.S3, Severity.S4)
_PRIORITIES = (Priority.P1, Priority.P2, Priority.P3, Priority.P4)


def signal_name(danger: Danger) -> str:
    """The signal as tickets and the routing matrix call it."""
    return danger.value


_FLOORS = {signal_name(danger): _GRADES[grade - 1] for danger, grade in SEVERITY.items()}
"""Severity that each signal demands."""


def raise_by_rule(
    ticket: Ticket, signals: Sequence[str], *, at: datetime, ports: Ports, phrases: Sequence[str] = ()
) -> None:
    """Raise severity to what the signals and the topic demand, never lower it; the priority follows.

    Args:
        phrases: the words that gave the signals, masked; kept as reasons.
    """
    wanted = demanded(ticket, signals)
    if wanted < ticket.severity:
        ticket.severity = wanted
        why = _reasons(ticket, signals, wanted)
        state = LabelState.SUGGESTED
        reasons = [*phrases, *why]
        labels.keep(
            ticket, LabelField.SEVERITY, wanted.value, state=state, model="rules", reasons=reasons, at=at
        )
        record(SeverityRaised(at=at, ticket_id=ticket.id, severity=wanted.value, signals=why), ports)
    ticket.priority = min(ticket.priority, priority_for(ticket.severity, ticket.customer.tier))


def settle(ticket: Ticket, *, at: datetime, ports: Ports) -> None:
    """After a person changed a label: severity follows the new topic, unless a person set it themselves."""
    if not _set_by_person(ticket):
        ticket.severity = demanded(ticket, ticket.signals or ())
    ticket.priority = priority_for(ticket.severity, ticket.customer.tier)


def demanded(ticket: Ticket, signals: Iterable[str]) -> Severity:
    """The gravest severity that signals and topic ask for."""
    return min([usual_severity(ticket), *(_FLOORS.get(signal, Severity.S4) for signal in signals)])


def usual_severity(ticket: Ticket) -> Severity:
    """How grave a case of this topic and type usually is; by type alone while the topic is unknown."""
    topic = labels.topics().get(ticket.topic or "")
    if topic is None:
        return _BY_TYPE.get(ticket.type, Severity.S4) if ticket.type else Severity.S4
    return Severity((topic.by_type or {}).get(ticket.type or "", topic.severity))


def priority_for(severity: Severity, tier: Tier) -> Priority:
    """S1 → P1 … S4 → P4; a VIP stands one step higher, but never among the P1."""
    step = _GRADES.index(severity)
    if tier == Tier.VIP and step > 1:
        step -= 1
    return _PRIORITIES[step]


def _reasons(ticket: Ticket, signals: Sequence[str], wanted: Severity) -> tuple[str, ...]:
    decisive = tuple(signal for signal in signals if _FLOORS.get(signal) == wanted)
    return decisive or (f"topic:{ticket.topic}" if ticket.topic else f"type:{ticket.type}",)


def _set_by_person(ticket: Ticket) -> bool:
    statement = sa.select(Classification.id).where(
        Classification.ticket_id == ticket.id,
        Classification.field == LabelField.SEVERITY,
        Classification.staff_id.is_not(None),
    )
    return db.session.scalar(statement.limit(1)) is not None
