"""The header that a mail program copies above the mail it answers ("From: … Sent: … To: … Subject: …")."""

from __future__ import annotations

import re

from intake.mail.reply.lines import divider, is_long_rule, is_quoted, is_rule, label_of

_MOST_LINES = 30
_MOST_CONTINUATIONS = 5
_HOUR = re.compile(r"\d{1,2}[:.時点时]\s?\d{2}")
_CLOCK = re.compile(r"\d{1,2}[:.時点时]\s?\d{2}|\d{4}\s?年")
_DAY = re.compile(r"\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,4}|\b(?:19|20|25)\d\d\b")
_NAMED = re.compile(r"^[\s*_]{0,4}[^\W\d_][^:：<>@\d\n]{0,28}?[\s*_]{0,3}[:：][\s*_]{0,4}([^\s/].{0,250})$")
_SENDER = re.compile(r"[<(\[]\s?(?:mailto:)?[^\s<>()@]{1,64}@[\w.-]{1,100}\s?[>)\]]")
_LONGEST_FOREIGN = 8
_OTHER_FIELD = re.compile(r"^\s*[^\s:：@<\[][^:：@<\[]{0,14}[:：](?!//)")
_FIRST = frozenset({"from", "date", "subject"})


def header_block_end(lines: list[str], labels: list[tuple[str, str]], start: int) -> int | None:
    """Return the line after the copied header that begins on line `start`, None if none begins there.

    `labels` holds `label_of` of every line. Addresses may wrap; one empty line between fields is allowed. Two fields need an address or a rule
    above to be believed, so that ordinary text with "From:" in it stays.
    """
    kind, value = labels[start]
    if kind not in _FIRST:
        return None if kind else _foreign_block_end(lines, start)
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
            # "E-mail: …" is no wrapped address of the field above
            values.extend([] if _OTHER_FIELD.match(line[:40]) else [line])
        else:
            break
    after_rule = _is_after_rule(lines, start)
    return end if _is_believable(kinds, values, after_rule=after_rule) else None


def _foreign_block_end(lines: list[str], start: int) -> int | None:
    """The line after a header in a language without a table: short names and colons, an address, a day and hour.

    It must stand apart from the text above; three lines at least, none ending like a sentence.
    """
    if start == 0 or not is_rule(lines[start - 1]) or not _NAMED.match(lines[start][:300]):
        return None
    values: list[str] = []
    for line in lines[start : start + _LONGEST_FOREIGN + 1]:
        match = _NAMED.match(line[:300])
        if not match or line.rstrip().endswith((".", "。", "!", "?")):
            break
        values.append(match[1])
    has_sender = any(_SENDER.search(value) for value in values[:3])
    has_moment = any(_DAY.search(value) and _HOUR.search(value) for value in values)
    is_header = 3 <= len(values) <= _LONGEST_FOREIGN and has_sender and has_moment
    return start + len(values) if is_header else None


def has_answer_below(lines: list[str], labels: list[tuple[str, str]], start: int, end: int) -> bool:
    """Whether a header of sender, subject and day introduces a marked quotation, so that new text may follow it.

    Mew and its kin copy these three fields; a header that also names the receiver heads a whole copied mail.
    """
    kinds = {labels[index][0] for index in range(start, end)} - {""}
    following = end
    while following < len(lines) and not lines[following].strip():
        following += 1
    return kinds <= _FIRST and following < len(lines) and is_quoted(lines[following])


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
