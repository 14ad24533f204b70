"""On the ticket's page: seeing to an escalated case, and settling whose matter a disputed one is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.makers import make_calendar, make_message, make_product, make_staff, make_team, make_ticket
from tests.web.visitors import post, signed_in_as
from ticketing.clock import now
from ticketing.db import db
from ticketing.models import Metric, Role, Target, TargetStatus, Ticket


@pytest.fixture
def ticket(app: Flask) -> Ticket:
    make_calendar()
    product = make_product()
    ticket = make_ticket(team_id=make_team("CS1").id, product_id=product.id)
    make_message(ticket)
    return ticket


def test_a_lead_sees_to_an_escalated_case(app: Flask, ticket: Ticket) -> None:
    """The page says until when; afterwards nothing waits for an acknowledgement."""
    lead, at = make_staff("lead", Role.LEAD, language="en"), now()
    db.session.add(
        Target(
            ticket_id=ticket.id,
            metric=Metric.RESOLUTION,
            status=TargetStatus.RUNNING,
            calendar_code="CN-OFFICE",
            minutes=540,
            started_at=at,
            due_at=at + timedelta(days=1),
            level=3,
            acknowledge_by=at + timedelta(minutes=30),
        )
    )
    db.session.commit()
    client, page = signed_in_as(app, lead), f"/console/tickets/{ticket.ticket_no}"
    before = client.get(page).text

    answer = post(client, f"{page}/acknowledgement", page)

    assert "Escalated to level 3" in before
    assert answer.status_code == 303
    assert "Escalated to level 3. If nobody" not in client.get(page).text
    assert "lead sees to it" in client.get(page).text


def test_a_lead_settles_whose_matter_it_is(app: Flask, ticket: Ticket) -> None:
    """The form stands on the page of a disputed case, for leads; the agent reads that they were told."""
    camera = make_product("CAM", name_en="FanCam C2")
    team = ticket.team
    assert team is not None
    lead = make_staff("lead", Role.LEAD, language="en")
    agent = make_staff("agent", teams=(team,), language="en")
    ticket.bounces, ticket.arbitrate_by = 2, now() + timedelta(hours=5)
    db.session.commit()
    page = f"/console/tickets/{ticket.ticket_no}"
    seen = signed_in_as(app, agent).get(page).text
    client = signed_in_as(app, lead)

    answer = post(client, f"{page}/arbitration", page, product="CAM", why="the camera drops first")

    db.session.expire_all()
    assert "the committee were told" in seen
    assert "Settle it" not in seen
    assert answer.status_code == 303
    assert (ticket.product_id, ticket.arbitrate_by) == (camera.id, None)
    assert "lead settled that it belongs to FanCam C2" in client.get(page).text
