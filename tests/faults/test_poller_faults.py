"""Pollers die over a mailbox that others read too: each mail is one ticket, and the mailbox stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
import sqlalchemy as sa

from intake import journal
from intake.mail.mailbox import poll
from intake.models import MailCursor, MailJournal
from tests.faults.conftest import Machine, kill
from tests.intake.mail.test_incoming_imap import PYMAP, Server, mail, pymap
from tests.intake.post import tickets
from ticketing.db import db
from ticketing.ports import Ports

MAILS = 4
FIRST_KEPT = 3
"""Commits of a poller in a new mailbox: its cursor's savepoint and transaction, then the first mail's own."""


@pytest.fixture
def server() -> Iterator[Server]:
    if not PYMAP.exists():
        pytest.skip("no pymap here: install the development requirements")
    with pymap() as port:
        yield Server(port, "care")


def become_tickets(ports: Ports, at: datetime) -> int:
    for _ in range(MAILS):
        db.session.rollback()
        journal.parse_journal(ports, at)
    db.session.rollback()
    return len(tickets())


def cursor() -> int:
    db.session.rollback()
    return db.session.scalars(sa.select(MailCursor.last_uid)).one()


@pytest.mark.parametrize("when", ["after", "before"])
def test_a_poller_killed_between_storing_and_moving_on_leaves_one_ticket_each(
    app, machine: Machine, server: Server, ports: Ports, at: datetime, when: str
) -> None:
    """C34, C36: killed around storing the first mail: the next poller fetches it again, and it is one ticket."""
    server.put(*(mail(number) for number in range(MAILS)))
    flags = server.flags()

    kill(machine.held(f"poll:{when}:{FIRST_KEPT}", at, server.port))
    kept = db.session.scalar(sa.select(sa.func.count()).select_from(MailJournal))
    poll(server.mailbox(), ports, at)

    assert kept == {"after": 1, "before": 0}[when]
    assert become_tickets(ports, at) == MAILS
    assert server.flags() == flags and poll(server.mailbox(), ports, at) == 0


def test_two_pollers_as_processes_make_one_ticket_of_each_mail(
    app, machine: Machine, server: Server, ports: Ports, at: datetime
) -> None:
    """C34: one stops with the first mail stored, the other reads everything past it; then the first is killed."""
    server.put(*(mail(number) for number in range(MAILS)))
    stopped = machine.held(f"poll:after:{FIRST_KEPT}", at, server.port)
    assert machine.victim("poll", at, server.port).wait(60) == 0
    ahead = cursor()
    kill(stopped)

    poll(server.mailbox(), ports, at)

    assert cursor() == ahead
    assert become_tickets(ports, at) == MAILS
