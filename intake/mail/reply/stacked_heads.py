"""Copied headers without colons: the sender and the day on their own lines, each field's name above its value.

Lotus Notes writes them so, as a table that its plain text takes apart.
"""

from __future__ import annotations

import re

from intake.mail.reply.lines import is_rule, named_field

_DAY_AND_HOUR = re.compile(
    r"^\W{0,6}(?:[^\W\d_]{2,12}[.,]?\s)?(?:\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,4}\.?|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}\.? [^\W\d_]{3,10}\.? \d{4})"
    r",?\s(?:[上下]午\s?)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?(?:\s[\w:+()/ -]{1,20})?\W{0,3}$",
    re.IGNORECASE,
)
_LONGEST_DAY = 60
# Notes again: '"Ann" ---06/05/2024 09:12:33---first words of the mail'
_ON_ONE_LINE = re.compile(
    r"^\s*[^\n-][^\n]{0,80}?\s?-{3}\s?\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\s\d{1,2}:\d{2}(?::\d{2})?(?: [AP]M)?\s?-{3}"
)
_FARTHEST = 30  # lines from the day to the last field's name
_MOST_ABOVE = 4  # lines of sender above the day
_WHO = re.compile(r"@|\bby\b|/|[:：]")


def stacked_head(lines: list[str], day: int) -> tuple[int, int] | None:
    """Return (first line, line after) of the stacked header whose day and hour stand on line `day`, else None."""
    line = lines[day]
    if "---" in line and _ON_ONE_LINE.match(line[:200]):
        return day, day + 1
    if len(line) > _LONGEST_DAY or not _DAY_AND_HOUR.match(line):
        return None
    first = _first_of_sender(lines, day)
    end = _last_of_fields(lines, day)
    return None if first is None or end is None else (first, end)


def _first_of_sender(lines: list[str], day: int) -> int | None:
    """The sender stands right above, or above one empty line if it shows an address."""
    above = day - 1
    if above >= 1 and not lines[above].strip() and _WHO.search(lines[above - 1]):
        above -= 1
    if above < 0 or is_rule(lines[above]):
        return None
    first = above
    while first > 0 and above - first < _MOST_ABOVE - 1 and lines[first - 1].strip():
        first -= 1
    return first


def _last_of_fields(lines: list[str], day: int) -> int | None:
    """The line after the subject, if receiver and subject are named below the day and not as a sentence's first words."""
    seen: set[str] = set()
    is_table = False
    for index in range(day + 1, min(len(lines), day + _FARTHEST)):
        kind, is_alone = named_field(lines[index])
        is_table = is_table or kind == "cc" or (is_alone and kind in ("to", "subject"))
        if kind == "subject" and "to" in seen and is_table:
            return _after_value(lines, index)
        seen.add(kind)
    return None


def _after_value(lines: list[str], label: int) -> int:
    following = label + 1
    while following < len(lines) and lines[following].strip():
        following += 1
    return following
