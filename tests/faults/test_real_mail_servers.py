"""Mail through the servers that people really run: a Postfix and a Dovecot of the test's own, both ways."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask import Flask

from intake import journal, keeping
from intake.mail.mailbox import ImapMailbox, poll
from intake.models import MailJournal
from tests import post_office
from tests.faults.conftest import Machine, wait_until
from tests.intake.post import deliveries, messages, tickets
from tests.makers import make_staff
from tests.post_office import PASSWORD, Dovecot, dovecot, pipe_to, postfix
from tests.servers import free_port
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, DeliveryStatus, Event, Staff, Ticket
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Ports
from ticketing.tickets import conversation
from web.mail_listener import MailListener

WANG, CARE = "wang@customer.example", "care@hefan.example"
MAIL = (
    f"From: =?utf-8?b?546L5bCP5piO?= <{WANG}>\r\nTo: {CARE}\r\nMessage-ID: <first@customer.example>\r\n"
    "Subject: =?gbk?b?1ti4tL/bv+4=?=\r\nContent-Type: text/plain; charset=gb2312\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\n"
).encode() + "帆盘又扣了我25块，请退款。\r\n".encode("gb18030")

pytestmark = pytest.mark.skipif(
    bool(post_office.lacking()), reason=post_office.lacking() or "servers are here"
)


@pytest.fixture
def mailboxes() -> Iterator[Dovecot]:
    """Empty at the start of each test: the same test runs on every database."""
    with dovecot() as running:
        yield running


def moment() -> datetime:
    return datetime.now(UTC)


def look_through_journal(ports: Ports) -> None:
    db.session.rollback()
    journal.parse_journal(ports, moment())
    db.session.rollback()
    db.session.expire_all()


def journal_holds(count: int) -> bool:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(MailJournal)) == count


@pytest.mark.parametrize("lmtp", [False, True], ids=["smtp", "lmtp"])
def test_postfix_hands_us_a_mail(app: Flask, ports: Ports, lmtp: bool) -> None:
    """A relay passes the customer's mail on to our listener, and it becomes their ticket."""
    port = free_port()
    listener = MailListener(app, "127.0.0.1", port, lmtp=lmtp)
    listener.start()
    way = f"lmtp:inet:127.0.0.1:{port}" if lmtp else f"smtp:[127.0.0.1]:{port}"
    try:
        with postfix({"hefan.example": way}) as mx:
            mx.send(MAIL, [CARE, f"care+{'0' * 40}@hefan.example"])
            wait_until(lambda: mx.statuses() == ["sent", "sent"], 30)
    finally:
        listener.stop()

    assert journal_holds(1)
    look_through_journal(ports)
    [ticket] = tickets()
    assert (ticket.subject, messages(ticket)[0].body) == ("重复扣款", "帆盘又扣了我25块，请退款。")
    assert ticket.customer.name == "王小明"


def test_postfix_keeps_a_mail_that_we_cannot_store_and_brings_it_later(
    app: Flask, machine: Machine, ports: Ports
) -> None:
    """C19: 451 while the database is away; the relay tries again and nothing is lost or doubled."""
    port = free_port()
    listener = MailListener(app, "127.0.0.1", port, lmtp=True)
    listener.start()
    try:
        with postfix({"hefan.example": f"lmtp:inet:127.0.0.1:{port}"}) as mx:
            with machine.away():
                mx.send(MAIL, [CARE])
                wait_until(lambda: "deferred" in mx.statuses(), 30)
            wait_until(lambda: mx.statuses()[-1] == "sent", 30)
    finally:
        listener.stop()

    look_through_journal(ports)
    assert journal_holds(1) and len(tickets()) == 1


def test_postfix_delivers_through_the_pipe(app: Flask, machine: Machine, ports: Ports) -> None:
    """``voc mail deliver`` in master.cf: 75 is deferred and tried again, 0 is delivered, once."""
    codes: list[int] = []
    lock = machine.lock()

    def deliver(words: list[str], mail: bytes) -> int:
        done = machine.voc("mail", "deliver", *words, given=mail)
        codes.append(done.returncode)
        lock.release()
        return done.returncode

    with pipe_to(deliver) as program, postfix({"hefan.example": "vocpipe:"}, pipe=program) as mx:
        mx.send(MAIL, [f"care+{'0' * 40}@hefan.example"])
        wait_until(lambda: mx.statuses() == ["deferred", "sent"], 100)

    assert codes == [75, 0]
    [entry] = db.session.scalars(sa.select(MailJournal))
    assert (entry.source, entry.sender) == ("pipe", WANG)
    assert entry.recipients == [f"care+{'0' * 40}@hefan.example"]
    look_through_journal(ports)
    assert messages(tickets()[0])[0].body == "帆盘又扣了我25块，请退款。"


def test_a_mail_in_dovecot_becomes_a_ticket(app: Flask, ports: Ports, mailboxes: Dovecot) -> None:
    """Delivered by LMTP into a mailbox, fetched from there by IMAP."""
    with postfix({"hefan.example": f"lmtp:inet:127.0.0.1:{mailboxes.lmtp_port}"}) as mx:
        mx.send(MAIL, [CARE])
        wait_until(lambda: mailboxes.inbox(CARE), 30)
    box = ImapMailbox("127.0.0.1", mailboxes.imap_port, CARE, PASSWORD, tls=False)

    assert poll(box, ports, moment()) == 1
    look_through_journal(ports)

    assert messages(tickets()[0])[0].body == "帆盘又扣了我25块，请退款。"
    assert "Seen" not in mailboxes.flags(CARE)


def answered(ports: Ports, customer: str) -> Ticket:
    """A ticket with an agent's answer that waits in the outbox."""
    raw = MAIL.replace(WANG.encode(), customer.encode()).replace(b"first@", customer[:4].encode() + b"@")
    keeping.keep(keeping.Arrived(raw, "smtp", moment(), sender=customer), ports)
    look_through_journal(ports)
    ticket = tickets()[-1]
    agent = make_staff(name="陆遥", signature="禾帆客服 陆遥")
    with unit_of_work(ports) as session:
        mine, by = session.get_one(Ticket, ticket.id), session.get_one(Staff, agent.id)
        conversation.reply(
            mine, by, "您好，已为您退款 25 元。", seen=mine.last_sequence, at=moment(), ports=ports
        )
    return ticket


def sending(ports: Ports, port: int) -> Ports:
    return replace(ports, notifiers={"mail": SmtpNotifier(Relay("127.0.0.1", port), ports.files)})


def read(raw: bytes) -> EmailMessage:
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_our_answer_is_in_the_customers_mailbox_and_theirs_comes_back(
    app: Flask, ports: Ports, mailboxes: Dovecot
) -> None:
    """Out through Postfix into the customer's Dovecot, and the answer to it back onto the same ticket."""
    port = free_port()
    listener = MailListener(app, "127.0.0.1", port, lmtp=True)
    listener.start()
    ways = {
        "customer.example": f"lmtp:inet:127.0.0.1:{mailboxes.lmtp_port}",
        "hefan.example": f"lmtp:inet:127.0.0.1:{port}",
    }
    try:
        with postfix(ways) as mx:
            ticket = answered(ports, WANG)
            deliver_due(sending(ports, mx.port), moment())
            wait_until(lambda: len(mailboxes.inbox(WANG)) == 2, 30)
            both = [read(one) for one in mailboxes.inbox(WANG)]
            answer, confirmation = sorted(both, key=lambda one: "Auto-Submitted" in one)  # they may overtake
            back = f"From: {WANG}\r\nTo: {answer['Reply-To']}\r\nIn-Reply-To: {answer['Message-ID']}\r\n"
            back += "Message-ID: <again@customer.example>\r\nSubject: Re: x\r\n\r\nThank you, one more question.\r\n"
            mx.send(back.encode(), [str(answer["Reply-To"].addresses[0].addr_spec)])
            wait_until(lambda: journal_holds(2), 30)
    finally:
        listener.stop()

    assert confirmation["Auto-Submitted"] == "auto-replied" and confirmation["Return-Path"] == "<>"
    assert "已为您退款 25 元" in answer.get_body(("plain",)).get_content()
    assert "禾帆客服 陆遥" in answer.get_body(("html",)).get_content()
    assert {one.status for one in deliveries()} == {DeliveryStatus.SENT}
    look_through_journal(ports)
    assert [one.flags.get("rule") for one in messages(ticket)] == [None, None, "reply_token"]


def test_a_bounce_by_postfix_is_shown_on_the_ticket(app: Flask, ports: Ports) -> None:
    """C27: the relay took it, the next server knows no such user; the delivery is marked, nothing is opened."""
    port = free_port()
    listener = MailListener(app, "127.0.0.1", port)
    listener.start()
    ways = dict.fromkeys(("hefan.example", "gone.example"), f"smtp:[127.0.0.1]:{port}")
    try:
        with postfix(ways) as mx:
            ticket = answered(ports, "wang@gone.example")
            deliver_due(sending(ports, mx.port), moment())
            db.session.rollback()
            assert {one.status for one in deliveries()} == {DeliveryStatus.SENT}
            wait_until(lambda: journal_holds(2), 60)
    finally:
        listener.stop()
    look_through_journal(ports)

    reply = db.session.scalars(sa.select(Delivery).where(Delivery.purpose == "reply")).one()
    shown = db.session.scalars(sa.select(Event).where(Event.kind == "delivery_failed")).one()
    assert reply.status == DeliveryStatus.FAILED and "its own addresses only" in reply.last_error
    assert shown.ticket_id == ticket.id and "its own addresses only" in shown.data["why"]
    assert len(tickets()) == 1 and len(messages(ticket)) == 2


def test_the_servers_stop_with_the_test() -> None:
    """Nothing of ours is left running on this machine."""
    with postfix({"x.example": "error:no"}) as mx:
        home = str(mx.home)
    left = subprocess.run(["pgrep", "-f", home], capture_output=True, text=True, check=False).stdout

    assert left == ""
