"""Pages of the product owners: the backlog, the themes behind it, one item from evidence to effect."""

from web.product import (  # noqa: F401  # each adds its views
    board,
    decisions,
    document,
    items,
    release,
    review,
    steps,
    theme_changes,
    themes,
)
from web.product.blueprint import blueprint

__all__ = ["blueprint"]
