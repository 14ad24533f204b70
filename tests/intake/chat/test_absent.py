"""A visitor who left hears our answer by mail, once a pause, and may answer it there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from intake.chat.absent import PAUSE, mail_absent_visitors, note_seen
from intake.chat.notifier import ChatNotifier
from intake.models import ChatSession
from tests.intake.post import Post, deliveries, messages
from tests.makers import make_customer, make_message, make_staff, make_ticket
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import Channel, Staff, Ticket
from ticketing.outbox.deliver import deliver_due
from ticketing.ports import Ports
from ticketing.tickets import conversation

MINUTE = timedelta(minutes=1)


class Chat:
    """A chat that was handed over, and its agent."""

    def __init__(self, ports: Ports, at: datetime, **known: str) -> None:
        self.ports, self.at = replace(ports, notifiers={"chat": ChatNotifier()}), at
        customer = make_customer(**(known or {"email": "wang@example.com"}))
        ticket = make_ticket(
            customer, channel=Channel.CHAT, subject="帆盘重复扣款", language="zh", reply_token="ab" * 20
        )
        make_message(ticket)
        self.ticket_id, self.agent_id = ticket.id, make_staff(name="陆遥").id
        session = ChatSession(
            key="k" * 32,
            visitor="v" * 32,
            ticket_id=ticket.id,
            phase="handed_off",
            started_at=at,
            seen_at=at,
        )
        db.session.add(session)
        db.session.commit()
        self.session_id = session.id

    def answer(self, words: str, at: datetime) -> None:
        """The agent answers; the line is written into the window."""
        with unit_of_work(self.ports) as session:
            ticket, by = session.get_one(Ticket, self.ticket_id), session.get_one(Staff, self.agent_id)
            conversation.reply(ticket, by, words, seen=ticket.last_sequence, at=at, ports=self.ports)
        deliver_due(self.ports, at)

    def mails_at(self, at: datetime) -> int:
        db.session.rollback()
        db.session.expire_all()
        return mail_absent_visitors(self.ports, at)


@pytest.fixture
def chat(app, ports: Ports, at: datetime) -> Chat:
    return Chat(ports, at)


def test_what_was_missed_is_mailed_once_in_one(chat: Chat) -> None:
    """Two answers, ten minutes of silence, one mail with both; nothing again until there is more."""
    chat.answer("您好，正在为您查询。", chat.at)
    chat.answer("已退款 25 元。", chat.at + 5 * MINUTE)

    counts = [chat.mails_at(chat.at + minutes * MINUTE) for minutes in (9, 12, 16, 17, 60)]

    assert counts == [0, 0, 1, 0, 0]
    [mail] = deliveries("chat_answer")
    assert mail.recipient == "wang@example.com"
    assert "陆遥：\n您好，正在为您查询。\n\n陆遥：\n已退款 25 元。" in mail.payload["text"]
    assert mail.payload["subject"].startswith("Re: 帆盘重复扣款 [")

    chat.answer("还有一件事。", chat.at + 70 * MINUTE)
    assert chat.mails_at(chat.at + 81 * MINUTE) == 1
    assert "已退款" not in deliveries("chat_answer")[1].payload["text"]


def test_who_sees_the_window_gets_no_mail(chat: Chat) -> None:
    chat.answer("已退款。", chat.at)
    with unit_of_work(chat.ports) as session:
        note_seen(session.get_one(ChatSession, chat.session_id))

    assert chat.mails_at(chat.at + 2 * PAUSE) == 0


def test_without_an_address_nothing_is_written(app, ports: Ports, at: datetime) -> None:
    chat = Chat(ports, at, visitor="v" * 32)
    chat.answer("已退款。", at)

    assert chat.mails_at(at + 2 * PAUSE) == 0 and deliveries("chat_answer") == []


def test_an_answer_to_that_mail_joins_the_conversation(chat: Chat) -> None:
    """By the token in its reply address."""
    chat.answer("已退款。", chat.at)
    chat.mails_at(chat.at + 2 * PAUSE)
    [mail] = deliveries("chat_answer")

    entry = Post(chat.ports, now()).bring("收到了，谢谢！发票呢？", to=mail.payload["reply_to"])

    assert (entry.outcome, entry.ticket_id) == ("reply_token", chat.ticket_id)
    assert messages(db.session.get_one(Ticket, chat.ticket_id))[-1].body == "收到了，谢谢！发票呢？"
