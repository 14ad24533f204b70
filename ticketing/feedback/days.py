"""Days and months of the company's own time zone, for grouping rows the same way on every database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import Setting

DEFAULT_ZONE = "Asia/Shanghai"
_TO_THE_HOUR = len("2026-03-10 02")
_TO_THE_MINUTE = len("2026-03-10 02:15")


def company_zone() -> ZoneInfo:
    """The time zone in which this company counts its days."""
    row = db.session.get(Setting, "company")
    return ZoneInfo(str(row.value.get("timezone", DEFAULT_ZONE)) if row is not None else DEFAULT_ZONE)


def slot(column: Any, zone: ZoneInfo, at: datetime) -> sa.ColumnElement[str]:
    """A moment's UTC hour as text, to group by; zones off the full hour are grouped by the minute.

    Any: a mapped column of moments. Days cannot be cut in SQL alike on SQLite and PostgreSQL, but both
    write a moment as text in the same form; few groups remain, and ``day_of_slot`` folds them into days.
    """
    offset = zone.utcoffset(at)
    whole = offset is not None and offset % timedelta(hours=1) == timedelta(0)
    return sa.func.substr(sa.cast(column, sa.Text), 1, _TO_THE_HOUR if whole else _TO_THE_MINUTE)


def day_of_slot(text: str, zone: ZoneInfo) -> date:
    """The company's date on which a slot of ``slot`` lies."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).astimezone(zone).date()


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """The moment (UTC) at which a date begins."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def first_of_month(day: date) -> date:
    """The first day of the month of a date."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after a date's month."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def months_between(first: date, last: date) -> list[date]:
    """The first days of the months from ``first``'s to ``last``'s, both included."""
    months, month = [], first_of_month(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return months
