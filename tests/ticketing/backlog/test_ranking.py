"""Scores: what they are made of, and when they are made anew."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.makers import make_customer
from tests.ticketing.backlog.loop import make_item, make_themed_product, the_item
from tests.ticketing.feedback.voices import speak
from ticketing.backlog import proposing, queries, ranking
from ticketing.feedback.mentions import harvest
from ticketing.models import Severity, Tier
from ticketing.ports import Ports


def test_the_score_adds_distinct_customers_by_harm_and_age(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports)

    ranking.score_items(ports, at + timedelta(days=60))

    assert item.score == pytest.approx(5 * 4 * 0.5)
    assert item.score_parts["by_severity"] == {"S2": 5}
    assert item.score_parts["reach"] == [5, 10]


def test_important_customers_weigh_more_and_the_plain_figure_stands_beside(
    app: Flask, ports: Ports, at: datetime
) -> None:
    product, _ = make_themed_product(at, ports, voices=4)
    speak(product, at=at, customer=make_customer(tier=Tier.VIP, email="vip@example.com"))
    harvest(ports, at)
    proposing.propose_items(ports, at)
    item = the_item()

    ranking.score_items(ports, at)

    assert item.score == pytest.approx(4 * 4 + 4 * 1.3)
    assert item.score_parts["unweighted"] == pytest.approx(20)


def test_a_score_is_fresh_for_an_hour(app: Flask, ports: Ports, at: datetime) -> None:
    make_item(at, ports)

    assert ranking.score_items(ports, at) == 1
    assert ranking.score_items(ports, at + timedelta(minutes=59)) == 0
    assert ranking.score_items(ports, at + timedelta(minutes=60)) == 1


def test_new_voices_are_a_change_and_the_mere_passing_of_time_is_not(
    app: Flask, ports: Ports, at: datetime
) -> None:
    item, _ = make_item(at, ports)
    ranking.score_items(ports, at)
    before = item.change_number
    ranking.score_items(ports, at + timedelta(hours=2))
    assert item.change_number == before

    speak(item.product, at=at, severity=Severity.S1)
    harvest(ports, at)
    ranking.score_items(ports, at + timedelta(hours=4))

    assert (item.change_number, item.customers, item.severity) == (before + 1, 6, Severity.S1)


def test_the_board_lists_the_owners_products_only(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports)

    assert [row.item for row in queries.board({item.product_id}, at)] == [item]
    assert queries.board({item.product_id + 1}, at) == []


def test_a_candidate_is_overdue_after_ten_business_days(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports)

    assert not queries.is_overdue(item, at + timedelta(days=13))
    assert queries.is_overdue(item, at + timedelta(days=15))


def test_the_page_of_an_item_shows_everything(app: Flask, ports: Ports, at: datetime) -> None:
    item, _ = make_item(at, ports)

    page = queries.item_page(item, at)

    assert (page.evidence.counts.customers, len(page.evidence.quotes)) == (5, 5)
    assert [event.kind for event in page.history] == ["item_proposed"]
    assert len(queries.tickets_of(item)) == 5
