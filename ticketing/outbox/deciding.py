"""What a person decides about a delivery that the worker cannot settle: send it again, leave it, give it up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import NotFound, Refused
from ticketing.events import DeliveryFailed
from ticketing.models import Delivery, DeliveryStatus
from ticketing.outbox.record import record
from ticketing.ports import Ports

STUCK = (DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN, DeliveryStatus.QUEUED)
"""A person may decide about these; one being sent right now is left to its worker."""


def send_again(delivery_id: int, *, at: datetime, ports: Ports) -> Delivery:
    """Put it first in the queue, with the same Message-ID: whoever has it already sees no second copy.

    Raises:
        NotFound: no such delivery.
        Refused: it was sent, or is being sent right now.
    """
    return _decide(delivery_id, DeliveryStatus.QUEUED, next_try_at=at, last_error="")


def give_up(delivery_id: int, why: str, *, at: datetime, ports: Ports) -> Delivery:
    """Try no more; the ticket shows that this did not arrive. Raises NotFound, Refused."""
    row = _decide(delivery_id, DeliveryStatus.FAILED, last_error=why)
    if row.ticket_id is not None:
        record(DeliveryFailed(at=at, ticket_id=row.ticket_id, delivery_id=row.id, why=why), ports)
    return row


def leave(delivery_id: int, *, at: datetime, ports: Ports) -> Delivery:
    """Take a doubtful one for delivered: it is not sent again, and nobody is told that it failed.

    Raises:
        NotFound: no such delivery.
        Refused: there is no doubt about it.
    """
    return _decide(delivery_id, DeliveryStatus.SENT, among=(DeliveryStatus.UNCERTAIN,), sent_at=at)


def _decide(
    delivery_id: int,
    status: DeliveryStatus,
    *,
    among: Sequence[DeliveryStatus] = STUCK,
    **values: object,
) -> Delivery:
    """A conditional update: the worker may be taking the row at this very moment."""
    row = db.session.get(Delivery, delivery_id)
    if row is None:
        raise NotFound("no such delivery")
    decided = db.session.execute(
        sa.update(Delivery)
        .where(Delivery.id == delivery_id, Delivery.status.in_(among))
        .values(status=status, lease_until=None, **values)
    )
    if decided.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE's result has it
        raise Refused("this was sent, or is being sent right now", code="delivery_settled")
    db.session.refresh(row)
    return row
