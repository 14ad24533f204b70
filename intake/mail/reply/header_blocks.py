"""The header that a mail program copies above the mail it answers ("From: … Sent: … To: … Subject: …")."""

from __future__ import annotations

import re

from intake.mail.reply.lines import divider, is_long_rule, label_of

_MOST_LINES = 30
_MOST_CONTINUATIONS = 5
_HOUR = re.compile(r"\d{1,2}[:.時点时]\s?\d{2}")
_CLOCK = re.compile(r"\d{1,2}[:.時点时]\s?\d{2}|\d{4}\s?年")
_FIRST = frozenset({"from", "date", "subject"})


def header_block_end(lines: list[str], labels: list[tuple[str, str]], start: int) -> int | None:
    """Return the line after the copied header that begins on line `start`, None if none begins there.

    `labels` holds `label_of` of every line. Addresses may wrap; one empty line between fields is allowed. Two fields need an address or a rule
    above to be believed, so that ordinary text with "From:" in it stays.
    """
    kind, value = labels[start]
    if kind not in _FIRST:
        return None
    kinds, values = {kind}, [value]
    end, skipped = start + 1, 0
    for index in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[index]
        if not line.strip():
            if index + 1 >= len(lines) or not labels[index + 1][0]:
                break
            continue
        kind, value = labels[index]
        if kind:
            kinds.add(kind)
            values.append(value)
            end, skipped = index + 1, 0
        elif skipped < _MOST_CONTINUATIONS:
            skipped += 1
            values.append(line)
        else:
            break
    after_rule = _is_after_rule(lines, start)
    return end if _is_believable(kinds, values, after_rule=after_rule) else None


def is_marked_header(lines: list[str]) -> bool:
    """Whether quoted lines are a copied header and nothing else, but for a divider above it."""
    plain = [line.lstrip(" \t>") for line in lines]
    plain = [line for line in plain if line.strip()]
    if plain and divider(plain[0]):
        plain = plain[1:]
    kinds = [label_of(line)[0] for line in plain]
    return len(plain) >= 2 and all(kinds) and "from" in kinds and ("date" in kinds or len(set(kinds)) >= 3)


def _is_after_rule(lines: list[str], start: int) -> bool:
    before = start - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    return before >= 0 and is_long_rule(lines[before])


def _is_believable(kinds: set[str], values: list[str], *, after_rule: bool) -> bool:
    kinds = kinds - {"other"}
    has_address = any("@" in value for value in values)
    has_clock = any(_CLOCK.search(value) for value in values)
    if "from" not in kinds and "date" not in kinds:
        return False
    if len(kinds) >= 3:
        # sender, receiver and a day may just as well describe a parcel
        has_hour = any(_HOUR.search(value) for value in values)
        return has_address or has_hour or after_rule or {"subject", "from", "date"} <= kinds
    if len(kinds) == 2:
        return (
            has_address
            or (after_rule and (has_clock or kinds == {"from", "date"}))
            or (kinds == {"from", "date"} and has_clock)
        )
    return after_rule and has_address and "from" in kinds
