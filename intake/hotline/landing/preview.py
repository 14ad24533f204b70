"""The first rows of a log as a person sees them before deciding, kept with the batch as plain values."""

from __future__ import annotations

from typing import Any

from intake.hotline.cells.rows import CallRow
from intake.hotline.log import HotlineLog
from intake.hotline.problems import RowProblem

ROWS = 20
_LONGEST = 200


def preview(log: HotlineLog) -> list[dict[str, Any]]:
    """How each of the first rows is understood: a call, a mere count, or a problem with its reason."""
    return [_shown(number, outcome) for number, outcome, _ in log.preview(ROWS)]


def reading(log: HotlineLog) -> dict[str, Any]:
    """How the file was read: encoding, how sure, and for each column by what it was recognised."""
    return {
        "encoding": log.encoding,
        "confidence": round(log.confidence, 2),
        "how": dict(log.mapping.how),
        "titles": [title[:_LONGEST] for title in log.titles],
    }


def _shown(number: int, outcome: CallRow | RowProblem) -> dict[str, Any]:
    if isinstance(outcome, RowProblem):
        return {
            "row": number,
            "problem": outcome.reason,
            "column": outcome.column,
            "value": outcome.value[:_LONGEST],
        }
    return {
        "row": number,
        "called_at": outcome.called_at.isoformat(),
        "phone": outcome.caller_phone or "",
        "name": outcome.customer_name[:_LONGEST],
        "product": outcome.product_text[:_LONGEST],
        "body": outcome.body[:_LONGEST],
        "status": outcome.status,
        "statistics_only": outcome.statistics_only,
        "warnings": list(outcome.warnings),
    }
