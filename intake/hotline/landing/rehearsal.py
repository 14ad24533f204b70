"""A dry run: what an import of a log would do, told without storing anything."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from intake.hotline.cells.rows import CallRow
from intake.hotline.landing import batches
from intake.hotline.landing.calls import call_key
from intake.hotline.landing.known import KnownCalls
from intake.hotline.log import HotlineLog
from intake.hotline.problems import RowProblem

_AT_ONCE = 500


@dataclass
class Rehearsal:
    """How many rows would become what; each row counts once."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    duplicates: int = 0
    statistics_only: int = 0
    rejected: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)


def rehearse(log: HotlineLog) -> Rehearsal:
    """Read every row and look up every call; afterwards ``log.warnings()`` is complete."""
    found = Rehearsal()
    seen: set[int] = set()
    rows = log.rows()
    while unit := list(islice(rows, _AT_ONCE)):
        known = KnownCalls([outcome for _, outcome, _ in unit if isinstance(outcome, CallRow)])
        for number, outcome, _ in unit:
            _count(found, number, outcome, known, seen)
    return found


def _count(
    found: Rehearsal, number: int, outcome: CallRow | RowProblem, known: KnownCalls, seen: set[int]
) -> None:
    found.rows += 1
    if isinstance(outcome, RowProblem):
        found.rejected += 1
        if len(found.errors) < batches.MOST_ERRORS:
            found.errors.append({"row": number, "column": outcome.column, "reason": outcome.reason})
        return
    stored = known.place(outcome)[1]
    mark = hash((call_key(outcome), outcome.called_at))  # a number a row: a million rows must fit
    if stored is not None and stored.changes(outcome):
        found.updated += 1
    elif stored is not None or mark in seen:
        found.duplicates += 1
    elif outcome.statistics_only:
        found.statistics_only += 1
    else:
        found.created += 1
    seen.add(mark)


def summary(log: HotlineLog, found: Rehearsal) -> dict[str, Any]:
    """The rehearsal in the words of the command line's promise; no batch was opened."""
    return {
        "batch": None,
        "layout": log.layout,
        "rows": found.rows,
        "created": found.created,
        "updated": found.updated,
        "duplicates": found.duplicates,
        "statistics_only": found.statistics_only,
        "rejected": found.rejected,
        "columns": dict(log.columns),
        "errors": found.errors,
        "warnings": batches.plain_warnings(log.warnings()),
    }
