"""The report page and its tables to take away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, render_template, request
from flask_babel import format_date
from flask_babel import gettext as _

from intake.hotline.landing.call_figures import call_figures
from ticketing.reports import exports, kpis, loop
from ticketing.reports.loop import ComplaintSeries
from web.auth import roles
from web.reports.blueprint import READERS, SPANS, blueprint, read_asked
from web.reports.figures import complaints, table, weekly


@blueprint.get("/")
@roles(*READERS)
def overview() -> str:
    """Every figure of a period on one page, each with how many it stands on."""
    asked = read_asked()
    points = kpis.volume(asked.period, asked.product_ids, by="week")
    return render_template(
        "reports/overview.html",
        asked=asked,
        spans=SPANS,
        by_channel=weekly(asked, points, split="channel"),
        by_type=weekly(asked, points, split="type"),
        promises=kpis.sla_attainment(asked.period, asked.product_ids),
        series=complaints(asked),
        chosen=request.args.get("rate", ""),
        complaint_chart=complaint_chart,
        satisfaction=kpis.satisfaction(asked.period, asked.product_ids),
        response=kpis.first_response(asked.period, asked.product_ids),
        ages=kpis.backlog_age(asked.product_ids, asked.at),
        reopened=kpis.reopen_rate(asked.period, asked.product_ids, asked.at),
        closure=loop.loop_closure(asked.period, asked.product_ids),
        decisions=loop.decision_time(asked.period, asked.product_ids),
        calls=call_figures(asked.period) if asked.product_ids is None else None,
        duration=duration,
        month_name=lambda month: format_date(month, "yyyy-MM"),
    )


@blueprint.get("/<name>.csv")
@roles(*READERS)
def take_away(name: str) -> Response:
    """One table as CSV for spreadsheets."""
    asked = read_asked()
    found = table(asked, name)
    answer = Response(list(exports.as_csv(found)), mimetype="text/csv")
    days = f"{asked.period.first.isoformat()}_{asked.period.last.isoformat()}"
    answer.headers["Content-Disposition"] = f'attachment; filename="vocdesk-{name}-{days}.csv"'
    return answer


def complaint_chart(one: ComplaintSeries) -> dict[str, Any]:
    """A control chart for the chart macro: the rate with its centre and limits. Any: it is JSON."""
    per = [round(month.rate.value, 4) if month.rate else None for month in one.months]
    high = [round(month.high, 4) if month.high is not None else None for month in one.months]
    low = [round(month.low, 4) if month.low is not None else None for month in one.months]
    centre = [round(one.centre, 4) if one.centre is not None and month.rate else None for month in one.months]
    return {
        "labels": [format_date(month.month, "yyyy-MM") for month in one.months],
        "series": [
            {"name": _("Complaints per 1,000 users"), "values": per},
            {"name": _("Mean"), "values": centre, "dashed": True, "tone": "tone-8"},
            {"name": _("Upper limit"), "values": high, "dashed": True, "tone": "danger"},
            {"name": _("Lower limit"), "values": low, "dashed": True, "tone": "warn"},
        ],
    }


def duration(length: timedelta | None) -> str:
    """A length of time in the two largest units that say something."""
    if length is None:
        return "–"
    minutes = round(length.total_seconds() / 60)
    if minutes < 1:
        return _("under a minute")
    if minutes < 60:
        return _("%(minutes)s min", minutes=minutes)
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return (
            _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
            if rest
            else _("%(hours)s h", hours=hours)
        )
    days, hours = divmod(hours, 24)
    return _("%(days)s d %(hours)s h", days=days, hours=hours) if hours else _("%(days)s d", days=days)
