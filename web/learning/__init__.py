"""Pages about the classifiers: how they do, which versions there are, what people are asked to label."""

from web.learning import labelling, models, watching  # noqa: F401  # each adds its views
from web.learning.blueprint import blueprint

__all__ = ["blueprint"]
