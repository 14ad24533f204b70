"""Why a promise is due when it is: first as facts, then as a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

from ticketing.models import LedgerEntry, LedgerKind, Target, TargetStatus, Ticket
from ticketing.sla import business_time, moves, texts
from ticketing.sla.business_days import missing_holiday_year
from ticketing.sla.calendar import BusinessCalendar


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact of the explanation: a stable code and what belongs in its words."""

    code: str
    params: Mapping[str, Any]


def why_due(
    target: Target,
    entries: Sequence[LedgerEntry],
    *,
    calendar: BusinessCalendar,
    channel: str = "",
    at: datetime | None = None,
) -> list[Reason]:
    """The facts that made the due moment, in order; language-neutral, durations in open time of the calendar.

    Args:
        entries: the target's ledger, oldest first; only those since its last start count.
        at: the present moment, for how late a promise is that is still owed.
    """
    current = _since_start(entries)
    reasons = [_started(target, current, channel), _promised(target)]
    if target.why.get("override"):
        reasons[1] = Reason("regulator", {})
    reasons += [
        Reason("recomputed", {"at": entry.at, "cause": entry.cause})
        for entry in current
        if entry.kind == LedgerKind.RECOMPUTE and entry.cause != "regulator"
    ]
    reasons += _pauses(target, current, calendar)
    reasons.append(Reason("due", {"due": target.due_at}))
    year = missing_holiday_year(calendar, target.due_at)
    if year is not None:
        reasons.append(Reason("provisional", {"year": year}))
    return reasons + _outcome(target, current, calendar, at)


def _since_start(entries: Sequence[LedgerEntry]) -> Sequence[LedgerEntry]:
    starts = [place for place, entry in enumerate(entries) if entry.kind == LedgerKind.START]
    return entries[starts[-1] :] if starts else entries


def _started(target: Target, current: Sequence[LedgerEntry], channel: str) -> Reason:
    cause = current[0].cause if current else "opened"
    if cause == "opened" and channel:
        cause = f"opened/{channel}"
    return Reason("started", {"at": target.started_at, "cause": cause})


def _promised(target: Target) -> Reason:
    facts = {name: target.why.get(name, "") for name in ("priority", "tier")}
    return Reason("promised", {**facts, "minutes": target.minutes, "calendar": target.calendar_code})


def _pauses(target: Target, current: Sequence[LedgerEntry], calendar: BusinessCalendar) -> list[Reason]:
    """Closed waits summed by kind, since ten short ones explain no more than their sum; then the open one."""
    if target.metric in moves.NEVER_PAUSES:
        return []
    waited = {"waiting": timedelta(), "solved": timedelta()}
    stood: LedgerEntry | None = None
    for entry in current:
        if entry.kind in moves.STANDS:
            stood = stood or entry
        elif entry.kind == LedgerKind.RESUME and stood is not None:
            kind = "waiting" if stood.kind == LedgerKind.PAUSE else "solved"
            waited[kind] += business_time.between(calendar, stood.at, max(stood.at, entry.at))
            stood = None
    reasons = [Reason("paused", {"waited": time, "cause": kind}) for kind, time in waited.items() if time]
    if target.paused_at is not None:
        reasons.append(Reason("paused_since", {"at": target.paused_at, "cause": "waiting"}))
    return reasons


def _outcome(
    target: Target, current: Sequence[LedgerEntry], calendar: BusinessCalendar, at: datetime | None
) -> list[Reason]:
    if target.status == TargetStatus.MET:
        return [Reason("met", {"at": target.stopped_at})]
    if target.status == TargetStatus.CANCELLED:
        return [Reason("cancelled", {"at": target.stopped_at, "cause": current[-1].cause if current else ""})]
    if target.status != TargetStatus.BREACHED:
        return []
    if target.stopped_at is not None:
        late = lateness(target, current, calendar, target.stopped_at)
        return [Reason("met_late", {"at": target.stopped_at, "late": late})]
    return [] if at is None else [Reason("breached", {"late": lateness(target, current, calendar, at)})]


def lateness(
    target: Target, entries: Iterable[LedgerEntry], calendar: BusinessCalendar, at: datetime
) -> timedelta:
    """Open time since the due moment, pauses left out; zero when it is not late."""
    if at <= target.due_at:
        return timedelta()
    pauses = [] if target.metric in moves.NEVER_PAUSES else moves.pauses_in(entries, at)
    return business_time.between(calendar, target.due_at, at, pauses)


def explain(ticket: Ticket, target: Target, language: str, at: datetime) -> str:
    """The explanation of one target of a ticket as a sentence."""
    from_row = moves.calendar_of(target)
    reasons = why_due(target, moves.entries_of(target), calendar=from_row, channel=str(ticket.channel), at=at)
    return sentence(reasons, language, from_row.zone)


def sentence(reasons: Sequence[Reason], language: str, zone: tzinfo) -> str:
    """The reasons in words, ``zh`` or ``en``; moments on the wall of ``zone``, dates only where they change."""
    between, end = texts.JOIN[language]
    writer = _Writer(language, zone)
    return between.join(writer.write(reason) for reason in reasons) + end


class _Writer:
    """Fills the words; remembers the last date written, so that one day is named once."""

    def __init__(self, language: str, zone: tzinfo) -> None:
        self.language = language
        self.zone = zone
        self.day = ""

    def write(self, reason: Reason) -> str:
        words = texts.REASONS[reason.code][self.language]
        return words.format(**{name: self._value(name, value) for name, value in reason.params.items()})

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return self._moment(value)
        if isinstance(value, timedelta):
            return _duration(value, self.language)
        if name == "minutes":
            return _promise(value, self.language)
        table = {"cause": texts.CAUSES, "tier": texts.TIERS}.get(name, {})
        return table[value][self.language] if value in table else str(value)

    def _moment(self, at: datetime) -> str:
        local = at.astimezone(self.zone)
        day = f"{local:%Y-%m-%d}"
        known, self.day = self.day == day, day
        return f"{local:%H:%M}" if known else f"{local:%Y-%m-%d %H:%M}"


def _promise(minutes: float, language: str) -> str:
    return _duration(timedelta(minutes=minutes), language)


def _duration(time: timedelta, language: str) -> str:
    """Two units at most: 3 h 20 min, 12 min, 40 s. Hours are not made into days: a day is not always nine."""
    seconds = round(time.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [(hours, "h"), (minutes, "min")] if seconds < 1 or hours or minutes else [(seconds, "s")]
    shown = [texts.UNITS[unit][language].format(n=n) for n, unit in parts if n]
    return " ".join(shown) or texts.UNITS["min"][language].format(n=0)
