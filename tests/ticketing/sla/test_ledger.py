"""The clocks of a ticket in plain dates: what starts, pauses, stops and restarts them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.makers import make_customer, make_staff, make_ticket
from tests.ticketing.sla.promises import FIRST, LEGAL, NEXT, RESOLUTION, make_promises, shanghai
from ticketing.db import db
from ticketing.models import (
    Event,
    LedgerEntry,
    LedgerKind,
    Metric,
    PolicyTarget,
    Priority,
    Status,
    Target,
    TargetStatus,
    Ticket,
    TicketType,
    Tier,
)
from ticketing.ports import Ports
from ticketing.sla import ledger, moves

TUESDAY_10 = shanghai("2026-03-10 10:00")
Opening = Callable[..., Ticket]


@pytest.fixture
def opened(app: Flask, ports: Ports) -> Opening:
    """A function that makes a ticket received at a moment, with its clocks running."""
    make_promises()

    def _opened(received: datetime = TUESDAY_10, at: datetime | None = None, **over: Any) -> Ticket:
        values = {"priority": Priority.P3, "created_at": received, "received_at": received} | over
        ticket = make_ticket(**values)
        ledger.open_clocks(ticket, at=at or received, ports=ports)
        return ticket

    return _opened


def target(ticket: Ticket, metric: Metric) -> Target:
    db.session.flush()
    return db.session.query(Target).filter_by(ticket_id=ticket.id, metric=metric).one()


def lines(ticket: Ticket, metric: Metric) -> list[tuple[str, str]]:
    db.session.flush()
    entries = db.session.query(LedgerEntry).filter_by(target_id=target(ticket, metric).id)
    return [(entry.kind.value, entry.cause) for entry in entries.order_by(LedgerEntry.id)]


def change(ticket: Ticket, to: Status, at: datetime, ports: Ports, cause: str = "test") -> None:
    before, ticket.status = ticket.status, to
    ledger.status_changed(ticket, before, to, at=at, by=None, cause=cause, ports=ports)


def test_a_complaint_before_spring_festival_is_due_across_make_up_saturday_and_holiday(
    opened: Opening,
) -> None:
    friday_evening = shanghai("2026-02-13 17:30")

    ticket = opened(friday_evening, type=TicketType.COMPLAINT)

    # 30 min on Friday, 3 h 30 on the make-up Saturday; the solution: 0.5 + 9 + 9 + 9 + 9 + 8.5 hours
    assert target(ticket, FIRST).due_at == shanghai("2026-02-14 12:30")
    assert target(ticket, RESOLUTION).due_at == shanghai("2026-02-27 17:30")
    assert target(ticket, LEGAL).due_at == shanghai("2026-02-28 17:30")
    assert ticket.next_due_at == shanghai("2026-02-14 12:30")
    assert ticket.next_due_metric == "first_response"


def test_the_warning_stands_at_three_quarters_and_the_legal_one_at_day_ten(opened: Opening) -> None:
    ticket = opened(type=TicketType.COMPLAINT)

    assert target(ticket, FIRST).warn_at == shanghai("2026-03-10 13:00")
    assert target(ticket, LEGAL).warn_at == shanghai("2026-03-20 10:00")


def test_only_a_complaint_has_the_legal_wall(opened: Opening) -> None:
    ticket = opened(type=TicketType.ENQUIRY)

    assert set(moves.targets_of(ticket)) == {FIRST, RESOLUTION}


def test_a_vip_has_the_shorter_promise_and_the_standard_one_where_none_is_set(opened: Opening) -> None:
    vip = make_customer(tier=Tier.VIP, email="vip@example.com")

    ticket = opened(customer=vip)

    assert target(ticket, FIRST).minutes == 120
    assert target(ticket, RESOLUTION).minutes == 2700


def test_a_row_for_the_channel_never_weakens_the_promise(opened: Opening) -> None:
    for priority in (Priority.P1, Priority.P4):
        row = {"priority": priority, "tier": Tier.STANDARD, "calendar_code": "CN-OFFICE", "minutes": 240}
        db.session.add(PolicyTarget(metric=FIRST, channel="hotline", **row))
    db.session.commit()

    urgent, ordinary = (opened(channel="hotline", priority=one) for one in (Priority.P1, Priority.P4))

    assert target(urgent, FIRST).due_at == shanghai("2026-03-10 10:15")
    assert target(ordinary, FIRST).due_at == shanghai("2026-03-10 14:00")


def test_a_quicker_row_for_the_channel_counts(opened: Opening) -> None:
    row = {"priority": Priority.P3, "tier": Tier.STANDARD, "calendar_code": "CN-SERVICE", "minutes": 5}
    db.session.add(PolicyTarget(metric=FIRST, channel="mail", **row))
    db.session.commit()

    ticket = opened()

    assert target(ticket, FIRST).due_at == shanghai("2026-03-10 10:05")


@pytest.mark.parametrize(
    ("start", "due"),
    [("2026-03-10 10:00", "2026-03-10 10:00:30"), ("2026-03-10 23:00", "2026-03-11 10:00")],
    ids=["by day within seconds", "by night as the priority says"],
)
def test_a_chat_is_picked_up_at_once_while_the_desk_is_open(opened: Opening, start: str, due: str) -> None:
    row = {"priority": Priority.P2, "tier": Tier.STANDARD, "minutes": 0.5, "calendar_code": "CN-SERVICE"}
    db.session.add(PolicyTarget(metric=FIRST, channel="chat", **row))
    db.session.commit()

    ticket = opened(shanghai(start), channel="chat", priority=Priority.P2)

    assert target(ticket, FIRST).due_at == shanghai(due)


def test_later_policy_edits_do_not_move_a_running_clock(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    db.session.query(PolicyTarget).update({"minutes": 1})
    change(ticket, Status.PENDING_CUSTOMER, TUESDAY_10, ports)
    change(ticket, Status.OPEN, TUESDAY_10, ports)

    assert target(ticket, RESOLUTION).minutes == 2700
    assert target(ticket, RESOLUTION).due_at == shanghai("2026-03-17 10:00")


def test_a_reply_in_time_meets_the_first_response(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    agent = make_staff()
    ledger.agent_replied(ticket, at=shanghai("2026-03-10 14:00"), by=agent, ports=ports)

    assert target(ticket, FIRST).status == TargetStatus.MET
    assert lines(ticket, FIRST) == [("start", "opened"), ("stop", "replied")]
    assert ticket.next_due_metric == "resolution"


def test_a_late_reply_leaves_the_breach_and_tells_it_once(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    late = shanghai("2026-03-10 14:00") + timedelta(seconds=1)
    ledger.agent_replied(ticket, at=late, by=None, ports=ports)
    ledger.agent_replied(ticket, at=late, by=None, ports=ports)

    assert target(ticket, FIRST).status == TargetStatus.BREACHED
    assert target(ticket, FIRST).breached_at == shanghai("2026-03-10 14:00")
    assert [kind for kind, _ in lines(ticket, FIRST)] == ["start", "breach", "stop"]
    assert db.session.query(Event).filter_by(kind="sla_breached").count() == 1


def test_several_messages_start_one_next_response(opened: Opening, ports: Ports) -> None:
    ticket = opened()
    ticket.first_response_at = TUESDAY_10
    ledger.agent_replied(ticket, at=TUESDAY_10, by=None, ports=ports)

    ledger.customer_wrote(ticket, at=shanghai("2026-03-10 11:00"), ports=ports)
    ledger.customer_wrote(ticket, at=shanghai("2026-03-10 12:00"), ports=ports)

    assert target(ticket, NEXT).due_at == shanghai("2026-03-10 15:00")
    assert lines(ticket, NEXT) == [("start", "customer_wrote")]


def test_the_next_response_runs_again_after_each_reply(opened: Opening, ports: Ports) -> None:
    ticket = opened()
    ticket.first_response_at = TUESDAY_10
    ledger.agent_replied(ticket, at=TUESDAY_10, by=None, ports=ports)

    ledger.customer_wrote(ticket, at=shanghai("2026-03-10 11:00"), ports=ports)
    ledger.agent_replied(ticket, at=shanghai("2026-03-10 11:10"), by=None, ports=ports)
    ledger.customer_wrote(ticket, at=shanghai("2026-03-11 11:00"), ports=ports)

    assert target(ticket, NEXT).status == TargetStatus.RUNNING
    assert target(ticket, NEXT).due_at == shanghai("2026-03-11 15:00")
    assert [kind for kind, _ in lines(ticket, NEXT)] == ["start", "stop", "start"]


def test_writing_before_the_first_answer_starts_nothing(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    ledger.customer_wrote(ticket, at=shanghai("2026-03-10 11:00"), ports=ports)

    assert NEXT not in moves.targets_of(ticket)


def test_waiting_for_the_customer_pushes_the_solution_by_the_open_time_waited(
    opened: Opening, ports: Ports
) -> None:
    ticket = opened()  # due Tuesday 17 March 10:00

    change(ticket, Status.PENDING_CUSTOMER, shanghai("2026-03-13 16:00"), ports)
    paused = target(ticket, RESOLUTION).status
    waiting = ticket.next_due_metric
    change(ticket, Status.OPEN, shanghai("2026-03-16 10:00"), ports)

    # Friday 16–18 and Monday 9–10: three open hours, the weekend counts for nothing
    assert paused == TargetStatus.PAUSED
    assert waiting == "first_response"
    assert target(ticket, RESOLUTION).due_at == shanghai("2026-03-17 13:00")
    assert target(ticket, FIRST).due_at == shanghai("2026-03-10 14:00")


def test_the_legal_wall_never_pauses(opened: Opening, ports: Ports) -> None:
    ticket = opened(type=TicketType.COMPLAINT)

    change(ticket, Status.PENDING_CUSTOMER, shanghai("2026-03-11 10:00"), ports)
    change(ticket, Status.OPEN, shanghai("2026-03-18 10:00"), ports)

    assert target(ticket, LEGAL).due_at == shanghai("2026-03-25 10:00")
    assert lines(ticket, LEGAL) == [("start", "opened")]


def test_solved_stops_all_and_an_answer_nobody_gave_is_not_counted(opened: Opening, ports: Ports) -> None:
    ticket = opened(type=TicketType.COMPLAINT)

    change(ticket, Status.RESOLVED, shanghai("2026-03-10 11:00"), ports, "fixed")

    assert target(ticket, RESOLUTION).status == TargetStatus.MET
    assert target(ticket, LEGAL).status == TargetStatus.MET
    assert target(ticket, FIRST).status == TargetStatus.CANCELLED
    assert ticket.next_due_at is None


def test_reopened_runs_on_without_the_time_it_was_solved(opened: Opening, ports: Ports) -> None:
    ticket = opened()
    change(ticket, Status.RESOLVED, shanghai("2026-03-11 10:00"), ports)  # 9 of 45 hours used

    change(ticket, Status.OPEN, shanghai("2026-03-13 10:00"), ports, "not_solved")

    assert target(ticket, RESOLUTION).status == TargetStatus.RUNNING
    assert target(ticket, RESOLUTION).due_at == shanghai("2026-03-19 10:00")
    assert lines(ticket, RESOLUTION)[-1] == ("resume", "not_solved")


def test_a_breach_survives_reopening_and_relabelling(opened: Opening, ports: Ports) -> None:
    ticket = opened()
    change(ticket, Status.RESOLVED, shanghai("2026-03-17 11:00"), ports)
    change(ticket, Status.OPEN, shanghai("2026-03-18 10:00"), ports)

    ticket.priority = Priority.P4
    ledger.relabel(ticket, at=shanghai("2026-03-18 10:05"), cause="corrected", by=None, ports=ports)

    late = target(ticket, RESOLUTION)
    assert late.status == TargetStatus.BREACHED
    assert late.breached_at == late.due_at == shanghai("2026-03-17 10:00")
    assert late.stopped_at is None
    assert ticket.next_due_at == shanghai("2026-03-10 14:00")  # the first answer is still owed, and late


def test_a_higher_priority_counts_from_the_original_start(opened: Opening, ports: Ports) -> None:
    ticket = opened(priority=Priority.P4)

    ticket.priority = Priority.P2
    ledger.relabel(ticket, at=shanghai("2026-03-10 10:30"), cause="corrected", by=None, ports=ports)

    assert target(ticket, FIRST).due_at == shanghai("2026-03-10 12:00")
    assert target(ticket, FIRST).why["priority"] == "P2"
    assert lines(ticket, FIRST)[-1] == ("recompute", "corrected")


def test_becoming_a_complaint_starts_the_legal_wall_from_receipt(opened: Opening, ports: Ports) -> None:
    ticket = opened(type=TicketType.ENQUIRY)

    ticket.type = TicketType.COMPLAINT
    ledger.relabel(ticket, at=shanghai("2026-03-12 10:00"), cause="corrected", by=None, ports=ports)
    ticket.type = TicketType.REQUEST
    ledger.relabel(ticket, at=shanghai("2026-03-12 11:00"), cause="corrected", by=None, ports=ports)
    between = target(ticket, LEGAL).status
    ticket.type = TicketType.COMPLAINT
    ledger.relabel(ticket, at=shanghai("2026-03-12 12:00"), cause="corrected", by=None, ports=ports)

    assert between == TargetStatus.CANCELLED
    assert target(ticket, LEGAL).status == TargetStatus.RUNNING
    assert target(ticket, LEGAL).due_at == shanghai("2026-03-25 10:00")


def test_merged_cancels_and_undoing_runs_on(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    change(ticket, Status.MERGED, shanghai("2026-03-10 11:00"), ports)
    cancelled = target(ticket, FIRST).status
    change(ticket, Status.OPEN, shanghai("2026-03-10 12:00"), ports)

    assert cancelled == TargetStatus.CANCELLED
    assert target(ticket, FIRST).status == TargetStatus.RUNNING
    assert target(ticket, FIRST).due_at == shanghai("2026-03-10 15:00")


@pytest.mark.parametrize(("priority", "due"), [("P3", "2026-03-12 10:00"), ("P1", "2026-03-10 12:00")])
def test_the_product_owes_an_answer_in_two_business_days_or_two_hours(
    opened: Opening, ports: Ports, priority: str, due: str
) -> None:
    ticket = opened(priority=Priority(priority))

    ledger.ask_product(ticket, at=TUESDAY_10, ports=ports)
    promised = target(ticket, Metric.PRODUCT_ANSWER).due_at
    ledger.product_answered(ticket, at=shanghai("2026-03-10 11:00"), by=None, ports=ports)

    assert promised == shanghai(due)
    assert target(ticket, Metric.PRODUCT_ANSWER).status == TargetStatus.MET


def test_the_slip_of_a_regulator_rules_the_solution(opened: Opening, ports: Ports) -> None:
    ticket = opened(type=TicketType.COMPLAINT)

    friday_noon = shanghai("2026-03-13 12:00")
    ledger.set_regulator_due(ticket, friday_noon, at=shanghai("2026-03-10 12:00"), by=None, ports=ports)
    ticket.priority = Priority.P4
    ledger.relabel(ticket, at=shanghai("2026-03-10 13:00"), cause="corrected", by=None, ports=ports)
    change(ticket, Status.PENDING_CUSTOMER, shanghai("2026-03-10 14:00"), ports)

    solution = target(ticket, RESOLUTION)
    assert (solution.due_at, solution.status) == (friday_noon, TargetStatus.RUNNING)
    assert solution.warn_at == shanghai("2026-03-12 00:00")
    assert solution.why["stop_at"] == "2026-03-12T12:00:00+08:00"


def test_an_imported_slip_that_ran_out_alarms_nobody(opened: Opening, ports: Ports) -> None:
    called, imported = shanghai("2026-03-10 10:00"), shanghai("2026-03-20 10:00")
    ticket = opened(called, imported, received_at=imported, historic=True)

    ledger.set_regulator_due(ticket, shanghai("2026-03-13 12:00"), at=called, by=None, ports=ports)

    solution = target(ticket, RESOLUTION)
    assert solution.status == TargetStatus.BREACHED
    assert (solution.warn_at, solution.escalate_at) == (None, None)


def test_an_imported_open_call_counts_from_the_call_and_alarms_nobody_about_the_past(
    opened: Opening, ports: Ports
) -> None:
    called, imported = shanghai("2026-03-10 10:00"), shanghai("2026-03-16 10:00")

    ticket = opened(called, imported, received_at=imported, historic=True)

    first, solution = target(ticket, FIRST), target(ticket, RESOLUTION)
    assert (first.status, first.breached_at) == (TargetStatus.BREACHED, shanghai("2026-03-10 14:00"))
    assert (first.warn_at, first.escalate_at) == (None, None)
    assert (solution.status, solution.due_at) == (TargetStatus.RUNNING, shanghai("2026-03-17 10:00"))
    assert solution.warn_at is None
    assert db.session.query(Event).count() == 0


def test_an_imported_closed_call_has_no_clocks(opened: Opening) -> None:
    ticket = opened(historic=True, status=Status.CLOSED)

    assert moves.targets_of(ticket) == {}
    assert ticket.next_due_at is None


def test_every_move_has_its_line_with_the_due_moment_of_then(opened: Opening, ports: Ports) -> None:
    ticket = opened()

    change(ticket, Status.PENDING_CUSTOMER, shanghai("2026-03-10 11:00"), ports, "asked")
    change(ticket, Status.OPEN, shanghai("2026-03-10 13:00"), ports, "customer_wrote")
    change(ticket, Status.RESOLVED, shanghai("2026-03-10 14:00"), ports, "fixed")

    entries = db.session.query(LedgerEntry).filter_by(target_id=target(ticket, RESOLUTION).id).all()
    assert [(entry.kind, entry.cause) for entry in entries] == [
        (LedgerKind.START, "opened"),
        (LedgerKind.PAUSE, "asked"),
        (LedgerKind.RESUME, "customer_wrote"),
        (LedgerKind.STOP, "fixed"),
    ]
    assert [entry.due_at for entry in entries[1:3]] == [
        shanghai("2026-03-17 10:00"),
        shanghai("2026-03-17 12:00"),
    ]
