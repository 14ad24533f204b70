"""A person settles what the worker could not: once more, or never."""

from __future__ import annotations

from datetime import datetime

import pytest
import sqlalchemy as sa

from tests.makers import make_message, make_ticket
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound, Refused
from ticketing.models import Delivery, DeliveryKind, DeliveryStatus, Event
from ticketing.outbox.deciding import give_up, send_again
from ticketing.outbox.deliver import deliver_due
from ticketing.ports import Ports


def stuck_mail(at: datetime, status: DeliveryStatus) -> Delivery:
    ticket = make_ticket()
    message = make_message(ticket)
    row = Delivery(
        ticket_id=ticket.id,
        message_id=message.id,
        kind=DeliveryKind.MAIL,
        recipient="wang@example.com",
        dedupe_key=f"test:{message.id}",
        status=status,
        created_at=at,
        next_try_at=at.replace(year=2100),
    )
    db.session.add(row)
    db.session.commit()
    return row


def test_an_uncertain_mail_leaves_once_a_person_says_so(app, ports: Ports, at: datetime) -> None:
    row = stuck_mail(at, DeliveryStatus.UNCERTAIN)

    with unit_of_work(ports):
        send_again(row.id, at=at, ports=ports)
    deliver_due(ports, at)

    assert db.session.get_one(Delivery, row.id).status == DeliveryStatus.SENT


def test_giving_up_is_shown_on_the_ticket(app, ports: Ports, at: datetime) -> None:
    row = stuck_mail(at, DeliveryStatus.UNCERTAIN)

    with unit_of_work(ports):
        give_up(row.id, "the relay is gone", at=at, ports=ports)

    happened = db.session.scalar(sa.select(Event).where(Event.ticket_id == row.ticket_id))
    assert db.session.get_one(Delivery, row.id).status == DeliveryStatus.FAILED
    assert happened is not None and happened.kind == "delivery_failed"


@pytest.mark.parametrize("status", [DeliveryStatus.SENT, DeliveryStatus.SENDING])
def test_what_left_or_is_leaving_cannot_be_sent_again(
    app, ports: Ports, at: datetime, status: DeliveryStatus
) -> None:
    row = stuck_mail(at, status)

    with pytest.raises(Refused), unit_of_work(ports):
        send_again(row.id, at=at, ports=ports)


def test_a_delivery_that_is_not_there_is_not_found(app, ports: Ports, at: datetime) -> None:
    with pytest.raises(NotFound), unit_of_work(ports):
        send_again(4711, at=at, ports=ports)
