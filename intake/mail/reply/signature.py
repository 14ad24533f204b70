"""Signatures that programs mark, and the lines programs add; a mere closing stays with the text."""

from __future__ import annotations

import re

from intake.mail.reply.added_lines import NOTICES
from intake.mail.reply.lines import is_device_line, is_link_alone, is_long_rule, is_rule

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
_LONGEST_NOTICE = 30
_MOST_LINKS = 2
_LONGEST_CARD = 7
_DAY_ALONE = re.compile(r"^\s*(?:19|20)\d\d-\d\d?-\d\d?\s*$")
_LONGEST_NAME = 20
_SHORT_RULE = re.compile(r"^(?:-{3,60}|_{3,60}|={3,60}|[—─━]{2,60}|[*＊]{3,60}|[~～]{3,60}|#{3,60})[ \t]*$")
_SENTENCE_ENDS = tuple("。！？!?;；:：")
_REACHES = re.compile(
    r"(?:\+|\b0|\(0|\b1[3-9])[\d\s()/.-]{6,20}\d|@[\w-]+\.|www\.|https?://|\b(?:tel|phone|mob|fax|cell|电话|手机|電話|手機)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile("|".join(f"(?:{each})" for each in NOTICES), re.IGNORECASE)
_SCRUBBED = re.compile(r"^-{8,} (?:next part|下一部分|下一部份|nächster Teil|section suivante) -{8,}$")
_OLD_GROUP = re.compile(r"^--~--~-{5,}[-~]*$")
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
        if _SCRUBBED.match(line) or _OLD_GROUP.match(line):
            return index
        if _DAY_ALONE.match(line) and index > start and _is_day_and_name(lines, index, end):
            return index
        if _SHORT_RULE.match(line) and _is_card(lines, index, end):
            return index
        if is_long_rule(line) and _is_list_footer(lines, index, end):
            return index
    return end


def _is_signature(lines: list[str], index: int, end: int) -> bool:
    if lines[index] == "-- " or lines[index].startswith("—"):
        return True
    return _few_lines(lines, index + 1, end, _LONGEST_UNSURE) is not None


def _is_day_and_name(lines: list[str], index: int, end: int) -> bool:
    """Whether the stretch ends with a day and a name, apart from the text, as old Foxmail signs."""
    rest = _few_lines(lines, index + 1, end, 1)
    return (
        rest is not None
        and len(rest) == 1
        and not lines[index - 1].strip()
        and len(rest[0].strip()) <= _LONGEST_NAME
        and not any(char.isdigit() for char in rest[0])
        and not rest[0].rstrip().endswith(_SENTENCE_ENDS)
    )


def _is_card(lines: list[str], index: int, end: int) -> bool:
    """Whether below a short rule there is nothing but a few short lines, one with a number or an address."""
    rest = _few_lines(lines, index + 1, end, _LONGEST_CARD)
    if not rest or any(len(line) > 60 or line.rstrip().endswith(_SENTENCE_ENDS) for line in rest):
        return False
    return any(_REACHES.search(line) for line in rest)


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
    """Return the lines without device lines, legal notices, rules and empty lines at the end."""
    end = len(lines)
    while end:
        if is_rule(lines[end - 1]):
            end -= 1
            continue
        advertisement = _advertisement_start(lines, end)
        if advertisement < end:
            end = advertisement
            continue
        start = _paragraph_start(lines, end)
        if start == 0 or not _is_legal_notice(lines[start:end]):
            break
        end = start
    return lines[:end]


def _advertisement_start(lines: list[str], end: int) -> int:
    """Where a device line that ends before `end` begins, its links above and below counted in; `end` if none."""
    last = end - 1
    while last > 0 and end - last <= _MOST_LINKS and is_link_alone(lines[last]):
        last -= 1
    if not is_device_line(lines[last]):
        return end
    while last > 0 and end - last <= 2 * _MOST_LINKS and is_link_alone(lines[last - 1]):
        last -= 1
    return last


def _paragraph_start(lines: list[str], end: int) -> int:
    """The first line of the paragraph that ends before `end`; 0 for a long one, which is no notice."""
    for start in range(end - 1, max(0, end - 1 - _LONGEST_NOTICE), -1):
        if not lines[start - 1].strip() or is_long_rule(lines[start - 1]):
            return start
    return 0


def _is_legal_notice(paragraph: list[str]) -> bool:
    return bool(_LEGAL.match("\n".join(paragraph[:4])[:600]))
