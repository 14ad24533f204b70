"""What time does to clocks: each fact once, in the right order, whoever and however often looks."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.makers import make_staff, make_team, make_ticket
from tests.ticketing.sla.promises import FIRST, RESOLUTION, make_promises, shanghai
from ticketing.db import db, unit_of_work
from ticketing.models import (
    Event,
    LedgerEntry,
    Metric,
    Notice,
    Priority,
    Role,
    Status,
    Target,
    TargetStatus,
    Ticket,
)
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.sla.sweep import sweep_targets

TUESDAY_10 = shanghai("2026-03-10 10:00")


@pytest.fixture
def promised(app: Flask) -> None:
    make_promises()


def opened(ports: Ports, received: datetime = TUESDAY_10, **over: Any) -> Ticket:
    values = {"priority": Priority.P3, "created_at": received, "received_at": received} | over
    ticket = make_ticket(**values)
    ledger.open_clocks(ticket, at=received, ports=ports)
    db.session.commit()
    return ticket


def told(ticket_id: int) -> list[tuple[str, str]]:
    rows = db.session.query(Event).filter_by(ticket_id=ticket_id).order_by(Event.id).all()
    return [(row.kind, str(row.data.get("metric") or row.data.get("level"))) for row in rows]


def target(ticket: Ticket, metric: Metric) -> Target:
    db.session.expire_all()
    return db.session.query(Target).filter_by(ticket_id=ticket.id, metric=metric).one()


def test_before_three_quarters_nothing_happens(promised: None, ports: Ports) -> None:
    opened(ports)

    assert sweep_targets(ports, shanghai("2026-03-10 12:59")) == 0


def test_warned_then_breached_then_up_the_ladder_each_once(promised: None, ports: Ports) -> None:
    ticket = opened(ports)

    for moment in ("13:00", "13:01", "14:00", "14:01", "16:00", "16:01"):
        sweep_targets(ports, shanghai(f"2026-03-10 {moment}"))

    assert told(ticket.id) == [
        ("sla_warned", "first_response"),
        ("sla_escalated", "2"),
        ("sla_breached", "first_response"),
        ("sla_escalated", "3"),
        ("sla_escalated", "4"),
    ]
    assert target(ticket, FIRST).breached_at == shanghai("2026-03-10 14:00")


def test_after_an_outage_the_highest_rung_is_told_once(promised: None, ports: Ports) -> None:
    ticket = opened(ports)

    sweep_targets(ports, shanghai("2026-03-10 17:30"))

    assert told(ticket.id) == [("sla_breached", "first_response"), ("sla_escalated", "4")]


def test_a_clock_that_jumps_ahead_and_back_tells_nothing_twice(promised: None, ports: Ports) -> None:
    ticket = opened(ports)

    for moment in ("13:30", "15:30", "13:31", "15:31", "13:32", "15:32"):
        sweep_targets(ports, shanghai(f"2026-03-10 {moment}"))

    kinds = [kind for kind, _ in told(ticket.id)]
    assert kinds.count("sla_breached") == 1
    assert kinds.count("sla_warned") == 1
    assert len(told(ticket.id)) == len(set(told(ticket.id)))


def test_an_urgent_ticket_climbs_by_hours_open(promised: None, ports: Ports) -> None:
    ticket = opened(ports, priority=Priority.P1, first_response_at=TUESDAY_10)

    sweep_targets(ports, TUESDAY_10 + timedelta(hours=1, minutes=59))
    before = told(ticket.id)
    sweep_targets(ports, TUESDAY_10 + timedelta(hours=2))
    sweep_targets(ports, TUESDAY_10 + timedelta(hours=24))

    assert before == []
    assert [one for one in told(ticket.id) if one[0] == "sla_escalated"] == [
        ("sla_escalated", "4"),
        ("sla_escalated", "5"),
    ]


def test_waiting_for_the_customer_is_neither_warned_nor_breached(promised: None, ports: Ports) -> None:
    ticket = opened(ports, first_response_at=TUESDAY_10)
    ticket.status = Status.PENDING_CUSTOMER
    ledger.status_changed(
        ticket, Status.OPEN, ticket.status, at=TUESDAY_10, by=None, cause="asked", ports=ports
    )
    db.session.commit()

    assert sweep_targets(ports, shanghai("2026-06-10 10:00")) == 0


def test_answered_and_solved_tickets_are_left_alone(promised: None, ports: Ports) -> None:
    ticket = opened(ports)
    ticket.status = Status.RESOLVED
    ledger.status_changed(
        ticket, Status.OPEN, ticket.status, at=TUESDAY_10, by=None, cause="fixed", ports=ports
    )
    db.session.commit()

    assert sweep_targets(ports, shanghai("2026-06-10 10:00")) == 0


def test_the_people_of_the_rung_are_told(promised: None, ports: Ports) -> None:
    team = make_team("CS1")
    agent, lead = make_staff(teams=(team,)), make_staff(role=Role.LEAD, teams=(team,))
    opened(ports, assignee_id=agent.id, team_id=team.id)

    sweep_targets(ports, shanghai("2026-03-10 14:00"))

    noticed = {row.staff_id for row in db.session.query(Notice)}
    assert noticed == {agent.id, lead.id}


def test_an_import_with_a_past_due_date_alarms_nobody(promised: None, ports: Ports) -> None:
    ticket = opened(ports, historic=True, received_at=shanghai("2026-03-16 10:00"))

    sweep_targets(ports, shanghai("2026-03-16 10:00"))

    assert told(ticket.id) == []
    assert target(ticket, FIRST).status == TargetStatus.BREACHED


def test_a_reply_and_the_sweep_write_one_breach_between_them(promised: None, ports: Ports) -> None:
    ticket = opened(ports)
    late = shanghai("2026-03-10 14:01")

    with unit_of_work(ports) as session:
        ledger.agent_replied(session.get_one(Ticket, ticket.id), at=late, by=None, ports=ports)
    sweep_targets(ports, late)

    assert told(ticket.id) == [("sla_breached", "first_response")]
    assert target(ticket, FIRST).escalate_at is None
    assert target(ticket, RESOLUTION).status == TargetStatus.RUNNING


def test_two_workers_never_double(app: Flask, promised: None, ports: Ports) -> None:
    ids = [opened(ports).id for _ in range(10)]
    due, start, counts = shanghai("2026-03-10 14:00"), threading.Barrier(3), []
    db.session.remove()

    def work() -> None:
        with app.app_context():
            start.wait()
            counts.append(sweep_targets(ports, due))

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = [("sla_breached", "first_response"), ("sla_escalated", "3")]
    assert [told(ticket_id) for ticket_id in ids] == [expected] * 10
    assert sum(counts) == 20
    assert db.session.query(LedgerEntry).filter_by(kind="breach").count() == 10
