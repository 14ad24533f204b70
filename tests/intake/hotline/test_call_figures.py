"""Calls that became no ticket are counted: answer rate, given up, made by us, a day."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from intake.hotline.landing.call_figures import call_figures
from tests.intake.hotline.desk import bring_in
from ticketing.ports import Ports
from ticketing.reports.periods import make_period

pytestmark = pytest.mark.usefixtures("app")
LOG = """contactId,contactType,startTime,callingNumber,contactDisposition,notes
1,INBOUND,2026-03-05 09:00,13800001231,Answered,router drops every night
2,INBOUND,2026-03-05 23:30,13800001232,Answered,charged twice this month
3,INBOUND,2026-03-06 00:30,13800001233,AbandonedInQueue,
4,INBOUND,2026-03-06 09:00,13800001234,Answered,
5,INBOUND,2026-03-06 09:10,13800001235,AbandonedInQueue,
6,OUTBOUND,2026-03-06 09:20,13800001236,Answered,
7,INTERNAL,2026-03-06 09:30,13800001237,Answered,
8,INBOUND,2026-03-06 10:00,13800001238,Answered,asks when Care+ starts
"""


def test_every_call_counts_on_its_own_day_in_the_companys_clock(ports: Ports, at: datetime) -> None:
    bring_in(LOG.encode(), ports, at)

    found = call_figures(make_period(date(2026, 3, 1), date(2026, 3, 31)))

    assert found.days == {
        date(2026, 3, 5): {"answered": 2, "abandoned": 0, "outbound": 0, "internal": 0},
        date(2026, 3, 6): {"answered": 2, "abandoned": 2, "outbound": 1, "internal": 1},
    }
    assert found.answer_rate is not None
    assert (found.answer_rate.count, found.answer_rate.n) == (4, 6)


def test_a_log_imported_twice_counts_once(ports: Ports, at: datetime) -> None:
    bring_in(LOG.encode(), ports, at)
    bring_in(LOG.encode(), ports, at, name="again.csv")

    found = call_figures(make_period(date(2026, 3, 1), date(2026, 3, 31)))

    assert found.totals == {"answered": 4, "abandoned": 2, "outbound": 1, "internal": 1}


def test_other_days_and_no_calls_at_all_are_no_rate(ports: Ports, at: datetime) -> None:
    bring_in(LOG.encode(), ports, at)

    found = call_figures(make_period(date(2026, 2, 1), date(2026, 2, 28)))

    assert (found.days, found.answer_rate) == ({}, None)
