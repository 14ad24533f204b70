"""Raw data goes after its time; cases and what was said on them stay."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from intake import journal, keeping
from intake.chat import session as chat
from intake.forgetting import forget_expired
from intake.models import ChatSession, ChatTurn, MailJournal
from tests.makers import make_staff
from ticketing.db import db, unit_of_work
from ticketing.models import Message, StaffSession
from ticketing.ports import Ports

YEARS = timedelta(days=730)
RAW = b"From: li@example.com\r\nTo: care@voc.example\r\nSubject: disk\r\nMessage-ID: <one@mail.example>\r\n\r\nfull"


def count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_a_raw_mail_goes_and_its_message_stays(app: Flask, at: datetime, ports: Ports) -> None:
    """Up to the last day it is kept."""
    keeping.keep(keeping.Arrived(RAW, "smtp", at, sender="li@example.com"), ports)
    journal.parse_journal(ports, at)

    forget_expired(ports, at + YEARS - timedelta(hours=1), days=730)
    kept = count(MailJournal)
    forget_expired(ports, at + YEARS + timedelta(hours=1), days=730)

    assert (kept, count(MailJournal)) == (1, 0)
    assert db.session.scalars(sa.select(Message.body)).all() == ["full"]


def test_a_quarantined_mail_waits_for_a_person(app: Flask, at: datetime, ports: Ports) -> None:
    """However long that takes: nothing else holds what was in it."""
    keeping.set_aside(keeping.Arrived(RAW, "smtp", at), "half a mail", ports)

    forget_expired(ports, at + 3 * YEARS, days=730)

    assert count(MailJournal) == 1


def test_a_chat_window_goes_and_the_ticket_keeps_the_words(app: Flask, at: datetime, ports: Ports) -> None:
    """With all its lines; what was handed to people is theirs."""
    with unit_of_work(ports):
        window = chat.open_session("visitor-1", "zh", "", at=at, ports=ports)
    with unit_of_work(ports):
        chat.hear(window, "转人工，帆盘又扣钱了", "line-0001", at=at, ports=ports)

    forget_expired(ports, at + YEARS + timedelta(days=1), days=730)

    assert (count(ChatSession), count(ChatTurn)) == (0, 0)
    assert "帆盘又扣钱了" in db.session.scalars(sa.select(Message.body)).all()[0]


def test_nought_keeps_raw_data_for_ever_and_old_sign_ins_still_go(
    app: Flask, at: datetime, ports: Ports
) -> None:
    """A sign-in unused for 90 days opens nothing and tells only who worked when."""
    keeping.keep(keeping.Arrived(RAW, "smtp", at), ports)
    journal.parse_journal(ports, at)
    staff = make_staff()
    for days in (0, 100):
        seen = at + timedelta(days=days)
        db.session.add(StaffSession(token_hash=f"{days:064}", staff_id=staff.id, created_at=at, seen_at=seen))
    db.session.commit()

    forget_expired(ports, at + timedelta(days=120), days=0)

    assert (count(MailJournal), count(StaffSession)) == (1, 1)
