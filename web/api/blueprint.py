"""The API's blueprint: who is asking, by which key, for what; and how a view describes itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, abort, g, request
from flask_limiter.util import get_remote_address
from pydantic import BaseModel, Field
from spectree import Response as Answers
from spectree import SecurityScheme, SpecTree
from spectree.models import SecureType
from spectree.models import SecuritySchemeData as Scheme

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import ApiKey, Scope, Staff
from web.limits import limiter
from web.ports import get_ports

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
SEEN_EVERY = timedelta(minutes=1)
DESCRIPTION = """Customer service that changes the product. Every request carries a key made in /admin:
`Authorization: Bearer voc_…`. A key acts with the rights its person has at that moment.
Lists are paged: send `next_cursor` back as `cursor`. Creating requests may carry an `Idempotency-Key`:
the same key with the same body gets the same answer for two days. Errors are `application/problem+json`."""

spec = SpecTree(
    "flask",
    mode="strict",
    title="VocDesk API",
    version="1",
    description=DESCRIPTION,
    security_schemes=[SecurityScheme(name="key", data=Scheme(type=SecureType.HTTP, scheme="bearer"))],
    security={"key": []},
    annotations=False,
    naming_strategy=lambda model: model.__name__,
    nested_naming_strategy=lambda _parent, child: child,
)


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Address of the kind of problem")
    title: str = Field(description="One sentence for people")
    status: int
    code: str = Field(description="Stable name of the problem")
    details: dict[str, Any] = Field(default_factory=dict, description="Field, winner, sequence …")


def describe(
    summary_tag: str,
    answers: dict[int, type[BaseModel]],
    *,
    json: type[BaseModel] | None = None,
    query: type[BaseModel] | None = None,
    headers: type[BaseModel] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Describe a view for the OpenAPI document; the view itself reads and checks. Any: views of every shape."""
    problems = dict.fromkeys(("400", "401", "403", "404", "409", "413", "415", "422", "429", "503"), Problem)
    shapes = {f"HTTP_{status}": model for status, model in (problems | _text_keys(answers)).items()}
    decorate: Callable[[Callable[..., Any]], Callable[..., Any]] = spec.validate(
        json=json,
        query=query,
        headers=headers,
        resp=Answers(**shapes),
        tags=[summary_tag],
        security={"key": []},
        skip_validation=True,
    )
    return decorate


def _text_keys(answers: dict[int, type[BaseModel]]) -> dict[str, type[BaseModel]]:
    return {str(status): model for status, model in answers.items()}


def needs(scope: Scope) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only a living key with this scope opens the view. Any: views of every shape."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            key = _find_key()
            if key is None:
                abort(401)
            if scope.value not in key.scopes:
                abort(403)
            g.api_key_id, g.api_staff_id = key.id, key.staff_id
            _note_use(key)
            return view(*args, **kwargs)

        guarded.needed_scope = scope  # type: ignore[attr-defined]  # the rights test reads it
        return guarded

    return decorate


def acting() -> Staff:
    """The person whose rights the key uses, from this request's database session."""
    return db.session.get_one(Staff, g.api_staff_id)


def key_id() -> int:
    """The key of this request."""
    return int(g.api_key_id)


def _find_key() -> ApiKey | None:
    token = _token()
    if not token:
        return None
    hashed = hashlib.sha256(token.encode()).hexdigest()
    key = db.session.scalar(sa.select(ApiKey).where(ApiKey.token_hash == hashed))
    return key if key is not None and key.is_alive(now()) else None


def _token() -> str:
    kind, _space, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def _note_use(key: ApiKey) -> None:
    """A minute is exact enough: reading should not cost a write each time."""
    at = now()
    if key.last_used_at is not None and at - key.last_used_at < SEEN_EVERY:
        return
    number = key.id
    with unit_of_work(get_ports()) as session:
        session.get_one(ApiKey, number).last_used_at = at


def _who() -> str:
    """Limits count by key; without one, by address."""
    token = _token()
    return hashlib.sha256(token.encode()).hexdigest()[:16] if token else get_remote_address()


limiter.limit("600/minute", key_func=_who)(blueprint)


@blueprint.after_request
def _say_how(response: Response) -> Response:
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="voc"'
    return response
