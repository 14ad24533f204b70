"""The one recorder: an event becomes its row, and everything that follows from it becomes rows beside it."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from ticketing.db import db, happened
from ticketing.events import Happened
from ticketing.models import Event
from ticketing.outbox import rules
from ticketing.ports import Ports

_HEAD = {field.name for field in dataclasses.fields(Happened)}


def record(event: Happened, ports: Ports) -> Event:
    """Write the event and its deliveries into the open transaction; announced after commit."""
    row = Event(
        kind=event.kind,
        at=event.at,
        ticket_id=event.ticket_id,
        item_id=event.item_id,
        customer_id=event.customer_id,
        staff_id=event.staff_id,
        data=_data(event),
    )
    db.session.add(row)
    rules.follow(event, row, ports)
    happened(db.session(), event)
    return row


def _data(event: Happened) -> dict[str, Any]:
    values = {f.name: getattr(event, f.name) for f in dataclasses.fields(event) if f.name not in _HEAD}
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
