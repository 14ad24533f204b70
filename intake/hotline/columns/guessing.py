"""Which field each column of an unknown log is: by its whole name, by parts of it, and by what its cells hold.

A name proposes and the cells decide: a column called "Caller" is a number where its cells are numbers and a name
where they are names. The best pair of column and field is taken first, each field once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from classifier.text.language import HAN
from classifier.text.normalise import fold
from classifier.text.similarity import ratio
from intake.hotline.columns.evidence import Column, column_of
from intake.hotline.columns.layouts import FOLDER, synonyms
from intake.hotline.columns.settling import BY_CELLS, CELLS, Guess, settle

NEAR = 0.82  # likeness from which two names are the same name
_LEAST = 0.5  # of name and cells together, below which a column stays what it is
_ASIDE, _NEARLY = 0.55, 0.75
_FULL = 1.0  # worth of an exact name
_JOINERS = re.compile(r"[\s_\-.()（）/|:：#*?？&]+")
_HAN_END = re.compile(f"[{HAN}]$")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

_LOOKS: Mapping[str, tuple[float, Callable[[Column], float]]] = {
    "called_at": (0.5, lambda column: column.moments),
    "called_on": (0.5, lambda column: column.moments),
    "called_time": (0.5, lambda column: max(column.clocks, column.timed)),
    "closed_at": (0.5, lambda column: column.moments),
    "due_at": (0.5, lambda column: column.moments),
    "caller_phone": (0.4, lambda column: max(column.phones, column.phone_like * 0.9)),
    "callee_phone": (0.0, lambda column: column.phone_like),
    "external_id": (0.6, lambda column: column.figures * column.distinct * (1 - column.texts * 0.5)),
    "customer_name": (
        0.6,
        lambda column: (
            (1 - column.figures) * (column.length <= 40) * (1 - column.links) * (column.yes_or_no < 0.8)
        ),
    ),
    "body": (0.3, lambda column: column.texts),
    "status": (0.4, lambda column: column.states),
    "disposition": (0.0, lambda column: column.states),
    "direction": (0.4, lambda column: column.directions),
    "answered": (0.4, lambda column: column.yes_or_no),
    "abandoned": (0.4, lambda column: column.yes_or_no),
    "satisfaction": (0.4, lambda column: column.grades),
    "agent": (0.5, lambda column: 1 - max(column.phones, column.texts * (column.length > 30))),
    "product_text": (
        0.5,
        lambda column: (1 - column.phones) * (column.length <= 60) * (1 - column.paths),
    ),
}
"""For each field how much of a column's cells must look like it, and how to tell; others take any cells."""


_WORDED = frozenset({"body", "note", "subject", "resolution_text"})
"""Fields that say something: a column of mere figures is none of them."""
_SAME_NUMBER = 0.3
"""Callers differ; a number that stands in every row is our own."""


def guess(header: Sequence[str], samples: Sequence[Sequence[str]], held: frozenset[str]) -> dict[str, Guess]:
    """Return the fields found for columns, `held` being fields that other columns have already."""
    columns = {name: column_of(place, samples) for place, name in enumerate(header)}
    offers = [
        (one.sure + _order(place, len(header)), name, one)
        for place, name in enumerate(header)
        for one in _offers(name, columns[name])
    ]
    found: dict[str, Guess] = {}
    taken = set(held)
    for _, name, one in sorted(offers, key=lambda offer: -offer[0]):
        if name not in found and one.field not in taken and not _shut(one.field, taken):
            found[name] = one
            if one.field != "extra":
                taken.add(one.field)
    settle(found, columns)
    _second_texts(found, columns)
    return found


def _second_texts(found: dict[str, Guess], columns: Mapping[str, Column]) -> None:
    """Two columns tell the matter: what was said stands in every row, an answer only in some, a title is short."""
    said = next((name for name, one in found.items() if one.field == "body"), None)
    if said is None or not columns[said].cells:
        return
    fields = {one.field for one in found.values()}
    for name in columns:
        spare = name not in found or found[name].field == "extra"
        if not spare or columns[name].texts < CELLS or "body" not in {one.field for one in _by_name(name)}:
            continue
        if len(columns[name].cells) > len(columns[said].cells):
            answer = "extra" if "resolution_text" in fields else "resolution_text"
            found[name], found[said] = found[said], Guess(answer, found[said].sure, found[said].how)
        elif "subject" not in fields and columns[name].length < columns[said].length:
            found[name] = Guess("subject", CELLS, "parts")
        return


def _order(place: int, width: int) -> float:
    """Where two columns could be the same field, the first in the file counts."""
    return 0.001 * (1 - place / width)


def _shut(field: str, taken: set[str]) -> bool:
    """Day and time apart, or both in one: not both ways."""
    if field == "called_at":
        return bool(taken & {"called_on"})
    return field in {"called_on", "called_time"} and "called_at" in taken


def _offers(name: str, column: Column) -> list[Guess]:
    offers = [one for one in (_weighed(named, column) for named in _by_name(name)) if one is not None]
    return offers + _by_cells(column, {one.field for one in offers})


def _by_name(name: str) -> list[Guess]:
    """What a name alone proposes: a known name whole, else one nearly so, and what its parts say."""
    known_names, whole = folded_synonyms(), normal(name)
    spoken = " ".join(_JOINERS.sub(" ", fold(_CAMEL.sub(" ", name))).split())
    proposed = []
    if whole in known_names:
        proposed.append(Guess(known_names[whole], _FULL, "exact"))
    elif len(whole) > 2:
        near = _nearest(whole)
        if near and (likeness := ratio(near, whole)) >= NEAR and not _denied(known_names[near], spoken):
            proposed.append(Guess(known_names[near], _NEARLY * likeness, "near"))
    speaking = [
        (part, max(match.end() for match in part.says.finditer(spoken)))
        for part in _parts()
        if part.says.search(spoken) and not (part.but and part.but.search(spoken))
    ]
    if _HAN_END.search(spoken) and any(end == len(spoken) for _, end in speaking):
        speaking = [
            (part, end) for part, end in speaking if end == len(spoken)
        ]  # the head of a name is its end
    return proposed + [Guess(part.field, part.worth, "parts") for part, _ in speaking]


def _denied(field: str, spoken: str) -> bool:
    """Whether a name that is nearly a known one has a part that the field never has: "date ended", "date opened"."""
    return any(part.field == field and part.but and part.but.search(spoken) for part in _parts())


def _weighed(named: Guess, column: Column) -> Guess | None:
    """The proposal as the cells bear it out, None when they speak against it."""
    field = named.field
    if field in {"called_at", "called_on", "called_time"} and column.cells:
        field = _kind_of_time(column)
        if not field:
            return None
    if field == "status" and column.moments >= CELLS:  # not whether it was resolved, but when
        return Guess("closed_at", named.sure, named.how)
    if field == "extra":  # some log keeps such a column aside; cells and parts of the name may know better
        return Guess(field, _ASIDE, named.how)
    if field in _WORDED and column.cells and column.wordless > 0.8:
        return None
    if not column.cells or field not in _LOOKS:
        return Guess(field, named.sure, named.how)
    least, looks = _LOOKS[field]
    share = looks(column)
    if share < least:
        return None
    same = _SAME_NUMBER * (1 - column.distinct) if field == "caller_phone" and len(column.cells) > 2 else 0.0
    return Guess(field, named.sure + CELLS * share + _longer(field, column) - same, named.how)


def _longer(field: str, column: Column) -> float:
    """Of several columns of sentences the longest is what was said."""
    return min(column.length / 80, 0.2) if field == "body" else 0.0


def _kind_of_time(column: Column) -> str:
    if column.timed >= CELLS:
        return "called_at"
    if column.moments >= CELLS:
        return "called_on"
    return "called_time" if column.clocks >= CELLS else ""


def _by_cells(column: Column, proposed: set[str]) -> list[Guess]:
    """What cells of a column without a telling name show by themselves."""
    shares = {
        "called_at": min(column.plain_moments, column.timed),
        "called_on": min(column.plain_moments, 1 - column.timed),
        "caller_phone": column.phones,
        "body": column.texts * (column.length >= 8),
        "category_text": column.paths,
        "status": column.states * (column.figures < 0.1) * (column.yes_or_no < 0.5),
        "direction": column.directions,
    }
    return [
        Guess(field, CELLS * share * 0.9 + _longer(field, column), "values")
        for field, share in shares.items()
        if share >= BY_CELLS and field not in proposed
    ]


@lru_cache(maxsize=8192)
def normal(name: str) -> str:
    """Return a column name folded for comparison: width, case, script, spaces and joining signs do not count."""
    return _JOINERS.sub("", fold(name))


@lru_cache(maxsize=1)
def folded_synonyms() -> Mapping[str, str]:
    """Return {known column name, folded: field}."""
    return {normal(name): meaning for name, meaning in synonyms().items()}


@lru_cache(maxsize=4096)
def _nearest(name: str) -> str:
    """Return the known name most like `name`; much longer or shorter ones cannot reach the likeness wanted."""
    near = [other for other in folded_synonyms() if 0.6 * len(name) <= len(other) <= 1.7 * len(name)]
    return max(near, key=lambda other: ratio(other, name), default="")


@dataclass(frozen=True)
class _Part:
    """How names speak of a field; see ``layouts/_parts.yaml``."""

    field: str
    says: re.Pattern[str]
    but: re.Pattern[str] | None
    worth: float


@lru_cache(maxsize=1)
def _parts() -> tuple[_Part, ...]:
    written = yaml.safe_load((FOLDER / "_parts.yaml").read_text(encoding="utf-8"))
    return tuple(
        _Part(
            field,
            re.compile(rule["says"]),
            re.compile(rule["but"]) if "but" in rule else None,
            float(rule["worth"]),
        )
        for field, rule in written.items()
    )
