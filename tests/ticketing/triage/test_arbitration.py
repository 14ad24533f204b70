"""Two owners say that it is not theirs: somebody above them settles it, or the committee hears of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_calendar, make_message, make_staff, make_team, make_ticket
from tests.ticketing.triage.desk import Desk, make_desk
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.models import Event, Metric, Notice, PolicyTarget, Priority, Role, Staff, Target, Ticket, Tier
from ticketing.ports import Ports
from ticketing.sla import ledger
from ticketing.sla.sweep import sweep_targets
from ticketing.tickets import consulting
from ticketing.triage import arbitration


@pytest.fixture
def desk(app: Flask) -> Desk:
    make_calendar()
    return make_desk()


@pytest.fixture
def agent(desk: Desk) -> Staff:
    return make_staff("agent", teams=(desk.teams["CMP"],))


@pytest.fixture
def ticket(desk: Desk, agent: Staff, at: datetime, ports: Ports) -> Ticket:
    promise = {"priority": Priority.P3, "tier": Tier.STANDARD, "calendar_code": "CN-OFFICE"}
    db.session.add(PolicyTarget(metric=Metric.RESOLUTION, minutes=2700, **promise))
    db.session.commit()
    ticket = make_ticket(
        product_id=desk.drive.id,
        product_owner_id=desk.owner.id,
        priority=Priority.P3,
        assignee_id=agent.id,
        team_id=desk.teams["CMP"].id,
    )
    make_message(ticket)
    ledger.open_clocks(ticket, at=at, ports=ports)
    db.session.commit()
    return ticket


def bounce(ticket: Ticket, agent: Staff, owner: Staff, at: datetime, ports: Ports) -> None:
    """The agent asks, the owner says that it is not theirs."""
    consulting.ask_product_owner(ticket, agent, "是你们的吗？", at=at, ports=ports)
    consulting.answer_as_product_owner(ticket, owner, "不是", answer="not_mine", at=at, ports=ports)
    db.session.commit()


def told(kind: str) -> list[int]:
    statement = sa.select(Notice.staff_id).join(Event, Event.id == Notice.event_id).where(Event.kind == kind)
    return sorted(db.session.scalars(statement))


def test_the_second_bounce_asks_for_an_arbitration(
    desk: Desk, ticket: Ticket, agent: Staff, at: datetime, ports: Ports
) -> None:
    """Due within a business day; the leads and the committee are told, once."""
    lead = make_staff("lead", Role.LEAD)
    member = make_staff("member", Role.COMMITTEE, teams=(make_team("CMT"),))

    bounce(ticket, agent, desk.owner, at, ports)
    first = (ticket.arbitrate_by, told("arbitration_asked"))
    bounce(ticket, agent, desk.deputy, at, ports)
    bounce(ticket, agent, desk.owner, at, ports)

    assert first == (None, [])
    assert ticket.arbitrate_by == at + timedelta(days=1)
    assert told("arbitration_asked") == sorted([lead.id, member.id])


def test_another_answer_is_no_bounce(
    desk: Desk, ticket: Ticket, agent: Staff, at: datetime, ports: Ports
) -> None:
    """A workaround or a request for data disputes nothing."""
    for answer in ("workaround", "need_data"):
        consulting.ask_product_owner(ticket, agent, "?", at=at, ports=ports)
        consulting.answer_as_product_owner(ticket, desk.owner, "…", answer=answer, at=at, ports=ports)

    assert (ticket.bounces, ticket.arbitrate_by) == (0, None)


def test_the_settlement_names_the_product_and_goes_on(
    desk: Desk, ticket: Ticket, agent: Staff, at: datetime, ports: Ports
) -> None:
    """Product and owner follow, the reason is a note, agent and owner are told, nothing is disputed any more."""
    lead = make_staff("lead", Role.LEAD)
    for _ in range(2):
        bounce(ticket, agent, desk.owner, at, ports)

    arbitration.settle(ticket, "CAM", "固件日志显示摄像头先掉线", by=lead, at=at, ports=ports)
    db.session.commit()

    assert (ticket.product_id, ticket.bounces, ticket.arbitrate_by) == (desk.camera.id, 0, None)
    assert told("arbitration_settled") == sorted([agent.id, desk.owner.id])
    with pytest.raises(Refused, match="nobody disputes"):
        arbitration.settle(ticket, "DRV", "…", by=lead, at=at, ports=ports)


def test_a_settlement_needs_a_reason(
    desk: Desk, ticket: Ticket, agent: Staff, at: datetime, ports: Ports
) -> None:
    """Both owners will read it."""
    lead = make_staff("lead", Role.LEAD)
    for _ in range(2):
        bounce(ticket, agent, desk.owner, at, ports)

    with pytest.raises(BadInput, match="say why"):
        arbitration.settle(ticket, "CAM", " ", by=lead, at=at, ports=ports)


def test_a_dispute_nobody_settles_reaches_the_committee(
    desk: Desk, ticket: Ticket, agent: Staff, at: datetime, ports: Ports
) -> None:
    """After one business day the top of the ladder hears of it, once."""
    for _ in range(2):
        bounce(ticket, agent, desk.owner, at, ports)

    sweep_targets(ports, at + timedelta(hours=23))
    before = db.session.query(Event).filter_by(kind="sla_escalated").count()
    sweep_targets(ports, at + timedelta(hours=24))
    sweep_targets(ports, at + timedelta(hours=25))

    rows = db.session.query(Event).filter_by(kind="sla_escalated").all()
    assert before == 0
    assert [(row.data["level"], row.data["why"]) for row in rows] == [(5, "dispute")]
    db.session.expire_all()
    assert db.session.query(Target).filter_by(metric=Metric.RESOLUTION).one().level == 5
