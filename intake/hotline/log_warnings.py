"""What a person should know about a whole log beside its rows."""

from __future__ import annotations

from dataclasses import dataclass

from ticketing.people.phones import DEFAULT_REGION

_UNSURE = 0.8  # confidence below which a person should look at the preview first


@dataclass(frozen=True)
class LogWarning:
    """Something about the whole log that a person should know.

    ``code`` is stable (dates_out_of_order, date_order, rows_left_out, sheet_left_out, damaged_text, unsure_columns);
    ``count``, ``external_ids`` and ``rows`` (their numbers) name the rows meant, ``repair`` the word to give to ``open_log`` if there is a cure.
    """

    code: str
    message: str
    count: int = 0
    external_ids: tuple[str, ...] = ()
    repair: str = ""
    rows: tuple[int, ...] = ()


def reading_warnings(*, order_why: str, damaged: str, region: str, confidence: float) -> list[LogWarning]:
    """Return what there is to know about how a log was read.

    `order_why` tells how the order of its dates was settled; `damaged` the encoding that some bytes do not belong to;
    `region` the country of its national telephone numbers; `confidence` how sure its columns are, 0..1.
    """
    notes = [LogWarning("date_order", order_why)] if order_why else []
    if damaged:
        message = f"Some bytes do not belong to {damaged}; the rows concerned carry a warning."
        notes.append(LogWarning("damaged_text", message))
    if region != DEFAULT_REGION:
        message = f"Telephone numbers without a country are read as of {region}."
        notes.append(LogWarning("phone_region", message))
    if confidence < _UNSURE:
        message = f"The columns were recognised with {confidence:.0%} confidence: look at the preview first."
        notes.append(LogWarning("unsure_columns", message))
    return notes
