"""Why is this due then: the same facts in two languages."""

from datetime import datetime
from typing import Any

import pytest
from flask import Flask

from tests.makers import make_customer, make_ticket
from tests.ticketing.sla.calendars import CN_SERVICE
from tests.ticketing.sla.promises import FIRST, RESOLUTION, SHANGHAI, make_promises, shanghai
from ticketing.db import db
from ticketing.models import Metric, PolicyTarget, Priority, Status, Target, Ticket, Tier
from ticketing.ports import Ports
from ticketing.sla import explain, ledger, moves, queries, texts


@pytest.fixture
def promised(app: Flask) -> None:
    make_promises()


def opened(ports: Ports, received: str, **over: Any) -> Ticket:
    at = shanghai(received)
    values = {"priority": Priority.P2, "created_at": at, "received_at": at} | over
    ticket = make_ticket(**values)
    ledger.open_clocks(ticket, at=at, ports=ports)
    return ticket


def change(ticket: Ticket, to: Status, at: str, ports: Ports, cause: str = "reply") -> None:
    before, ticket.status = ticket.status, to
    ledger.status_changed(ticket, before, to, at=shanghai(at), by=None, cause=cause, ports=ports)


def target(ticket: Ticket, metric: Metric) -> Target:
    db.session.flush()
    return db.session.query(Target).filter_by(ticket_id=ticket.id, metric=metric).one()


def said(ticket: Ticket, metric: Metric, language: str, at: str) -> str:
    return explain.explain(ticket, target(ticket, metric), language, shanghai(at))


def test_a_wait_for_the_customer_is_explained(promised: None, ports: Ports) -> None:
    db.session.query(PolicyTarget).filter_by(metric=FIRST, priority="P2").update(
        {"pauses_for_customer": True}
    )
    ticket = opened(ports, "2026-03-10 10:02")
    change(ticket, Status.PENDING_CUSTOMER, "2026-03-10 10:30", ports)
    change(ticket, Status.OPEN, "2026-03-10 13:30", ports)

    english = said(ticket, FIRST, "en", "2026-03-10 14:00")
    chinese = said(ticket, FIRST, "zh", "2026-03-10 14:00")

    assert english == (
        "Started 2026-03-10 10:02 when the mail arrived; P2 standard: 2 h of CN-SERVICE; "
        "paused 3 h waiting for the customer; hence due 15:02."
    )
    assert chinese == (
        "2026-03-10 10:02 开始计时（收到邮件）；P2 标准：2 小时（CN-SERVICE）；"
        "暂停 3 小时（等待客户）；因此应在 15:02 前完成。"
    )


def test_the_facts_are_language_neutral(promised: None, ports: Ports) -> None:
    vip = make_customer(tier=Tier.VIP, email="vip@example.com")
    ticket = opened(ports, "2026-03-10 10:02", customer=vip)
    first = target(ticket, FIRST)

    reasons = explain.why_due(first, moves.entries_of(first), calendar=CN_SERVICE)

    assert [reason.code for reason in reasons] == ["started", "promised", "due"]
    assert reasons[1].params == {"priority": "P2", "tier": "vip", "minutes": 30, "calendar": "CN-SERVICE"}


def test_lateness_is_open_time_and_leaves_waits_out(promised: None, ports: Ports) -> None:
    ticket = opened(ports, "2026-03-10 10:00", priority=Priority.P3)
    ticket.first_response_at = shanghai("2026-03-10 10:00")
    ledger.agent_replied(ticket, at=shanghai("2026-03-10 10:00"), by=None, ports=ports)
    late = target(ticket, RESOLUTION)  # due Tuesday 17 March 10:00
    moves.breach(ticket, late, shanghai("2026-03-17 10:00"), ports)
    change(ticket, Status.PENDING_CUSTOMER, "2026-03-17 12:00", ports)
    change(ticket, Status.OPEN, "2026-03-18 12:00", ports)

    still = said(ticket, RESOLUTION, "en", "2026-03-18 13:00")
    change(ticket, Status.RESOLVED, "2026-03-18 14:00", ports, "fixed")
    done = said(ticket, RESOLUTION, "en", "2026-03-20 14:00")

    assert still.endswith("late by 3 h.")
    assert done.endswith("done 2026-03-18 14:00, late by 4 h.")


def test_a_due_date_in_a_year_without_holidays_is_provisional(promised: None, ports: Ports) -> None:
    ticket = opened(ports, "2026-12-28 10:00", priority=Priority.P4)

    assert "the public holidays of 2027 are not known yet" in said(
        ticket, RESOLUTION, "en", "2026-12-28 10:00"
    )


def test_a_regulators_slip_and_a_correction_are_named(promised: None, ports: Ports) -> None:
    slip, ordinary = opened(ports, "2026-03-10 10:00"), opened(ports, "2026-03-10 10:00")
    now = shanghai("2026-03-10 11:00")

    ledger.set_regulator_due(slip, shanghai("2026-03-13 12:00"), at=now, by=None, ports=ports)
    ordinary.priority = Priority.P3
    ledger.relabel(ordinary, at=now, cause="corrected", by=None, ports=ports)

    assert "监管转办单期限优先；因此应在 2026-03-13 12:00 前完成" in said(
        slip, RESOLUTION, "zh", "2026-03-10 11:00"
    )
    assert "counted anew 11:00 because a label was corrected" in said(
        ordinary, FIRST, "en", "2026-03-10 11:00"
    )


def test_every_text_has_both_languages_and_the_same_blanks() -> None:
    for table in (texts.REASONS, texts.CAUSES, texts.TIERS, texts.METRICS, texts.UNITS):
        for words in table.values():
            assert set(words) == {"zh", "en"}
            blanks = [sorted(part.split("}")[0] for part in one.split("{")[1:]) for one in words.values()]
            assert blanks[0] == blanks[1]


def test_attainment_counts_what_was_decided_in_the_period(promised: None, ports: Ports) -> None:
    kept, late, solved = (opened(ports, "2026-03-10 10:00") for _ in range(3))
    ledger.agent_replied(kept, at=shanghai("2026-03-10 11:00"), by=None, ports=ports)
    ledger.agent_replied(late, at=shanghai("2026-03-10 13:00"), by=None, ports=ports)
    change(solved, Status.RESOLVED, "2026-03-10 11:00", ports, "fixed")
    change(opened(ports, "2026-03-10 10:00"), Status.MERGED, "2026-03-10 11:00", ports, "merged")

    found = {one.metric: one for one in _attainment("2026-03-10 00:00", "2026-03-11 00:00")}
    day_before = {one.metric: one for one in _attainment("2026-03-09 00:00", "2026-03-10 00:00")}

    assert (found[FIRST].met, found[FIRST].breached, found[FIRST].share) == (1, 1, 0.5)
    assert (found[RESOLUTION].met, found[RESOLUTION].breached) == (1, 0)
    assert day_before[FIRST].share is None


def _attainment(since: str, until: str) -> list[queries.Attainment]:
    moments: tuple[datetime, datetime] = (shanghai(since), shanghai(until))
    return queries.attainment(*moments)


def test_a_promise_kept_while_waiting_is_kept(promised: None, ports: Ports) -> None:
    ticket = opened(ports, "2026-03-10 10:00", first_response_at=shanghai("2026-03-10 10:00"))
    change(ticket, Status.PENDING_CUSTOMER, "2026-03-10 11:00", ports)
    change(ticket, Status.RESOLVED, "2026-04-10 11:00", ports, "no_reply")

    found = {one.metric: one for one in _attainment("2026-04-01 00:00", "2026-05-01 00:00")}

    assert (found[RESOLUTION].met, found[RESOLUTION].breached) == (1, 0)


def test_the_page_gets_each_clock_with_its_words(promised: None, ports: Ports) -> None:
    ticket = opened(ports, "2026-03-10 10:00")
    ledger.agent_replied(ticket, at=shanghai("2026-03-10 11:00"), by=None, ports=ports)

    clocks = queries.clocks_of(ticket, "zh", shanghai("2026-03-10 11:00"))

    assert [clock.metric for clock in clocks] == [RESOLUTION, FIRST]
    assert clocks[1].why.endswith("已于 11:00 按时完成。")
    assert [one.metric for one in queries.owed([ticket.id])[ticket.id]] == [RESOLUTION]


def test_times_are_shown_on_the_wall_of_the_zone(promised: None, ports: Ports) -> None:
    reasons = [explain.Reason("due", {"due": shanghai("2026-03-10 15:02")})]

    assert explain.sentence(reasons, "en", SHANGHAI) == "hence due 2026-03-10 15:02."
