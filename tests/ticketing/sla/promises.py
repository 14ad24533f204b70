"""The demo company's promises as rows, for the tests of the ledger."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tests.makers import make_calendar
from tests.ticketing.sla.calendars import CLOSED_2026, EVERY_DAY, OPEN_2026
from ticketing.db import db
from ticketing.models import Metric, PolicyTarget, Priority, Tier

SHANGHAI = ZoneInfo("Asia/Shanghai")
_BUSINESS_DAY = 540
FIRST, NEXT, RESOLUTION, LEGAL = Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.RESOLUTION, Metric.LEGAL
_PROMISES = (
    # metric, priority, tier, minutes, calendar
    (FIRST, "P1", "standard", 15, "24x7"),
    (NEXT, "P1", "standard", 15, "24x7"),
    (RESOLUTION, "P1", "standard", 480, "24x7"),
    (FIRST, "P2", "standard", 120, "CN-SERVICE"),
    (FIRST, "P2", "vip", 30, "CN-SERVICE"),
    (NEXT, "P2", "standard", 120, "CN-SERVICE"),
    (RESOLUTION, "P2", "standard", 2 * _BUSINESS_DAY, "CN-OFFICE"),
    (FIRST, "P3", "standard", 240, "CN-OFFICE"),
    (FIRST, "P3", "vip", 120, "CN-OFFICE"),
    (NEXT, "P3", "standard", 240, "CN-OFFICE"),
    (RESOLUTION, "P3", "standard", 5 * _BUSINESS_DAY, "CN-OFFICE"),
    (FIRST, "P4", "standard", _BUSINESS_DAY, "CN-OFFICE"),
    (NEXT, "P4", "standard", _BUSINESS_DAY, "CN-OFFICE"),
    (RESOLUTION, "P4", "standard", 10 * _BUSINESS_DAY, "CN-OFFICE"),
)


def shanghai(text: str) -> datetime:
    """A wall-clock moment in Shanghai, ``2026-02-13 17:30``, in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def make_promises() -> None:
    """Calendars and policies as the demo company has them; legal 15 days for every priority."""
    make_calendar("CN-OFFICE", closed=[str(day) for day in CLOSED_2026], open=OPEN_2026)
    make_calendar("CN-SERVICE", weekly={day: [["08:00", "22:00"]] for day in EVERY_DAY}, complete_until=0)
    make_calendar("24x7", weekly={day: [["00:00", "24:00"]] for day in EVERY_DAY}, complete_until=0)
    legal = [(LEGAL, f"P{n}", "standard", 15 * 24 * 60, "24x7") for n in (1, 2, 3, 4)]
    for metric, priority, tier, minutes, calendar in (*_PROMISES, *legal):
        db.session.add(
            PolicyTarget(
                metric=metric,
                priority=Priority(priority),
                tier=Tier(tier),
                minutes=minutes,
                calendar_code=calendar,
                pauses_for_customer=metric == RESOLUTION,
            )
        )
    db.session.commit()
