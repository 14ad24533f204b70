"""Telling what a single line, or a few of them, are: attribution, divider, copied header, device line."""

from __future__ import annotations

import re

from intake.mail.reply import added_lines, words

_ZERO_WIDTH: dict[int, None] = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD))
_MARKUP = " \t\r\u3000\xa0*_>|•·"
_LONGEST = 700  # characters of a joined attribution
_MOST_LINES = 5
_LONGEST_LABEL = 40

_VERB = re.compile(
    r"(?:(?<![^\W_])(?:"
    + "|".join(
        sorted({re.escape(verb) for each in words.WRITTEN.values() for verb in each}, key=len, reverse=True)
    )
    + r")(?![^\W_])|"
    + "|".join(map(re.escape, words.WRITTEN_CJK))
    + ")",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(
    r"^[-\s\"'“*_>]{0,12}(?:(?:"
    + "|".join(sorted(map(re.escape, words.FIRST_WORDS), key=len, reverse=True))
    + r")[\s,]|(?:"
    + "|".join(words.FIRST_WORDS_CJK)
    + r")\s?[\d\"“]|"
    + r"(?:"
    + "|".join(map(re.escape, words.DATE_WORDS))
    + r")[a-zé.]{0,10}[.,]?\s|\d{4}\s?[-/.年]|\d{1,2}[-/.]\s?\d{1,2}[-/.]|"
    + r"\d{1,2}\.?\s[^\W\d]{3,})",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|(?:19|20)\d\d\s?[-/年.]|\d{1,2}\s?[:.h時点]\s?\d{2}(?!\d)|\d{1,2}\s?月\s?\d{1,2}|"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
)
_EMAIL = re.compile(r"[\w.+=&'*/-]{1,100}@[\w.-]{1,100}")
_MARKED_EMAIL = re.compile(r"[<(\[]\s?(?:mailto:)?[\w.+=&'*/-]{1,100}@[\w.-]{1,100}\s?[>)\]]")
_CLOCK = re.compile(r"\d{1,2}\s?[:.h時点时시]\s?\d{2}")
_LONGEST_UNKNOWN = 300
_DATE_NAME_ADDRESS = re.compile(
    r"^[\s\-*_]*(?:[^\W\d_]{2,12}[.,]{0,2}\s)?(?:\(?[^\W\d_]{1,3}\)?\s)?\d{1,4}[\s./年,\-]"
)
_NAME_ADDRESS_VERB = re.compile(
    r"^[\"'“]?[^<>\n]{0,80}[\"'”]?\s?<[^<>\s]{3,200}>\s*\S{1,20}(?:\s\S{1,20}){0,3}\s*[:：]$"
)
_BOARD = re.compile(r"^\s*(?:【\s?在.{1,80}(?:提到|写道)|※\s?引述).{0,60}$")
_ENDS = re.compile(r"[:：][\s*_\"”'>-]*$")
_RULED = re.compile(r"^[\s>*]*-{2,}\s?.{2,300}?-{2,}[\s*]*$")
_SHARED_LINE = re.compile(
    r"(?:\s*-{2,}\s*|\s+)\bOn\s(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"\d{1,4}[-/ ])|(?<=[。！？!?.])\s*在\s?(?:19|20)\d\d[-/年.]"
)
_DIVIDER = re.compile(
    r"^[\s>*|]*([-_=~—–─━﹣－*#]{2,})[\s>]*([^-_=~—–─━\n]{2,60}?|[^\n]{2,40}?)[\s:：]*[-_=~—–─━﹣－*#]{2,}"
)
_COLON_DIVIDER = re.compile(r"^[\s>*]*([^:：\n]{3,60})[:：][\s*]*$")
_ORIGINAL = frozenset(words.ORIGINAL)
_FORWARDED = frozenset(words.FORWARDED)
_LABELS = {re.sub(r"\s", "", label): kind for kind, labels in words.LABELS.items() for label in labels}
_TABLE_ROW = re.compile(r"^[\s>]*\|\s*([^|\n]{2,20}?)\s*[:：]?\s*\|\s*([^|\n]*)")
_DEVICE = re.compile("|".join(rf"(?:{each})" for each in added_lines.DEVICE_LINES), re.IGNORECASE)
_ANSWER_ABOVE = re.compile("|".join(rf"(?:{each})" for each in added_lines.ANSWER_ABOVE), re.IGNORECASE)
_RULE = re.compile(r"^[\s>*]*(?:[-_=~*—–─━﹣－#·.]\s?){3,}[\s|]*$|^[\s|]*$")
_LONG_RULE = re.compile(r"^[\s*]*(?:[-_=—–─━﹣－]\s?){5,}[\s*]*$")
_QUOTED = re.compile(r"^[ \t]{0,4}(?:[A-Z]{1,3})?>(?!>?\s*(?:https?:)?\S*<{2})")


def normalise_line(line: str) -> str:
    """Return a line for comparing: without zero-width characters, entities left over and odd spaces."""
    if line.isascii() and "&" not in line:
        return line
    line = line.translate(_ZERO_WIDTH).replace("\xa0", " ").replace("\u202f", " ")
    return line.replace("&nbsp;", " ").replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", '"')


def is_quoted(line: str) -> bool:
    """Whether the line carries a quote mark (">", also with initials as in "AB>")."""
    return bool(_QUOTED.match(line))


def is_rule(line: str) -> bool:
    """Whether the line is empty or nothing but a drawn rule."""
    return bool(_RULE.match(line))


def is_long_rule(line: str) -> bool:
    """Whether the line is a rule of five marks or more."""
    return bool(_LONG_RULE.match(line))


def is_device_line(line: str) -> bool:
    """Whether the line is only a program's advertisement such as "Sent from my iPhone"."""
    text = line.strip(" \t*_-—–|>[]()（）【】\u3000")
    return 4 < len(text) <= 200 and bool(_DEVICE.fullmatch(text))


def is_answer_mark(line: str) -> bool:
    """Whether the line is a help desk's "reply above this line"."""
    return len(line) <= 300 and bool(_ANSWER_ABOVE.search(line))


def divider(line: str) -> str:
    """Return "original" or "forwarded" for a line that announces a copied mail, else ''."""
    if len(line) > 400:
        return ""
    match = _DIVIDER.match(line) or _COLON_DIVIDER.match(line)
    if not match:
        return ""
    text = re.sub(r"\s+", " ", match[match.lastindex or 1]).strip(" *_:：<>[]【】").casefold()
    if text in _ORIGINAL:
        # "原文：" alone on a line also is how people introduce an excerpt
        return "original" if match.re is _DIVIDER or len(text) > 4 else ""
    if text in _FORWARDED:
        return "forwarded"
    compact = text.replace(" ", "")
    if compact in _ORIGINAL and not compact.isascii():
        return "original"
    if compact in _FORWARDED and not compact.isascii():
        return "forwarded"
    return "forwarded" if text.startswith(("forwarded by ", "forwarded message from")) else ""


def is_bare_divider(line: str) -> bool:
    """Whether the line is "原始邮件" or "Original Message" without any rule, as some programs head a copy."""
    text = " ".join(line.split()).strip(":：").casefold()
    return len(text) > 3 and (text in _ORIGINAL or text in _FORWARDED)


def label_of(line: str) -> tuple[str, str]:
    """Return (what the field names, its value) for a line of a copied header, ('', '') for any other."""
    head, colon, value = line[: _LONGEST_LABEL + 1].partition(":")
    wide_head, wide, wide_value = line[: _LONGEST_LABEL + 1].partition("：")
    if wide and (not colon or len(wide_head) < len(head)):
        head, colon, value = wide_head, wide, wide_value
    if not colon:
        row = _TABLE_ROW.match(line[:400])
        if not row:
            return "", ""
        head, value = row[1], row[2]
    else:
        value = line[len(head) + 1 :]
    label = re.sub(r"\s", "", head.strip(_MARKUP + "[]【】-")).casefold()
    kind = _LABELS.get(label, "")
    return (kind, value.strip(_MARKUP + ":：")) if kind else ("", "")


def attribution_at_end(lines: list[str], end: int) -> tuple[int, str] | None:
    """Return (first line, text to keep before it) if an attribution ends on line `end`, else None.

    It may be wrapped over up to five lines; the kept text is what shares its first line.
    """
    last = lines[end].rstrip()
    if not (_ENDS.search(last) or _RULED.match(last)) or len(last) > _LONGEST:
        return None
    joined, best, previous_blank = "", None, False
    for start in range(end, max(-1, end - _MOST_LINES), -1):
        line = lines[start].strip()
        if not line:
            # one mobile program leaves an empty line inside its attribution
            if previous_blank or not joined or not joined.startswith(("<", "wrote", "> wrote")):
                break
            previous_blank = True
            continue
        joined = f"{line} {joined}".strip()
        if len(joined) > _LONGEST or (start < end and is_rule(line)):
            break
        if best is None and not _is_attribution(joined):
            continue
        if best is not None and not (_FIRST_WORD.match(line) or _EMAIL.search(line) or line.endswith("<")):
            break
        if best is not None and line.endswith(tuple("。！？!?.;；")):
            break
        best = start
        if _FIRST_WORD.match(joined):
            break
    if best is None:
        return None
    return best, _shared_text(lines[best])


def _is_attribution(joined: str) -> bool:
    has_date, has_email = bool(_DATE.search(joined)), bool(_EMAIL.search(joined))
    has_verb = bool(_VERB.search(joined))
    if has_verb and _RULED.match(joined):
        return len(joined) < 300
    if not _ENDS.search(joined):
        return False
    if has_date and len(joined) < _LONGEST_UNKNOWN and _MARKED_EMAIL.search(joined) and _CLOCK.search(joined):
        return True  # in whatever language: who, when, and a colon
    if has_verb and has_date and _is_at_edge(joined):
        return True
    if has_verb and has_email:
        return bool(_NAME_ADDRESS_VERB.match(joined))
    if has_date and has_email and _ends_with_address(joined):
        return bool(_DATE_NAME_ADDRESS.match(joined))
    return False


def _is_at_edge(joined: str) -> bool:
    """Whether the verb stands where attributions have it: near the end, or after the date."""
    ends = [match.end() for match in _VERB.finditer(joined)]
    if not ends:
        return False
    rest = joined[ends[-1] :]
    return len(rest) <= 4 or bool(_EMAIL.search(rest)) or (len(rest) < 60 and bool(_FIRST_WORD.match(joined)))


def _ends_with_address(joined: str) -> bool:
    return bool(re.search(r"@[\w.-]{1,100}[>)\]\s\"”]*[:：][\s*_]*$", joined))


def _shared_text(line: str) -> str:
    """What a hasty writer typed on the attribution's own line."""
    if _FIRST_WORD.match(line):
        return ""
    match = _SHARED_LINE.search(line)
    before = line[: match.start()] if match else ""
    return before if before.strip(" -*_") else ""


def is_dated_sender(line: str) -> bool:
    """Whether the line is "2011/4/7 Ann <ann@example.com>", which introduces the quotation that must follow it."""
    text = line.strip()
    return (
        text.endswith(">")
        and len(text) < 200
        and bool(_DATE_NAME_ADDRESS.match(text) and _DATE.search(text) and _MARKED_EMAIL.search(text))
    )


def quote_mark_after(attribution: str, following: str) -> str:
    """Return the mark that quotes with ":" or "|" below an attribution, as on bulletin boards; '' for none."""
    mark = following.strip()[:1]
    if mark not in (":", "|") or following.strip()[1:2] not in ("", " ", mark):
        return ""
    is_attribution = _BOARD.search(attribution) or (_ENDS.search(attribution) and _VERB.search(attribution))
    return mark if is_attribution else ""


def bare_attribution(line: str) -> bool:
    """Whether "Somebody wrote:" alone could introduce the quotation that must follow it."""
    text = line.strip()
    if len(text) > 120 or not _ENDS.search(text):
        return False
    match = _VERB.search(text)
    return bool(match) and len(text) - match.end() <= 3 if match else False
