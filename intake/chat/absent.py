"""Answers for visitors who are gone: mailed once a pause, all that they missed in one, where an address is known.

The mail's reply address carries the ticket's token, so what they answer joins the conversation.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from intake.chat.state import Phase
from intake.models import ChatSession, ChatTurn
from ticketing.db import db, unit_of_work
from ticketing.models import Delivery, IdentityKind, Ticket
from ticketing.outbox import customers, mails
from ticketing.ports import Ports
from ticketing.tickets.lifecycle import survivor

PAUSE = timedelta(minutes=10)
"""So long an answer waits in the window for its reader; more answers meanwhile wait with it, anew."""
TOO_OLD = timedelta(days=1)
LONGEST_AWAY = timedelta(days=30)
BATCH = 100


def note_seen(session: ChatSession) -> None:
    """A window of this chat is open and has every line up to now."""
    session.seen_sequence = session.last_sequence


def mail_absent_visitors(ports: Ports, at: datetime) -> int:
    """Write one mail for each chat whose people's answers nobody has read for a while; returns how many."""
    waiting = (
        sa.select(ChatSession.id)
        .join(ChatTurn, ChatTurn.session_id == ChatSession.id)
        .where(
            ChatSession.phase == Phase.HANDED_OFF,  # an index has it: what people never held is not looked at
            ChatSession.ticket_id.is_not(None),
            ChatSession.seen_at > at - LONGEST_AWAY,
            ChatSession.last_sequence > ChatSession.seen_sequence,
            ChatTurn.sequence > ChatSession.seen_sequence,
            ChatTurn.client_id.startswith("delivery:"),
            ChatTurn.at > at - TOO_OLD,
        )
        .group_by(ChatSession.id)
        .having(sa.func.max(ChatTurn.at) <= at - PAUSE)
        .order_by(ChatSession.id)
    )
    found = list(db.session.scalars(waiting))
    done = 0
    for start in range(0, len(found), BATCH):
        with unit_of_work(ports):
            done += sum(_mail(one, ports, at) for one in found[start : start + BATCH])
    return done


def _mail(session_id: int, ports: Ports, at: datetime) -> bool:
    session = db.session.get_one(ChatSession, session_id)
    ticket = survivor(db.session.get_one(Ticket, session.ticket_id))
    address = ticket.customer.address(IdentityKind.EMAIL)
    if address is None or ticket.customer.erased_at is not None:
        return False
    turns = _missed(session, ticket, at)
    if not turns:
        return False
    said = [mails.Said(one.name, one.body) for one in turns]
    customers.mail_missed(
        ticket,
        address,
        said,
        cause=f"{session.id}:{turns[-1].sequence}",
        upto=turns[-1].sequence,
        at=at,
        ports=ports,
    )
    return True


def _missed(session: ChatSession, ticket: Ticket, at: datetime) -> list[ChatTurn]:
    """People's answers that were neither read in the window nor mailed before."""
    mailed = sa.select(Delivery.payload).where(
        Delivery.ticket_id == ticket.id,
        Delivery.purpose == customers.MISSED,
        Delivery.created_at > at - TOO_OLD,
    )
    before = max((int(one["upto"]) for one in db.session.scalars(mailed)), default=0)
    statement = (
        sa.select(ChatTurn)
        .where(
            ChatTurn.session_id == session.id,
            ChatTurn.sequence > max(session.seen_sequence, before),
            ChatTurn.client_id.startswith("delivery:"),
            ChatTurn.at > at - TOO_OLD,
        )
        .order_by(ChatTurn.sequence)
    )
    return [one for one in db.session.scalars(statement) if "survey" not in one.extra]
