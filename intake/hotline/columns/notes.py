"""Notes that a second file holds: exchanges dump calls without a word, and the words come in a table of their own."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from intake.hotline.columns.framing import SEARCHED_ROWS, find_frame
from intake.hotline.columns.guessing import normal
from intake.hotline.columns.layouts import known_headers
from intake.hotline.columns.mapping import map_by_names
from intake.hotline.problems import HotlineFileError
from intake.hotline.reading.tables import Sheet, open_table

MAX_NOTES = 50_000_000  # characters held at once; a longer file is to be joined where it comes from


def read_notes(path: Path, id_column: str, encoding: str | None = None) -> dict[str, str]:
    """Return {call number: note} of a file that names calls by the log's `id_column`; several notes are joined.

    Raises HotlineFileError when there is no such column, no text column, or more text than MAX_NOTES.
    """
    sheet = open_table(path, encoding=encoding, known_words=known_headers()).sheets[0]
    frame = find_frame(islice(sheet.rows(), SEARCHED_ROWS))
    if frame is None or not frame.header_row:
        raise HotlineFileError(f"The notes {path.name} need a header row with {id_column} and a note column.")
    meanings = map_by_names(frame.header).columns
    number = _place(frame.header, [name for name in frame.header if normal(name) == normal(id_column)])
    if number is None:
        number = _place(
            frame.header, [name for name, meaning in meanings.items() if meaning == "external_id"]
        )
    text = _place(frame.header, [name for name, meaning in meanings.items() if meaning == "body"])
    if number is None or text is None:
        found = ", ".join(frame.header[:12])
        raise HotlineFileError(
            f"The notes {path.name} need the columns {id_column} and note; found: {found}."
        )
    return _collect(sheet, frame.header_row, number, text)


def _place(header: tuple[str, ...], names: list[str]) -> int | None:
    return header.index(names[0]) if names else None


def _collect(sheet: Sheet, header_row: int, number: int, text: int) -> dict[str, str]:
    notes: dict[str, str] = {}
    held = 0
    for row, cells in sheet.rows():
        if row <= header_row or len(cells) <= max(number, text) or not cells[text].strip():
            continue
        call, note = cells[number].strip(), cells[text].strip()
        notes[call] = f"{notes[call]}\n{note}" if call in notes else note
        held += len(note)
        if held > MAX_NOTES:
            raise HotlineFileError(
                f"The notes hold more than {MAX_NOTES:,} characters: join them to the log first."
            )
    return notes
