"""Staff are mailed what they asked for and did not see; nothing a customer wrote travels in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.makers import make_staff, make_ticket
from tests.ticketing.outbox.relay import Postman, relay
from ticketing.db import db, unit_of_work
from ticketing.events import SlaBreached, TicketAssigned
from ticketing.models import Delivery, DeliveryStatus, Event, Notice, Staff
from ticketing.outbox import staff_mail
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.record import record
from ticketing.outbox.smtp import SmtpNotifier
from ticketing.outbox.staff_mail import SUBJECTS, WORDS, mail_notices
from ticketing.ports import Ports

LATER = timedelta(minutes=3)


def person(**over: object) -> Staff:
    return make_staff(
        **({"email": "lu@hefan.example", "mail_about": ["assigned", "deadline"], "language": "en"} | over)
    )


def give(ticket_id: int, to: Staff, ports: Ports, at: datetime) -> None:
    with unit_of_work(ports):
        record(TicketAssigned(at=at, ticket_id=ticket_id, assignee_id=to.id, how="transfer"), ports)


def written() -> list[Delivery]:
    db.session.rollback()
    return list(
        db.session.scalars(sa.select(Delivery).where(Delivery.purpose == "notice").order_by(Delivery.id))
    )


def test_what_was_not_seen_is_mailed_in_one_mail_once(app, ports: Ports, at: datetime) -> None:
    """Two notices, one mail, two minutes later; the next round has nothing to add."""
    agent, ticket = person(), make_ticket(ticket_no="HF-26-000001", subject="my password is 4711")
    agent_id = agent.id
    give(ticket.id, agent, ports, at)
    with unit_of_work(ports) as session:
        session.merge(ticket).assignee_id = agent_id
        record(SlaBreached(at=at, ticket_id=ticket.id, metric="first_response", due_at=at), ports)

    assert mail_notices(ports, at + timedelta(seconds=30)) == 0
    assert [mail_notices(ports, at + LATER) for _ in range(2)] == [1, 0]

    [mail] = written()
    assert (mail.recipient, mail.payload["subject"]) == ("lu@hefan.example", "2 new notices")
    assert "A ticket was given to you HF-26-000001" in mail.payload["text"]
    assert "Overdue HF-26-000001\n  http://voc.example/console/tickets/HF-26-000001" in mail.payload["text"]
    assert "4711" not in str(mail.payload) and mail.ticket_id is None


def test_what_was_seen_or_not_asked_for_is_not_mailed(app, ports: Ports, at: datetime) -> None:
    """Read in the browser, another subject, no address, left the company: nobody is mailed."""
    ticket = make_ticket()
    seen, other = person(), person(mail_about=["backlog"])
    without, gone = person(email=""), person(active=False)
    for one in (seen, other, without, gone):
        give(ticket.id, one, ports, at)
    with unit_of_work(ports) as session:
        session.execute(sa.update(Notice).where(Notice.staff_id == seen.id).values(read_at=at))

    assert mail_notices(ports, at + LATER) == 0 and written() == []


def test_the_mail_is_written_in_the_persons_language(app, ports: Ports, at: datetime) -> None:
    agent, ticket = person(language="zh"), make_ticket(ticket_no="HF-26-000002")
    give(ticket.id, agent, ports, at)

    mail_notices(ports, at + LATER)

    assert written()[0].payload["subject"] == "工单已分配给您 HF-26-000002"
    assert "更改订阅" in written()[0].payload["html"]


def test_a_notice_is_marked_automatic_and_its_bounce_causes_no_notice(
    app, ports: Ports, at: datetime
) -> None:
    """An address of ours that does not work must not set off notices about notices."""
    agent = person(mail_about=list(SUBJECTS))
    give(make_ticket(assignee_id=agent.id).id, agent, ports, at)
    mail_notices(ports, at + LATER)
    postman = Postman()
    postman.at_rcpt = {"lu@hefan.example": "550 5.1.1 no such user"}

    with relay(postman) as way:
        mine = replace(ports, notifiers={"mail": SmtpNotifier(way)})
        deliver_due(mine, at + LATER)
        postman.at_rcpt = {}
        db.session.execute(sa.update(Delivery).values(status=DeliveryStatus.QUEUED))
        db.session.commit()
        deliver_due(mine, at + LATER)

    db.session.rollback()
    assert db.session.scalar(sa.select(Event).where(Event.kind == "delivery_failed")) is None
    [mail] = postman.mails()
    assert mail["Auto-Submitted"] == "auto-generated" and postman.taken[0].mail_from in ("", "<>")


@pytest.mark.parametrize("kind", sorted({kind for kinds in SUBJECTS.values() for kind in kinds}))
def test_every_kind_that_can_be_chosen_has_its_words(kind: str) -> None:
    assert len(WORDS[kind]) == 2 and staff_mail.WORDS[kind][0] != staff_mail.WORDS[kind][1]
