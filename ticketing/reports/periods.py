"""The period a report is about, in the company's own days; and moments subtracted alike on every database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from ticketing.errors import BadInput
from ticketing.feedback.days import company_zone, start_of

LONGEST = timedelta(days=800)


@dataclass(frozen=True)
class Period:
    """From the beginning of ``first`` to the end of ``last``, both dates of the company's time zone."""

    first: date
    last: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        """The first moment inside."""
        return start_of(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after."""
        return start_of(self.last + timedelta(days=1), self.zone)

    @property
    def days(self) -> list[date]:
        """Every date inside, in order."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def holds(self, column: Any) -> sa.ColumnElement[bool]:
        """The condition that a moment lies inside. Any: a mapped column."""
        return sa.and_(column >= self.start, column < self.end)


def make_period(first: date, last: date) -> Period:
    """A period of the company's days, both included.

    Raises:
        BadInput: it ends before it begins, or is longer than 800 days.
    """
    if last < first:
        raise BadInput("the period ends before it begins", field="last")
    if last - first > LONGEST:
        raise BadInput("choose a period of at most 800 days", field="last")
    return Period(first, last, company_zone())


def last_days(number: int, at: datetime) -> Period:
    """The last ``number`` days up to and including today."""
    today = at.astimezone(company_zone()).date()
    return make_period(today - timedelta(days=number - 1), today)


class seconds_between(FunctionElement[float]):  # noqa: N801 - reads as the SQL function it is
    """Seconds from the second moment to the first: ``seconds_between(end, start)``."""

    type = sa.Float()
    inherit_cache = True


@compiles(seconds_between, "sqlite")
def _on_sqlite(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    end, start = (compiler.process(one, **options) for one in element.clauses)
    return f"((julianday({end}) - julianday({start})) * 86400.0)"


@compiles(seconds_between, "postgresql")
def _on_postgresql(element: seconds_between, compiler: SQLCompiler, **options: Any) -> str:
    end, start = (compiler.process(one, **options) for one in element.clauses)
    return f"CAST(EXTRACT(EPOCH FROM ({end} - {start})) AS FLOAT)"
