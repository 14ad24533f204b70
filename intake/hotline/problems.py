"""What may be wrong with a hotline log: the whole file, or one row of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ticketing.errors import BadInput

MAX_COLUMNS = 256


class HotlineFileError(BadInput):
    """The file as a whole cannot be read as a call log; the message says what to do about it."""

    code = "hotline_file"


class OpenQuestion(HotlineFileError):
    """The file is a table, but which column is what, or how it writes its dates, only a person can say."""

    code = "hotline_question"

    def __init__(
        self,
        message: str,
        *,
        columns: Mapping[str, str],
        samples: Sequence[Sequence[str]],
        headerless: bool,
        encoding: str = "",
    ) -> None:
        """Take what was found so far: {their header: our field}, a few rows, whether the first row is data."""
        super().__init__(message)
        self.columns, self.samples, self.headerless = dict(columns), samples, headerless
        self.encoding = encoding


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
