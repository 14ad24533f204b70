"""Mends raw rows before they are read: inherited cells, cells beyond the header, notes that say "as above"."""

from __future__ import annotations

from intake.hotline.cells.words import is_said
from intake.hotline.columns.binding import BoundLayout
from intake.hotline.problems import RowProblem


def inherit(raw: dict[str, str], bound: BoundLayout, above: dict[str, str]) -> None:
    """Fill empty cells of the layout's inherited fields from the row above; `above` remembers them."""
    for meaning in bound.layout.inherit:
        name = bound.column(meaning)
        if raw.get(name, "").strip():
            above[name] = raw[name]
        elif name in above:
            raw[name] = above[name]


def overflow(raw: dict[str, str], cells: list[str], width: int) -> RowProblem | None:
    """Keep cells beyond the header in the raw row, and refuse the row: its columns may have shifted."""
    beyond = cells[width:]
    if not any(cell.strip() for cell in beyond):
        return None
    raw.update({f"column {width + place}": cell for place, cell in enumerate(beyond, start=1)})
    reason = (
        f"the row has {len(cells)} cells, the header {width}: a delimiter inside a text needs quotation marks"
    )
    return RowProblem("", reason, beyond[0][:80])


def say_ditto(raw: dict[str, str], bound: BoundLayout, last_body: str) -> tuple[str, bool]:
    """Put the text above where the note says "as above"; return (the text to remember, whether it was put)."""
    name = bound.column("body")
    body = raw.get(name, "").strip()
    if not body or not is_said("ditto", body[:20]):
        return body or last_body, False
    if last_body:
        raw[name] = last_body
    return last_body, bool(last_body)
