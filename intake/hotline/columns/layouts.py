"""Known call logs as data: which column means what, and how that system writes dates, zones and numbers.

One YAML file a layout in ``layouts/``; a person's own mapping is the same file somewhere else. Keys:

``name``, ``title`` · ``columns`` {their header: our field}, in the file's order · ``zone`` of its clock (IANA) ·
``region`` of national phone numbers (ISO 3166) · ``encoding`` used when this layout is chosen by name ·
``date_order`` dmy|mdy|ymd · ``minguo`` two-digit years are of the Republic calendar · ``headerless`` the file has
no header row: columns go by position · ``inherit`` fields whose empty cells mean the cell above ·
``historic_status`` open|resolved for rows that say nothing about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from intake.hotline.problems import HotlineFileError

FIELDS = {
    "external_id": "number of the call or ticket in the other system",
    "called_at": "date and time of the call in one cell",
    "called_on": "date of the call",
    "called_time": "time of the call",
    "called_on_check": "the same date once more, written another way",
    "caller_phone": "number of the customer",
    "callee_phone": "number that was called",
    "customer_name": "who called",
    "product_text": "product as the agent named it",
    "category_text": "type or topic as the agent named it",
    "subject": "short title of the matter",
    "body": "what the customer said",
    "remedy": "what the customer wants",
    "resolution_text": "what was done",
    "status": "open or resolved, in any of the known words",
    "closed_at": "when it was closed; filled means resolved",
    "agent": "who took the call",
    "agent_name": "the agent's name beside a number",
    "direction": "in, out or internal",
    "answered": "whether an agent took the call",
    "abandoned": "whether the caller gave up",
    "disposition": "how the call ended; may say abandoned or resolved",
    "due_at": "regulator's deadline",
    "satisfaction": "grade 1 to 5 or words",
    "city": "place of the customer",
    "state": "province or state of the customer",
    "extra": "kept with the row under its own name",
}
NEEDED = (("called_at", "called_on"), ("body", "caller_phone", "external_id", "subject"))
FOLDER = Path(__file__).parent / "layouts"


@dataclass(frozen=True)
class Layout:
    """One known column set; see the module for the meaning of each part."""

    name: str
    title: str
    columns: Mapping[str, str]
    zone: str = "Asia/Shanghai"
    region: str = "CN"
    encoding: str | None = None
    date_order: str | None = None
    minguo: bool = False
    headerless: bool = False
    inherit: tuple[str, ...] = ()
    historic_status: str = "open"
    zone_stated: bool = field(default=False)


@lru_cache(maxsize=1)
def known_layouts() -> Mapping[str, Layout]:
    """Return all built-in layouts by name."""
    found = (load_layout(path) for path in sorted(FOLDER.glob("[!_]*.yaml")))
    return {layout.name: layout for layout in found}


def choose_layout(choice: str | Layout | None) -> Layout | None:
    """Return the layout a person named: a built-in name in any case, or the path of a YAML file of their own.

    Raises HotlineFileError that lists the known names.
    """
    if choice is None or isinstance(choice, Layout):
        return choice
    by_name = {name.lower(): layout for name, layout in known_layouts().items()}
    if found := by_name.get(choice.lower()):
        return found
    if choice.endswith((".yaml", ".yml")) and Path(choice).is_file():
        return load_layout(Path(choice))
    names = ", ".join(known_layouts())
    raise HotlineFileError(
        f"Unknown layout {choice!r}: use one of {names}, or the path of a YAML file of your own."
    )


def load_layout(path: Path) -> Layout:
    """Return the layout written in a YAML file; raises HotlineFileError naming the faulty key."""
    try:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as broken:
        raise HotlineFileError(f"The layout {path.name} cannot be read: {broken}") from broken
    if not isinstance(written, dict) or not isinstance(written.get("columns"), dict):
        raise HotlineFileError(f"The layout {path.name} needs a key 'columns' with header: field lines.")
    _check(written, path.name)
    return Layout(
        name=str(written.get("name", path.stem)),
        title=str(written.get("title", path.stem)),
        columns={str(header): str(meaning) for header, meaning in written["columns"].items()},
        zone=written.get("zone", "Asia/Shanghai"),
        region=written.get("region", "CN"),
        encoding=written.get("encoding"),
        date_order=written.get("date_order"),
        minguo=bool(written.get("minguo", False)),
        headerless=bool(written.get("headerless", False)),
        inherit=tuple(written.get("inherit", ())),
        historic_status=written.get("historic_status", "open"),
        zone_stated="zone" in written,
    )


def _check(written: Mapping[str, object], name: str) -> None:
    known = {item for item in Layout.__dataclass_fields__ if item != "zone_stated"}
    if strange := set(written) - known:
        raise HotlineFileError(f"The layout {name} has unknown keys: {', '.join(sorted(map(str, strange)))}.")
    columns = written["columns"]
    assert isinstance(columns, dict)
    if strange := {str(meaning) for meaning in columns.values()} - set(FIELDS):
        raise HotlineFileError(f"The layout {name} has unknown fields: {', '.join(sorted(strange))}.")
    if written.get("date_order") not in (None, "dmy", "mdy", "ymd"):
        raise HotlineFileError(f"The layout {name}: date_order is dmy, mdy or ymd.")
    try:
        ZoneInfo(str(written.get("zone", "Asia/Shanghai")))
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise HotlineFileError(f"The layout {name}: unknown time zone {written.get('zone')!r}.") from unknown


def known_headers() -> frozenset[str]:
    """Return every column name of every built-in layout, as written."""
    return frozenset(header for layout in known_layouts().values() for header in layout.columns)


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, str]:
    """Return {column name as written: field} for logs of no known layout: the layouts' names, then common others."""
    found: dict[str, str] = {}
    for layout in known_layouts().values():
        for header, meaning in layout.columns.items():
            for part in {header, *header.split()} if not header.isascii() else {header}:
                found.setdefault(part, meaning)
    common = yaml.safe_load((FOLDER / "_synonyms.yaml").read_text(encoding="utf-8"))
    for meaning, names in common.items():
        found.update({str(name): str(meaning) for name in names})
    return found
