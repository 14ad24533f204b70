"""Tables whose columns stand under each other, filled up with blanks, as old systems print them.

Places are those of a screen: a Chinese character takes two, as it takes two bytes in the files such systems write.
"""

from __future__ import annotations

import re
from itertools import islice
from unicodedata import east_asian_width

_SAMPLED_LINES = 40
_FEWEST_LINES = 3
_FEWEST_COLUMNS = 3
_GUTTER = 2  # blanks that part two columns: one alone stands between words, too
_RULER = re.compile(r"[-=+_\s]+")
_GAP = re.compile(rf"\s{{{_GUTTER},}}")
_SECOND_HALF = "\0"
"""Stands for the second place of a wide character; no line of a table has it."""


def column_starts(sample: str) -> tuple[int, ...]:
    """Return the places at which the columns begin; empty when nothing stands under each other.

    Every line must leave the same places blank, and the first one must name every column.
    """
    lines = [line.rstrip() for line in sample.splitlines() if line.strip() and not is_ruler(line)]
    screens = [_screen(line) for line in islice(lines, _SAMPLED_LINES)]
    if len(screens) < _FEWEST_LINES:
        return ()
    width = max(map(len, screens))
    filled = [any(place < len(one) and one[place] != " " for one in screens) for place in range(width)]
    starts = [0] + [
        place for place in range(_GUTTER, width) if filled[place] and not any(filled[place - _GUTTER : place])
    ]
    named = cut(lines[0], tuple(starts))
    return tuple(starts) if len(starts) >= _FEWEST_COLUMNS and all(named) else ()


def cut(line: str, starts: tuple[int, ...]) -> list[str]:
    """Return the cells of a line; one that was too long for its column and moved the rest is cut at its gaps."""
    screen = _screen(line.rstrip())
    if any(place <= len(screen) and screen[place - 1] != " " for place in starts[1:]):
        cells = _GAP.split(line.strip())
        if len(cells) == len(starts):
            return cells
    ends = (*starts[1:], len(screen))
    return [
        screen[start:end].replace(_SECOND_HALF, "").strip() for start, end in zip(starts, ends, strict=True)
    ]


def is_ruler(line: str) -> bool:
    """Whether a line only underlines the names of the columns."""
    return _RULER.fullmatch(line) is not None and not line.isspace()


def _screen(line: str) -> str:
    return "".join(char + _SECOND_HALF if east_asian_width(char) in "WF" else char for char in line)
