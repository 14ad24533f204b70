"""Reports as tables for spreadsheets: CSV with a byte-order mark, no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from ticketing.feedback.cells import neutral
from ticketing.reports.kpis import Promise, Satisfaction, Volume, Waits
from ticketing.reports.loop import ComplaintSeries
from ticketing.reports.stats import Share

BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel reads Chinese as noise."""
Table = tuple[Sequence[str], Iterable[Sequence[object]]]
"""A header and its rows."""


def as_csv(table: Table) -> Iterator[str]:
    """The table line by line, so that a long one need not be held in memory."""
    header, rows = table
    yield BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line(row)


def _line(cells: Sequence[object]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([neutral(_plain(cell)) for cell in cells])
    return buffer.getvalue()


def _plain(cell: object) -> object:
    """Empty for unknown, ISO 8601 for moments, seconds for durations."""
    if cell is None:
        return ""
    if isinstance(cell, timedelta):
        return cell.total_seconds()
    return cell.isoformat() if isinstance(cell, date | datetime) else cell


def volume_table(points: Iterable[Volume]) -> Table:
    """Tickets by day or week, channel and type."""
    header = ("day", "channel", "type", "tickets")
    return header, ((one.day, one.channel, one.type, one.tickets) for one in points)


def promise_table(promises: Iterable[Promise]) -> Table:
    """SLA attainment by metric with its interval."""
    header = ("metric", "met", "breached", "share", "low", "high")
    return header, ((one.metric.value, one.met, one.breached, *_share(one.share)) for one in promises)


def complaint_table(series: Iterable[ComplaintSeries]) -> Table:
    """Complaints per 1,000 active users by product and month; empty where the users are unknown."""
    header = (
        "product",
        "month",
        "complaints",
        "complainants",
        "active_users",
        "rate_per_1000",
        "rate_low",
        "rate_high",
        "limit_low",
        "limit_high",
        "complete",
    )
    rows = (
        (
            one.product.code,
            month.month,
            month.complaints,
            month.complainants,
            month.active_users,
            month.rate.value if month.rate else None,
            month.rate.interval.low if month.rate else None,
            month.rate.interval.high if month.rate else None,
            month.low,
            month.high,
            month.complete,
        )
        for one in series
        for month in one.months
    )
    return header, rows


def satisfaction_table(found: Satisfaction) -> Table:
    """CSAT with its interval and response rate."""
    header = ("figure", "n", "value", "low", "high")
    rows = (
        ("response_rate", found.asked, *_share(found.response_rate)),
        ("top_two", found.given, *_share(found.top_two)),
        ("dissatisfied", found.given, *_share(found.dissatisfied)),
    )
    return header, rows


def waits_table(named: Iterable[tuple[str, Waits]]) -> Table:
    """Durations in seconds by name."""
    header = ("figure", "n", "waiting", "median_seconds", "p90_seconds")
    return header, ((name, one.n, one.waiting, one.median, one.p90) for name, one in named)


def _share(found: Share | None) -> tuple[float | None, float | None, float | None]:
    if found is None:
        return None, None, None
    return found.value, found.interval.low, found.interval.high
