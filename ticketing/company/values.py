"""The small values that every data file is made of: sentences in two languages, durations, days, windows of time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, StringConstraints
from pydantic.dataclasses import dataclass

Language = Literal["zh", "en"]
TicketType = Literal["enquiry", "complaint", "fault", "request", "suggestion", "praise"]
Phase = Literal["pre", "in", "after"]
Severity = Literal["S1", "S2", "S3", "S4"]
PriorityCode = Literal["P1", "P2", "P3", "P4"]
Kind = Literal["software", "hardware", "bundle", "service"]
Role = Literal["admin", "lead", "agent", "product_owner", "committee"]
Metric = Literal["first_response", "next_response", "update", "resolution"]
Unit = Literal["s", "min", "h", "bh", "bd", "d"]

TYPES: tuple[TicketType, ...] = ("enquiry", "complaint", "fault", "request", "suggestion", "praise")
STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=False)
_DURATION = re.compile(r"(\d+) ?(s|min|h|bh|bd|d)")


def _full(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text.strip()


Filled = Annotated[str, AfterValidator(_full)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_\-]*$")]


@dataclass(frozen=True, config=STRICT)
class Words:
    """One sentence or name in both languages."""

    zh: Filled
    en: Filled

    def of(self, language: str) -> str:
        """The wording in `language`; anything that is not Chinese gets English."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, config=STRICT)
class Duration:
    """A length of time in the unit a policy names: s, min, h on a calendar, bh/bd business hours/days, d days."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        """The form used in the files, such as ``2 bd``."""
        return f"{self.amount} {self.unit}"

    def minutes(self, hours_per_day: float = 9) -> float:
        """Open minutes to count on the target's calendar; a business day has `hours_per_day` open hours."""
        per = {"s": 1 / 60, "min": 1, "h": 60, "bh": 60, "bd": 60 * hours_per_day, "d": 1440}
        return self.amount * per[self.unit]


def read_duration(value: Any) -> Any:
    """Turn ``"2 bd"`` into a `Duration`; raises ValueError for other text. Any: it sees unchecked YAML."""
    if isinstance(value, Duration):
        return value
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        raise ValueError(
            f"{value!r} is not a duration; write a number and s, min, h, bh, bd or d, such as '2 bd'"
        )
    return Duration(int(found[1]), found[2])  # type: ignore[arg-type]  # the expression allows only units


def _expand_days(value: Any) -> Any:
    """``2026-02-15..2026-02-23`` or one day → the list of its days. Any: it sees unchecked YAML."""
    if isinstance(value, list):
        return value
    if isinstance(value, str) and ".." in value:
        first, last = (date.fromisoformat(part.strip()) for part in value.split("..", 1))
        if last < first:
            raise ValueError(f"{value} ends before it starts")
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [value]


def all_years(value: Any) -> Any:
    """``all`` → None, which means that every year is known. Any: it sees unchecked YAML."""
    return None if value == "all" else value


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d|24:00", text):
        raise ValueError(f"{text!r} is not a time of day; write HH:MM, at most 24:00")
    return text


def _window(pair: tuple[str, str]) -> tuple[str, str]:
    if pair[1] <= pair[0]:
        raise ValueError(f"{pair[0]}–{pair[1]} ends before it starts")
    return pair


Lasting = Annotated[Duration, BeforeValidator(read_duration)]
Days = Annotated[tuple[date, ...], BeforeValidator(_expand_days)]
ClockText = Annotated[str, AfterValidator(_clock)]
Window = Annotated[tuple[ClockText, ClockText], AfterValidator(_window)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
