"""After every column was judged by itself: what the columns of a log tell about each other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from classifier.text.normalise import fold
from intake.hotline.columns.evidence import Column

CELLS = 0.5
"""Worth of cells that all look like a field."""
BY_CELLS = 0.7
"""Share of sample cells that must look alike before cells alone name a column."""
_TOPIC = 16
"""Characters that a topic has at most, as a rule."""
_LASTING = re.compile(
    r"时长|耗时|等待|振铃|排队|秒|结束|挂机|挂断|接通|应答|dura|dauer|length|wait|hold|talk|ring|queue|handl|answer|end|wrap|acw"
)
_CLOCK_NAME = re.compile(r"时|\b(?:time|hora|heure|uhrzeit)")


@dataclass(frozen=True)
class Guess:
    """One column's field, how sure (0..1), and what told: "exact", "near", "parts" of the name, or "values"."""

    field: str
    sure: float
    how: str


def settle(found: dict[str, Guess], columns: Mapping[str, Column]) -> None:
    """Change what was found where a log as a whole says more: which column holds what was said, the clock, the caller."""
    _settle_body(found, columns)
    _settle_clock(found, columns)
    _settle_phone(found)


def _settle_body(found: dict[str, Guess], columns: Mapping[str, Column]) -> None:
    """A log without a column of what was said: a remark, a title or a topic in sentences holds it."""
    notes = [name for name, one in found.items() if one.field == "note"]
    if all(one.field != "body" for one in found.values()):
        spare = notes or [name for name, one in found.items() if one.field == "subject"]
        spare += [
            name
            for name, one in found.items()
            if one.field == "category_text" and columns[name].texts >= BY_CELLS
        ]
        if spare:
            best = max(spare, key=lambda name: (columns[name].texts > 0.3, columns[name].length))
            found[best] = Guess("body", found[best].sure, found[best].how)
    else:
        _longer_remark(found, notes, columns)
    for name in notes:
        if found[name].field == "note":
            found[name] = Guess("extra", found[name].sure, found[name].how)


def _longer_remark(found: dict[str, Guess], notes: Sequence[str], columns: Mapping[str, Column]) -> None:
    """A word or two beside a remark in sentences is the topic; the remark is what was said."""
    said = next(name for name, one in found.items() if one.field == "body")
    best = max(notes, key=lambda name: columns[name].length, default="")
    if best and columns[said].length < _TOPIC and columns[best].length > 2 * columns[said].length:
        topic = all(one.field != "category_text" for one in found.values())
        found[best] = Guess("body", found[best].sure, found[best].how)
        found[said] = Guess("category_text" if topic else "extra", found[said].sure, found[said].how)


def _settle_clock(found: dict[str, Guess], columns: Mapping[str, Column]) -> None:
    """Days without a time of day take it from the next column of clocks, whatever that is called."""
    fields = {one.field: name for name, one in found.items()}
    day = fields.get("called_at") or fields.get("called_on")
    if day is None or "called_time" in fields or columns[day].timed >= CELLS:
        return
    order = list(columns)
    place = order.index(day)
    spare = [
        name
        for name in [*order[place + 1 :], *order[:place]]
        if (name not in found or found[name].field == "extra")
        and (columns[name].clocks >= BY_CELLS or _bare_clock(name, columns[name]))
        and not _LASTING.search(fold(name))
    ]
    if spare:
        found[day] = Guess("called_on", found[day].sure, found[day].how)
        found[spare[0]] = Guess("called_time", CELLS, "values")


def _bare_clock(name: str, column: Column) -> bool:
    """Four or six figures are a time of day where the name says so."""
    return column.bare_clocks >= CELLS * 1.9 and bool(_CLOCK_NAME.search(fold(name)))


def _settle_phone(found: dict[str, Guess]) -> None:
    """The only telephone number of a log is the caller's, unless its name plainly says otherwise."""
    fields = {one.field: name for name, one in found.items()}
    lone = fields.get("callee_phone")
    if lone and "caller_phone" not in fields and found[lone].how == "near":
        found[lone] = Guess("caller_phone", found[lone].sure, found[lone].how)
