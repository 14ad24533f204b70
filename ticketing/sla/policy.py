"""Which promises apply to a ticket: minutes and calendar by metric, priority, tier and channel.

Where one row names the ticket's channel and another every channel, whichever is due earlier counts: a call-back
within four hours must not weaken fifteen minutes for danger. What a chat promises holds while the desk is open;
at night a chat is a case like any other, and the general promise counts. A tier without rows of its own has the standard
promise; a metric without any row is not promised and gets no clock.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import sqlalchemy as sa
from sqlalchemy.orm import Session

from ticketing.kept import kept
from ticketing.models import Calendar, Channel, Metric, PolicyTarget, Priority, Ticket, Tier
from ticketing.sla import business_time
from ticketing.sla.calendar import WEEKDAYS, BusinessCalendar

ALWAYS_OPEN = BusinessCalendar("Asia/Shanghai", {day: [["00:00", "24:00"]] for day in WEEKDAYS})
"""Stands in for a calendar that is not there: a promise counted too strictly is better than none."""

_BUSINESS_DAY = 540
"""Open minutes of one business day of CN-OFFICE, 9 to 18."""

Promises = dict[Metric, "Promise"]


@dataclass(frozen=True, slots=True)
class Promise:
    """How many open minutes of which calendar one metric may take; ``source`` names the row that said so."""

    minutes: float
    calendar_code: str
    pauses_for_customer: bool
    source: str
    general: Promise | None = None
    """The promise for every channel, when this one is for the ticket's channel."""
    while_open: bool = False
    """Only for a clock that starts while the calendar is open: somebody sits there and waits for the chat."""


def promises_for(ticket: Ticket) -> Promises:
    """Every promise for a ticket's priority, its customer's tier and its channel."""
    asked = (ticket.priority, ticket.customer.tier, str(ticket.channel))
    return kept(("promises", *asked), lambda session: _read(session, *asked))


def _read(session: Session, priority: Priority, tier: Tier, channel: str) -> Promises:
    rows = sa.select(PolicyTarget).where(
        PolicyTarget.priority == priority,
        PolicyTarget.tier.in_([tier, Tier.STANDARD]),
        PolicyTarget.channel.in_([channel, ""]),
    )
    found: Promises = {Metric.PRODUCT_ANSWER: _product_answer(priority)}
    general_first = sorted(
        session.scalars(rows), key=lambda row: (row.channel != "", row.tier != Tier.STANDARD)
    )
    for row in general_first:
        promise = Promise(row.minutes, row.calendar_code, row.pauses_for_customer, _source(row))
        known = found.get(row.metric)
        if row.channel and known is not None:
            promise = replace(promise, general=known.general or known, while_open=row.channel == Channel.CHAT)
        found[row.metric] = promise
    return found


def stricter(promise: Promise, started_at: datetime) -> Promise:
    """Of a channel's promise and the general one, that which is due earlier for a clock started then."""
    if promise.general is None:
        return promise
    if promise.while_open and not business_time.is_open(calendar(promise.calendar_code), started_at):
        return promise.general
    return min(
        (promise, promise.general),
        key=lambda one: business_time.add(calendar(one.calendar_code), started_at, one.minutes),
    )


def _source(row: PolicyTarget) -> str:
    return "/".join(part for part in (row.metric, row.priority, row.tier, row.channel) if part)


def _product_answer(priority: Priority) -> Promise:
    """The product's answer is owed in any case: two business days, two hours for P1 (``domain.md`` §7)."""
    if priority == Priority.P1:
        return Promise(120, "24x7", False, "default")
    return Promise(2 * _BUSINESS_DAY, "CN-OFFICE", False, "default")


def calendar(code: str) -> BusinessCalendar:
    """The calendar of this code; rows with the same content share one value, laid out once per process."""
    return kept(("calendar", code), lambda session: _read_calendar(session, code))


def _read_calendar(session: Session, code: str) -> BusinessCalendar:
    row = session.scalar(sa.select(Calendar).where(Calendar.code == code))
    if row is None:
        return ALWAYS_OPEN
    content = json.dumps([row.timezone, row.weekly, row.closed, row.open, row.complete_until], sort_keys=True)
    return _from_content(content)


@lru_cache(maxsize=64)
def _from_content(content: str) -> BusinessCalendar:
    timezone, weekly, closed, opened, complete_until = json.loads(content)
    years = range(1970, complete_until + 1) if complete_until else None
    return BusinessCalendar(timezone, weekly, closed, opened, years)
