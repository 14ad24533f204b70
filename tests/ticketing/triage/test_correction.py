"""People outrank machines: one click corrects, and routing, severity and clocks follow."""

import pytest
from flask import Flask

from tests.makers import make_message, make_staff, make_ticket
from tests.ticketing.sla.promises import FIRST, LEGAL, make_promises, shanghai
from tests.ticketing.triage.desk import Desk, make_desk, saying
from ticketing.db import db
from ticketing.errors import BadInput
from ticketing.models import Classification, LabelState, Priority, Severity, Staff, Status, Target, Ticket
from ticketing.ports import Ports
from ticketing.sla import moves
from ticketing.triage import assignment, classify
from ticketing.triage.triage import triage

AT, LATER = shanghai("2026-03-10 10:00"), shanghai("2026-03-10 10:20")


@pytest.fixture
def desk(app: Flask) -> Desk:
    make_promises()
    return make_desk()


@pytest.fixture
def agent(desk: Desk) -> Staff:
    return make_staff(teams=(desk.teams["CS1"],), availability="offline")


def triaged(ports: Ports, text: str = "会员又扣我钱", **answers: str | None) -> Ticket:
    ticket = make_ticket(status=Status.NEW)
    triage(ticket, make_message(ticket, text), at=AT, ports=saying(ports, **answers))
    db.session.flush()
    return ticket


def states(ticket: Ticket, field: str) -> list[tuple[str, LabelState]]:
    db.session.flush()
    rows = db.session.query(Classification).filter_by(ticket_id=ticket.id, field=field)
    return [(row.label, row.state) for row in rows.order_by(Classification.id)]


def test_naming_the_product_leads_out_of_triage(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, type="enquiry")

    classify.correct(ticket, "product", "DRV", by=agent, at=LATER, ports=ports)
    classify.correct(ticket, "type", "fault", by=agent, at=LATER, ports=ports)

    assert states(ticket, "product") == [("", LabelState.ABSTAINED), ("DRV", LabelState.CORRECTED)]
    assert (ticket.team, ticket.status) == (desk.teams["CS2"], Status.OPEN)
    assert ticket.product_owner_id == desk.owner.id


def test_saying_the_same_confirms(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, type="enquiry")
    version = ticket.version

    row = classify.correct(ticket, "type", "enquiry", by=agent, at=LATER, ports=ports)

    assert (row.state, row.staff_id) == (LabelState.CONFIRMED, agent.id)
    assert ticket.version == version


def test_confirming_writes_a_row_for_each_label(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, "帆盘怎么用", type="enquiry", topic="function", phase="in")

    rows = classify.confirm(ticket, by=agent, at=LATER, ports=ports)

    assert {row.field.value: row.label for row in rows} == {
        "type": "enquiry",
        "product": "DRV",
        "topic": "function",
        "phase": "in",
    }


def test_a_complaint_found_late_has_its_clocks_from_receipt(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, "帆盘怎么回事", type="enquiry", topic="billing")
    before = ticket.priority

    classify.correct(ticket, "type", "complaint", by=agent, at=LATER, ports=ports)

    targets = moves.targets_of(ticket)
    assert (before, ticket.priority) == (Priority.P4, Priority.P2)
    assert targets[FIRST].due_at == shanghai("2026-03-10 12:00")
    assert targets[LEGAL].due_at == shanghai("2026-03-25 10:00")
    assert ticket.team == desk.teams["CMP"]


def test_severity_set_by_a_person_stays(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, "帆盘怎么回事", type="fault", topic="function")

    classify.correct(ticket, "severity", "S2", by=agent, at=LATER, ports=ports)
    classify.correct(ticket, "type", "enquiry", by=agent, at=LATER, ports=ports)

    assert (ticket.severity, ticket.priority) == (Severity.S2, Priority.P2)


def test_danger_words_are_not_corrected_away_with_the_topic(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, "摄像头冒烟了", type="fault", topic="function")

    classify.correct(ticket, "topic", "billing", by=agent, at=LATER, ports=ports)

    assert ticket.severity == Severity.S1


def test_what_a_colleague_holds_stays_with_them(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, type="enquiry")
    colleague = make_staff(teams=(desk.teams["CS1"],))
    assignment.claim(ticket.id, colleague, at=AT, ports=ports)

    classify.correct(ticket, "product", "CAM", by=agent, at=LATER, ports=ports)
    classify.correct(ticket, "type", "fault", by=agent, at=LATER, ports=ports)

    assert (ticket.team, ticket.assignee_id) == (desk.teams["CS1"], colleague.id)
    assert ticket.product_owner_id == desk.owner.id


def test_who_corrects_their_own_ticket_lets_it_go_to_the_right_team(
    desk: Desk, agent: Staff, ports: Ports
) -> None:
    ticket = triaged(ports, type="enquiry")
    expert = make_staff(teams=(desk.teams["AS"],))
    assignment.claim(ticket.id, agent, at=AT, ports=ports)

    classify.correct(ticket, "product", "CAM", by=agent, at=LATER, ports=ports)
    classify.correct(ticket, "type", "fault", by=agent, at=LATER, ports=ports)

    assert (ticket.team, ticket.assignee_id, ticket.offered_to_id) == (desk.teams["AS"], None, expert.id)


def test_an_answered_ticket_is_not_routed_again(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, type="enquiry")
    ticket.first_response_at = LATER

    classify.correct(ticket, "type", "fault", by=agent, at=LATER, ports=ports)

    assert ticket.team == desk.teams["CS1"]


def test_a_transfer_by_hand_is_not_undone_by_a_label(desk: Desk, agent: Staff, ports: Ports) -> None:
    ticket = triaged(ports, type="enquiry")
    assignment.transfer(ticket, desk.teams["CMP"], "客户要投诉", by=agent, at=LATER, ports=ports)

    classify.correct(ticket, "type", "fault", by=agent, at=LATER, ports=ports)

    assert ticket.team == desk.teams["CMP"]


@pytest.mark.parametrize(
    ("field", "label"),
    [("mood", "bad"), ("type", "rant"), ("product", "XXX"), ("topic", "weather"), ("severity", "S9")],
)
def test_an_unknown_label_is_refused_and_nothing_changes(
    desk: Desk, agent: Staff, ports: Ports, field: str, label: str
) -> None:
    ticket = triaged(ports, type="enquiry")

    with pytest.raises(BadInput):
        classify.correct(ticket, field, label, by=agent, at=LATER, ports=ports)

    assert db.session.query(Classification).filter_by(staff_id=agent.id).count() == 0
    assert db.session.query(Target).count() == 2
