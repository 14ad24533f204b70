"""The random audit: one ticket in twenty is labelled by a person who has not seen what the classifiers said.

Corrections alone would flatter: people correct what looks wrong. The sample is drawn by a hash of the ticket's
number, at intake, so nobody chooses and drawing again gives the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from ticketing.db import db
from ticketing.models import LabelField, LabelTask, TaskReason, Ticket

SHARE = 0.05


def is_drawn(ticket_no: str) -> bool:
    """Whether the ticket of this number belongs to the sample."""
    digest = hashlib.sha256(f"audit {ticket_no}".encode()).digest()
    return int.from_bytes(digest[:4]) < SHARE * 2**32


def draw(ticket: Ticket, fields: Iterable[LabelField], at: datetime) -> None:
    """Ask people for these labels of a new ticket, if it is drawn."""
    if is_drawn(ticket.ticket_no):
        db.session.add_all(
            LabelTask(ticket_id=ticket.id, field=one, reason=TaskReason.AUDIT, at=at) for one in fields
        )
