"""Whether the wall clock may be believed: a machine whose clock leaps ahead must not break every promise at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LEAP = timedelta(seconds=90)
"""More than this ahead of the steady clock between two looks is a leap, not drift."""

PATIENCE = timedelta(minutes=5)
"""A leap that lasts this long was a correction, or the machine slept: then the new time holds."""


@dataclass
class ClockGuard:
    """Compares the wall clock with a steady one that only counts forward."""

    ahead: float | None = None
    doubted_since: float | None = None

    def believes(self, at: datetime, steady: float) -> bool:
        """Whether ``at`` may be acted on.

        Args:
            steady: seconds of a clock nobody can set (``time.monotonic``), from any origin.
        """
        ahead = at.timestamp() - steady
        if self.ahead is not None and ahead - self.ahead > LEAP.total_seconds():
            self.doubted_since = steady if self.doubted_since is None else self.doubted_since
            if steady - self.doubted_since < PATIENCE.total_seconds():
                return False
        self.ahead, self.doubted_since = ahead, None
        return True
