"""The relay refuses, drips, strips and falls silent, and the worker dies over it: nothing is lost or told twice."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from tests.faults.conftest import Machine, kill, wait_until
from tests.makers import make_ticket
from tests.ticketing.outbox.letters import letter
from tests.ticketing.outbox.relay import Postman, relay
from ticketing.db import db
from ticketing.models import Delivery, DeliveryStatus, Event
from ticketing.outbox.deliver import FIRST_RETRY, GIVE_UP_AFTER, LEASE, deliver_due
from ticketing.outbox.smtp import Relay, SmtpNotifier
from ticketing.ports import Ports

MINUTE = timedelta(minutes=1)
NO_SUCH_USER = "550 5.1.1 no such user"


class Gatekeeper(Postman):
    """Counts who was named as a recipient, taken or not; may drip its answer to one for ever."""

    def __init__(self, slow: str = "") -> None:
        super().__init__()
        self.named: list[str] = []
        self._slow = slow

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:  # type: ignore[no-untyped-def]  # noqa: N802
        self.named.append(address)
        while address == self._slow and not server.transport.is_closing():
            server.transport.write(b"2")
            await asyncio.sleep(0.1)
        return await super().handle_RCPT(server, session, envelope, address, options)


def seen(row: Delivery) -> Delivery:
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(Delivery, row.id)


def told() -> list[str]:
    """Why the agents were told that something did not arrive."""
    db.session.rollback()
    rows = db.session.scalars(sa.select(Event).where(Event.kind == "delivery_failed").order_by(Event.id))
    return [row.data["why"] for row in rows]


def later(ports: Ports, way: Relay, at: datetime, *after: timedelta) -> None:
    """The next workers, at those moments."""
    for wait in after:
        db.session.rollback()
        deliver_due(replace(ports, notifiers={"mail": SmtpNotifier(way)}), at + wait)


def test_a_worker_killed_over_a_passing_refusal_forgets_nothing(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C26: killed just after the back-off was recorded: it waits its minute, twice that next, and then leaves."""
    postman, row = Gatekeeper(), letter(at)
    postman.at_rcpt = {row.recipient: "451 4.3.0 later"}

    with relay(postman) as way:
        kill(machine.held("deliver:after:2", at, way.port))
        assert (seen(row).status, seen(row).next_try_at) == (DeliveryStatus.QUEUED, at + FIRST_RETRY)
        later(ports, way, at, FIRST_RETRY / 2)
        assert len(postman.named) == 1
        kill(machine.held("deliver:after:2", at + FIRST_RETRY, way.port))
        assert seen(row).next_try_at == at + 3 * FIRST_RETRY
        postman.at_rcpt = {}
        later(ports, way, at, 4 * MINUTE, 5 * MINUTE)

    assert seen(row).status == DeliveryStatus.SENT and len(postman.taken) == 1 and told() == []


def test_a_worker_killed_over_a_refusal_it_did_not_record_asks_again(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C26: killed between the refusal and its record: shown as doubt, tried once more, and it arrives once."""
    postman, row = Gatekeeper(), letter(at)
    postman.at_rcpt = {row.recipient: "451 4.3.0 later"}

    with relay(postman) as way:
        kill(machine.held("deliver:before:2", at, way.port))
        assert seen(row).status == DeliveryStatus.SENDING
        postman.at_rcpt = {}
        later(ports, way, at, LEASE + MINUTE)
        assert seen(row).status == DeliveryStatus.UNCERTAIN
        later(ports, way, at, LEASE + 3 * MINUTE, timedelta(days=3))

    assert seen(row).status == DeliveryStatus.SENT and len(postman.taken) == 1


def test_giving_up_is_told_once_though_the_worker_dies_over_it(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C26: after five days; killed just after it was recorded, nobody gives up a second time."""
    row = letter(at, created_at=at - GIVE_UP_AFTER - MINUTE)

    kill(machine.held("deliver:after:2", at))
    later(ports, Relay("127.0.0.1", 9), at, MINUTE, timedelta(days=1))

    assert seen(row).status == DeliveryStatus.FAILED and len(told()) == 1


@pytest.mark.parametrize(("when", "asked"), [("after", 1), ("before", 2)])
def test_a_final_refusal_is_told_once_though_the_worker_dies_over_it(
    app, machine: Machine, ports: Ports, at: datetime, when: str, asked: int
) -> None:
    """C27: recorded before the kill, it is never tried again; not recorded, it is asked once more and then told."""
    postman, row = Gatekeeper(), letter(at, ticket=make_ticket())
    postman.at_rcpt = {row.recipient: NO_SUCH_USER}

    with relay(postman) as way:
        kill(machine.held(f"deliver:{when}:2", at, way.port))
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE, timedelta(days=1), timedelta(days=9))

    assert seen(row).status == DeliveryStatus.FAILED
    assert len(postman.named) == asked and postman.taken == []
    assert len(told()) == 1 and "no such user" in told()[0]


@pytest.mark.parametrize(("when", "copies"), [("after", 1), ("before", 2)])
def test_one_of_three_refused_flags_that_one_though_the_worker_dies(
    app, machine: Machine, ports: Ports, at: datetime, when: str, copies: int
) -> None:
    """C28: what was recorded is not sent again; what was not is repeated once with its own Message-ID."""
    postman, rows = Gatekeeper(), [letter(at, f"{one}@example.com") for one in "abc"]
    postman.at_rcpt = {"b@example.com": NO_SUCH_USER}

    with relay(postman) as way:
        kill(machine.held(f"deliver:{when}:2", at, way.port))
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE, timedelta(days=1), timedelta(days=9))

    assert [seen(row).status for row in rows] == ["sent", "failed", "sent"]
    wanted = sorted(f"<{row.payload['message_id']}>" for row in (rows[0], rows[2]) for _ in range(copies))
    assert sorted(str(one["Message-ID"]) for one in postman.mails()) == wanted
    assert len(told()) == 1


def test_a_worker_killed_while_the_relay_says_nothing_after_the_dot(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C29: the doubt was recorded, then the worker died: one repeat in all, then a person decides."""
    postman, row = Postman(), letter(at)
    postman.at_data = lambda _: 600.0

    with relay(postman) as way:
        worker = machine.victim("deliver", at, way.port)
        wait_until(lambda: postman.taken)
        kill(worker)
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE)
        later(ports, way, at, timedelta(days=1), timedelta(days=30))

    assert seen(row).status == DeliveryStatus.UNCERTAIN
    assert [one["Message-ID"] for one in postman.mails()] == [f"<{row.payload['message_id']}>"] * 2


def test_a_worker_killed_at_a_dripping_relay_held_up_nobody(
    app, machine: Machine, ports: Ports, at: datetime
) -> None:
    """C30: the others overtook the mail that drips; after the kill each has arrived, at most once more."""
    postman = Gatekeeper("slow@example.com")
    rows = [letter(at, f"{one}@example.com") for one in ("slow", "a", "b")]

    with relay(postman) as way:
        worker = machine.victim("deliver", at, way.port)
        wait_until(lambda: len(postman.taken) == 2)
        assert worker.poll() is None, "it still waits for the slow one"
        kill(worker)
        postman._slow = ""
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE, timedelta(days=1))

    assert [seen(row).status for row in rows] == ["sent"] * 3
    copies = [one.rcpt_tos[0] for one in postman.taken]
    assert {one: copies.count(one) for one in set(copies)} == {
        "slow@example.com": 1,
        "a@example.com": 2,
        "b@example.com": 2,
    }


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_where_starttls_was_stripped_said_nothing_in_the_clear(
    app, machine: Machine, ports: Ports, at: datetime, when: str
) -> None:
    """C31: no sender, no recipient, no mail crossed the line; once the relay offers it again the mail leaves."""
    postman, row = Gatekeeper(), letter(at)

    with relay(postman) as way:
        kill(machine.held(f"deliver-tls:{when}:2", at, way.port))
        assert postman.named == [] and postman.taken == []
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE)

    assert seen(row).status == DeliveryStatus.SENT and len(postman.taken) == 1


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_around_the_step_after_the_send(
    app, machine: Machine, ports: Ports, at: datetime, when: str
) -> None:
    """C7: recorded, it is never sent again; not yet recorded, once more with the same Message-ID and never a third time."""
    postman, row = Postman(), letter(at)

    with relay(postman) as way:
        kill(machine.held(f"deliver:{when}:2", at, way.port))
        later(ports, way, at, LEASE + MINUTE, LEASE + 3 * MINUTE, timedelta(days=1), timedelta(days=30))

    copies = {"after": 1, "before": 2}[when]
    assert seen(row).status == DeliveryStatus.SENT
    assert [one["Message-ID"] for one in postman.mails()] == [f"<{row.payload['message_id']}>"] * copies
