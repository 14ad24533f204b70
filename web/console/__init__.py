"""Pages of the agents: the live queue, the ticket, imports, calls to make."""

from web.console import (  # noqa: F401  # each adds its views
    assignment,
    calls,
    classification,
    erasing,
    escalation,
    files,
    import_columns,
    imports,
    merges,
    messages,
    originals,
    resolution,
    tickets,
    whose,
)
from web.console.blueprint import blueprint

__all__ = ["blueprint"]
