"""The demo company's past: what time did to the tickets that are still open, it did then and not today."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from tests.makers import make_ticket
from tests.ticketing.sla.promises import make_promises, shanghai
from ticketing.db import db
from ticketing.models import Event, Priority, Target
from ticketing.ports import Ports
from ticketing.sla import ledger
from web.history import settle_clocks


def test_a_promise_of_the_past_was_broken_within_the_hour_it_was_due(app: Flask, ports: Ports) -> None:
    make_promises()
    received = shanghai("2026-03-10 10:00")
    ticket = make_ticket(priority=Priority.P1, created_at=received, received_at=received)
    ledger.open_clocks(ticket, at=received, ports=ports)
    db.session.commit()

    settle_clocks(ports, received + timedelta(days=3, minutes=20))

    breached = db.session.query(Event).filter_by(ticket_id=ticket.id, kind="sla_breached").all()
    due = {one.metric.value: one.due_at for one in db.session.query(Target).filter_by(ticket_id=ticket.id)}
    late = [one.at - due[one.data["metric"]] for one in breached]
    assert {one.data["metric"] for one in breached} == {"first_response", "resolution"}
    assert all(timedelta() <= one < timedelta(hours=1) for one in late)
    assert db.session.query(Target).filter(Target.acknowledge_by.is_not(None)).count() == 0
