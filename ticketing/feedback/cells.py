"""Cells of tables that people open in a spreadsheet. Pure."""

from __future__ import annotations

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: object) -> object:
    """The cell as it is, unless a spreadsheet would run it as a formula: then with an apostrophe before it.

    Numbers stay numbers. OWASP, *CSV injection*: the signs = + - @, tab and line ends, also full-width.
    """
    if isinstance(cell, str) and cell.lstrip(" \u00a0\u3000").startswith(_RUNS):
        return f"'{cell}"
    return cell
