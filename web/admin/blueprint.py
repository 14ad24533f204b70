"""The admin's blueprint, and how every change is made here: checked, written down, told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Blueprint
from flask_login import current_user

from ticketing.db import Model, db
from ticketing.models import Audit, Role
from web.auth import LONGEST_PASSWORD, hasher, signed_in

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
ADMINS = (Role.ADMIN,)
READERS = (Role.ADMIN, Role.LEAD)
"""Leads read the rules they work by: products, service levels, routing, answers."""


def change(row: Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set columns; returns what really changed, as name → [before, after]. Any: columns of every type."""
    changed: dict[str, list[Any]] = {}
    for name, value in values.items():
        before = getattr(row, name)
        if before != value:
            setattr(row, name, value)
            changed[name] = [_plain(before), _plain(value)]
    return changed


def _plain(value: Any) -> Any:
    """A value as JSON. Any: columns of every type."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def write_down(at: datetime, action: str, subject: str, data: Mapping[str, Any] | None = None) -> None:
    """Add the audit row of what the signed-in person just did. Any: whatever describes the change."""
    row = Audit(at=at, staff_id=current_user.staff_id, action=action, subject=subject, data=dict(data or {}))
    db.session.add(row)


def is_own_password(password: str) -> bool:
    """Whether this is the signed-in person's password: asked again before a key is made."""
    if not 0 < len(password) <= LONGEST_PASSWORD:
        return False
    try:
        return hasher.verify(signed_in().password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
