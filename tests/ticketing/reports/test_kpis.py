"""Key figures: who is counted, what unknown means, and how sure one may be."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.makers import make_customer, make_product, make_ticket
from ticketing.db import db
from ticketing.errors import BadInput
from ticketing.feedback import surveys
from ticketing.models import Channel, Status, TicketType
from ticketing.reports import kpis
from ticketing.reports.exports import as_csv, promise_table, satisfaction_table, volume_table, waits_table
from ticketing.reports.periods import last_days, make_period

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def test_volume_counts_the_companys_days_not_utc_ones(app: Flask, at: datetime) -> None:
    late = datetime.fromisoformat("2026-03-10T23:30:00+08:00")
    make_ticket(created_at=late, type=TicketType.FAULT)
    make_ticket(created_at=late + timedelta(hours=1), type=TicketType.FAULT)
    make_ticket(created_at=late + timedelta(hours=1), channel=Channel.CHAT)

    found = kpis.volume(make_period(*MARCH), None)

    assert [(one.day.day, one.channel, one.type, one.tickets) for one in found] == [
        (10, "mail", "fault", 1),
        (11, "chat", "", 1),
        (11, "mail", "fault", 1),
    ]


def test_a_week_is_named_by_its_monday(app: Flask, at: datetime) -> None:
    make_ticket(created_at=at)
    make_ticket(created_at=at + timedelta(days=5))

    found = kpis.volume(make_period(*MARCH), None, by="week")

    assert [(one.day, one.tickets) for one in found] == [(date(2026, 3, 9), 2)]


def test_spam_merged_tickets_and_testers_are_not_counted(app: Flask, at: datetime) -> None:
    make_ticket(created_at=at, status=Status.CANCELLED)
    make_ticket(created_at=at, status=Status.MERGED)
    make_ticket(make_customer(tester=True), created_at=at)

    assert kpis.volume(make_period(*MARCH), None) == []


def test_figures_of_one_product_leave_out_the_others(app: Flask, at: datetime) -> None:
    own, other = make_product("DRV"), make_product("PLY")
    make_ticket(created_at=at, product_id=own.id)
    make_ticket(created_at=at, product_id=other.id)

    assert sum(one.tickets for one in kpis.volume(make_period(*MARCH), {own.id})) == 1
    assert kpis.volume(make_period(*MARCH), set()) == []


def test_the_first_response_has_a_median_and_names_the_waiting(app: Flask, at: datetime) -> None:
    for minutes in range(1, 11):
        make_ticket(created_at=at, first_response_at=at + timedelta(minutes=minutes))
    make_ticket(created_at=at)
    make_ticket(created_at=at, first_response_at=at, historic=True)

    found = kpis.first_response(make_period(*MARCH), None)

    assert (found.n, found.waiting) == (10, 1)
    assert (found.median, found.p90) == (timedelta(minutes=5), timedelta(minutes=9))


def test_no_answers_give_no_median(app: Flask, at: datetime) -> None:
    found = kpis.first_response(make_period(*MARCH), None)

    assert (found.n, found.median, found.p90) == (0, None, None)


def test_satisfaction_shows_shares_only_from_five_answers(app: Flask, at: datetime) -> None:
    for score in (5, 5, 4, 1):
        surveys.note(make_ticket(channel=Channel.HOTLINE), score=score, at=at)
    period = make_period(*MARCH)
    assert kpis.satisfaction(period, None).top_two is None

    surveys.note(make_ticket(channel=Channel.HOTLINE), score=3, at=at)
    found = kpis.satisfaction(period, None)

    assert found.top_two is not None
    assert found.dissatisfied is not None
    assert (found.given, found.top_two.value, found.dissatisfied.value) == (5, 0.6, 0.2)
    assert found.top_two.thin


def test_the_response_rate_counts_everybody_who_was_asked(app: Flask, ports: object, at: datetime) -> None:
    for number in range(5):
        survey = surveys.ask(make_ticket(), at=at, ports=app.extensions["ports"])
        assert survey is not None
        if number < 2:
            surveys.give(survey.token, score=5, at=at, ports=app.extensions["ports"])
    db.session.commit()

    found = kpis.satisfaction(make_period(*MARCH), None)

    assert found.response_rate is not None
    assert (found.asked, found.given, found.response_rate.value) == (5, 2, 0.4)


def test_open_work_falls_into_bands_of_age(app: Flask, at: datetime) -> None:
    for days in (1, 9, 10, 29, 30, 400):
        make_ticket(created_at=at - timedelta(days=days))
    make_ticket(created_at=at - timedelta(days=2), status=Status.PENDING_CUSTOMER)
    make_ticket(created_at=at - timedelta(days=2), status=Status.CLOSED)

    found = kpis.backlog_age(None, at)

    assert (found.open, found.pending) == (7, 1)
    assert found.bands == {"under_10": 3, "10_to_30": 2, "over_30": 2}
    assert (found.median, found.p90) == (timedelta(days=10), timedelta(days=400))


def test_reopening_is_judged_a_week_later(app: Flask, at: datetime) -> None:
    long_ago, lately = at - timedelta(days=8), at - timedelta(days=2)
    for number in range(5):
        make_ticket(first_resolved_at=long_ago, reopen_count=int(number == 0))
    make_ticket(first_resolved_at=lately, reopen_count=1)

    reopened, resolved, found = kpis.reopen_rate(make_period(*MARCH), None, at)

    assert (reopened, resolved) == (1, 5)
    assert found is not None
    assert found.value == 0.2


def test_attainment_has_one_line_a_metric(app: Flask, at: datetime) -> None:
    found = kpis.sla_attainment(make_period(*MARCH), None)

    assert [(one.met, one.breached, one.share) for one in found] == [(0, 0, None)] * len(found)
    assert "first_response" in {one.metric.value for one in found}


def test_periods_are_checked(app: Flask, at: datetime) -> None:
    with pytest.raises(BadInput, match="ends before"):
        make_period(date(2026, 3, 2), date(2026, 3, 1))
    with pytest.raises(BadInput, match="800"):
        make_period(date(2020, 3, 2), date(2026, 3, 1))
    assert last_days(7, at).days[0] == date(2026, 3, 4)
    assert last_days(7, at).end == datetime.fromisoformat("2026-03-11T00:00:00+08:00")


def test_tables_open_in_a_spreadsheet(app: Flask, at: datetime) -> None:
    make_ticket(created_at=at, type=TicketType.FAULT)
    period = make_period(*MARCH)

    lines = list(as_csv(volume_table(kpis.volume(period, None))))

    assert lines == ["\ufeffday,channel,type,tickets\r\n", "2026-03-10,mail,fault,1\r\n"]
    assert "met" in next(as_csv(promise_table(kpis.sla_attainment(period, None))))
    assert list(as_csv(satisfaction_table(kpis.satisfaction(period, None))))[1] == "response_rate,0,,,\r\n"
    waits = waits_table([("first_response", kpis.first_response(period, None))])
    assert list(as_csv(waits))[1] == "first_response,0,1,,\r\n"
