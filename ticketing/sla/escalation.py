"""The ladder (``domain.md`` §7): who hears of a case when, by share of the time used or by what happened.

L2 senior at 75 % · L3 complaint desk and product owner at 100 % · L4 heads at 150 %, P1 after 2 h, threats ·
L5 committee, P1 after 24 h, or a dispute that nobody settled. A rung that nobody acknowledges within half an
hour gives way to the next. The owner of a case is never changed by a notice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ticketing.models import Metric, Priority, Target

WARN_SHARE = 0.75
LEGAL_WARN_SHARE = 2 / 3
"""The legal wall of 15 days is alarmed at day 10."""

ACKNOWLEDGE_WITHIN = timedelta(minutes=30)
"""Open minutes of the target's calendar in which somebody told of a rung must say that they see to it."""
TOP = 5

SHARES = {2: WARN_SHARE, 3: 1.0, 4: 1.5}
URGENT_AFTER = {4: timedelta(hours=2), 5: timedelta(hours=24)}

SIGNAL_LEVELS = {
    "regulator": 4,
    "threat": 4,
    "safety": 3,
    "self_harm": 3,
    "violence": 3,
    "money_theft": 3,
    "data_loss": 3,
    "privacy_leak": 3,
    "minor": 3,
    "elder_harmed": 3,
}
"""Words in the text that start the ladder higher up at once."""


@dataclass(frozen=True, slots=True)
class Step:
    """One rung: from ``at`` on the people of this level must know, because of ``why``."""

    level: int
    at: datetime
    why: str


def steps_of(target: Target, used: Callable[[float], datetime]) -> list[Step]:
    """Every rung that time alone reaches; ``used(share)`` is when that share of the target's time is over."""
    if target.why.get("override"):
        return [
            Step(2, datetime.fromisoformat(target.why["draft_at"]), "draft_due"),
            Step(3, datetime.fromisoformat(target.why["stop_at"]), "hard_stop"),
            Step(4, target.due_at, "used_100"),
        ]
    steps = [Step(level, used(share), f"used_{share:.0%}"[:-1]) for level, share in SHARES.items()]
    if target.metric == Metric.RESOLUTION and target.why.get("priority") == Priority.P1:
        steps += [
            Step(level, target.started_at + after, "urgent_open") for level, after in URGENT_AFTER.items()
        ]
    return steps


def next_moment(steps: Iterable[Step], level: int) -> datetime | None:
    """When the next rung above ``level`` is reached; none at the top."""
    return min((step.at for step in steps if step.level > level), default=None)


def reached(steps: Iterable[Step], level: int, at: datetime) -> Step | None:
    """The highest rung above ``level`` reached by ``at``: after an outage one notice, not three."""
    above = [step for step in steps if step.level > level and step.at <= at]
    return max(above, key=lambda step: step.level, default=None)


def level_for(signals: Iterable[str]) -> tuple[int, str]:
    """The rung that the text's own signals demand, and which signal; (0, "") when none does."""
    found = [(SIGNAL_LEVELS[signal], signal) for signal in signals if signal in SIGNAL_LEVELS]
    return max(found, key=lambda one: one[0], default=(0, ""))
