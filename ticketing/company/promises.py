"""Service levels from ``sla.yaml`` become policy rows: metric × priority × tier × channel → minutes on a calendar."""

from __future__ import annotations

import sqlalchemy as sa

from ticketing.company.reading import Company
from ticketing.company.records import WorkCalendar
from ticketing.company.service_levels import Priority as PriorityRecord
from ticketing.company.values import Duration
from ticketing.db import db
from ticketing.models import Metric, PolicyTarget, Priority, Tier


def load_promises(company: Company) -> None:
    """Replace every policy row; clocks that run keep the promise they were started with."""
    db.session.execute(sa.delete(PolicyTarget))
    calendars = {one.code: one for one in company.calendars}
    levels = company.service_levels
    for priority in levels.priorities:
        for target in priority.targets:
            if target.metric in set(Metric):
                for tier, lasting in (("vip", target.vip), ("standard", target.standard)):
                    _policy(Metric(target.metric), priority.code, tier, lasting, calendars[target.calendar])
        if company.profile.telecom_licence:
            for tier in Tier:
                legal = levels.legal
                _policy(Metric.LEGAL, priority.code, tier, legal.within, calendars[legal.calendar])
        for overlay in levels.channels:
            calendar = calendars[_overlay_calendar(priority, overlay.calendar)]
            if overlay.pick_up is not None:
                for tier, lasting in (("vip", overlay.pick_up.vip), ("standard", overlay.pick_up.standard)):
                    _policy(Metric.FIRST_RESPONSE, priority.code, tier, lasting, calendar, overlay.channel)
            for tier in Tier:
                if overlay.next_response is not None:
                    lasting = overlay.next_response
                    _policy(Metric.NEXT_RESPONSE, priority.code, tier, lasting, calendar, overlay.channel)
                if overlay.callback is not None:
                    lasting = overlay.callback
                    _policy(Metric.FIRST_RESPONSE, priority.code, tier, lasting, calendar, overlay.channel)


def _overlay_calendar(priority: PriorityRecord, code: str) -> str:
    """An urgent case is urgent at night too: a channel's opening hours never loosen what never closes."""
    return code if priority.code != "P1" else priority.target("first_response").calendar


def _policy(
    metric: Metric, priority: str, tier: str, lasting: Duration, calendar: WorkCalendar, channel: str = ""
) -> None:
    db.session.add(
        PolicyTarget(
            metric=metric,
            priority=Priority(priority),
            tier=Tier(tier),
            channel=channel,
            calendar_code=calendar.code,
            minutes=lasting.minutes(_hours_a_day(calendar)),
            pauses_for_customer=metric == Metric.RESOLUTION,
        )
    )


def _hours_a_day(calendar: WorkCalendar) -> float:
    """Open hours of the calendar's first working day: what one business day of it lasts."""
    windows = next(windows for windows in calendar.weekly.values() if windows)
    return sum(_minutes(end) - _minutes(begin) for begin, end in windows) / 60


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
