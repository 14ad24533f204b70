"""Pages of administrators: how the installation is, who works here, by which rules."""

from web.admin import (  # noqa: F401  # each adds its views
    audit,
    calendars,
    journal,
    keys,
    knowledge,
    outbox,
    overview,
    people,
    products,
    routing,
)
from web.admin.blueprint import blueprint

__all__ = ["blueprint"]
