"""The same matter by phone and by mail: proposed to an agent as a merge, never merged by itself.

One customer, two doors, the same product within two days, and no two different topics. It is looked for when a
ticket of a known customer is opened, by whichever door it came; that costs one indexed question. It is looked for
again when a person says what a ticket is about or whose it is; a pair that was proposed before is not proposed twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db, is_new
from ticketing.errors import Refused
from ticketing.models import ACTIVE, MergeProposal, ProposalState, Staff, Status, Ticket
from ticketing.ports import Ports
from ticketing.tickets import merging

WITHIN = timedelta(hours=48)
_GONE = (Status.MERGED, Status.CANCELLED)


def propose(ticket: Ticket, *, at: datetime) -> MergeProposal | None:
    """Propose the nearest ticket that seems to be the same matter, if there is one and either is still open."""
    if ticket.product_id is None or ticket.status in _GONE or is_new(ticket.customer):
        return None
    other = db.session.execute(_same_matter(ticket)).first()
    if other is None:
        return None
    later, earlier = (other.id, ticket.id) if other.created_at > ticket.created_at else (ticket.id, other.id)
    proposal = MergeProposal(ticket_id=later, other_id=earlier, at=at)
    db.session.add(proposal)
    return proposal


def _same_matter(ticket: Ticket) -> sa.Select[tuple[int, datetime]]:
    same_topic = sa.or_(Ticket.topic.is_(None), Ticket.topic == ticket.topic) if ticket.topic else sa.true()
    open_still = sa.true() if ticket.status in ACTIVE else Ticket.status.in_(ACTIVE)
    return (
        sa.select(Ticket.id, Ticket.created_at)
        .where(
            Ticket.customer_id == ticket.customer_id,
            Ticket.created_at.between(ticket.created_at - WITHIN, ticket.created_at + WITHIN),
            Ticket.id != ticket.id,
            Ticket.channel != ticket.channel,
            Ticket.product_id == ticket.product_id,
            Ticket.status.not_in(_GONE),
            same_topic,
            open_still,
            _not_proposed(ticket),
        )
        .order_by(Ticket.created_at.desc())
        .limit(1)
    )


def _not_proposed(ticket: Ticket) -> sa.ColumnElement[bool]:
    if is_new(ticket):
        return sa.true()
    pair = sa.or_(
        sa.and_(MergeProposal.ticket_id == ticket.id, MergeProposal.other_id == Ticket.id),
        sa.and_(MergeProposal.other_id == ticket.id, MergeProposal.ticket_id == Ticket.id),
    )
    return ~sa.exists().where(pair)


def proposed(ticket: Ticket, scope: sa.ColumnElement[bool]) -> list[tuple[MergeProposal, Ticket]]:
    """The open proposals of a ticket with the visible other one of each."""
    here = sa.or_(
        sa.and_(MergeProposal.ticket_id == ticket.id, Ticket.id == MergeProposal.other_id),
        sa.and_(MergeProposal.other_id == ticket.id, Ticket.id == MergeProposal.ticket_id),
    )
    statement = (
        sa.select(MergeProposal, Ticket)
        .join(Ticket, here)
        .where(MergeProposal.state == ProposalState.OPEN, Ticket.status.not_in(_GONE), scope)
        .order_by(MergeProposal.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def decide(
    ticket: Ticket,
    other: Ticket,
    *,
    same: bool,
    by: Staff,
    at: datetime,
    ports: Ports,
) -> Ticket:
    """A person says whether the two are one matter; returns the ticket that lives on.

    Merged, an open ticket takes up a closed one, else the earlier the later.

    Raises:
        Refused: this pair is not proposed, somebody has decided already, or they cannot be merged any more.
    """
    pair = [(ticket.id, other.id), (other.id, ticket.id)]
    mine = sa.update(MergeProposal).where(
        sa.tuple_(MergeProposal.ticket_id, MergeProposal.other_id).in_(pair),
        MergeProposal.state == ProposalState.OPEN,
    )
    state = ProposalState.ACCEPTED if same else ProposalState.DISMISSED
    taken = db.session.execute(mine.values(state=state, staff_id=by.id, decided_at=at))
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise Refused("nobody proposes these two as one any more", code="not_proposed")
    if not same:
        return ticket
    earlier, later = sorted((ticket, other), key=lambda one: (not one.is_active, one.created_at, one.id))
    merging.merge(later, earlier, by=by, at=at, ports=ports)
    return earlier
