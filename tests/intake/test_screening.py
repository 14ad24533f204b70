"""Robots, loops, bounces, floods: kept or set aside, and never answered twice."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.intake.post import STRANGER, WANG, Post, deliveries, messages, tickets
from tests.makers import make_staff
from tests.ticketing.outbox.letters import letter
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, DeliveryStatus, Event, Notice, Status, Ticket
from ticketing.outbox.deliver import deliver_due
from ticketing.ports import Ports
from ticketing.tickets import lifecycle


@pytest.fixture
def post(app, ports: Ports, at: datetime) -> Post:
    return Post(ports, at)


def bounce(action: str, original: str, to: str = "care@hefan.example") -> bytes:
    return f"""From: MAILER-DAEMON@example.com\r
To: {to}\r
Subject: Undelivered Mail Returned to Sender\r
Message-ID: <b-{action}-{len(original)}@example.com>\r
Auto-Submitted: auto-replied\r
Content-Type: multipart/report; report-type=delivery-status; boundary=b\r
\r
--b\r
Content-Type: text/plain\r
\r
Sorry.\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example.com\r
\r
Final-Recipient: rfc822; wang@example.com\r
Action: {action}\r
Status: {"5.1.1" if action == "failed" else "4.4.1"}\r
Diagnostic-Code: smtp; 550 no such user\r
\r
--b\r
Content-Type: message/rfc822\r
\r
Message-ID: <{original}>\r
Subject: x\r
\r
x\r
--b--\r
""".encode()


def answered(post: Post) -> tuple[Ticket, str, int]:
    """A ticket with a reply that was sent; its id and the agent's."""
    post.bring()
    [ticket] = tickets()
    agent = make_staff()
    ours = post.answer(ticket, agent)
    deliver_due(post.ports, post.at)
    return ticket, str(ours.external_id), agent.id


def test_a_bounce_fails_the_delivery_and_tells_the_agent(post: Post) -> None:
    ticket, ours, agent_id = answered(post)

    entry = post.bring_raw(bounce("failed", ours), sender="")

    [reply] = deliveries("reply")
    assert (entry.status, entry.outcome, entry.ticket_id) == ("ignored", "bounce", ticket.id)
    assert reply.status == DeliveryStatus.FAILED and "550 no such user" in reply.last_error
    assert len(tickets()) == 1 and len(messages(ticket)) == 2
    told = db.session.scalars(sa.select(Notice.staff_id).join(Event).where(Event.kind == "delivery_failed"))
    assert list(told) == [agent_id]


def test_the_same_bounce_twice_is_one_failure(post: Post) -> None:
    _, ours, _ = answered(post)

    post.bring_raw(bounce("failed", ours), sender="")
    entry = post.bring_raw(bounce("failed", ours).replace(b"<b-", b"<c-"), sender="")

    assert entry.outcome == "bounce_again"
    failures = sa.select(sa.func.count()).where(Event.kind == "delivery_failed")
    assert db.session.scalar(failures) == 1


def test_a_bounce_without_our_id_is_known_by_the_address_it_came_back_to(post: Post) -> None:
    ticket, _, _ = answered(post)
    back = post.ports.site.reply_address(ticket.reply_token)

    entry = post.bring_raw(bounce("failed", "lost@elsewhere.example"), envelope=(back,), sender="")

    assert entry.outcome == "bounce"
    assert deliveries("reply")[0].status == DeliveryStatus.FAILED


def test_a_delay_is_no_failure(post: Post) -> None:
    _, ours, _ = answered(post)

    entry = post.bring_raw(bounce("delayed", ours), sender="")

    assert (entry.status, entry.outcome) == ("ignored", "bounce_delayed")
    assert deliveries("reply")[0].status == DeliveryStatus.SENT


def test_a_bounce_known_by_the_token_marks_what_was_sent_to_that_person(post: Post) -> None:
    """The ticket's newest mail went to somebody else: it did not come back."""
    ticket, _, _ = answered(post)
    mine = deliveries("reply")[0]
    newest = letter(post.at, "other@example.com", ticket, status=DeliveryStatus.SENT)
    back = post.ports.site.reply_address(ticket.reply_token)

    entry = post.bring_raw(bounce("failed", "lost@elsewhere.example"), envelope=(back,), sender="")

    db.session.expire_all()
    assert entry.outcome == "bounce"
    assert [db.session.get_one(Delivery, one.id).status for one in (mine, newest)] == ["failed", "sent"]


def test_a_bounce_of_a_forwarded_mail_is_known_by_its_original_recipient(post: Post) -> None:
    """They forward to an address that we never heard of; the report names ours beside it."""
    ticket, _, _ = answered(post)
    back = post.ports.site.reply_address(ticket.reply_token)
    forwarded = bounce("failed", "lost@elsewhere.example").replace(
        b"Final-Recipient: rfc822; wang@example.com",
        b"Original-Recipient: rfc822; Wang@Example.com\r\nFinal-Recipient: rfc822; w@forward.example",
    )

    assert post.bring_raw(forwarded, envelope=(back,), sender="").outcome == "bounce"


def test_a_bounce_that_names_nobody_we_wrote_to_marks_nothing(post: Post) -> None:
    ticket, _, _ = answered(post)
    back = post.ports.site.reply_address(ticket.reply_token)
    strange = bounce("failed", "lost@elsewhere.example").replace(b"wang@example.com", b"x@nowhere.example")

    entry = post.bring_raw(strange, envelope=(back,), sender="")

    assert entry.outcome == "bounce_unknown"
    assert {one.status for one in deliveries("reply")} == {DeliveryStatus.SENT}


@pytest.mark.parametrize(
    ("report", "outcome"), [("disposition-notification", "read_receipt"), ("feedback-report", "spam_report")]
)
def test_a_receipt_or_a_spam_report_is_noted_and_says_nothing_on_the_ticket(
    post: Post, report: str, outcome: str
) -> None:
    ticket, ours, _ = answered(post)
    raw = (
        f"From: wang@example.com\r\nSubject: Read: x\r\nIn-Reply-To: <{ours}>\r\n"
        f"Content-Type: multipart/report; report-type={report}; boundary=b\r\n\r\n--b\r\n\r\nread\r\n"
        f"--b\r\nContent-Type: message/{report}\r\n\r\nOriginal-Message-ID: <{ours}>\r\n--b--\r\n"
    ).encode()
    before = len(messages(ticket))

    entry = post.bring_raw(raw, sender="wang@example.com")

    assert (entry.status, entry.outcome, entry.ticket_id) == ("ignored", outcome, ticket.id)
    assert len(messages(ticket)) == before and len(tickets()) == 1


def test_a_bounce_of_a_mail_we_never_sent_opens_nothing(post: Post) -> None:
    entry = post.bring_raw(bounce("failed", "spam@elsewhere.example"), sender="")

    assert (entry.status, entry.outcome) == ("ignored", "bounce_unknown")
    assert tickets() == [] and deliveries() == []


@pytest.mark.parametrize("sender", ["care@hefan.example", "CARE+0123@hefan.example"])
def test_mail_from_our_own_address_is_a_loop(post: Post, sender: str) -> None:
    entry = post.bring(sender=sender)

    assert (entry.status, entry.outcome) == ("ignored", "own_address")
    assert tickets() == []


@pytest.mark.parametrize("purpose", ["reply", "acknowledgement"])
def test_our_own_mail_that_comes_back_is_a_loop_whoever_sends_it(post: Post, purpose: str) -> None:
    ticket, _, _ = answered(post)
    [sent] = deliveries(purpose)

    entry = post.bring("echo", sender=STRANGER, message_id=sent.external_id)

    assert entry.outcome in {"own_mail", "duplicate"}
    assert len(tickets()) == 1 and len(messages(ticket)) == 2


def test_an_absence_note_is_kept_but_wakes_nothing_and_is_not_answered(post: Post) -> None:
    ticket, ours, _ = answered(post)
    with unit_of_work(post.ports) as session:
        row = session.get_one(Ticket, ticket.id)
        lifecycle.resolve(row, code="answered", no_feedback=True, at=post.at, ports=post.ports)
    before = len(deliveries())

    post.bring(
        "我正在休假", subject="自动回复: 扣费问题", answers=ours, headers="Auto-Submitted: auto-replied"
    )

    note = messages(ticket)[-1]
    assert note.body == "我正在休假" and note.flags["automatic"] == "auto_reply"
    assert db.session.get_one(Ticket, ticket.id).status == Status.RESOLVED
    assert len(deliveries()) == before


def test_an_absence_note_without_a_thread_opens_nothing(post: Post) -> None:
    entry = post.bring("away", subject="Out of office", headers="Auto-Submitted: auto-replied")

    assert (entry.status, entry.outcome) == ("ignored", "auto_reply_without_thread")


def test_a_desk_that_marks_people_as_machines_is_heard_but_not_answered(post: Post) -> None:
    post.bring("帆盘无法登录", headers="Auto-Submitted: auto-generated")

    assert len(tickets()) == 1
    assert deliveries() == []


def test_one_confirmation_an_hour_and_address(post: Post) -> None:
    for minute in range(0, 100, 10):
        post.bring(f"第 {minute} 次", at=post.at + timedelta(minutes=minute))

    assert len(tickets()) == 10
    times = [one.created_at - post.at for one in deliveries("acknowledgement")]
    assert times == [timedelta(), timedelta(minutes=60)]


def test_a_confirmation_repeats_nothing_that_the_sender_wrote(post: Post) -> None:
    evil = "Win at http://evil.example"

    post.bring(evil, subject=evil, sender=f'"{evil}" <{WANG}>')

    [sent] = deliveries("acknowledgement")
    assert sent.recipient == WANG
    assert "evil" not in str(sent.payload)
    assert tickets()[0].ticket_no in sent.payload["subject"]


def test_two_robots_end_after_one_confirmation(post: Post) -> None:
    post.bring()
    [ticket] = tickets()
    [sent] = deliveries()

    for number in range(5):
        post.bring(
            f"thank you for your mail {number}",
            answers=str(sent.external_id),
            headers="X-Autoreply: yes\r\nPrecedence: bulk",
        )

    assert len(deliveries()) == 1 and len(tickets()) == 1
    assert len(messages(ticket)) == 6


def test_a_flood_is_kept_flagged_and_unanswered(post: Post) -> None:
    for number in range(31):
        post.bring(f"bomb {number}", at=post.at + timedelta(seconds=number))

    last = messages(tickets()[-1])[0]
    assert last.flags["automatic"] == "flood"
    assert len(deliveries("acknowledgement")) == 1
