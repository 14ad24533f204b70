"""Service levels as they are promised, and the calendars they run on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound
from ticketing.models import Calendar, Metric, PolicyTarget, Priority, Target, TargetStatus, Team, Tier
from ticketing.sla.calendar import WEEKDAYS, BusinessCalendar, CalendarError
from web.admin.blueprint import ADMINS, READERS, blueprint, change, write_down
from web.admin.forms import Form, FormError
from web.auth import roles, signed_in
from web.ports import get_ports

MOST_DAYS = 800
COUNT_UP_TO = 10_000
_WINDOW = re.compile(r"(\d{1,2}:\d{2})\s*[-–—~]\s*(\d{1,2}:\d{2})")


@blueprint.get("/levels")
@roles(*READERS)
def levels() -> str:
    """What is promised to whom, and the calendars."""
    rows = db.session.scalars(sa.select(PolicyTarget)).all()
    promises = {(row.metric, row.priority, row.tier, row.channel): row for row in rows}
    return render_template(
        "admin/levels.html",
        promises=promises,
        metrics=[one for one in Metric if any(row.metric == one for row in rows)],
        priorities=list(Priority),
        tiers=list(Tier),
        overlays=[row for row in rows if row.channel],
        calendars=db.session.scalars(sa.select(Calendar).order_by(Calendar.code)).all(),
        lasting=lasting,
        this_year=now().year,
    )


@blueprint.get("/calendars/<code>")
@roles(*READERS)
def calendar(code: str) -> str:
    """One calendar: hours of the week, holidays, make-up days."""
    return _page(_get(code))


@blueprint.post("/calendars/<code>")
@roles(*ADMINS)
def save_calendar(code: str) -> str | Response | tuple[str, int]:
    """Check the days; then say what would follow, or save."""
    form, at = Form(request.form), now()
    row = _get(code)
    try:
        wishes = _read(form, row)
        preview = form.flag("preview")
        form.check()
    except FormError as error:
        return _page(row, errors=error.errors), 422
    if preview:
        return _page(row, what_if=_what_if(row, wishes, at))
    with unit_of_work(get_ports()):
        row = _get(code)
        changed = change(row, wishes)
        write_down(at, "calendar_changed", f"calendar:{code}", changed)
    flash(_("Saved"), "success")
    return redirect(url_for("admin.calendar", code=code), 303)


@dataclass(frozen=True)
class WhatIf:
    """What a changed calendar touches."""

    days: list[date]
    promises: int
    """Running promises due on or after the first changed day, counted up to 10,000."""


def lasting(minutes: float) -> str:
    """Minutes as hours and minutes, or as seconds below one, the way a person says it."""
    if minutes < 1:
        return _("%(n)s s", n=round(minutes * 60))
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return _("%(n)s min", n=rest)
    return _("%(h)s h %(n)s min", h=hours, n=rest) if rest else _("%(h)s h", h=hours)


def as_lines(row: Calendar) -> dict[str, str]:
    """The row's days as the form shows them."""
    week = {f"week_{day}": _hours(row.weekly.get(day, [])) for day in WEEKDAYS}
    opened = "\n".join(f"{day} {_hours(windows)}".strip() for day, windows in sorted(row.open.items()))
    closed = "\n".join(_ranges(sorted(date.fromisoformat(day) for day in row.closed)))
    return {**week, "open": opened, "closed": closed, "complete_until": str(row.complete_until)}


def _page(row: Calendar, errors: dict[str, str] | None = None, what_if: WhatIf | None = None) -> str:
    teams = sa.select(Team).where(Team.calendar_code == row.code).order_by(Team.code)
    return render_template(
        "admin/calendar.html",
        calendar=row,
        values={**as_lines(row), **(request.form if errors or what_if else {})},
        weekdays=WEEKDAYS,
        teams=db.session.scalars(teams).all(),
        errors=errors or {},
        what_if=what_if,
        may_edit=signed_in().role in ADMINS,
    )


def _get(code: str) -> Calendar:
    row = db.session.scalar(sa.select(Calendar).where(Calendar.code == code))
    if row is None:
        raise NotFound("no such calendar")
    return row


def _read(form: Form, row: Calendar) -> dict[str, Any]:
    """The calendar's new columns. Any: lists and mappings as the table keeps them."""
    weekly = {day: _windows(form, f"week_{day}") for day in WEEKDAYS}
    closed = [day.isoformat() for day in _closed_days(form)]
    opened = _open_days(form)
    until = form.number("complete_until", 0, 9999)
    try:
        BusinessCalendar(row.timezone, weekly, closed, opened)
    except CalendarError as error:
        form.fault("closed", error.message)
    weekly = {day: windows for day, windows in weekly.items() if windows}
    return {"weekly": weekly, "closed": closed, "open": opened, "complete_until": until}


def _windows(form: Form, name: str) -> list[list[str]]:
    return _read_hours(form, name, form.text(name, longest=200, required=False))


def _read_hours(form: Form, name: str, text: str) -> list[list[str]]:
    """``09:00–12:00, 13:00–18:00`` → pairs; empty = closed."""
    found = []
    for part in re.split(r"[,，;；]", text):
        if not part.strip():
            continue
        window = _WINDOW.fullmatch(part.strip())
        if window is None:
            form.fault(name, _("Write hours as 09:00–18:00, several with a comma."))
            return []
        found.append([window[1].zfill(5), window[2].zfill(5)])
    try:
        BusinessCalendar("UTC", {"mon": found})
    except CalendarError as error:
        form.fault(name, error.message)
    return found


def _closed_days(form: Form) -> list[date]:
    """One day or ``first..last`` a line."""
    days: set[date] = set()
    for line in form.text("closed", longest=40_000, required=False, lines=True).splitlines():
        first, _dots, last = line.strip().partition("..")
        if not first:
            continue
        try:
            begin, end = date.fromisoformat(first.strip()), date.fromisoformat((last or first).strip())
        except ValueError:
            form.fault(
                "closed", _("“%(line)s” is no day: write 2026-10-01 or 2026-10-01..2026-10-07.", line=line)
            )
            continue
        if not 0 <= (end - begin).days < 60:
            form.fault("closed", _("“%(line)s” ends before it begins, or is longer than 60 days.", line=line))
            continue
        days |= {begin + timedelta(days=number) for number in range((end - begin).days + 1)}
    if len(days) > MOST_DAYS:
        form.fault("closed", _("At most %(number)s days.", number=MOST_DAYS))
    return sorted(days)


def _open_days(form: Form) -> dict[str, list[list[str]]]:
    """``2026-10-10 09:00–18:00`` a line: work on a day that would be free."""
    opened = {}
    for line in form.text("open", longest=40_000, required=False, lines=True).splitlines():
        day, _space, hours = line.strip().partition(" ")
        if not day:
            continue
        try:
            opened[date.fromisoformat(day).isoformat()] = _read_hours(form, "open", hours)
        except ValueError:
            form.fault("open", _("“%(line)s” does not begin with a day such as 2026-10-10.", line=line))
    return opened


def _what_if(row: Calendar, wishes: dict[str, Any], at: datetime) -> WhatIf:
    """Which days change, and how many running promises end there or later. Any: see ``_read``."""
    days = {date.fromisoformat(one) for one in set(row.closed) ^ set(wishes["closed"])}
    both = {**row.open, **wishes["open"]}
    days |= {date.fromisoformat(one) for one in both if row.open.get(one) != wishes["open"].get(one)}
    today = at.astimezone(ZoneInfo(row.timezone)).date()
    if {k: v for k, v in row.weekly.items() if v} != wishes["weekly"]:
        days.add(today)
    coming = sorted(day for day in days if day >= today)
    return WhatIf(coming, _due_from(row, coming[0]) if coming else 0)


def _due_from(row: Calendar, day: date) -> int:
    midnight = datetime.combine(day, time(), ZoneInfo(row.timezone)).astimezone(UTC)
    some = (
        sa.select(sa.literal(1))
        .where(
            Target.status.in_([TargetStatus.RUNNING, TargetStatus.PAUSED]),
            Target.due_at >= midnight,
            Target.calendar_code == row.code,
        )
        .limit(COUNT_UP_TO)
        .subquery()
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _hours(windows: list[list[str]]) -> str:
    return ", ".join(f"{begin}–{end}" for begin, end in windows)


def _ranges(days: list[date]) -> list[str]:
    """Days in a row as ``first..last``."""
    lines: list[list[date]] = []
    for day in days:
        if lines and (day - lines[-1][-1]).days == 1:
            lines[-1].append(day)
        else:
            lines.append([day])
    return [f"{run[0]}..{run[-1]}" if len(run) > 1 else str(run[0]) for run in lines]
