"""What triage tells: history of labels, agreement with people, load."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.makers import make_message, make_staff, make_team, make_ticket
from tests.ticketing.sla.promises import make_promises, shanghai
from tests.ticketing.triage.desk import Desk, make_desk, saying
from ticketing.db import db
from ticketing.models import LabelField, LabelState, Status, Ticket
from ticketing.ports import Ports
from ticketing.triage import assignment, classify, queries
from ticketing.triage.triage import triage

AT = shanghai("2026-03-10 10:00")
DAY = (AT - timedelta(hours=1), AT + timedelta(days=1))


@pytest.fixture
def desk(app: Flask) -> Desk:
    make_promises()
    return make_desk()


def triaged(ports: Ports, kind: str | None) -> Ticket:
    ticket = make_ticket(status=Status.NEW)
    triage(ticket, make_message(ticket, "帆盘怎么用"), at=AT, ports=saying(ports, type=kind))
    return ticket


def test_agreement_and_coverage_of_the_machine(desk: Desk, ports: Ports) -> None:
    agent = make_staff()
    right, wrong, silent = triaged(ports, "enquiry"), triaged(ports, "enquiry"), triaged(ports, None)

    classify.correct(right, "type", "enquiry", by=agent, at=AT, ports=ports)
    classify.correct(wrong, "type", "fault", by=agent, at=AT, ports=ports)
    classify.correct(silent, "type", "fault", by=agent, at=AT, ports=ports)

    [found] = queries.agreement(*DAY)
    assert (found.field, found.right, found.wrong, found.precision) == (LabelField.TYPE, 1, 1, 0.5)
    assert queries.coverage(*DAY)[LabelField.TYPE] == pytest.approx(2 / 3)


def test_the_history_of_a_label_starts_with_what_holds(desk: Desk, ports: Ports) -> None:
    ticket = triaged(ports, "enquiry")

    classify.correct(ticket, "type", "fault", by=make_staff(), at=AT, ports=ports)

    history = queries.judgements_on(ticket.id)[LabelField.TYPE]
    assert [row.state for row in history] == [LabelState.CORRECTED, LabelState.SUGGESTED]


def test_load_counts_what_is_held_and_what_is_on_offer(app: Flask, ports: Ports) -> None:
    team = make_team("CS1")
    agent = make_staff(teams=(team,))
    make_ticket(team_id=team.id, assignee_id=agent.id)
    make_ticket(team_id=team.id, assignee_id=agent.id, status=Status.CLOSED)
    offered, _ = make_ticket(team_id=team.id), make_ticket(team_id=team.id)

    assignment.offer(offered, at=AT, ports=ports)
    db.session.flush()

    assert [(one.staff, one.load) for one in queries.loads(team.id)] == [(agent, 2)]
    assert queries.waiting_by_team() == {team.id: 2}
    assert list(queries.offers_to(agent.id, AT)) == [offered]
    assert list(queries.offers_to(agent.id, AT + timedelta(minutes=2))) == []
