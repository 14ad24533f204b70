"""The story's days as moments: day 0 is the first local midnight, twelve weeks before the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ticketing.company.story_script import WEEKS


@dataclass(frozen=True, slots=True)
class Days:
    """Turns day numbers of the script into aware UTC moments; `scale` stretches them to the weeks asked for."""

    start: datetime
    end: datetime
    scale: float
    zone: ZoneInfo

    def at(self, day: float) -> datetime:
        """The moment of a day number; fractions are parts of a day."""
        return self.start + timedelta(days=day * self.scale)

    def hour(self, moment: datetime) -> float:
        """The local hour of a moment, 0 to 24."""
        local = moment.astimezone(self.zone)
        return local.hour + local.minute / 60


def days_until(end: datetime, weeks: int, timezone: str) -> Days:
    """The days of a story of `weeks` that ends at the aware moment `end`; raises ValueError for naive times."""
    if end.tzinfo is None:
        raise ValueError("end has no UTC offset; give an aware moment")
    if weeks < 1:
        raise ValueError(f"weeks must be at least 1, but is {weeks}")
    zone = ZoneInfo(timezone)
    first = (end - timedelta(weeks=weeks)).astimezone(zone)
    start = first.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    return Days(start, end.astimezone(UTC), weeks / WEEKS, zone)
