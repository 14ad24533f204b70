"""The one way to read a hotline log: ``open_log(path)``, then ``rows()``.

    log = open_log(path, tenant_zone="Asia/Shanghai", at=now)      # raises HotlineFileError: says what to do
    log.layout, log.columns, log.confidence, log.encoding          # how it was understood
    log.preview(20)                                                # the first rows, to show a person
    for number, outcome, raw in log.rows():                        # a generator; memory does not grow with the file
        if isinstance(outcome, RowProblem): ...                    # reject: outcome.column, outcome.reason
        else: ...                                                  # a CallRow
    for warning in log.warnings(): ...                             # complete after rows() has been read once

Every data row comes out exactly once, as a call or as a problem; blank rows, repeated header rows and totals below
the table are not data and are counted in a warning. ``raw`` is {their header: text} with merged cells filled in, so
``read_row(raw, log.bound)`` gives the same outcome again later; ``bound_to_dict`` and ``bound_from_dict`` carry the
binding to another process. ``number`` is the row as a spreadsheet shows it; in a workbook the rows of later sheets
go on counting, ``log.place(number)`` gives sheet and row.

Dates that run against the log's own ticket numbers are only warned about. When ``warning.repair`` names a cure, a
person may decide for it: ``open_log(path, repair="swap day and month")``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from pathlib import Path

from intake.hotline.cells.date_columns import DateColumn
from intake.hotline.cells.dates import ALL_FIGURES, DateProblem, split_date, tidy
from intake.hotline.cells.numbering import SWAP, Disorder, NumberedDates
from intake.hotline.cells.raw_rows import inherit, overflow, say_ditto
from intake.hotline.cells.rows import CallRow, read_row
from intake.hotline.cells.words import is_footer
from intake.hotline.columns.binding import BoundLayout
from intake.hotline.columns.layouts import Layout, choose_layout, known_headers
from intake.hotline.columns.mapping import CUSTOM, ColumnMapping
from intake.hotline.columns.notes import read_notes
from intake.hotline.columns.understanding import date_rules, understand
from intake.hotline.log_warnings import LogWarning, reading_warnings
from intake.hotline.problems import HotlineFileError, OpenQuestion, RowProblem
from intake.hotline.reading.tables import Sheet, open_table
from ticketing.people.phones import DEFAULT_REGION

NOTE_COLUMN = "note (second file)"
Outcome = tuple[int, CallRow | RowProblem, dict[str, str]]
SAMPLES = 20
"""Rows shown beside an open question."""
_FIGURES = 0.9  # share of numbers with figures from which one without is suspicious
_DATED = re.compile(r"^\s*['\"=]*(?:\d{5,}|\d{1,4}\s*[-/.年月])")  # a total's count is no date
_RULED = re.compile(r"[-=:+_\s]{3,}")
_TWELVE = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)
_AMERICAN = re.compile(r"\s*(?:tel:)?\(?(?:\+?1[-. ]?)?\(?[2-9]\d{2}\)?[-. ]?\d{3}[-. ]?\d{4}\s*$")


@dataclass
class HotlineLog:
    """An opened log; see the module for its use. ``titles`` are the lines above the table, ``count`` its data rows."""

    path: Path
    bound: BoundLayout
    mapping: ColumnMapping
    encoding: str
    delimiter: str
    titles: tuple[str, ...]
    sheets: tuple[tuple[Sheet, int], ...]
    found: list[LogWarning] = field(default_factory=list)
    offsets: dict[str, int] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    disorder: Disorder | None = None
    notes: Mapping[str, str] = field(default_factory=dict)
    count: int = 0

    @property
    def layout(self) -> str:
        """The name of the layout that the log was recognised as, or "custom"."""
        return self.bound.layout.name

    @cached_property
    def header(self) -> tuple[str, ...]:
        """Their column names in order, as the file has them."""
        return tuple(self.mapping.columns)

    @property
    def confidence(self) -> float:
        """How sure the recognition of the columns is, 0..1; ``mapping.how`` tells it for each column."""
        return self.mapping.confidence

    @property
    def columns(self) -> Mapping[str, str]:
        """{their header: our field}; "extra" are kept with the row under their own name."""
        return self.bound.columns

    def rows(self) -> Iterator[Outcome]:
        """Yield (row number, call or problem, raw row) of every data row; may be called again."""
        numbered = NumberedDates()
        last_body = ""
        for number, raw, misfit in self._raw_rows():
            last_body, repeated = say_ditto(raw, self.bound, last_body)
            outcome = misfit or read_row(raw, self.bound)
            if isinstance(outcome, CallRow):
                if repeated:
                    warning = "the note says 'as above'; the text above is taken"
                    outcome = replace(outcome, warnings=(*outcome.warnings, warning))
                _number(numbered, number, raw, outcome, self.bound)
            yield number, outcome, raw
        self.disorder = numbered.judge()

    def preview(self, count: int = 20) -> list[Outcome]:
        """Return the first `count` rows as ``rows()`` gives them."""
        return list(islice(self.rows(), count))

    def warnings(self) -> list[LogWarning]:
        """Return what a person should know; what concerns all rows is there once ``rows()`` has run to its end."""
        found = list(self.found)
        if self.disorder:
            wrong = self.disorder
            found.append(
                LogWarning(
                    "dates_out_of_order",
                    wrong.message,
                    wrong.count,
                    wrong.external_ids,
                    wrong.repair,
                    wrong.rows,
                )
            )
        if self.left_out:
            named = ", ".join(f"{count} {kind}" for kind, count in sorted(self.left_out.items()))
            found.append(
                LogWarning("rows_left_out", f"Not data and left out: {named}.", self.left_out.total())
            )
        return found

    def place(self, number: int) -> tuple[str, int]:
        """Return (sheet name, "" for text files; row in that sheet) of a row number."""
        name = max(
            (name for name in self.offsets if self.offsets[name] < number), key=self.offsets.__getitem__
        )
        return name, number - self.offsets[name]

    def _raw_rows(self) -> Iterator[tuple[int, dict[str, str], RowProblem | None]]:
        """Yield (number, raw row, problem of its width) with inherited cells filled in."""
        self.left_out.clear()
        offset = 0
        for sheet, header_row in self.sheets:
            self.offsets[sheet.name] = offset
            number, above = 0, dict[str, str]()
            for number, cells in sheet.rows():
                if number > header_row and self._is_data(cells):
                    raw = dict(zip(self.header, cells, strict=False))
                    inherit(raw, self.bound, above)
                    if self.notes:
                        raw[NOTE_COLUMN] = self.notes.get(self.bound.cell(raw, "external_id"), "")
                    yield number + offset, raw, overflow(raw, cells, len(self.header))
            offset += number

    def _is_data(self, cells: list[str]) -> bool:
        if not any(cell.strip() for cell in cells):
            return False
        header = self.header
        kind = ""
        if is_footer(cells, len(header)) and not self._has_date(cells):
            kind = "rows of totals or signatures"
        elif _RULED.fullmatch("".join(cells)):
            kind = "ruled lines"
        elif cells[0].strip() == header[0] and _repeats(cells, header):
            kind = "repeated header rows"
        elif len(cells) == 1 and self.titles and cells[0].strip() in self.titles:
            kind = "repeated title rows"
        if kind:
            self.left_out[kind] += 1
        return not kind

    def _has_date(self, cells: list[str]) -> bool:
        name = self.bound.column("called_at") or self.bound.column("called_on")
        place = self.header.index(name)
        return place < len(cells) and bool(_DATED.search(cells[place]))


def open_log(
    path: Path | str,
    *,
    layout: str | Layout | None = None,
    encoding: str | None = None,
    tenant_zone: str = "Asia/Shanghai",
    date_order: str | None = None,
    repair: str | None = None,
    at: datetime | None = None,
    notes: Path | str | None = None,
    kept: Sequence[Layout] = (),
) -> HotlineLog:
    """Return the log, understood as a whole: its encoding, table, layout and the order of its dates.

    `layout`, `encoding`, `date_order` (dmy, mdy, ymd) and `repair` are a person's choices and win over what the file
    seems to be; `tenant_zone` (IANA) is the clock of layouts that state none; `at` is the moment of the import, before
    which calls without a year lie; `notes` is a second file whose notes belong to the calls of this one;
    `kept` are layouts settled by hand before. Reads the file once through. Raises HotlineFileError.
    """
    path = Path(path)
    if repair not in (None, "", SWAP):
        raise HotlineFileError(f"Unknown repair {repair!r}: the only one is {SWAP!r}.")
    chosen = choose_layout(layout)
    table = open_table(
        path, encoding=encoding, expected=chosen.encoding if chosen else None, known_words=known_headers()
    )
    file = understand(table, chosen, kept)
    rules = date_rules(table, file, tenant_zone, at)
    bound = BoundLayout(file.mapping.layout, file.mapping.columns, rules)
    log = HotlineLog(path, bound, file.mapping, table.encoding, table.delimiter, file.titles, file.sheets)
    if notes:
        _add_notes(log, Path(notes))
    latest = at.date() + timedelta(days=1) if at else None  # it may be tomorrow already where they are
    try:
        order, why = _settle(log, date_order or file.mapping.layout.date_order, latest)
    except HotlineFileError as unsettled:
        raise _question(log, unsettled) from unsettled
    log.bound = replace(log.bound, dates=replace(rules, order=order, swapped=bool(repair)))
    log.found += [LogWarning("sheet_left_out", said) for said in file.left_out]
    log.found += reading_warnings(
        order_why=why,
        damaged=table.encoding if table.damaged else "",
        region=log.bound.layout.region if log.layout == CUSTOM else DEFAULT_REGION,
        confidence=log.confidence,
    )
    return log


def _question(log: HotlineLog, unsettled: HotlineFileError) -> HotlineFileError:
    """A column of dates that can be read two ways is for a person to settle; anything else is as it was."""
    if unsettled.details.get("column") is None:
        return unsettled
    rows = [list(raw.values()) for _, raw, _ in islice(log._raw_rows(), SAMPLES)]
    return OpenQuestion(
        unsettled.message,
        columns=log.columns,
        samples=rows,
        headerless=log.bound.layout.headerless,
        encoding=log.encoding,
    )


def _add_notes(log: HotlineLog, path: Path) -> None:
    """Give the log one more column that holds the notes of the second file."""
    number = log.bound.column("external_id")
    if not number or log.bound.column("body"):
        raise HotlineFileError(
            "A file of notes only helps a log that numbers its calls and has no notes itself."
        )
    log.notes = read_notes(path, number)
    layout = log.bound.layout
    columns = {**log.columns, NOTE_COLUMN: "body"}
    log.bound = replace(log.bound, columns=columns, layout=replace(layout, columns=columns))


def _repeats(cells: list[str], header: tuple[str, ...]) -> bool:
    return sum(cell.strip() == name for cell, name in zip(cells, header, strict=False)) * 2 > len(header)


def _settle(log: HotlineLog, declared: str | None, latest: date | None) -> tuple[str, str]:
    """Read all dates and numbers once: no row is judged by itself. Return (order of dates, why)."""
    column, figures, others = DateColumn(latest), 0, 0
    log.count = 0
    bound = log.bound
    meaning = "called_at" if bound.column("called_at") else "called_on"
    for _, raw, misfit in log._raw_rows():
        log.count += 1
        if misfit is None:
            if not bound.dates.minguo:  # those years come first by law
                clock = f"{bound.cell(raw, meaning)} {bound.cell(raw, 'called_time')}"
                american = bool(_TWELVE.search(clock) and _AMERICAN.match(bound.cell(raw, "caller_phone")))
                column.feed(bound.cell(raw, meaning), bound.cell(raw, "called_on_check"), american=american)
            figures += any(char.isdigit() for char in bound.cell(raw, "external_id"))
            others += 1
    log.bound = replace(bound, numbered=others > 0 and figures >= others * _FIGURES)
    return column.settle(declared, bound.column(meaning))


def _number(
    numbered: NumberedDates, number: int, raw: Mapping[str, str], call: CallRow, bound: BoundLayout
) -> None:
    if call.id_derived:
        return
    text = tidy(bound.cell(raw, "called_at") or bound.cell(raw, "called_on"))
    try:
        day = split_date(text, bound.dates)[0]
    except DateProblem:  # epoch times have no written day; they cannot be exchanged either
        day = call.called_at.date()
    numbered.feed(number, call.external_id, day, bool(ALL_FIGURES.match(text)))
