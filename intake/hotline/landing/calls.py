"""A row of a log becomes an inbound message, and gets the key by which the same call is known again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from classifier.text.language import answer_language
from intake.hotline.cells.rows import CallRow
from intake.inbound import InboundMessage
from ticketing.models import Channel, IdentityKind
from ticketing.people.identity import Sender
from ticketing.triage import catalogue

LONGEST_NUMBER = 200
LONGEST_BODY = 50_000


def call_key(call: CallRow) -> str:
    """The key of a call: its number in the other system, whatever the file or its layout was called."""
    return f"call:{call.external_id[:LONGEST_NUMBER]}"


def other_key(call: CallRow) -> str:
    """The key of a call whose number another call has already: a second system, or numbers that start again."""
    told = "\x1f".join((call.called_at.isoformat(), call.caller_phone or call.customer_name, call.body))
    digest = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
    return f"{call_key(call)}#{digest}"


@dataclass(frozen=True)
class Source:
    """Where calls come from: ``batch`` is the import's code, ``at`` its moment; ``slips`` = a regulator's list."""

    batch: str
    at: datetime
    slips: bool = False


def to_inbound(call: CallRow, key: str, source: Source) -> InboundMessage:
    """The message that a call tells; it keeps its own time."""
    at = source.at
    subject, body = words_told(call)
    language = answer_language(call.body or call.subject, fallback="zh")
    return InboundMessage(
        channel=Channel.HOTLINE,
        sender=sender_of(call, language, source.batch),
        body=body,
        at=min(call.called_at, at),
        received_at=at,
        external_id=key,
        subject=subject,
        language=language,
        address=call.caller_phone or "",
        looked_up=True,
        historic=True,
        status=call.status if call.status == "resolved" else "",
        resolved_at=call.closed_at if call.closed_at and call.closed_at <= at else None,
        score=call.satisfaction,
        regulator_ref=call.external_id if source.slips or call.due_at else "",
        regulator_due_at=call.due_at,
        batch=source.batch,
        extra=_extra(call),
    )


def words_told(call: CallRow) -> tuple[str, str]:
    """Subject and body of the message that a call tells."""
    return _clean(call.subject)[:400], _clean(call.body)


def sender_of(call: CallRow, language: str, batch: str) -> Sender:
    """Who called: known by the number; a caller without one is a person of their own."""
    addresses = {IdentityKind.PHONE: call.caller_phone} if call.caller_phone else {}
    name = _clean(call.customer_name)[:200]
    return Sender(addresses=addresses, name=name, language=language, batch=batch)


def log_state(call: CallRow) -> dict[str, Any]:
    """What may change when the same call is exported again later: kept to notice it."""
    return {
        "status": call.status,
        "resolution": _clean(call.resolution_text),
        "score": call.satisfaction,
        "due_at": call.due_at.isoformat() if call.due_at else "",
    }


def _extra(call: CallRow) -> dict[str, Any]:
    """What the log knew besides: shown beside the ticket, read by triage."""
    told = {
        "call_no": "" if call.id_derived else call.external_id,
        "agent": call.agent,
        "product_code": _product(call.product_text),
        "product_text": call.product_text,
        "category": call.category_text,
        "city": call.city,
        "state": call.state,
    }
    extra: dict[str, Any] = {name: _clean(text) for name, text in told.items() if text}
    extra["log"] = log_state(call)
    if call.extras:
        extra["columns"] = {_clean(name): _clean(text) for name, text in call.extras.items()}
    if call.warnings:
        extra["warnings"] = list(call.warnings)
    return extra


def _product(text: str) -> str:
    """The code of the product that the agent's words surely mean; else those words, as a hint to triage."""
    if not text:
        return ""
    found = catalogue.products_in(text)
    return found[0] if len(found) == 1 else text


def _clean(text: str) -> str:
    """PostgreSQL refuses NUL and halves of characters; nobody can read them either."""
    return text[:LONGEST_BODY].replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
