"""The company's own words about itself: its name, its number's prefix, its hotline and its time zone."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from ticketing.kept import kept
from ticketing.models import Setting


def profile() -> dict[str, Any]:
    """What ``company.yaml`` says; empty before a company is loaded."""
    return kept("profile", _read)


def _read(session: Session) -> dict[str, Any]:
    row = session.get(Setting, "company")
    return dict(row.value) if row is not None else {}
