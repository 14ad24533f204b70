"""Recognises a log: which known layout its header is, by exact and near names, and the rest by what the cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from classifier.normalise import fold
from classifier.similarity import ratio
from intake.hotline.cells.dates import DateProblem, DateRules, read_moment
from intake.hotline.columns.layouts import FIELDS, NEEDED, Layout, known_layouts, synonyms
from intake.hotline.problems import HotlineFileError
from ticketing.people.phones import read_phone

CUSTOM = "custom"
_SURE = 0.6  # confidence from which a known layout is taken; below, every column is mapped by itself
_NEAR = 0.82  # likeness from which two names are the same name
_TELLING = 0.7  # share of sample cells that must look alike before values name a column
_JOINERS = re.compile(r"[\s_\-.()（）/|:：#*]+")


@dataclass(frozen=True)
class ColumnMapping:
    """``columns`` {their header: our field}, the layout taken, and how sure (0..1) it is.

    ``how`` tells for each of their headers whether the name was "exact" or "near", or read from "values".
    """

    layout: Layout
    columns: Mapping[str, str]
    confidence: float
    how: Mapping[str, str]


def recognise(
    header: Sequence[str], samples: Sequence[Sequence[str]], chosen: Layout | None = None
) -> ColumnMapping:
    """Return which of our fields each of their columns is.

    `samples` are a few data rows; `chosen` a layout named by a person, then only its names count. Raises
    HotlineFileError when no column holds the time of the call, or none says who called or what about.
    """
    candidates = (
        [chosen] if chosen else [layout for layout in known_layouts().values() if not layout.headerless]
    )
    best = max((_compare(header, layout) for layout in candidates), key=lambda mapping: mapping.confidence)
    if not chosen and best.confidence < _SURE:
        best = map_by_names(header)
    return check_needed(_by_values(best, header, samples), header)


def recognise_headerless(samples: Sequence[Sequence[str]], chosen: Layout | None = None) -> ColumnMapping:
    """Return the mapping by position of a file without header row; the columns are named after the layout.

    Raises HotlineFileError when no known positional layout fits the width and the values.
    """
    candidates = [chosen] if chosen else [layout for layout in known_layouts().values() if layout.headerless]
    for layout in candidates:
        if chosen or _fits_by_position(layout, samples):
            how = dict.fromkeys(layout.columns, "position")
            return ColumnMapping(layout, layout.columns, 1.0 if chosen else 0.7, how)
    raise HotlineFileError(
        "The file has no header row. Put the column names into the first row, or write a layout file with "
        "'headerless: true' and the columns in order, and name it as the layout."
    )


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """Return a column name folded for comparison: width, case, script, spaces and joining signs do not count."""
    return _JOINERS.sub("", fold(name))


@lru_cache(maxsize=1)
def _synonyms() -> Mapping[str, str]:
    return {normal(name): meaning for name, meaning in synonyms().items()}


def is_known_header(cell: str) -> bool:
    """Return whether a cell is, as a whole, a column name of some known layout."""
    return 0 < len(cell) <= 60 and normal(cell) in _synonyms()


def _compare(header: Sequence[str], layout: Layout) -> ColumnMapping:
    wanted = {normal(name): meaning for name, meaning in layout.columns.items()}
    columns, how, score = {}, {}, 0.0
    for name in header:
        if (meaning := wanted.pop(normal(name), None)) is not None:
            columns[name], how[name] = meaning, "exact"
            score += 1
    if score:  # near names only count in the company of exact ones
        for name in [name for name in header if name not in columns]:
            near = max(wanted, key=lambda known: ratio(known, name), default="")
            likeness = ratio(near, normal(name)) if near else 0.0
            if likeness >= _NEAR:
                columns[name], how[name] = wanted.pop(near), "near"
                score += likeness
    confidence = 2 * score / (len(header) + len(layout.columns))
    return ColumnMapping(layout, columns, round(confidence, 3), how)


def map_by_names(header: Sequence[str]) -> ColumnMapping:
    """Return each column's meaning by its own name alone, whatever layouts it may come from; some may have none."""
    known_names, columns, how = _synonyms(), {}, {}
    for name in header:
        known = normal(name)
        near = known if known in known_names else _nearest(known, known_names)
        likeness = 1.0 if near == known else ratio(near, known)
        meaning = known_names[near]
        taken = meaning in columns.values()
        if likeness >= _NEAR and (meaning == "extra" or not taken):
            columns[name], how[name] = meaning, "exact" if near == known else "near"
    _promote(columns, "called_at", ("called_time", "called_on"))
    _promote(columns, "body", ("subject",))
    title = "Columns mapped one by one"
    confidence = round(0.5 * len(columns) / max(len(header), 1), 3)
    return ColumnMapping(Layout(CUSTOM, title, columns), columns, confidence, how)


def _nearest(name: str, known_names: Mapping[str, str]) -> str:
    """Return the known name most like `name`; much longer or shorter ones cannot reach the likeness wanted."""
    near = [other for other in known_names if 0.6 * len(name) <= len(other) <= 1.7 * len(name)]
    return max(near, key=lambda other: ratio(other, name), default=next(iter(known_names)))


def _promote(columns: dict[str, str], wanted: str, substitutes: tuple[str, ...]) -> None:
    """Give a lone substitute the meaning that is missing: a time without a date column holds both."""
    held = set(columns.values())
    lone = [meaning for meaning in substitutes if meaning in held]
    if wanted not in held and len(lone) == 1:
        name = next(name for name, meaning in columns.items() if meaning == lone[0])
        columns[name] = wanted


def _by_values(
    mapping: ColumnMapping, header: Sequence[str], samples: Sequence[Sequence[str]]
) -> ColumnMapping:
    """Give time, caller and text to unnamed columns whose cells look so; keep all others under their own names."""
    columns, how = dict(mapping.columns), dict(mapping.how)
    if mapping.layout.name == CUSTOM:
        free = {place: name for place, name in enumerate(header) if name not in columns}
        for meaning, found in _guesses(free, samples, set(columns.values())):
            columns[free[found]], how[free[found]] = meaning, "values"
    for name in header:
        columns.setdefault(name, "extra")
    ordered = {name: columns[name] for name in header}
    layout = replace(mapping.layout, columns=ordered)
    return ColumnMapping(layout, ordered, mapping.confidence, how)


def _guesses(
    free: Mapping[int, str], samples: Sequence[Sequence[str]], named: set[str]
) -> list[tuple[str, int]]:
    left, found = dict(free), []
    tests = (
        ("called_at", _is_moment, {"called_on"}),
        ("caller_phone", _is_phone, set()),
        ("body", _is_text, set()),
    )
    for meaning, looks_so, instead in tests:
        if meaning in named or named & instead:
            continue
        shares = {place: _share(place, samples, looks_so) for place in left}
        place = max(shares, key=lambda one: shares[one], default=None)
        if place is not None and shares[place] >= _TELLING:
            found.append((meaning, place))
            del left[place]
    return found


def _share(place: int, samples: Sequence[Sequence[str]], looks_so: object) -> float:
    assert callable(looks_so)
    cells = [row[place] for row in samples if place < len(row) and row[place].strip()]
    return sum(bool(looks_so(cell)) for cell in cells) / len(cells) if cells else 0.0


def _is_moment(cell: str) -> bool:
    for order in ("dmy", "mdy"):
        try:
            read_moment(cell, "", DateRules(order=order))
        except DateProblem:
            continue
        return not cell.strip().isdigit() or len(cell.strip()) == 13
    return False


def _is_phone(cell: str) -> bool:
    return read_phone(cell).e164 is not None


def _is_text(cell: str) -> bool:
    letters = sum(char.isalpha() for char in cell)
    return letters >= 6 and letters * 2 > len(cell) and "://" not in cell


def _fits_by_position(layout: Layout, samples: Sequence[Sequence[str]]) -> bool:
    tests = {"called_at": _is_any_moment, "caller_phone": _is_phone}
    widths = [len(row) for row in samples]
    if not widths or sorted(widths)[len(widths) // 2] != len(layout.columns):
        return False
    placed = [
        (place, tests[meaning]) for place, meaning in enumerate(layout.columns.values()) if meaning in tests
    ]
    return all(_share(place, samples, test) >= _TELLING for place, test in placed)


def _is_any_moment(cell: str) -> bool:
    return _is_moment(cell) or (cell.strip().isdigit() and len(cell.strip()) in (10, 13))


def check_needed(mapping: ColumnMapping, header: Sequence[str]) -> ColumnMapping:
    """Return the mapping if it can make calls; raises HotlineFileError naming what is missing and what was found."""
    have = set(mapping.columns.values())
    for group in NEEDED:
        if not have & set(group):
            wanted = " or ".join(FIELDS[name] for name in group)
            found = ", ".join(list(header)[:12])
            raise HotlineFileError(
                f"No column holds the {wanted}. Columns found: {found}. Name the layout, or rename the columns "
                f"as in one of: {', '.join(known_layouts())}.",
                column=group[0],
            )
    return mapping
