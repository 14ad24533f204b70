"""What the chat's JSON doors ask of a request: from our own pages, small, an object."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from flask import abort, current_app, request

from ticketing.errors import BadInput

HEADER = "X-Voc-Chat"
LARGEST_JSON = 64 * 1024


def own_pages_only(view: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what another site's page sends: it cannot set our header, and its Origin is not ours."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        origin = request.headers.get("Origin")
        if HEADER not in request.headers or (origin is not None and not _is_ours(origin)):
            abort(403)
        return view(*args, **kwargs)

    return guarded


def _is_ours(origin: str) -> bool:
    ours = {request.host, urlsplit(current_app.extensions["settings"].base_url).netloc}
    return urlsplit(origin).netloc in ours


def read_object() -> dict[str, Any]:
    """The JSON object of this request. Raises BadInput."""
    if (request.content_length or 0) > LARGEST_JSON:
        raise BadInput("this is longer than 64 KB; send it in parts")
    data = request.get_json(silent=True)
    if not isinstance(data, dict):
        raise BadInput("send a JSON object")
    return data


def text(data: dict[str, Any], key: str, *, most: int = 400) -> str:
    """A string of the object, "" when it is absent. Raises BadInput for other kinds."""
    value = data.get(key, "")
    if not isinstance(value, str):
        raise BadInput(f"{key} must be text", field=key)
    return value[:most]
