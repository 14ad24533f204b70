"""One row of a log to one call: ``read_row(raw, layout)`` gives a ``CallRow`` or the ``RowProblem`` that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from intake.hotline.cells.dates import DateProblem, read_moment, tidy
from intake.hotline.cells.words import (
    begins_said,
    ends_resolved,
    is_said,
    read_direction,
    read_satisfaction,
    read_state,
    says_abandoned,
)
from intake.hotline.columns.binding import BoundLayout, local_midnight
from intake.hotline.problems import RowProblem
from ticketing.people.phones import Phone, read_phone


@dataclass(frozen=True)
class CallRow:
    """One call as the log tells it.

    ``external_id`` is the other system's number, or, where it has none (``id_derived``), a digest of time, caller and
    text, so that the same row is known again. Times are aware UTC. ``status`` is open or resolved; a row whose
    ``statistics_only`` is not "" (abandoned, internal, outbound, silent, no note) counts but is no ticket.
    ``due_at`` is a regulator's deadline, the end of its day. ``extras`` keeps every other cell under its header.
    """

    external_id: str
    called_at: datetime
    caller_phone: str | None = None
    customer_name: str = ""
    product_text: str = ""
    category_text: str = ""
    subject: str = ""
    body: str = ""
    resolution_text: str = ""
    status: str = "open"
    closed_at: datetime | None = None
    agent: str = ""
    direction: str = "inbound"
    statistics_only: str = ""
    due_at: datetime | None = None
    satisfaction: int | None = None
    city: str = ""
    state: str = ""
    id_derived: bool = False
    extras: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def read_row(raw: Mapping[str, str], layout: BoundLayout) -> CallRow | RowProblem:
    """Return the call that one row {their header: text} tells, or what is wrong with the row; never raises."""
    warnings: list[str] = []
    try:
        called_at = _call_time(raw, layout, warnings)
    except _BadCell as bad:
        return bad.problem
    phone = _phone(raw, layout, warnings)
    body = _body(raw, layout)
    number = layout.cell(raw, "external_id")
    direction = _direction(raw, layout, warnings)
    tells = body or phone.e164 or number or direction != "inbound"
    if not tells and not any(map(says_abandoned, raw.values())):
        return RowProblem("", "the row says neither who called nor what about")
    closed_at = _other_time(raw, "closed_at", layout, warnings)
    status = _status(raw, body, closed_at, layout, warnings)
    due_at = _due(raw, layout, warnings)
    _doubt(raw, number, layout, warnings)
    return CallRow(
        external_id=number or _digest(raw, called_at, body, layout),
        called_at=called_at,
        caller_phone=phone.e164,
        customer_name=layout.cell(raw, "customer_name"),
        product_text=layout.cell(raw, "product_text"),
        category_text=layout.cell(raw, "category_text"),
        subject=layout.cell(raw, "subject"),
        body=body,
        resolution_text=layout.cell(raw, "resolution_text"),
        status=status,
        closed_at=closed_at,
        agent=layout.cell(raw, "agent") or layout.cell(raw, "agent_name"),
        direction=direction,
        statistics_only=_no_ticket(raw, direction, body, layout),
        due_at=due_at,
        satisfaction=read_satisfaction(layout.cell(raw, "satisfaction")),
        city=layout.cell(raw, "city"),
        state=layout.cell(raw, "state"),
        id_derived=not number,
        extras=_extras(raw, layout, phone),
        warnings=tuple(warnings),
    )


class _BadCell(Exception):
    def __init__(self, problem: RowProblem) -> None:
        self.problem = problem


def _call_time(raw: Mapping[str, str], layout: BoundLayout, warnings: list[str]) -> datetime:
    meaning = "called_at" if layout.column("called_at") else "called_on"
    text, clock = layout.cell(raw, meaning), layout.cell(raw, "called_time")
    try:
        moment, timed = read_moment(text, clock, layout.dates)
        _check_sibling(raw, layout, text)
    except (DateProblem, OverflowError) as bad:
        at_fault = "called_time" if "time of day" in str(bad) or "twelve" in str(bad) else meaning
        at_fault = at_fault if layout.column(at_fault) else meaning
        value = layout.cell(raw, at_fault)[:80]
        raise _BadCell(RowProblem(layout.column(at_fault), str(bad), value)) from bad
    if not timed:
        warnings.append("the time of day is unknown; midnight is used")
    return moment


def _check_sibling(raw: Mapping[str, str], layout: BoundLayout, text: str) -> None:
    """Raise DateProblem when the second date column says another day (as written: before any repair)."""
    sibling = layout.cell(raw, "called_on_check")
    if not sibling:
        return
    as_written = replace(layout.dates, swapped=False)
    if read_moment(text, "", as_written) != read_moment(sibling, "", as_written):
        raise DateProblem(f"the two date columns disagree: {text} and {sibling}")


def _phone(raw: Mapping[str, str], layout: BoundLayout, warnings: list[str]) -> Phone:
    phone = read_phone(layout.cell(raw, "caller_phone"), layout.layout.region)
    if phone.warning:
        warnings.append(f"{layout.column('caller_phone')}: {phone.warning}")
    return phone


def _body(raw: Mapping[str, str], layout: BoundLayout) -> str:
    """Return what the customer said; a log without a note column speaks through its topic."""
    parts = [layout.cell(raw, "body")]
    if remedy := layout.cell(raw, "remedy"):
        parts.append(f"{layout.column('remedy')}: {remedy}")
    text = "\n".join(part for part in parts if part) or layout.cell(raw, "subject")
    if not text and not layout.column("body"):
        return layout.cell(raw, "category_text")
    return text


def _other_time(
    raw: Mapping[str, str], meaning: str, layout: BoundLayout, warnings: list[str]
) -> datetime | None:
    text = layout.cell(raw, meaning)
    if not tidy(text) or tidy(text) in {"-", "--", "/", "无", "無"}:
        return None
    try:
        return read_moment(text, "", replace(layout.dates, swapped=False))[0]
    except (DateProblem, OverflowError) as bad:
        warnings.append(f"{layout.column(meaning)}: {bad} ({text[:40]})")
        return None


def _due(raw: Mapping[str, str], layout: BoundLayout, warnings: list[str]) -> datetime | None:
    moment = _other_time(raw, "due_at", layout, warnings)
    if moment is None:
        return None
    return moment + timedelta(days=1, seconds=-1) if local_midnight(moment, layout.dates.zone) else moment


def _direction(raw: Mapping[str, str], layout: BoundLayout, warnings: list[str]) -> str:
    text = layout.cell(raw, "direction")
    found = read_direction(text)
    if text and not found:
        warnings.append(f"{layout.column('direction')}: unknown direction {text[:40]!r}, taken as inbound")
    return found or "inbound"


def _status(
    raw: Mapping[str, str], body: str, closed_at: datetime | None, layout: BoundLayout, warnings: list[str]
) -> str:
    for meaning in ("status", "disposition"):
        text = layout.cell(raw, meaning)
        if said := _said_state(meaning, text):
            return said
        if text and meaning == "status":
            warnings.append(f"{layout.column('status')}: unknown state {text[:40]!r}, taken as open")
            return "open"
    if closed_at or ends_resolved(layout.cell(raw, "resolution_text") or body):
        return "resolved"
    return "open" if layout.column("status") else layout.layout.historic_status


def _said_state(meaning: str, text: str) -> str | None:
    """A column of states may use any words for them; how a call ended says so in known words or not at all."""
    if meaning == "status":
        return read_state(text)
    return next((state for state in ("open", "resolved") if begins_said(state, text)), None)


def _no_ticket(raw: Mapping[str, str], direction: str, body: str, layout: BoundLayout) -> str:
    """Return why the row is statistics only, "" for a ticket."""
    if direction != "inbound":
        return direction
    ended = layout.cell(raw, "disposition")
    gave_up = is_said("said_yes", layout.cell(raw, "abandoned")) or (
        says_abandoned(ended) and not (body and is_said("also_topics", ended))
    )
    if gave_up or is_said("said_no", layout.cell(raw, "answered")):
        return "abandoned"
    if is_said("silent", body):
        return "silent"
    if layout.cell(raw, "body"):
        return ""
    if any(map(says_abandoned, raw.values())):
        return "abandoned"
    return "" if body else "no note"


def _doubt(raw: Mapping[str, str], number: str, layout: BoundLayout, warnings: list[str]) -> None:
    if layout.numbered and not any(char.isdigit() for char in number):
        warnings.append("its number is unlike all others: the row may have been torn in two")
    if any("\ufffd" in text for text in raw.values()):
        warnings.append("some characters could not be read in this encoding")


def _extras(raw: Mapping[str, str], layout: BoundLayout, phone: Phone) -> dict[str, str]:
    extras = {name: text for name in layout.kept if (text := raw.get(name, "").strip())}
    if phone.extension:
        extras["extension"] = phone.extension
    return extras


def _digest(raw: Mapping[str, str], called_at: datetime, body: str, layout: BoundLayout) -> str:
    """Return a number for a row without one, made of time, caller and text: what does not change when a case moves on."""
    caller = layout.cell(raw, "caller_phone") or layout.cell(raw, "customer_name")
    told = "\x1f".join((called_at.isoformat(), caller, body))
    return f"row-{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:24]}"
