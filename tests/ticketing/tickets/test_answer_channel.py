"""A program that spoke for a customer reads no answers: these go to the person."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from tests.makers import make_calendar, make_customer, make_message, make_staff, make_ticket
from ticketing.db import db, unit_of_work
from ticketing.models import CallTask, Channel, Customer, Delivery, Message, Staff, Ticket
from ticketing.ports import Ports
from ticketing.tickets import conversation


def answered(customer: Customer, ports: Ports, at: datetime) -> Message:
    make_calendar()
    agent = make_staff()
    ticket = make_ticket(customer, channel=Channel.API)
    make_message(ticket)
    with unit_of_work(ports) as session:
        fresh, by = session.get_one(Ticket, ticket.id), session.get_one(Staff, agent.id)
        return conversation.reply(fresh, by, "已退款。", seen=1, at=at, ports=ports)


def test_an_answer_to_a_program_goes_to_the_customers_mail(app, ports: Ports, at: datetime) -> None:
    message = answered(make_customer(email="wang@example.com"), ports, at)

    sent = db.session.scalar(sa.select(Delivery.recipient).where(Delivery.message_id == message.id))
    assert (message.channel, sent) == (Channel.MAIL, "wang@example.com")


def test_without_an_address_somebody_calls(app, ports: Ports, at: datetime) -> None:
    message = answered(make_customer(phone="+8613800138000"), ports, at)

    call = db.session.scalar(sa.select(CallTask.phone))
    assert (message.channel, call) == (Channel.HOTLINE, "+8613800138000")
