"""Text to grams: runs of Han become overlapping pairs plus their last character, other runs stay words.

One function feeds both databases, so a two-character Chinese word is found anywhere, and simplified,
traditional, full-width and upper-case spellings find each other.
"""

from __future__ import annotations

import re

from classifier.text.normalise import fold

_RUNS = re.compile(r"[㐀-䶿一-鿿]+|[^\W_㐀-䶿一-鿿]+")
LONGEST_WORD = 60
MOST_GRAMS = 20_000


def grams(text: str) -> str:
    """The gram string of a text, separated by single blanks; long texts are cut at 20,000 grams."""
    found: list[str] = []
    for run in _RUNS.findall(fold(text)):
        found.extend(_pairs(run) if _is_han(run) else [run[:LONGEST_WORD]])
        if len(found) > MOST_GRAMS:
            break
    return " ".join(found[:MOST_GRAMS])


def phrases(query: str) -> list[list[str]]:
    """What must be found for a query: one list of consecutive grams per run of it.

    A single Han character comes back as itself, to be looked for as the start of a gram.
    """
    return [
        ([run[i : i + 2] for i in range(len(run) - 1)] or [run]) if _is_han(run) else [run[:LONGEST_WORD]]
        for run in _RUNS.findall(fold(query))
    ]


def _pairs(run: str) -> list[str]:
    return [run[i : i + 2] for i in range(len(run))]


def _is_han(run: str) -> bool:
    return "㐀" <= run[0] <= "鿿"
