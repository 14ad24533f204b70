"""`voc sla`: what-if questions about service levels, answered without touching the database."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from ticketing.sla.business_time import Pause, add
from ticketing.sla.calendar import BusinessCalendar, CalendarError

_PARTS = ("timezone", "weekly", "closed", "open")


@click.group()
def sla() -> None:
    """Ask what a service level means on a given calendar."""


@sla.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per case.")
def due(as_json: bool) -> None:
    """When are N open, unpaused minutes over? One JSON case per line on standard input.

    \b
    Example:
      echo '{"calendar":{"timezone":"Asia/Shanghai","weekly":{"mon":[["09:00","18:00"]]},
             "closed":[],"open":{"2026-02-14":[["09:00","18:00"]]}},
             "start":"2026-02-13T17:30:00+08:00","minutes":60,"pauses":[]}' \\
        | tr -d '\\n' | voc sla due --json

    Every case is answered on its own line. One that makes no sense gives {"error": ...} there, a line on standard
    error, and exit 1 at the end.
    """
    failed = False
    for number, text in _lines(sys.stdin.buffer):
        try:
            answer = {"due": _answer(text, number).isoformat()}
        except CalendarError as error:
            answer = {"error": f"line {number}: {error}"}
            failed = True
            click.echo(answer["error"], err=True)
        shown = json.dumps(answer, ensure_ascii=False) if as_json else next(iter(answer.values()))
        click.echo(shown)
    if failed:
        sys.exit(1)


def _lines(stream: Any) -> Iterator[tuple[int, str]]:
    """Numbered lines; empty ones are skipped, a byte-order mark and odd bytes do no harm."""
    for number, raw in enumerate(stream, start=1):
        text = raw.decode("utf-8-sig", errors="replace").strip()
        if text:
            yield number, text


def _answer(text: str, number: int) -> datetime:
    case = _object(_parse(text), "the case")
    _warn_of_unknown(case, number)
    start = _moment(_required(case, "start"), "start")
    pauses = _pauses(case.get("pauses") or [])
    return add(_calendar(_required(case, "calendar")), start, _required(case, "minutes"), pauses)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CalendarError(f"not JSON ({error}); write one case per line") from error


def _warn_of_unknown(case: dict[str, Any], number: int) -> None:
    """A misspelt part would change the answer silently; words of other programs do no harm."""
    calendar = case.get("calendar")
    for name in sorted(calendar.keys() - set(_PARTS)) if isinstance(calendar, dict) else ():
        click.echo(f"line {number}: calendar: {name!r} is ignored; known are {', '.join(_PARTS)}", err=True)


def _calendar(value: Any) -> BusinessCalendar:
    parts = _object(value, "calendar")
    return BusinessCalendar(
        _required(parts, "timezone"),
        _required(parts, "weekly"),
        parts.get("closed") or (),
        parts.get("open") or {},
    )


def _pauses(values: Any) -> list[Pause]:
    if not isinstance(values, list):
        raise CalendarError("pauses must be a list of [from, to]")
    for value in values:
        if not isinstance(value, list) or len(value) != 2:
            raise CalendarError(f"pauses: {value!r} must be [from, to]")
    return [(_moment(begins, "pauses"), _moment(ends, "pauses")) for begins, ends in values]


def _moment(value: Any, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise CalendarError(
            f"{name}: {value!r} is not a moment; write it as 2026-02-13T17:30:00+08:00"
        ) from error
    if moment.utcoffset() is None:
        raise CalendarError(f"{name}: {value!r} has no UTC offset; write one, such as Z or +08:00")
    return moment


def _object(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CalendarError(f"{name} must be a JSON object")
    return value


def _required(case: dict[str, Any], name: str) -> Any:
    if name not in case:
        raise CalendarError(f"{name!r} is missing")
    return case[name]
