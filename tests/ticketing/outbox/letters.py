"""Letters: deliveries as the outbox holds them."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import Any

from tests.makers import make_message, make_ticket
from ticketing.db import db
from ticketing.models import Delivery, DeliveryKind, Ticket

_numbers = count(1)


def letter(
    at: datetime, recipient: str = "wang@example.com", ticket: Ticket | None = None, **over: Any
) -> Delivery:
    """One queued mail of a ticket; keyword arguments override its words and headers."""
    ticket = ticket or make_ticket()
    number, columns = next(_numbers), {}
    for name in ("purpose", "status", "lease_until", "created_at", "attempts", "next_try_at"):
        if name in over:
            columns[name] = over.pop(name)
    payload = {
        "subject": "Re: 帆盘重复扣款 [HF-26-000001]",
        "text": "您好，\n\n已为您退款。\n",
        "html": "<p>您好，</p><p>已为您退款。</p>",
        "from_name": "禾帆客服",
        "from_address": "care@hefan.example",
        "reply_to": f"care+{'a' * 40}@hefan.example",
        "message_id": f"letter{number}@hefan.example",
        "in_reply_to": "",
        "references": [],
        "automatic": False,
        "files": [],
    } | over
    values = {"created_at": at, "next_try_at": at} | columns
    row = Delivery(
        ticket_id=ticket.id,
        message_id=make_message(ticket).id,
        kind=DeliveryKind.MAIL,
        recipient=recipient,
        dedupe_key=f"letter:{number}",
        external_id=payload["message_id"],
        payload=payload,
        **values,
    )
    db.session.add(row)
    db.session.commit()
    return row
