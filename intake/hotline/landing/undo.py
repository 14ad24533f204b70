"""Takes an import back: its tickets go as if they had never come, unless somebody has worked on them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from intake.models import ChatSession, ImportBatch, ImportRow, ImportStatus, RowStatus
from ticketing.db import db, unit_of_work
from ticketing.errors import Refused
from ticketing.feedback import themes
from ticketing.models import (
    Audit,
    CallTask,
    Classification,
    Customer,
    Delivery,
    Event,
    Mention,
    Survey,
    Ticket,
    TicketLink,
    Told,
)
from ticketing.ports import Ports

_AT_ONCE = 300
_OWN_MESSAGES = 1
"""What an import writes on a ticket; more means that somebody has spoken since."""


@dataclass
class Undone:
    """What went and what stayed: ``kept`` are the numbers of tickets that somebody has worked on since."""

    tickets: int = 0
    customers: int = 0
    kept: list[str] = field(default_factory=list)


def undo(batch_id: int, ports: Ports, *, at: datetime, staff_id: int | None = None) -> Undone:
    """Take one import back, a few hundred tickets a commit; interrupted, it is simply called again.

    What the import changed on tickets that were there before stays.

    Raises:
        Refused: the batch was never started.
    """
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        if batch.status == ImportStatus.DRY:
            raise Refused(
                f"{batch.code} was never started: there is nothing to take back", code="not_started"
            )
        code = batch.code
        batch.status, batch.lease_until = (
            ImportStatus.UNDONE,
            None,
        )  # an importer at work stops at its next unit
        batch.finished_at = at
    undone, last = Undone(), 0
    while ticket_ids := _next(code, last):
        with unit_of_work(ports):
            _take_back(ticket_ids, code, undone)
        last = ticket_ids[-1]
    with unit_of_work(ports) as session:
        batch = session.get_one(ImportBatch, batch_id, populate_existing=True)
        before = dict(batch.options.get("undone") or {})
        taken = undone.tickets + before.get("tickets", 0)
        batch.options = {**batch.options, "undone": {"tickets": taken, "kept": undone.kept}}
        _forget_rows(batch_id)
        session.add(Audit(at=at, staff_id=staff_id, action="import_undone", subject=code))
    return undone


def _next(code: str, last: int) -> Sequence[int]:
    statement = sa.select(Ticket.id).where(Ticket.import_batch == code, Ticket.id > last)
    return db.session.scalars(statement.order_by(Ticket.id).limit(_AT_ONCE)).all()


def _take_back(ticket_ids: Sequence[int], code: str, undone: Undone) -> None:
    kept = db.session.execute(
        sa.select(Ticket.id, Ticket.ticket_no)
        .where(Ticket.id.in_(ticket_ids), _worked_on())
        .order_by(Ticket.id)
    ).all()
    undone.kept += [number for _, number in kept]
    gone = set(ticket_ids) - {ticket_id for ticket_id, _ in kept}
    _withdraw_evidence(gone)
    people = set(db.session.scalars(sa.select(Ticket.customer_id).where(Ticket.id.in_(gone))))
    ours = ImportRow.ticket_id.in_(gone)
    db.session.execute(sa.update(ImportRow).where(ours).values(status=RowStatus.UNDONE, ticket_id=None))
    undone.tickets += db.session.execute(sa.delete(Ticket).where(Ticket.id.in_(gone))).rowcount
    undone.customers += _forget_people(people, code)


def _worked_on() -> sa.ColumnElement[bool]:
    """Somebody spoke, decided, linked, called or was told since the import."""
    other = sa.orm.aliased(Ticket)
    return sa.or_(
        Ticket.last_sequence > _OWN_MESSAGES,
        Ticket.merged_into_id.is_not(None),
        sa.exists().where(Event.ticket_id == Ticket.id, Event.staff_id.is_not(None)),
        sa.exists().where(Classification.ticket_id == Ticket.id, Classification.staff_id.is_not(None)),
        sa.exists().where(other.merged_into_id == Ticket.id),
        sa.exists().where(sa.or_(TicketLink.ticket_id == Ticket.id, TicketLink.other_id == Ticket.id)),
        sa.exists().where(ChatSession.ticket_id == Ticket.id),
        sa.exists().where(Told.ticket_id == Ticket.id),
        sa.exists().where(CallTask.ticket_id == Ticket.id),
        sa.exists().where(Delivery.ticket_id == Ticket.id),
    )


def _withdraw_evidence(ticket_ids: set[int]) -> None:
    """The themes that these tickets spoke for are weighed again."""
    spoke = sa.select(Mention.theme_id).where(Mention.ticket_id.in_(ticket_ids)).distinct()
    for theme_id in db.session.scalars(spoke).all():
        themes.touch(theme_id)
    db.session.flush()


def _forget_people(customer_ids: set[int], code: str) -> int:
    """Delete the customers that only this import knew."""
    elsewhere = [
        sa.exists().where(column == Customer.id)
        for column in (
            Ticket.customer_id,
            ChatSession.customer_id,
            Mention.customer_id,
            Survey.customer_id,
            Told.customer_id,
            CallTask.customer_id,
        )
    ]
    statement = sa.delete(Customer).where(
        Customer.id.in_(customer_ids),
        Customer.extra["import_batch"].as_string() == code,
        sa.not_(sa.or_(*elsewhere)),
    )
    return db.session.execute(statement.execution_options(synchronize_session=False)).rowcount


def _forget_rows(batch_id: int) -> None:
    """Calls that were statistics only are no longer known: the log may be imported again."""
    counted = sa.and_(ImportRow.batch_id == batch_id, ImportRow.status == RowStatus.STATISTICS)
    db.session.execute(sa.update(ImportRow).where(counted).values(status=RowStatus.UNDONE, call_key=None))
