"""An address typed into the chat is a claim: it reaches the case, and never somebody else's record."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from intake.chat import session as chat
from intake.inbound import InboundMessage
from intake.models import ChatSession, ChatTurn
from intake.receive import receive
from tests.makers import make_customer, make_product, make_staff, make_ticket
from ticketing.db import db, unit_of_work
from ticketing.errors import Refused
from ticketing.feedback import mentions
from ticketing.models import Channel, Customer, Identity, IdentityKind, Mention, Ticket
from ticketing.people import claims
from ticketing.people.identity import Sender
from ticketing.ports import Ports

ANYTHING = sa.true()


@pytest.fixture
def window(app: Flask, ports: Ports, at: datetime) -> ChatSession:
    with unit_of_work(ports):
        return chat.open_session("visitor-of-this-test", "zh", "", at=at, ports=ports)


def say(window: ChatSession, text: str, at: datetime, ports: Ports) -> Ticket | None:
    """The visitor's line; the ticket, once there is one."""
    with unit_of_work(ports):
        chat.hear(window, text, f"line-{len(text)}-{at:%M%S}", at=at, ports=ports)
    return db.session.get(Ticket, window.ticket_id) if window.ticket_id else None


def wang() -> Customer:
    """A customer known by her phone, with a case of her own."""
    customer = make_customer(name="王芳")
    db.session.add(
        Identity(customer=customer, kind=IdentityKind.PHONE, value="+8613800001234", verified=True)
    )
    make_ticket(customer=customer)
    db.session.commit()
    return customer


def addresses(customer: Customer) -> set[tuple[str, str]]:
    return {(one.kind.value, one.value) for one in customer.identities}


def test_an_address_nobody_has_becomes_the_visitor_s(window: ChatSession, at: datetime, ports: Ports) -> None:
    """The phone in one form for all doors, the mail in lower case."""
    ticket = say(window, "转人工，电话138-0000-1234，邮箱 Li@Example.com", at, ports)

    assert ticket is not None
    assert addresses(ticket.customer) == {
        ("visitor", "visitor-of-this-test"),
        ("phone", "+8613800001234"),
        ("email", "li@example.com"),
    }


def test_what_is_left_after_the_handover_is_kept_and_said_so(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """The bot asked for an address: it must arrive, and the visitor must see that it did."""
    say(window, "转人工", at, ports)
    ticket = say(window, "我的电话 13800001234", at + timedelta(minutes=1), ports)
    last = db.session.scalar(
        sa.select(ChatTurn.body).where(ChatTurn.session_id == window.id).order_by(ChatTurn.sequence.desc())
    )

    assert ticket is not None
    assert ("phone", "+8613800001234") in addresses(ticket.customer)
    assert last == "已记下您的联系方式：13800001234，客服会看到。"


def test_somebody_else_s_number_opens_nothing_of_theirs(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """Neither the case nor the stranger's own address gets onto the record of her whose number it is."""
    her = wang()

    ticket = say(window, "转人工，电话13800001234，邮箱 mallory@example.com", at, ports)

    assert ticket is not None
    assert ticket.customer_id != her.id
    assert addresses(her) == {("phone", "+8613800001234")}
    assert ("email", "mallory@example.com") in addresses(ticket.customer)
    assert [one.customer.id for one in claims.open_claims(ticket, ANYTHING)] == [her.id]


def test_whoever_may_see_nothing_of_a_customer_does_not_learn_the_name(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """A claim to a customer of other teams tells the agent nothing and cannot be confirmed."""
    wang()
    ticket = say(window, "转人工，电话13800001234", at, ports)

    assert ticket is not None
    assert claims.open_claims(ticket, sa.false()) == []
    with pytest.raises(Refused):
        claims.confirm(ticket, "phone", sa.false(), by=make_staff(), at=at, ports=ports)


def test_an_agent_makes_sure_and_may_be_wrong(window: ChatSession, at: datetime, ports: Ports) -> None:
    """The case becomes hers with its mention, and goes back to the visitor when it was somebody else."""
    her, agent = wang(), make_staff()
    ticket = say(window, "转人工，电话13800001234，帆盘又扣钱了", at, ports)
    assert ticket is not None
    visitor = ticket.customer_id
    ticket.type, ticket.product_id, ticket.topic = "complaint", make_product("DRV").id, "renewal"
    ticket.harvested_at = None
    db.session.commit()
    mentions.harvest(ports, at)

    with unit_of_work(ports):
        claims.confirm(ticket, "phone", ANYTHING, by=agent, at=at, ports=ports)
    mentions.harvest(ports, at)
    voice = db.session.scalar(sa.select(Mention.customer_id).where(Mention.ticket_id == ticket.id))
    assert (ticket.customer_id, voice) == (her.id, her.id)
    assert claims.open_claims(ticket, ANYTHING) == []

    with unit_of_work(ports):
        claims.undo(ticket, by=agent, at=at, ports=ports)
    mentions.harvest(ports, at)
    voice = db.session.scalar(sa.select(Mention.customer_id).where(Mention.ticket_id == ticket.id))
    assert (ticket.customer_id, voice) == (visitor, visitor)


def mail_from(address: str, number: int, at: datetime, ports: Ports, **more: object) -> Ticket:
    """A new mail from there; the ticket it opens or joins."""
    with unit_of_work(ports):
        receipt = receive(a_mail(address, number, at, **more), ports)
    return db.session.get_one(Ticket, receipt.ticket_id)


def a_mail(address: str, number: int, at: datetime, **more: object) -> InboundMessage:
    vouched = bool(more.pop("vouched", True))
    return InboundMessage(
        channel=Channel.MAIL,
        sender=Sender({IdentityKind.EMAIL: address}, vouched=vouched),
        body=f"帆盘的发票开错了，第{number}封",
        at=at,
        received_at=at,
        address=address,
        external_id=f"<mail-{number}@mail.example>",
        **more,
    )


def test_who_writes_from_an_address_that_was_only_typed_is_somebody_else(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """Whoever types Li's address first would else have her mail on the own record; now it is a claim."""
    chatted = say(window, "转人工，邮箱 li@example.com", at, ports)
    assert chatted is not None

    mailed = mail_from("li@example.com", 1, at + timedelta(hours=1), ports)

    assert mailed.customer_id != chatted.customer_id
    assert addresses(mailed.customer) == {("email", "li@example.com")}
    assert addresses(chatted.customer) == {("visitor", "visitor-of-this-test")}
    assert [one.customer.id for one in claims.open_claims(chatted, ANYTHING)] == [mailed.customer_id]


def test_the_answer_to_what_we_sent_there_proves_the_address(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """Only who reads that mailbox has the reply address; from then on it is theirs everywhere."""
    chatted = say(window, "转人工，邮箱 li@example.com", at, ports)
    assert chatted is not None

    tokens = (chatted.reply_token,)
    replied = mail_from("li@example.com", 1, at + timedelta(hours=1), ports, reply_tokens=tokens)
    mailed = mail_from("li@example.com", 2, at + timedelta(hours=2), ports)

    assert replied.id == chatted.id
    assert mailed.customer_id == chatted.customer_id


def test_one_proof_is_not_stretched_over_other_addresses(
    window: ChatSession, at: datetime, ports: Ports
) -> None:
    """A stranger's second mailbox gets nothing of hers who answered from the first."""
    chatted = say(window, "转人工，邮箱 li@example.com，电话13800001234", at, ports)
    assert chatted is not None
    tokens = (chatted.reply_token,)
    mail_from("li@example.com", 1, at + timedelta(hours=1), ports, reply_tokens=tokens)

    say(window, "我的另一个邮箱 mallory@example.com", at + timedelta(hours=2), ports)

    customer = chatted.customer
    db.session.refresh(customer)
    assert ("email", "mallory@example.com") not in addresses(customer)
    assert (customer.address(IdentityKind.EMAIL), customer.address(IdentityKind.PHONE)) == (
        "li@example.com",
        None,
    )


def test_a_mail_its_domain_disowns_proves_nothing(window: ChatSession, at: datetime, ports: Ports) -> None:
    """Anybody can write Li's address above a mail."""
    forged = mail_from("li@example.com", 1, at, ports, vouched=False)

    mailed = mail_from("li@example.com", 2, at + timedelta(hours=1), ports)

    assert mailed.customer_id != forged.customer_id
