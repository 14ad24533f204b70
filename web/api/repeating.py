"""A creating request sent twice gets the first answer again: networks repeat, customers are not told twice."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, request
from sqlalchemy.exc import IntegrityError

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, DuplicateMessage, Refused
from ticketing.models import IdempotencyKey
from web.api.blueprint import key_id
from web.ports import get_ports

KEPT_FOR = timedelta(hours=48)
LONGEST = 255
Work = Callable[[datetime], tuple[dict[str, Any], int]]


def answer_once(work: Work) -> Response:
    """Run ``work`` in a unit of work and keep its answer with it; a repeated request gets the kept one.

    Raises:
        BadInput: the same Idempotency-Key came with another body, or cannot be used.
        Refused: the first request under this key is still running.
    """
    name = _name()
    try:
        return _try(work, name)
    except DuplicateMessage:  # somebody stored the same message a moment ago: this time it is found
        return _try(work, name)
    except IntegrityError as error:
        if "idempotency_key" not in str(error.orig):
            raise
        raise Refused(
            "the first request under this key is still running; try again", code="still_running"
        ) from error


def _try(work: Work, name: str) -> Response:
    at = now()
    with unit_of_work(get_ports()):
        kept = _kept(name, at)
        if kept is not None and kept.status:
            return _answer(kept.answer, kept.status, repeated=True)
        body, status = work(at)
        if kept is not None:
            kept.answer, kept.status = body, status
    return _answer(body, status, repeated=False)


def _kept(name: str, at: datetime) -> IdempotencyKey | None:
    """The row of this key: an answered one, or a fresh one that this request will answer."""
    if not name:
        return None
    db.session.execute(sa.delete(IdempotencyKey).where(IdempotencyKey.created_at < at - KEPT_FOR))
    found = db.session.scalar(
        sa.select(IdempotencyKey).where(IdempotencyKey.api_key_id == key_id(), IdempotencyKey.name == name)
    )
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.get_data()).hexdigest()
    if found is None:
        found = IdempotencyKey(api_key_id=key_id(), name=name, request_hash=digest, created_at=at)
        db.session.add(found)
        db.session.flush()
    elif found.request_hash != digest:
        raise BadInput("this Idempotency-Key was used for another request", field="Idempotency-Key")
    return found


def _name() -> str:
    if "Idempotency-Key" not in request.headers:
        return ""
    name = request.headers["Idempotency-Key"].strip()
    if not 0 < len(name) <= LONGEST or not name.isascii() or not name.isprintable():
        raise BadInput("an Idempotency-Key has 1 to 255 printable characters", field="Idempotency-Key")
    return name


def _answer(body: dict[str, Any], status: int, *, repeated: bool) -> Response:
    response = jsonify(body)
    response.status_code = status
    if repeated:
        response.headers["Idempotent-Replayed"] = "true"
    return response
