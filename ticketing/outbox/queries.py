"""What became of our mails, for the ticket they belong to."""

from __future__ import annotations

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Delivery, DeliveryKind, DeliveryStatus, Ticket

_GRAVITY = (DeliveryStatus.FAILED, DeliveryStatus.UNCERTAIN, DeliveryStatus.QUEUED)


def troubled_mails(ticket: Ticket) -> dict[int, Delivery]:
    """By message: its mail that did not arrive, may not have arrived, or was put off; the gravest of several."""
    statement = sa.select(Delivery).where(
        Delivery.ticket_id == ticket.id,
        Delivery.kind == DeliveryKind.MAIL,
        Delivery.message_id.is_not(None),
        Delivery.status.in_(_GRAVITY),
        Delivery.attempts > 0,
    )
    found = sorted(db.session.scalars(statement), key=lambda one: -_GRAVITY.index(one.status))
    return {one.message_id: one for one in found if one.message_id is not None}
