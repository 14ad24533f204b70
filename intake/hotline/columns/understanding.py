"""Understands an opened file: which sheets are logs, their columns, the clock and the year they were written by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from intake.hotline.cells.context import anchor_day, find_zone, stated_day, stated_zone
from intake.hotline.cells.dates import DateRules
from intake.hotline.columns.framing import SEARCHED_ROWS, Frame, find_frame
from intake.hotline.columns.layouts import Layout
from intake.hotline.columns.mapping import ColumnMapping, recognise, recognise_headerless
from intake.hotline.problems import HotlineFileError
from intake.hotline.reading.tables import Row, Sheet, Table

_SAMPLED_ROWS = 50


@dataclass(frozen=True)
class Understood:
    """``sheets`` are those with the columns of the first log sheet, each with the number of its header row.

    ``left_out`` says, a sentence each, which sheets are not read and why.
    """

    mapping: ColumnMapping
    titles: tuple[str, ...]
    sheets: tuple[tuple[Sheet, int], ...]
    left_out: tuple[str, ...]


def understand(table: Table, chosen: Layout | None, kept: Sequence[Layout] = ()) -> Understood:
    """Return how the file is to be read, `chosen` being a person's layout, `kept` those settled before.

    Raises HotlineFileError, of the first sheet, when no sheet is a log.
    """
    mapping: ColumnMapping | None = None
    titles: tuple[str, ...] = ()
    used: list[tuple[Sheet, int]] = []
    refused: list[HotlineFileError] = []
    left_out: list[str] = []
    for sheet in table.sheets:
        try:
            frame, found = _map_sheet(sheet, chosen, kept)
        except HotlineFileError as unfit:
            refused.append(unfit)
            left_out.append(f"Sheet {sheet.name!r} is left out: {unfit.message}")
            continue
        if mapping is None:
            mapping, titles = found, frame.titles
        if list(found.columns) == list(mapping.columns):
            used.append((sheet, frame.header_row))
        else:
            left_out.append(
                f"Sheet {sheet.name!r} is left out: its columns differ; import it as a file of its own."
            )
    if mapping is None:
        raise refused[0]
    return Understood(mapping, titles, tuple(used), tuple(left_out))


def _map_sheet(sheet: Sheet, chosen: Layout | None, kept: Sequence[Layout]) -> tuple[Frame, ColumnMapping]:
    first = list(islice(sheet.rows(), SEARCHED_ROWS + _SAMPLED_ROWS))
    frame = find_frame(first[:SEARCHED_ROWS])
    if frame is None:
        raise HotlineFileError("There is no table in it: no row has two filled cells.")
    samples = _samples(first, frame)
    if frame.header_row and not (chosen and chosen.headerless):
        return frame, recognise(frame.header, samples, chosen, kept)
    if chosen and not chosen.headerless:
        raise HotlineFileError(f"The file has no header row, but layout {chosen.name} needs one.")
    return Frame(0, (), ()), recognise_headerless(samples, chosen, kept)


def _samples(first: list[Row], frame: Frame) -> list[list[str]]:
    return [
        cells for number, cells in first if number > frame.header_row and any(cell.strip() for cell in cells)
    ]


def date_rules(table: Table, file: Understood, tenant_zone: str, at: datetime | None) -> DateRules:
    """Return the clock and the year of the file: what its titles state, else the layout, else tenant and `at`."""
    layout, sheet = file.mapping.layout, file.sheets[0][0]
    named = [
        name
        for name, field in file.mapping.columns.items()
        if field in ("called_at", "called_on", "called_time")
    ]
    zone = stated_zone((*named, *file.titles)) or find_zone(
        layout.zone if layout.zone_stated else tenant_zone
    )
    if zone is None:
        raise HotlineFileError(f"Unknown time zone {tenant_zone!r}: give an IANA name such as Asia/Shanghai.")
    anchor, latest = anchor_day((*file.titles, sheet.name, table.path.stem), at)
    day = stated_day(file.titles)
    return DateRules(zone=zone, anchor=anchor, day=day, anchor_is_latest=latest, minguo=layout.minguo)
