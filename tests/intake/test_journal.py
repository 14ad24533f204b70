"""The journal: what is kept is handled, once, and nothing stops the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from classifier.contract import Judgement
from classifier.keywords import KeywordClassifier, seed_weights
from intake import journal, keeping
from intake.models import JournalStatus, MailJournal
from tests.intake.post import STRANGER, Post, deliveries, messages, tickets
from ticketing import files
from ticketing.db import db, unit_of_work
from ticketing.models import Setting, Ticket
from ticketing.ports import Ports


@pytest.fixture
def post(app, ports: Ports, at: datetime) -> Post:
    return Post(ports, at)


def test_a_mail_becomes_a_ticket_with_its_customer(post: Post) -> None:
    entry = post.bring("帆盘重复扣款，请退款", sender='"王小明" <Wang@Example.com>')

    [ticket] = tickets()
    assert (entry.status, entry.outcome, entry.ticket_id) == (JournalStatus.PARSED, "opened", ticket.id)
    assert ticket.customer.name == "王小明"
    assert ticket.customer.identities[0].value == "wang@example.com"
    assert (ticket.subject, messages(ticket)[0].body) == ("扣费问题", "帆盘重复扣款，请退款")


@pytest.mark.parametrize("date", ["Thu, 01 Jan 1970 00:00:00 +0000", "Fri, 31 Dec 2099 23:59:59 +0000"])
def test_the_moment_of_receipt_counts_whatever_the_mail_says(post: Post, date: str) -> None:
    """C43: ordered by receipt."""
    post.bring_raw(f"From: a@b.example\r\nDate: {date}\r\nMessage-ID: <d@b>\r\n\r\nhi\r\n".encode())

    assert tickets()[0].created_at == messages(tickets()[0])[0].at == post.at


def test_one_mail_to_two_of_our_addresses_is_one_message(post: Post) -> None:
    """C38: one message, whatever the number of our addresses."""
    post.bring(message_id="same@example.com", to="care@hefan.example, vip@hefan.example")
    entry = post.bring(message_id="same@example.com", to="care@hefan.example, vip@hefan.example")

    assert (entry.status, entry.outcome) == (JournalStatus.PARSED, "duplicate")
    assert len(tickets()) == len(messages(tickets()[0])) == 1
    assert entry.ticket_id == tickets()[0].id


def test_the_same_id_with_other_words_is_kept_and_flagged(post: Post) -> None:
    """C37: kept as a ticket of its own, flagged, and not a third time."""
    post.bring("第一封", message_id="same@example.com")
    post.bring("第二封，内容不同", message_id="same@example.com")
    again = post.bring("第二封，内容不同", message_id="same@example.com")

    first, second = tickets()
    assert messages(second)[0].flags["reused_message_id"] is True
    assert "reused_message_id" not in messages(first)[0].flags
    assert again.outcome == "duplicate"


def test_the_same_id_and_words_of_another_person_is_another_mail(post: Post) -> None:
    post.bring("hi", message_id="1@localhost")
    post.bring("hi", message_id="1@localhost", sender=STRANGER)

    assert [one.customer.identities[0].value for one in tickets()] == ["wang@example.com", STRANGER]


def test_two_mails_without_an_id_in_one_second_are_two(post: Post) -> None:
    """C37: what they say tells them apart."""
    post.bring("第一封", message_id=None)
    post.bring("第二封", message_id=None)

    assert len(tickets()) == 2


def test_one_mail_without_an_id_by_two_ways_is_one(post: Post) -> None:
    """C38: how it travelled does not matter."""
    post.bring("同一封", message_id=None, headers="Received: from a by b; Tue, 10 Mar 2026 10:00:01 +0800")
    entry = post.bring(
        "同一封", message_id=None, headers="Received: from c by d; Tue, 10 Mar 2026 10:00:09 +0800"
    )

    assert entry.outcome == "duplicate" and len(tickets()) == 1


def test_files_are_kept_by_their_hash_and_pictures_know_their_place(post: Post) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "wang@example.com", "截图", "<f@example.com>"
    mail.set_content("见附件")
    mail.add_alternative('<p>见<img src="cid:pic@x"><script>alert(1)</script></p>', subtype="html")
    html = mail.get_payload()[1]
    html.add_related(
        b"\x89PNG picture", "image", "png", cid="<pic@x>", filename="p.png", disposition="inline"
    )
    mail.add_attachment(b"%PDF-1.4 bill", maintype="application", subtype="pdf", filename="账单.pdf")

    post.bring_raw(mail.as_bytes())

    [message] = messages(tickets()[0])
    kept = {one.filename: one for one in message.attachments}
    assert files.read(post.ports.files, kept["账单.pdf"].sha256) == b"%PDF-1.4 bill"
    assert (kept["p.png"].inline, kept["p.png"].content_id) == (True, "pic@x")
    assert "script" not in str(message.html) and "cid:pic@x" in str(message.html)


def test_a_hostile_mail_never_stops_the_queue(post: Post) -> None:
    """C44: nested comments, unknown charsets, endless headers: each ends as a ticket."""
    nested = b"From: " + b"(" * 2000 + b" a@b.example\r\nMessage-ID: <n@x>\r\n\r\nhi\r\n"
    unknown = b"From: a@b.example\r\nMessage-ID: <u@x>\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xff\xfe\r\n"
    wide = f"From: {'a' * 400}@b.example\r\nMessage-ID: <{'i' * 900}@x>\r\nSubject: {'s' * 5000}\r\n\r\nx".encode()
    zeros = b"From: a@b.example\r\nSubject: =?utf-8?q?a=00b?=\r\nMessage-ID: <z@x>\r\n\r\nhi\x00there\r\n"

    entries = [post.bring_raw(one, sender="") for one in (nested, unknown, wide, zeros, b"", b"\x00" * 900)]

    assert {one.status for one in entries} == {JournalStatus.PARSED}
    assert all(one.ticket_id for one in entries)


def break_storage() -> None:
    """From now on no ticket can be numbered: the setting is no table of values."""
    db.session.add(Setting(name="company", value=[1]))
    db.session.commit()


def mend_storage() -> None:
    db.session.execute(sa.delete(Setting))
    db.session.commit()


def test_what_cannot_be_handled_is_quarantined_after_three_tries(post: Post) -> None:
    """C44: the raw mail is kept with the reason."""
    break_storage()

    entry = post.bring("毒邮件")
    assert (entry.status, entry.attempts) == (JournalStatus.NEW, 1)
    for minutes in (1, 2):
        journal.parse_journal(post.ports, post.at + timedelta(minutes=minutes))

    entry = db.session.get_one(MailJournal, entry.id)
    assert entry.status == JournalStatus.QUARANTINED and "Error" in entry.error
    assert "毒邮件".encode() in entry.raw


def test_a_quarantined_mail_is_run_again_and_handled(post: Post) -> None:
    """C44: after an update it is a ticket after all."""
    break_storage()
    entry = post.bring("毒邮件")
    for minutes in (1, 2):
        journal.parse_journal(post.ports, post.at + timedelta(minutes=minutes))
    mend_storage()

    journal.run_again(entry.id, post.ports, post.at + timedelta(hours=1))
    journal.parse_journal(post.ports, post.at + timedelta(hours=1))

    db.session.rollback()
    assert db.session.get_one(MailJournal, entry.id).status == JournalStatus.PARSED
    assert messages(tickets()[0])[0].body == "毒邮件"


def kept(post: Post, body: str, **values: object) -> int:
    """A mail in the journal that nobody looked at yet."""
    raw = f"From: wang@example.com\r\nMessage-ID: <{body}@x>\r\n\r\n{body}\r\n".encode()
    number = keeping.keep(keeping.Arrived(raw, "smtp", post.at, sender="wang@example.com"), post.ports)
    with unit_of_work(post.ports) as session:
        for name, value in values.items():
            setattr(session.get_one(MailJournal, number), name, value)
    return number


def test_a_mail_that_ends_its_worker_each_time_gets_a_ticket_that_says_so(post: Post) -> None:
    number = kept(post, "deadly", attempts=3)

    journal.parse_journal(post.ports, post.at)

    entry = db.session.get_one(MailJournal, number)
    assert (entry.status, entry.error) == (JournalStatus.QUARANTINED, journal.STOPPED)
    [ticket] = tickets()
    assert entry.ticket_id == ticket.id and str(number) in ticket.subject
    assert deliveries() == []

    journal.run_again(number, post.ports, post.at)
    journal.parse_journal(post.ports, post.at)
    assert [one.body for one in messages(ticket)][1:] == ["deadly"]
    assert len(tickets()) == 1


def test_a_suspect_is_handled_alone_and_takes_no_other_along(post: Post) -> None:
    suspect = kept(post, "suspect", attempts=1)
    kept(post, "innocent")

    handled = journal.parse_journal(post.ports, post.at)

    assert handled == 1
    assert db.session.get_one(MailJournal, suspect).status == JournalStatus.PARSED
    assert journal.parse_journal(post.ports, post.at) == 1


def test_a_mail_that_another_worker_holds_is_left_alone(post: Post) -> None:
    kept(post, "held", attempts=1, next_try_at=post.at + timedelta(minutes=1))

    assert journal.parse_journal(post.ports, post.at) == 0


def test_a_broken_database_is_no_yes(post: Post) -> None:
    MailJournal.__table__.drop(db.engine)  # type: ignore[attr-defined]  # a Table, typed as FromClause

    with pytest.raises(SQLAlchemyError):
        kept(post, "lost?")


def test_a_ticket_number_is_not_lost_with_a_failed_mail(post: Post) -> None:
    post.bring("一")
    entry = post.bring("二")

    assert [one.ticket_no[-6:] for one in tickets()] == ["000001", "000002"]
    assert db.session.get_one(Ticket, entry.ticket_id).ticket_no.endswith("2")


def test_a_mail_is_judged_before_its_transaction(post: Post) -> None:
    """Models that have to be made first take half a minute; nobody could write meanwhile."""
    held: list[bool] = []

    class Slow(KeywordClassifier):
        def predict_many(self, texts: Iterable[str]) -> list[Judgement]:
            held.append(bool(db.session().info.get("unit_of_work")))
            return super().predict_many(texts)

    post.ports = replace(post.ports, classifiers={"type": Slow(seed_weights("type"))})

    post.bring("帆盘重复扣款，请退款")

    assert held == [False] and len(tickets()) == 1
