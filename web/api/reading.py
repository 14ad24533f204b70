"""What a program sent, read strictly: one value a name, no unknown names, nothing JSON does not have."""

from __future__ import annotations

import base64
import binascii
import json
from typing import Any, TypeVar

from flask import abort, request
from pydantic import BaseModel, ConfigDict, ValidationError

from ticketing.errors import BadInput

MOST_BYTES = 1_000_000
DEEPEST = 32


class Strict(BaseModel):
    """Base of everything we read: unknown fields are faults."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


Shape = TypeVar("Shape", bound=BaseModel)


def read_body(shape: type[Shape]) -> Shape:
    """The request's JSON as ``shape``. Raises BadInput (422), or stops with 413 or 415."""
    if request.mimetype != "application/json":
        abort(415, "send application/json")
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    raw = request.get_data(cache=True)
    if len(raw) > MOST_BYTES:
        abort(413)
    return _shaped(shape, _read_json(raw))


def read_query(shape: type[Shape]) -> Shape:
    """The address's parameters as ``shape``. Raises BadInput."""
    doubled = [name for name, values in request.args.lists() if len(values) > 1]
    if doubled:
        raise BadInput("send every parameter once", field=doubled[0])
    return _shaped(shape, request.args.to_dict())


def write_cursor(value: str) -> str:
    """A place in a list, in a form nobody is tempted to build by hand."""
    return base64.urlsafe_b64encode(value.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> int:
    """The number in a cursor of ours. Raises BadInput."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise BadInput("this cursor was not given out by us", field="cursor") from error
    if not text.isdecimal() or len(text) > 18:
        raise BadInput("this cursor was not given out by us", field="cursor")
    return int(text)


def _read_json(raw: bytes) -> Any:
    """Any: it is JSON."""
    try:
        value = json.loads(raw, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"this is not JSON: {error}", field="body") from error
    _check(value, 1)
    return value


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON number")


def _check(value: Any, depth: int) -> None:
    """Neither too deep nor with characters that no database takes. Any: it is JSON."""
    if depth > DEEPEST:
        raise BadInput(f"nested deeper than {DEEPEST} levels", field="body")
    if isinstance(value, str) and any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in value):
        raise BadInput("a text holds NUL or half a character", field="body")
    if isinstance(value, int) and abs(value) >= 2**63:
        raise BadInput("a number is beyond 64 bits", field="body")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _check(part, depth + 1)
    for name in value if isinstance(value, dict) else ():
        _check(name, depth)


def _shaped(shape: type[Shape], value: Any) -> Shape:
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        faults = [
            {"field": ".".join(str(part) for part in one["loc"]) or "body", "reason": one["msg"]}
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise BadInput(
            f"{faults[0]['field']}: {faults[0]['reason']}", field=faults[0]["field"], faults=faults
        ) from error
