"""What may be wrong with a hotline log: the whole file, or one row of it."""

from __future__ import annotations

from dataclasses import dataclass

from ticketing.errors import BadInput

MAX_COLUMNS = 256


class HotlineFileError(BadInput):
    """The file as a whole cannot be read as a call log; the message says what to do about it."""

    code = "hotline_file"


@dataclass(frozen=True)
class RowProblem:
    """One row that cannot become a call.

    ``column`` is the column as the file names it ("" when the whole row is meant), ``reason`` a sentence for
    the person who made the file, ``value`` the text found there, cut to 80 characters.
    """

    column: str
    reason: str
    value: str = ""


def check_width(number: int, width: int) -> None:
    """Raise HotlineFileError when a row has more than MAX_COLUMNS cells."""
    if width > MAX_COLUMNS:
        raise HotlineFileError(
            f"Row {number} has {width:,} columns; at most {MAX_COLUMNS} are read. Is this a call log?",
            row=number,
        )
