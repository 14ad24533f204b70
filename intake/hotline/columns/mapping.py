"""Recognises a log: which known layout its header is, by exact and near names, and the rest by what the cells hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from classifier.text.similarity import ratio
from intake.hotline.columns.evidence import column_of
from intake.hotline.columns.guessing import NEAR, folded_synonyms, guess, normal
from intake.hotline.columns.layouts import FIELDS, NEEDED, Layout, known_layouts
from intake.hotline.problems import HotlineFileError, OpenQuestion

CUSTOM = "custom"
_SURE = 0.6  # confidence from which a known layout is taken; below, every column is mapped by itself
_TELLING = 0.7  # share of sample cells that must look alike before values name a column
_TELLING_FIELDS = frozenset({"called_at", "called_on", "caller_phone", "body", "external_id"})


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
    header: Sequence[str],
    samples: Sequence[Sequence[str]],
    chosen: Layout | None = None,
    kept: Sequence[Layout] = (),
) -> ColumnMapping:
    """Return which of our fields each of their columns is.

    `samples` are a few data rows; `chosen` a layout named by a person, then only its names count; `kept` are
    layouts that people settled before, taken for a file with just these columns. Raises
    HotlineFileError when no column holds the time of the call, or none says who called or what about.
    """
    names = {normal(name) for name in header}
    alike = (one for one in kept if not one.headerless and {normal(name) for name in one.columns} == names)
    chosen = chosen or next(alike, None)
    candidates = (
        [chosen] if chosen else [layout for layout in known_layouts().values() if not layout.headerless]
    )
    best = max((_compare(header, layout) for layout in candidates), key=lambda mapping: mapping.confidence)
    if not chosen and best.confidence < _SURE:
        best = map_by_names(header, samples)
    found = _completed(best, header, samples)
    _check_needed(found.columns, samples, headerless=False)
    return found


def recognise_headerless(
    samples: Sequence[Sequence[str]], chosen: Layout | None = None, kept: Sequence[Layout] = ()
) -> ColumnMapping:
    """Return the mapping by position of a file without header row; the columns are named after the layout.

    Where no known positional layout fits the width and the values, the columns are numbered and known by their
    values alone. Raises HotlineFileError when these do not tell enough.
    """
    known = [layout for layout in (*kept, *known_layouts().values()) if layout.headerless]
    candidates = [chosen] if chosen else known
    for layout in candidates:
        if chosen or _fits_by_position(layout, samples):
            how = dict.fromkeys(layout.columns, "position")
            return ColumnMapping(layout, layout.columns, 1.0 if chosen else 0.7, how)
    width = max((len(row) for row in samples), default=0)
    numbered = [f"column {place}" for place in range(1, width + 1)]
    found = _completed(map_by_names(numbered, samples), numbered, samples)
    if not {"called_at", "body"} <= set(found.columns.values()):  # without names, less would be a wild guess
        raise OpenQuestion(
            "The file has no header row, and its cells do not tell what each column is: say it on the page of the "
            "import, put the names into the first row, or name a layout file with 'headerless: true'.",
            columns=found.columns,
            samples=samples,
            headerless=True,
        )
    return replace(found, layout=replace(found.layout, headerless=True))


def is_known_header(cell: str) -> bool:
    """Return whether a cell is, as a whole, a column name of some known layout."""
    return 0 < len(cell) <= 60 and normal(cell) in folded_synonyms()


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
            if likeness >= NEAR:
                columns[name], how[name] = wanted.pop(near), "near"
                score += likeness
    confidence = 2 * score / (len(header) + len(layout.columns))
    return ColumnMapping(layout, columns, round(confidence, 3), how)


def map_by_names(header: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> ColumnMapping:
    """Return each column's meaning by its own name and cells, whatever layouts it may come from."""
    found = guess(header, samples, frozenset())
    columns = {name: one.field for name, one in found.items()}
    _promote(columns, "called_at", ("called_time", "called_on"))
    title = "Columns mapped one by one"
    sure = [min(found[name].sure, 1.0) for name, field in columns.items() if field in _TELLING_FIELDS]
    confidence = round(0.75 * sum(sure) / max(len(sure), 2), 3)
    how = {name: one.how for name, one in found.items()}
    return ColumnMapping(Layout(CUSTOM, title, columns), columns, confidence, how)


def _promote(columns: dict[str, str], wanted: str, substitutes: tuple[str, ...]) -> None:
    """Give a lone substitute the meaning that is missing: a time without a date column holds both."""
    held = set(columns.values())
    lone = [meaning for meaning in substitutes if meaning in held]
    if wanted not in held and len(lone) == 1:
        name = next(name for name, meaning in columns.items() if meaning == lone[0])
        columns[name] = wanted


def _completed(
    mapping: ColumnMapping, header: Sequence[str], samples: Sequence[Sequence[str]]
) -> ColumnMapping:
    """Look for what a known layout misses among the columns it does not name; keep all others under their own names."""
    columns, how = dict(mapping.columns), dict(mapping.how)
    if mapping.layout.name != CUSTOM and not _has_needed(columns):
        found = guess(header, samples, frozenset(columns.values()))
        for name, one in found.items():
            if name not in columns:
                columns[name], how[name] = one.field, one.how
    for name in header:
        columns.setdefault(name, "extra")
    ordered = {name: columns[name] for name in header}
    layout = replace(mapping.layout, columns=ordered)
    if layout.name == CUSTOM and "caller_phone" in ordered.values():
        place = list(ordered.values()).index("caller_phone")
        layout = replace(layout, region=column_of(place, samples).region())
    return ColumnMapping(layout, ordered, mapping.confidence, how)


def _has_needed(columns: Mapping[str, str]) -> bool:
    have = set(columns.values())
    return all(have & set(group) for group in NEEDED)


def _fits_by_position(layout: Layout, samples: Sequence[Sequence[str]]) -> bool:
    widths = [len(row) for row in samples]
    if not widths or sorted(widths)[len(widths) // 2] != len(layout.columns):
        return False
    shares = {
        "called_at": lambda column: column.moments,
        "caller_phone": lambda column: column.phones,
    }
    return all(
        shares[meaning](column_of(place, samples)) >= _TELLING
        for place, meaning in enumerate(layout.columns.values())
        if meaning in shares
    )


def _check_needed(columns: Mapping[str, str], samples: Sequence[Sequence[str]], *, headerless: bool) -> None:
    try:
        check_needed_columns(columns)
    except HotlineFileError as unfit:
        raise OpenQuestion(unfit.message, columns=columns, samples=samples, headerless=headerless) from unfit


def check_needed_columns(columns: Mapping[str, str]) -> None:
    """Raise HotlineFileError when these {their header: our field} cannot make calls."""
    have = set(columns.values())
    for group in NEEDED:
        if not have & set(group):
            wanted = " or ".join(FIELDS[name] for name in group)
            found = ", ".join(list(columns)[:12])
            raise HotlineFileError(
                f"No column holds the {wanted}. Columns found: {found}. Name the layout, or rename the columns "
                f"as in one of: {', '.join(known_layouts())}.",
                column=group[0],
            )
