"""A rung that nobody acknowledges within half an hour of open time gives way to the next."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from tests.makers import make_message, make_staff, make_ticket
from tests.ticketing.sla.promises import FIRST, RESOLUTION, make_promises, shanghai
from ticketing.db import db, unit_of_work
from ticketing.models import Event, Metric, Priority, Target, Ticket
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.sla.sweep import sweep_targets
from ticketing.tickets import conversation

WARNED = shanghai("2026-03-10 13:00")
"""Three quarters of the four hours of a P3 that came in on Tuesday at ten."""


@pytest.fixture
def ticket(app: Flask, ports: Ports) -> Ticket:
    make_promises()
    return opened(ports, shanghai("2026-03-10 10:00"), Priority.P3)


def opened(ports: Ports, received: datetime, priority: Priority, **over: Any) -> Ticket:
    ticket = make_ticket(priority=priority, created_at=received, received_at=received, **over)
    make_message(ticket)
    ledger.open_clocks(ticket, at=received, ports=ports)
    db.session.commit()
    return ticket


def rungs(ticket: Ticket) -> list[tuple[int, str]]:
    """The levels that were told, and why."""
    db.session.expire_all()
    rows = db.session.query(Event).filter_by(ticket_id=ticket.id, kind="sla_escalated").order_by(Event.id)
    return [(row.data["level"], row.data["why"]) for row in rows]


def waits_until(ticket: Ticket, metric: Metric) -> datetime | None:
    db.session.expire_all()
    return db.session.query(Target).filter_by(ticket_id=ticket.id, metric=metric).one().acknowledge_by


def test_silence_leads_to_the_next_rung(ticket: Ticket, ports: Ports) -> None:
    """Told at 13:00, nobody saw to it by 13:30: the next level hears of it, once."""
    for moment in ("13:00", "13:29", "13:30", "13:31"):
        sweep_targets(ports, shanghai(f"2026-03-10 {moment}"))

    assert rungs(ticket) == [(2, "used_75"), (3, "not_acknowledged")]


def test_who_sees_to_it_stops_the_climb(ticket: Ticket, ports: Ports) -> None:
    """Acknowledged in time: only the used-up time itself tells the next level."""
    lead = make_staff()
    sweep_targets(ports, WARNED)
    with unit_of_work(ports) as session:
        mine = session.get_one(Ticket, ticket.id)
        assert ledger.acknowledge(mine, at=shanghai("2026-03-10 13:10"), by=lead, ports=ports) == 1
    for moment in ("13:30", "13:59", "14:00"):
        sweep_targets(ports, shanghai(f"2026-03-10 {moment}"))

    assert rungs(ticket) == [(2, "used_75"), (3, "used_100")]
    seen = db.session.query(Event).filter_by(kind="escalation_acknowledged").one()
    assert (seen.staff_id, seen.data["level"]) == (lead.id, 2)


def test_an_answer_to_the_customer_is_an_acknowledgement(ticket: Ticket, ports: Ports) -> None:
    """Whoever writes to the customer sees to the case."""
    agent = make_staff()
    sweep_targets(ports, WARNED)
    with unit_of_work(ports) as session:
        mine, at = session.get_one(Ticket, ticket.id), shanghai("2026-03-10 13:05")
        conversation.reply(mine, agent, "在处理了", seen=mine.last_sequence, at=at, ports=ports)

    assert waits_until(ticket, FIRST) is None
    assert sweep_targets(ports, shanghai("2026-03-10 13:40")) == 0


def test_quiet_hours_stop_the_half_hour_but_not_for_the_urgent(app: Flask, ports: Ports) -> None:
    """A P3 told shortly before closing waits for the morning; a P1 is counted around the clock (domain §7)."""
    make_promises()
    late = opened(ports, shanghai("2026-03-10 14:50"), Priority.P3)
    night = opened(ports, shanghai("2026-03-10 14:50"), Priority.P1, signals=["safety"])
    with unit_of_work(ports) as session:
        mine = session.get_one(Ticket, night.id)
        ledger.heed_signals(mine, ["safety"], at=shanghai("2026-03-10 22:10"), ports=ports)

    sweep_targets(ports, shanghai("2026-03-10 17:50"))

    assert waits_until(late, FIRST) == shanghai("2026-03-11 09:20")
    assert waits_until(night, RESOLUTION) is not None


def test_the_top_of_the_ladder_waits_for_nobody(ticket: Ticket, ports: Ports) -> None:
    """There is no next level above the committee."""
    for hour in ("13:00", "13:30", "14:00", "14:30", "15:00", "15:30", "16:30"):
        sweep_targets(ports, shanghai(f"2026-03-10 {hour}"))

    assert [level for level, _ in rungs(ticket)] == [2, 3, 4, 5]
    assert waits_until(ticket, FIRST) is None


def test_a_stopped_clock_waits_for_no_acknowledgement(ticket: Ticket, ports: Ports) -> None:
    """Solved: nobody has to see to it any more."""
    sweep_targets(ports, WARNED)
    with unit_of_work(ports) as session:
        from ticketing.tickets import lifecycle

        mine = session.get_one(Ticket, ticket.id)
        at = shanghai("2026-03-10 13:05")
        lifecycle.resolve(mine, code="answered", no_feedback=True, at=at, ports=ports)

    assert waits_until(ticket, FIRST) is None
