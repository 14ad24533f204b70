"""Burst alarms by event time, and the item that follows."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Flask

from tests.makers import make_product
from tests.ticketing.feedback.voices import speak
from ticketing.db import db
from ticketing.feedback.alarms import detect_bursts
from ticketing.feedback.mentions import harvest
from ticketing.models import Event, Product, Theme
from ticketing.ports import Ports


def make_history(product: Product, at: datetime, per_day: int) -> None:
    for weeks in range(1, 10):
        for _ in range(per_day):
            speak(product, at=at - timedelta(weeks=weeks, hours=2))


def test_three_times_the_usual_is_a_burst(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    make_history(product, at, 2)
    for _ in range(9):
        speak(product, at=at - timedelta(hours=1))
    harvest(ports, at)

    assert detect_bursts(ports, at) == 1

    theme = db.session.scalars(sa.select(Theme)).one()
    event = db.session.scalars(sa.select(Event).where(Event.kind == "theme_flared")).one()
    assert (theme.alerted_at, theme.alert_count, theme.checked_at) == (at, 9, None)
    assert (event.data["count"], event.data["usual"]) == (9, 2.0)


def test_the_usual_number_is_no_burst(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    make_history(product, at, 5)
    for _ in range(6):
        speak(product, at=at - timedelta(hours=1))
    harvest(ports, at)

    assert detect_bursts(ports, at) == 0


def test_one_loud_customer_is_no_burst(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    loud = speak(product, at=at).customer
    for _ in range(9):
        speak(product, at=at, customer=loud)
    harvest(ports, at)

    assert detect_bursts(ports, at) == 0


def test_an_old_log_read_today_is_no_burst(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    for number in range(12):
        speak(product, at=at - timedelta(days=3, hours=number), historic=True, received_at=at)
    harvest(ports, at)

    assert detect_bursts(ports, at) == 0


def test_the_alarm_is_quiet_for_a_day_unless_it_doubles(app: Flask, ports: Ports, at: datetime) -> None:
    product = make_product()
    make_history(product, at, 1)
    for _ in range(6):
        speak(product, at=at - timedelta(minutes=30))
    harvest(ports, at)
    detect_bursts(ports, at)

    assert detect_bursts(ports, at + timedelta(minutes=15)) == 0
    for _ in range(6):
        speak(product, at=at)
    harvest(ports, at)
    assert detect_bursts(ports, at + timedelta(minutes=15)) == 1
