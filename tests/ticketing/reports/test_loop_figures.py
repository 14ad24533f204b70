"""Figures of the loop: complaints per user, decisions, and who was told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.makers import make_customer, make_product, make_ticket
from tests.ticketing.backlog.loop import accept, make_item, make_released
from ticketing.backlog import release
from ticketing.db import db
from ticketing.models import Exposure, Ticket, TicketType, Told
from ticketing.ports import Ports
from ticketing.reports import loop
from ticketing.reports.exports import as_csv, complaint_table
from ticketing.reports.periods import make_period

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def test_the_complaint_rate_stands_on_the_months_users(app: Flask, at: datetime) -> None:
    product = make_product()
    db.session.add(Exposure(product_id=product.id, month=date(2026, 2, 1), active_users=10_000))
    loud = make_customer(email="a@example.com")
    for customer in (loud, loud, None):
        make_ticket(
            customer,
            created_at=at - timedelta(days=20),
            product_id=product.id,
            type=TicketType.COMPLAINT,
        )
    make_ticket(created_at=at - timedelta(days=20), product_id=product.id, type=TicketType.FAULT)

    series = loop.complaint_rates(date(2026, 2, 1), date(2026, 3, 31), None, at)[0]

    february, march = series.months
    assert (february.complaints, february.complainants) == (3, 2)
    assert february.rate is not None
    assert (february.rate.value, series.centre) == (pytest.approx(0.3), pytest.approx(0.3))
    assert (february.complete, march.complete) == (True, False)


def test_missing_users_are_not_available_and_never_zero(app: Flask, at: datetime) -> None:
    make_ticket(created_at=at, product_id=make_product().id, type=TicketType.COMPLAINT)

    series = loop.complaint_rates(*MARCH, None, at)[0]

    assert (series.centre, series.months[0].rate, series.months[0].active_users) == (None, None, None)
    assert series.months[0].complaints == 1
    assert list(as_csv(complaint_table([series])))[1] == "DRV,2026-03-01,1,1,,,,,,,False\r\n"


def test_an_owner_sees_their_products_only(app: Flask, at: datetime) -> None:
    own, _ = make_product("DRV"), make_product("PLY")

    found = loop.complaint_rates(*MARCH, {own.id}, at)

    assert [one.product.code for one in found] == ["DRV"]


def test_decisions_are_timed_from_the_proposal(app: Flask, ports: Ports, at: datetime) -> None:
    item, owner = make_item(at, ports)
    period = make_period(*MARCH)
    assert loop.decision_time(period, None).waiting == 1

    accept(item, owner, at + timedelta(days=3), ports)
    db.session.commit()

    found = loop.decision_time(period, {item.product_id})
    assert (found.n, found.waiting, found.median) == (1, 0, timedelta(days=3))


def test_loop_closure_counts_people_who_may_be_told(app: Flask, ports: Ports, at: datetime) -> None:
    make_released(at, ports, voices=6)
    quiet = db.session.query(Ticket).first()
    assert quiet is not None
    quiet.customer.contact_allowed = False
    db.session.commit()
    while release.tell_customers(ports, at):
        pass
    release.answered(db.session.query(Told).first(), True, at=at, ports=ports)
    db.session.commit()

    found = loop.loop_closure(make_period(*MARCH), None)

    assert (found.outcomes, found.linked, found.told_in_time, found.opted_out) == (1, 5, 5, 1)
    assert found.share is not None
    assert (found.share.value, found.answered, found.helped) == (1.0, 1, 1)
