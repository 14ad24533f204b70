"""A layout fitted to one file, as data that another process can take up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from functools import cached_property

from intake.hotline.cells.context import find_zone
from intake.hotline.cells.dates import DateRules
from intake.hotline.columns.layouts import Layout
from intake.hotline.problems import HotlineFileError

_KEPT = frozenset({"extra", "callee_phone", "disposition", "agent_name", "satisfaction", "due_at"})


@dataclass(frozen=True)
class BoundLayout:
    """A layout fitted to one file: ``columns`` are the file's own headers, ``dates`` the rules settled for it.

    ``numbered`` tells that the file's ticket numbers are figures, so that a number without any is suspicious.
    """

    layout: Layout
    columns: Mapping[str, str]
    dates: DateRules
    numbered: bool = False

    def cell(self, raw: Mapping[str, str], meaning: str) -> str:
        """Return the text of the column that holds `meaning`, "" when the file has none."""
        name = self._names.get(meaning)
        return raw.get(name, "").strip() if name else ""

    def column(self, meaning: str) -> str:
        """Return the file's own name of the column that holds `meaning`, "" when it has none."""
        return self._names.get(meaning, "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {meaning: name for name, meaning in reversed(list(self.columns.items()))}

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The columns whose cells stay with the call under their own names."""
        return tuple(name for name, meaning in self.columns.items() if meaning in _KEPT)


def bound_to_dict(bound: BoundLayout) -> dict[str, object]:
    """Return the binding as plain JSON values."""
    dates = bound.dates
    return {
        "layout": {**asdict(bound.layout), "columns": dict(bound.layout.columns)},
        "columns": dict(bound.columns),
        "numbered": bound.numbered,
        "dates": {
            **asdict(dates),
            "zone": _zone_text(dates.zone),
            "anchor": dates.anchor.isoformat() if dates.anchor else None,
        },
    }


def bound_from_dict(stored: Mapping[str, object]) -> BoundLayout:
    """Return the binding that ``bound_to_dict`` made; raises KeyError or TypeError if it was tampered with."""
    layout, columns, dates = stored["layout"], stored["columns"], stored["dates"]
    assert isinstance(layout, dict)
    assert isinstance(columns, dict)
    assert isinstance(dates, dict)
    anchor = dates["anchor"]
    rules = {
        **dates,
        "zone": _zone(str(dates["zone"])),
        "anchor": date.fromisoformat(anchor) if anchor else None,
    }
    return BoundLayout(
        Layout(**{**layout, "inherit": tuple(layout["inherit"])}),
        columns,
        DateRules(**rules),
        bool(stored["numbered"]),
    )


def _zone_text(zone: tzinfo) -> str:
    if isinstance(zone, timezone):
        span = zone.utcoffset(None)
        return str(int(span.total_seconds()))
    return str(zone)


def _zone(text: str) -> tzinfo:
    if text.lstrip("-").isdigit():
        return timezone(timedelta(seconds=int(text)))
    zone = find_zone(text)
    if zone is None:
        raise HotlineFileError(f"Unknown time zone {text!r}.")
    return zone


def local_midnight(moment: datetime, zone: tzinfo) -> bool:
    """Return whether a moment is the very start of a day in the zone."""
    local = moment.astimezone(zone)
    return not (local.hour or local.minute or local.second)
