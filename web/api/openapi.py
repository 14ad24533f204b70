"""The description of the API, OpenAPI 3.1, made from the views themselves."""

from __future__ import annotations

import copy
from typing import Any

from flask import Response, current_app, jsonify

from web.api.blueprint import blueprint, spec

PROBLEM = "application/problem+json"


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """For everybody: it holds no data."""
    kept = current_app.extensions.setdefault("openapi", {})
    if not kept:
        kept.update(_document())
    return jsonify(kept)


def _document() -> dict[str, Any]:
    """Any: it is JSON."""
    spec.app = current_app
    document: dict[str, Any] = copy.deepcopy(spec.spec)
    for operations in document["paths"].values():
        for operation in operations.values():
            _name_problems(operation["responses"])
    return document


def _name_problems(responses: dict[str, Any]) -> None:
    """Errors come as problem+json, which spectree cannot say. Any: it is JSON."""
    for status, response in responses.items():
        content = response.get("content", {})
        if status.startswith(("4", "5")) and "application/json" in content:
            content[PROBLEM] = content.pop("application/json")
