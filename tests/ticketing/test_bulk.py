"""Rows written together: numbered when added, with the defaults a flush would give, all or nothing."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from tests.makers import make_customer, make_ticket
from ticketing.bulk import written_together
from ticketing.db import db, is_new, unit_of_work
from ticketing.models import Channel, Customer, Identity, IdentityKind, Message, Severity, Status, Ticket
from ticketing.ports import Ports
from ticketing.tickets.conversation import NewMessage
from ticketing.tickets.opening import open_ticket
from ticketing.tickets.reference import next_ticket_no, reserved_numbers, ticket_counter

pytestmark = pytest.mark.usefixtures("app")


def first_words(at: datetime, number: int = 1) -> NewMessage:
    return NewMessage(
        channel=Channel.HOTLINE,
        body=f"断网 {number}",
        at=at,
        received_at=at,
        external_id=f"call:{number}",
        historic=True,
    )


def count(kind: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_verbs_work_as_ever_and_nothing_is_written_before_the_end(ports: Ports, at: datetime) -> None:
    make_ticket()
    with unit_of_work(ports) as session, written_together(session):
        customer = Customer(name="王小雨", created_at=at)
        customer.identities.append(Identity(kind=IdentityKind.PHONE, value="+8613800000001"))
        session.add(customer)
        ticket, message = open_ticket(customer, first_words(at), ports=ports)
        assert (is_new(ticket), message.ticket_id, customer.identities[0].id) == (True, ticket.id, 2)
        assert session.get_one(Ticket, ticket.id) is ticket
        assert (ticket.severity, ticket.reopen_count, count(Message)) == (Severity.S4, 0, 0)

    stored = db.session.get_one(Ticket, ticket.id)
    assert (stored.status, stored.customer.address(IdentityKind.PHONE)) == (Status.NEW, "+8613800000001")
    assert db.session.scalars(sa.select(Message)).one().body == "断网 1"


def test_rows_written_together_go_on_from_the_highest_id(ports: Ports, at: datetime) -> None:
    before = make_ticket()
    numbers = reserved_numbers(ticket_counter(at), 3)
    with unit_of_work(ports) as session, numbers, written_together(session):
        customer = Customer(created_at=at)
        session.add(customer)
        tickets = [open_ticket(customer, first_words(at, n), ports=ports)[0] for n in range(3)]
    after = make_ticket()

    ids = [before.id, *(ticket.id for ticket in tickets), after.id]
    assert len(set(ids)) == len(ids)
    assert ids[:-1] == sorted(ids[:-1])


def test_nothing_is_written_when_the_block_fails(ports: Ports, at: datetime) -> None:
    make_customer()
    with pytest.raises(ZeroDivisionError), unit_of_work(ports) as session, written_together(session):
        session.add(Customer(created_at=at))
        raise ZeroDivisionError

    assert count(Customer) == 1
    make_customer("after", phone="+8613800000002")
    assert count(Customer) == 2


def test_changes_of_stored_rows_are_written_too(ports: Ports, at: datetime) -> None:
    known = make_customer("")
    with unit_of_work(ports) as session, written_together(session):
        session.get_one(Customer, known.id).name = "王小雨"
        session.add(Customer(created_at=at))

    assert db.session.scalars(sa.select(Customer.name).order_by(Customer.id)).all() == ["王小雨", ""]


def test_reserved_numbers_leave_no_gap(ports: Ports, at: datetime) -> None:
    with unit_of_work(ports):
        first = next_ticket_no(at)
        with reserved_numbers(ticket_counter(at), 5):
            some = [next_ticket_no(at) for _ in range(3)]
        last = next_ticket_no(at)

    assert [int(one[-6:]) for one in [first, *some, last]] == [1, 2, 3, 4, 5]
