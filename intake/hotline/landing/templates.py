"""Layouts that people of this company have settled by hand: the next log with these columns is read the same way."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from intake.hotline.columns.layouts import FIELDS, Layout, known_layouts
from intake.hotline.columns.mapping import check_needed_columns
from ticketing.db import db
from ticketing.errors import BadInput
from ticketing.models import Setting

SETTING = "hotline_layouts"
LONGEST_NAME = 40


def kept_layouts() -> dict[str, Layout]:
    """Every layout that was kept, by name."""
    row = db.session.get(Setting, SETTING)
    return {name: layout_of(stored) for name, stored in (row.value if row is not None else {}).items()}


def keep_layout(name: str, layout: Layout) -> Layout:
    """Keep a layout under a name, in place of an earlier one of this name.

    Raises:
        BadInput: the name is empty, long, or that of a built-in layout.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or name.lower() in {one.lower() for one in known_layouts()}:
        raise BadInput("give the template a short name of its own", field="template")
    kept = layout_of({**stored_layout(layout), "name": name, "title": name})
    row = db.session.get(Setting, SETTING)
    value = {**(row.value if row is not None else {}), name: stored_layout(kept)}
    db.session.merge(Setting(name=SETTING, value=value))
    return kept


def with_columns(layout: Layout, columns: dict[str, str]) -> Layout:
    """The same layout with the columns as a person says they are.

    Raises:
        BadInput: a field that does not exist, or one twice.
        HotlineFileError: no column for the time of the call, or for who and what.
    """
    meant = [field for field in columns.values() if field != "extra"]
    unknown = set(meant) - set(FIELDS)
    twice = {field for field in meant if meant.count(field) > 1}
    if unknown or twice:
        raise BadInput(
            f"each field goes to one column: {', '.join(sorted(unknown | twice))}", field="columns"
        )
    check_needed_columns(columns)
    return layout_of({**stored_layout(layout), "columns": columns})


def stored_layout(layout: Layout) -> dict[str, Any]:
    """A layout as plain values."""
    return {**asdict(layout), "columns": dict(layout.columns)}


def layout_of(stored: dict[str, Any]) -> Layout:
    """The layout that ``stored_layout`` wrote."""
    return Layout(**{**stored, "inherit": tuple(stored["inherit"])})
