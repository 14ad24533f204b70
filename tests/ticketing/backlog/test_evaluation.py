"""Did it help: before and after a release, per user, with the interval said aloud."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from tests.ticketing.backlog.loop import make_released
from tests.ticketing.feedback.voices import speak
from ticketing.backlog import evaluation, release
from ticketing.db import db
from ticketing.feedback.mentions import harvest
from ticketing.models import Exposure, Item, ItemStatus, Verdict
from ticketing.ports import Ports


def make_watched(at: datetime, ports: Ports, voices: int, users: int | None = 10_000) -> Item:
    """A released item, everybody told, with active users for the months around it."""
    item, _ = make_released(at, ports, voices)
    while release.tell_customers(ports, at):
        pass
    if users is not None:
        for month in (12, 1, 2, 3, 4, 5, 6):
            year = 2025 if month == 12 else 2026
            db.session.add(
                Exposure(product_id=item.product_id, month=date(year, month, 1), active_users=users)
            )
    item.released_at = at + timedelta(hours=1)
    item.watch_until = item.released_at + timedelta(days=30)
    db.session.commit()
    return item


def test_far_fewer_cases_are_effective_and_done(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=30)
    later = item.watch_until or at

    assert evaluation.evaluate_effects(ports, later) == 1

    assert (item.verdict, item.status) == (Verdict.EFFECTIVE, ItemStatus.DONE)
    assert (item.effect["before"]["cases"], item.effect["after"]["cases"]) == (30, 0)
    assert item.effect["high"] < 1
    assert item.effect["answers"] == {"asked_by": 30, "told": 30, "answered": 0, "helped": 0}


def test_a_fix_that_changed_nothing_goes_back_to_review(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=20)
    for _ in range(15):
        speak(item.product, at=at + timedelta(days=10))
    harvest(ports, at)

    evaluation.evaluate_effects(ports, item.watch_until or at)

    assert (item.verdict, item.status) == (Verdict.INEFFECTIVE, ItemStatus.REVIEW)


def test_too_few_cases_are_watched_longer_and_then_inconclusive(
    app: Flask, ports: Ports, at: datetime
) -> None:
    item = make_watched(at, ports, voices=5)
    released_at = item.released_at or at

    evaluation.evaluate_effects(ports, released_at + timedelta(days=30))
    assert (item.status, item.watch_until) == (ItemStatus.WATCHING, released_at + timedelta(days=60))

    evaluation.evaluate_effects(ports, released_at + timedelta(days=60))
    evaluation.evaluate_effects(ports, released_at + timedelta(days=90))
    assert (item.status, item.verdict) == (ItemStatus.EVALUATED, Verdict.INCONCLUSIVE)


def test_unknown_users_are_never_taken_for_none(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=30, users=None)
    released_at = item.released_at or at

    for days in (30, 60, 90):
        evaluation.evaluate_effects(ports, released_at + timedelta(days=days))

    assert item.effect["before"]["user_months"] is None
    assert (item.verdict, item.effect["why"]) == (Verdict.INCONCLUSIVE, "exposure_missing")


def test_cases_of_older_versions_do_not_count_against_the_fix(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=15)
    for version in ("6.2.1", "6.3.0", "6.4", ""):
        speak(item.product, at=at + timedelta(days=5), product_version=version)
    harvest(ports, at)

    _, after, _ = evaluation.windows(item, at + timedelta(days=30))

    assert after is not None
    assert after.cases == 3


def test_user_months_add_up_over_the_days_of_months(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=5, users=31_000)
    start = datetime.fromisoformat("2026-03-01T00:00:00+08:00")

    found = evaluation.user_months(item.product_id, start, start + timedelta(days=15, hours=12))

    assert found is not None
    assert found.amount == pytest.approx(15_500)
    assert not found.estimated


def test_a_month_without_figures_is_carried_over_and_marked(app: Flask, ports: Ports, at: datetime) -> None:
    item = make_watched(at, ports, voices=5, users=30_000)
    start = datetime.fromisoformat("2026-07-01T00:00:00+08:00")

    found = evaluation.user_months(item.product_id, start, start + timedelta(days=31))

    assert found is not None
    assert (found.amount, found.estimated) == (pytest.approx(30_000), True)
    assert (
        evaluation.user_months(item.product_id, start + timedelta(days=92), start + timedelta(days=120))
        is None
    )


@pytest.mark.parametrize(
    ("version", "fixed", "expected"),
    [("6.2.1", "6.10", True), ("6.10", "6.2.1", False), ("", "6.3", False), ("latest", "6.3", False)],
)
def test_versions_are_compared_as_numbers(version: str, fixed: str, expected: bool) -> None:
    assert evaluation.is_older(version, fixed) is expected
