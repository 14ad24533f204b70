"""On the ticket's page: a lead erases a customer who asked for it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.makers import make_calendar, make_customer, make_message, make_staff, make_team, make_ticket
from tests.web.visitors import post, signed_in_as
from ticketing.db import db
from ticketing.models import Role, Ticket


@pytest.fixture
def ticket(app: Flask) -> Ticket:
    make_calendar()
    ticket = make_ticket(customer=make_customer(name="李娜娜"), team_id=make_team("CS1").id)
    make_message(ticket, body="蓝鲸落在窗台上")
    db.session.commit()
    return ticket


def test_a_lead_erases_and_the_page_says_when(app: Flask, ticket: Ticket) -> None:
    """The words are replaced by a sentence; the form is gone, for it cannot be done twice."""
    client = signed_in_as(app, make_staff("lead", Role.LEAD, language="zh"))
    page = f"/console/tickets/{ticket.ticket_no}"
    before = client.get(page).text

    answer = post(client, f"{page}/customer/erasure", page, reason="来电核对了证件", sure="yes")

    after = client.get(page).text
    assert answer.status_code == 303
    assert ("蓝鲸" in before, "李娜娜" in before, "永久删除" in before) == (True, True, True)
    assert ("蓝鲸" in after, "李娜娜" in after, "永久删除" in after) == (False, False, False)
    assert "应客户要求删除个人信息" in after


@pytest.mark.parametrize("sent", [{"reason": "", "sure": "yes"}, {"reason": "来电核对了证件"}])
def test_without_a_reason_or_the_tick_nothing_is_erased(
    app: Flask, ticket: Ticket, sent: dict[str, str]
) -> None:
    """There is no way back: both are asked for by the server too."""
    client = signed_in_as(app, make_staff("lead", Role.LEAD, language="zh"))
    page = f"/console/tickets/{ticket.ticket_no}"

    answer = post(client, f"{page}/customer/erasure", page, **sent)

    assert answer.status_code == 422
    assert "蓝鲸" in client.get(page).text


def test_agents_have_no_such_button(app: Flask, ticket: Ticket) -> None:
    """Only a lead decides it."""
    assert ticket.team is not None
    client = signed_in_as(app, make_staff("agent", teams=(ticket.team,), language="zh"))

    assert "永久删除" not in client.get(f"/console/tickets/{ticket.ticket_no}").text
