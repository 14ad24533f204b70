"""The worker dies while a mail leaves: at most one repeat, the same Message-ID, and the doubt is shown."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from datetime import datetime, timedelta

from tests.faults.conftest import Machine, kill, wait_until
from tests.ticketing.outbox.letters import letter
from tests.ticketing.outbox.relay import Postman, relay
from ticketing.db import db
from ticketing.models import Delivery, DeliveryStatus
from ticketing.outbox.deliver import LEASE, deliver_due
from ticketing.outbox.smtp import SmtpNotifier
from ticketing.ports import Ports

MINUTE = timedelta(minutes=1)


def status_of(row: Delivery) -> DeliveryStatus:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Delivery, row.id).status


def test_killed_after_the_relay_took_the_mail(app, machine: Machine, ports: Ports, at: datetime) -> None:
    """C6, C29: nobody recorded that it left: shown as uncertain, repeated once with the same Message-ID."""
    postman, row = Postman(), letter(at)
    postman.at_data = lambda _: 600.0

    with relay(postman) as way:
        worker = machine.victim("deliver", at, way.port)
        wait_until(lambda: postman.taken)
        kill(worker)
        assert status_of(row) == DeliveryStatus.SENDING

        postman.at_data = lambda _: "250 taken"
        mine = replace(ports, notifiers={"mail": SmtpNotifier(way)})
        deliver_due(mine, at + LEASE - MINUTE)
        assert status_of(row) == DeliveryStatus.SENDING
        deliver_due(mine, at + LEASE + MINUTE)
        assert status_of(row) == DeliveryStatus.UNCERTAIN
        for minutes in (3, 30, 3000):
            deliver_due(mine, at + LEASE + minutes * MINUTE)

    assert status_of(row) == DeliveryStatus.SENT
    assert [one["Message-ID"] for one in postman.mails()] == [f"<{row.payload['message_id']}>"] * 2


def test_killed_twice_there_is_no_third_copy(app, machine: Machine, ports: Ports, at: datetime) -> None:
    """C6: never a third."""
    postman, row = Postman(), letter(at)
    postman.at_data = lambda _: 600.0
    moment = at

    with relay(postman) as way:
        mine = replace(ports, notifiers={"mail": SmtpNotifier(way)})
        for copies in (1, 2):
            worker = machine.victim("deliver", moment, way.port)
            wait_until(lambda copies=copies: len(postman.taken) == copies)
            kill(worker)
            moment += LEASE + MINUTE
            deliver_due(mine, moment)
            moment += 2 * MINUTE
        for days in (1, 10, 1000):
            deliver_due(mine, moment + timedelta(days=days))

    assert status_of(row) == DeliveryStatus.UNCERTAIN
    assert len(postman.taken) == 2


def test_killed_before_the_relay_is_reached_costs_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """A relay that is away is no doubt: the mail never left, and waits a minute."""
    row = letter(at)
    worker = machine.victim("deliver", at, 9)
    worker.wait(60)

    waiting = db.session.get_one(Delivery, row.id, populate_existing=True)

    assert (status_of(row), waiting.next_try_at) == (DeliveryStatus.QUEUED, at + MINUTE)


def test_what_was_sent_is_recorded_once_the_database_is_back(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C7: the step after the send fails for longer than the database is waited for; nothing is sent again."""
    postman, row, locks = Postman(), letter(at), []

    def take_and_lock(_: object) -> str:
        locks.append(machine.lock())
        return "250 taken"

    postman.at_data = take_and_lock
    with relay(postman) as way:
        worker = machine.victim("deliver", at, way.port)
        wait_until(lambda: locks)
        time.sleep(11)  # longer than SQLite waits for a lock by itself
        locks[0].release()
        worker.wait(60)
        for minutes in (6, 60, 6000):
            deliver_due(replace(ports, notifiers={"mail": SmtpNotifier(way)}), at + minutes * MINUTE)

    assert status_of(row) == DeliveryStatus.SENT
    assert len(postman.taken) == 1


def test_a_window_that_cannot_be_told_costs_no_second_mail(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C7: telling open windows fails after everything was recorded; the mail stays sent."""

    class Deaf:
        def announce(self, events: object) -> None:
            raise ConnectionError("no Redis")

    postman, row = Postman(), letter(at)
    postman.at_rcpt = {"gone@example.com": "550 5.1.1 no such user"}
    letter(at, "gone@example.com")
    with relay(postman) as way:
        mine = replace(ports, notifiers={"mail": SmtpNotifier(way)}, live=Deaf())
        for minutes in (0, 6, 6000):
            with contextlib.suppress(ConnectionError):
                deliver_due(mine, at + minutes * MINUTE)

    assert status_of(row) == DeliveryStatus.SENT
    assert len(postman.taken) == 1
