"""The doors for other programs, ``/api/v1``: keys with scopes, one description, answers that repeat."""

from web.api import backlog, openapi, themes, tickets  # noqa: F401  # each adds its views
from web.api.blueprint import blueprint

__all__ = ["blueprint"]
