"""Signatures that programs mark, and the lines programs add; a mere closing stays with the text."""

from __future__ import annotations

import re

from intake.mail.reply.lines import is_device_line, is_long_rule, is_rule

# "| |" opens the name card that NetEase's program draws with table cells
_MARK = re.compile(r"^(?:\| \||--|—|–|- -|—-|-- --)[ \t]*$")
# Without its space the mark also serves as a rule in the text: then only a short rest is a signature.
_LONGEST_UNSURE = 14
_LONGEST_FOOTER = 8
_FARTHEST = 60
_LIST_FOOTER = re.compile(
    r"mailing list|mailinglist|list(?:s|info)?[./-]|邮件列表|郵件列表|listinfo|https?://|unsubscribe|lijst",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"^(?:you are receiving this|you received this (?:message|email)|reply to this email directly|"
    r"to unsubscribe|view it on git|this email (?:was|has been) sent)",
    re.IGNORECASE,
)


def signature_start(lines: list[str], start: int, end: int) -> int:
    """Return where a marked signature or list footer begins within lines[start:end], `end` if there is none."""
    for index in range(start, end):
        line = lines[index]
        if _MARK.match(line) and _is_signature(lines, index, end):
            return index
        if is_long_rule(line) and _is_list_footer(lines, index, end):
            return index
    return end


def _is_signature(lines: list[str], index: int, end: int) -> bool:
    if lines[index] == "-- " or lines[index].startswith("—"):
        return True
    return _few_lines(lines, index + 1, end, _LONGEST_UNSURE) is not None


def _is_list_footer(lines: list[str], index: int, end: int) -> bool:
    rest = _few_lines(lines, index + 1, end, _LONGEST_FOOTER)
    if not rest:
        return False
    return (bool(_LIST_FOOTER.search(" ".join(rest[:2]))) and "_" in lines[index]) or bool(
        _NOTICE.match(rest[0].strip())
    )


def _few_lines(lines: list[str], start: int, end: int, most: int) -> list[str] | None:
    """The non-empty lines up to `end` if they are few, else None (without looking at all of them)."""
    found: list[str] = []
    for index in range(start, min(end, start + _FARTHEST)):
        if lines[index].strip():
            found.append(lines[index])
        if len(found) > most:
            return None
    return found if end <= start + _FARTHEST else None


def trim_tail(lines: list[str]) -> list[str]:
    """Return the lines without device lines, rules and empty lines at the end."""
    end = len(lines)
    while end and (is_rule(lines[end - 1]) or is_device_line(lines[end - 1])):
        end -= 1
    return lines[:end]
