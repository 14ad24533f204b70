"""What happens to every new ticket, in five steps; each writes its reason."""

from __future__ import annotations

from datetime import datetime

from ticketing.models import Message, Status, Ticket
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.tickets import lifecycle
from ticketing.triage import assignment, classify, routing, severity


def triage(ticket: Ticket, message: Message, *, at: datetime, ports: Ports) -> None:
    """Classify, grade, route, offer, start the clocks. Doubt leads to the triage queue, never to a guess."""
    found = classify.suggest(ticket, message, ports, at)
    severity.raise_by_rule(ticket, found.signals, phrases=found.phrases, at=at, ports=ports)
    routing.choose_team(
        ticket,
        found.signals,
        at=at,
        ports=ports,
        low_confidence=found.low_confidence,
        language=found.language,
        candidates=found.candidates,
    )
    if found.is_sure and ticket.status == Status.NEW:
        lifecycle.change_status(ticket, Status.OPEN, why="routed", at=at, ports=ports)
    if not ticket.historic:
        assignment.offer(ticket, at=at, ports=ports)
    targets = ledger.open_clocks(ticket, at=at, ports=ports)
    ledger.heed_signals(ticket, found.signals, at=at, ports=ports, targets=targets)
