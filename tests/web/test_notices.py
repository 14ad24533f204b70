"""Notices reach the person they are for, lead to the ticket, and can be put away."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from tests import makers
from tests.web.visitors import post, signed_in_as
from ticketing.db import unit_of_work
from ticketing.ports import Ports
from ticketing.tickets import consulting


def test_the_owner_asked_sees_it_and_puts_it_away(app: Flask, ports: Ports, at: datetime) -> None:
    """Asked by an agent: one notice with the ticket behind it, gone from the count once read."""
    agent, owner = makers.make_staff(), makers.make_staff(role="product_owner")
    product = makers.make_product()
    makers.make_owner(product, owner)
    ticket = makers.make_ticket(product=product, product_owner_id=owner.id, subject="同步卡在 99%")
    makers.make_message(ticket)
    with unit_of_work(ports):
        consulting.ask_product_owner(ticket, agent, "请确认原因", at=at, ports=ports)

    client = signed_in_as(app, owner)
    page = client.get("/notices/").text

    assert "同步卡在 99%" in page
    assert "queue-row--unread" in page
    assert post(client, "/notices/read", page="/notices/").status_code == 303
    assert "queue-row--unread" not in client.get("/notices/").text


def test_a_stranger_sees_nothing_of_it(app: Flask) -> None:
    """Notices are one's own."""
    client = signed_in_as(app, makers.make_staff())

    assert "queue-row" not in client.get("/notices/").text
