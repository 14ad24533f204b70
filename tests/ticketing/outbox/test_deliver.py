"""Claims, retries and doubts of the outbox, through a real relay."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.makers import make_staff, make_team, make_ticket
from tests.servers import free_port
from tests.ticketing.outbox.letters import letter
from tests.ticketing.outbox.relay import Postman, relay
from ticketing.db import db
from ticketing.models import Delivery, DeliveryKind, DeliveryStatus, Event, Notice, Role
from ticketing.outbox.deliver import deliver_due
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Ports

MINUTE = timedelta(minutes=1)


def through(ports: Ports, way: Relay) -> Ports:
    return replace(ports, notifiers={"mail": SmtpNotifier(way)})


def now_of(row: Delivery) -> Delivery:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Delivery, row.id)


def test_what_was_taken_is_sent_and_not_sent_again(app, ports: Ports, at: datetime) -> None:
    postman, row = Postman(), letter(at)

    with relay(postman) as way:
        assert deliver_due(through(ports, way), at) == 1
        assert deliver_due(through(ports, way), at + timedelta(days=1)) == 0

    sent = now_of(row)
    assert (sent.status, sent.sent_at, sent.lease_until) == (DeliveryStatus.SENT, at, None)
    assert len(postman.taken) == 1


def test_a_temporary_refusal_waits_twice_as_long_each_time(app, ports: Ports, at: datetime) -> None:
    """C26: one minute, doubled each time, four hours at most."""
    postman, row, waits, moment = Postman(), letter(at), [], at
    postman.at_data = lambda _: "451 4.3.0 later"

    with relay(postman) as way:
        for _ in range(11):
            deliver_due(through(ports, way), moment)
            due = now_of(row).next_try_at
            waits.append(int((due - moment) / MINUTE))
            moment = due

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240, 240]


def test_after_five_days_it_is_given_up_and_told(app, ports: Ports, at: datetime) -> None:
    """C26: after five days the agent hears that it did not arrive."""
    agent = make_staff()
    ticket = make_ticket(assignee_id=agent.id)
    row = letter(at, ticket=ticket, created_at=at - timedelta(days=5, minutes=1))

    deliver_due(through(ports, Relay("127.0.0.1", free_port())), at)

    assert now_of(row).status == DeliveryStatus.FAILED
    [notice] = db.session.scalars(sa.select(Notice))
    assert (notice.staff_id, db.session.get_one(Event, notice.event_id).kind) == (agent.id, "delivery_failed")


@pytest.mark.parametrize("assigned", [True, False])
def test_a_final_refusal_stops_and_shows_on_the_ticket(
    app, ports: Ports, at: datetime, assigned: bool
) -> None:
    """C27: a 5xx is tried once; the ticket and whoever holds it are told."""
    team = make_team()
    lead, agent = make_staff(role=Role.LEAD, teams=(team,)), make_staff(teams=(team,))
    ticket = make_ticket(team_id=team.id, assignee_id=agent.id if assigned else None)
    postman, row = Postman(), letter(at, ticket=ticket)
    postman.at_rcpt = {row.recipient: "550 5.1.1 no such user"}

    with relay(postman) as way:
        deliver_due(through(ports, way), at)
        deliver_due(through(ports, way), at + timedelta(days=1))

    failed = now_of(row)
    assert (failed.status, failed.attempts) == (DeliveryStatus.FAILED, 1)
    [event] = db.session.scalars(sa.select(Event).where(Event.ticket_id == ticket.id))
    assert event.kind == "delivery_failed" and "no such user" in event.data["why"]
    assert [one.staff_id for one in db.session.scalars(sa.select(Notice))] == [
        agent.id if assigned else lead.id
    ]


def test_one_of_three_refused_leaves_two_sent(app, ports: Ports, at: datetime) -> None:
    """C28: each recipient has an outcome of their own."""
    postman = Postman()
    postman.at_rcpt = {"b@example.com": "550 5.1.1 no such user"}
    rows = [letter(at, f"{one}@example.com") for one in "abc"]

    with relay(postman) as way:
        deliver_due(through(ports, way), at)

    assert [now_of(one).status for one in rows] == ["sent", "failed", "sent"]


def test_a_silent_relay_leaves_doubt_that_is_repeated_once(app, ports: Ports, at: datetime) -> None:
    """C29: no answer after the final dot is doubt, once repeated, then a person decides."""
    postman, row = Postman(), letter(at)
    postman.at_data = lambda _: 4.0

    with relay(postman) as way:
        deliver_due(through(ports, way), at)
        assert now_of(row).status == DeliveryStatus.UNCERTAIN
        for days in (1, 2, 30):
            deliver_due(through(ports, way), at + timedelta(days=days))

    assert now_of(row).status == DeliveryStatus.UNCERTAIN
    assert [one["Message-ID"] for one in postman.mails()] == [f"<{row.payload['message_id']}>"] * 2


def test_a_live_lease_is_respected_and_a_dead_one_becomes_doubt(app, ports: Ports, at: datetime) -> None:
    postman = Postman()
    row = letter(at, status=DeliveryStatus.SENDING, lease_until=at + 2 * MINUTE, attempts=1)

    with relay(postman) as way:
        assert deliver_due(through(ports, way), at) == 0
        deliver_due(through(ports, way), at + 3 * MINUTE)
        doubtful = now_of(row)
        assert (doubtful.status, postman.taken) == (DeliveryStatus.UNCERTAIN, [])
        deliver_due(through(ports, way), at + 5 * MINUTE)

    assert now_of(row).status == DeliveryStatus.SENT and len(postman.taken) == 1


def test_a_closed_outbox_keeps_mail_in(app, ports: Ports, at: datetime) -> None:
    postman, row = Postman(), letter(at)

    with relay(postman) as way:
        deliver_due(through(ports, way), at, [DeliveryKind.CHAT])

    assert (now_of(row).status, postman.taken) == (DeliveryStatus.QUEUED, [])


def test_more_than_one_batch_leaves_in_order(app, ports: Ports, at: datetime) -> None:
    postman, ticket = Postman(), make_ticket()
    rows = [letter(at, f"c{number}@example.com", ticket) for number in range(60)]

    with relay(postman) as way:
        ready = through(ports, way)
        assert [deliver_due(ready, at), deliver_due(ready, at), deliver_due(ready, at)] == [50, 10, 0]

    assert [one.rcpt_tos[0] for one in postman.taken] == [row.recipient for row in rows]
