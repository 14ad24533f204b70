"""Figures for people who steer: volume, promises kept, complaints per user, satisfaction, and the loop."""

from web.reports import pages  # noqa: F401  # adds its views
from web.reports.blueprint import blueprint

__all__ = ["blueprint"]
