"""The figures of a report, read once for the page and once for each table that is taken away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flask_babel import format_date

from intake.hotline.landing.call_figures import KINDS, call_figures
from ticketing.errors import NotFound
from ticketing.reports import exports, kpis, loop
from ticketing.reports.exports import Table
from ticketing.reports.kpis import Volume
from ticketing.reports.loop import ComplaintMonth, ComplaintSeries
from web.reports.blueprint import Asked

TABLES = (
    "volume",
    "sla",
    "complaints",
    "satisfaction",
    "waits",
    "backlog",
    "loop",
    "calls",
)


@dataclass(frozen=True)
class Stacked:
    """Tickets a week, split one way: labels of the weeks, and one row of numbers for each part."""

    labels: list[str]
    parts: dict[str, list[int]]

    @property
    def total(self) -> int:
        """All tickets."""
        return sum(sum(numbers) for numbers in self.parts.values())


def weekly(asked: Asked, points: Sequence[Volume], *, split: str) -> Stacked:
    """Volume by week and ``channel`` or ``type``; weeks without tickets are there with 0."""
    weeks = _weeks(asked)
    counts: Counter[tuple[str, date]] = Counter()
    for one in points:
        counts[getattr(one, split), one.day] += one.tickets
    names = sorted(
        {name for name, _day in counts}, key=lambda name: -sum(counts[name, week] for week in weeks)
    )
    parts = {name: [counts[name, week] for week in weeks] for name in names}
    return Stacked([format_date(week, "M/d") for week in weeks], parts)


def _weeks(asked: Asked) -> list[date]:
    """Mondays of the period; the first week may begin before it."""
    week = asked.period.first - timedelta(days=asked.period.first.weekday())
    weeks = []
    while week <= asked.period.last:
        weeks.append(week)
        week += timedelta(weeks=1)
    return weeks


def complaints(asked: Asked) -> list[ComplaintSeries]:
    """Complaints per 1,000 users by month, most complained about first; empty months at the start are left out."""
    found = loop.complaint_rates(asked.first_month, asked.period.last, asked.product_ids, asked.at)
    told = [replace(one, months=_from_first_known(one.months)) for one in found]
    return sorted((one for one in told if one.months), key=_most_complained)


def _from_first_known(months: list[ComplaintMonth]) -> list[ComplaintMonth]:
    known = [
        place for place, month in enumerate(months) if month.complaints or month.active_users is not None
    ]
    return months[known[0] :] if known else []


def _most_complained(one: ComplaintSeries) -> tuple[int, str]:
    return -sum(month.complaints for month in one.months), one.product.code


def table(asked: Asked, name: str) -> Table:
    """One table to take away. Raises NotFound for an unknown name."""
    makers = {
        "volume": lambda: exports.volume_table(kpis.volume(asked.period, asked.product_ids, by="week")),
        "sla": lambda: exports.promise_table(kpis.sla_attainment(asked.period, asked.product_ids)),
        "complaints": lambda: exports.complaint_table(complaints(asked)),
        "satisfaction": lambda: exports.satisfaction_table(
            kpis.satisfaction(asked.period, asked.product_ids)
        ),
        "waits": lambda: exports.waits_table(
            [
                ("first_response", kpis.first_response(asked.period, asked.product_ids)),
                ("decision_time", loop.decision_time(asked.period, asked.product_ids)),
            ]
        ),
        "backlog": lambda: _backlog_table(asked),
        "loop": lambda: _loop_table(asked),
        "calls": lambda: _calls_table(asked),
    }
    if name not in makers:
        raise NotFound("no such table")
    return makers[name]()


def _backlog_table(asked: Asked) -> Table:
    ages = kpis.backlog_age(asked.product_ids, asked.at)
    rows: list[tuple[str, object]] = [("open", ages.open), ("pending", ages.pending), *ages.bands.items()]
    return ("figure", "value"), [*rows, ("median_seconds", ages.median), ("p90_seconds", ages.p90)]


def _calls_table(asked: Asked) -> Table:
    """Calls are of the whole company: no list for those who see some products only."""
    days = call_figures(asked.period).days if asked.product_ids is None else {}
    return ("day", *KINDS), [(day, *(one[kind] for kind in KINDS)) for day, one in days.items()]


def _loop_table(asked: Asked) -> Table:
    closed = loop.loop_closure(asked.period, asked.product_ids)
    reopened, resolved, share = kpis.reopen_rate(asked.period, asked.product_ids, asked.at)
    rows: list[tuple[str, object]] = [
        ("outcomes", closed.outcomes),
        ("linked", closed.linked),
        ("told", closed.told),
        ("told_in_time", closed.told_in_time),
        ("opted_out", closed.opted_out),
        ("answered", closed.answered),
        ("helped", closed.helped),
        ("resolved", resolved),
        ("reopened", reopened),
        ("reopen_rate", share.value if share else None),
        ("loop_closure", closed.share.value if closed.share else None),
    ]
    return ("figure", "value"), rows
