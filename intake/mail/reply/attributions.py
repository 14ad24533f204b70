"""The line that introduces a quotation: "On … Ann wrote:", "在 … 写道：", in whatever language."""

from __future__ import annotations

import re

from intake.mail.reply import words
from intake.mail.reply.lines import OPENING_QUOTES, is_quoted, is_rule

_LONGEST = 700  # characters of a joined attribution
_MOST_LINES = 5
_LONGEST_UNKNOWN = 300
_LONGEST_LOOSE = 200

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
    + r")[a-zé.]{0,10}[.,]?\s(?=[^\d@<>]{0,20}\d)|\d{4}\s?[-/.年년]|\d{1,2}[-/.]\s?\d{1,2}[-/.]|"
    + r"\d{1,2}\.?\s[^\W\d]{3,})",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|(?:19|20)\d\d\s?[-/年.]|\d{1,2}\s?[:.h時点]\s?\d{2}(?!\d)|\d{1,2}\s?月\s?\d{1,2}|"
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"
)
_DAY = re.compile(
    r"\b(?:19|20)\d\d\b|\d{1,4}[-/.]\s?\d{1,2}[-/.]\s?\d{1,4}|\d{1,2}\s?月\s?\d{1,2}\s?日|\d{4}\s?年"
)
# list archives write "ann at example.com", in Chinese "ann在example.com"
_AT = r"(?:@| at |在)"
_EMAIL = re.compile(rf"[\w.+=&'*/-]{{1,100}}@[\w.-]{{1,100}}|<[\w.+=-]{{1,100}}{_AT}[\w.-]{{1,100}}>")
_MARKED_EMAIL = re.compile(
    rf"[<(\[]\s?(?:mailto:)?(?:[\w.+=&'*/-]{{1,100}}@[\w.-]{{1,100}}|[\w.+=-]{{1,100}}{_AT}[\w.-]{{1,100}})\s?[>)\]]"
)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h時点时시]\s?\d{2}")
_DATE_NAME_ADDRESS = re.compile(
    r"^[\s\-*_]*(?:[^\W\d_]{2,12}[.,]{0,2}\s)?(?:\(?[^\W\d_]{1,3}\)?\s)?\d{1,4}[\s./年,\-]"
)
_NAME_ADDRESS_VERB = re.compile(
    r"^[\"'“]?[^<>\n]{0,80}[\"'”]?\s?<[^<>\s]{3,200}>\s*\S{1,20}(?:\s\S{1,20}){0,3}\s*[:：﹕]$"
)
_NAME_ADDRESS_SAID = re.compile(r"^[^<>\n]{0,80}<[^<>\s@]{1,100}@[^<>\s]{1,100}>\s*[說说]\s*[:：﹕]$")
_BOARD = re.compile(r"^\s*(?:【\s?在.{1,80}(?:提到|写道)|※\s?引述).{0,60}$")
_ENDS = re.compile(r"[:：﹕][\s*_\"”'>-]*$")
_RULED = re.compile(r"^[\s>*]*[-=]{2,}\s?.{2,300}?[-=]{2,}[\s*]*$")
_RULE_AT_END = re.compile(r"[-=]{2,}\s*$")
_SHARED_LINE = re.compile(
    r"(?:\s*-{2,}\s*|\s+)\bOn\s(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|"
    r"\d{1,4}[-/ ])|(?<=[。！？!?.])\s*在\s?(?:19|20)\d\d[-/年.]"
)
# "Ann kirjoitti 6.5.2024 klo 10.20:": nothing but day and hour after the verb
_ONLY_WHEN = re.compile(
    r"[\s,(]*(?:(?:[\d./:,年月日時时分秒+-]{1,12}|[^\W\d_]{1,12}[.,]{0,2})[\s)]{0,3}){1,9}\s?[:：﹕]"
)
_ADDRESS_VERB = re.compile(
    r"[<(\[]\s?[\w.+=&'*/-]{1,100}@[\w.-]{1,100}\s?[>)\]]\s?,?\s?" + _VERB.pattern + r"\s?[:：](?=\s*\S)",
    re.IGNORECASE,
)
_FULL_NAME_WROTE = re.compile(
    r"(?:(?-i:([A-ZÀ-ÞА-ЯΑ-Ω][\w.'’-]{0,20}),?(?: [A-ZÀ-ÞА-ЯΑ-Ω][\w.'’-]{0,20}){1,3})|([\u4e00-\u9fff]{2,4}))\s\S{2,20}(?:\s\S{2,12})?\s?[:：]",
    re.IGNORECASE,
)
# newsgroup programs name the article instead of the day, and end with dots
_IN_NEWS = re.compile(
    r"^.{0,80}<[^<>\s]{3,120}>.{1,60}(?:news|新闻|新聞)[:：]\S{3,120}(?:\.{2,3}|…|[:：])?\s*$"
)
_SOMEBODY_SAYS = re.compile(r"^[^\s。，,；;]{1,12}(?:说|說|曰|问道|問道|回复道)\s?[:：]$")
_OBJECT = re.compile(r"\s(?:an?|to|my|your|about|eine?n?|une?|un|una)\s", re.IGNORECASE)  # "wrote a mail:"
_LONGEST_NAME_AND_VERB = 80
_NO_COLON = re.compile(r"^\s*On\s.{8,200}<[^<>\s]+@[^<>\s]+>\s*wrote\s*$")
_GROUPWISE = re.compile(r"^\s*>{3}\s?\S.{5,200}(?:>{3}|[:：])\s*$")
_NAMES_QUOTED = re.compile(
    r"^\W{0,4}(?:quot(?:ing|h)|excerpts? from|thus sp[oa]ke|in reply to|according to|zitiere|zitat von|citando|引用|以下是引用)\b",
    re.IGNORECASE,
)


def attribution_at_end(lines: list[str], end: int) -> tuple[int, str] | None:
    """Return (first line, text to keep before it) if an attribution ends on line `end`, else None.

    It may be wrapped over up to five lines; the kept text is what shares its first line.
    """
    last = lines[end].rstrip()
    if len(last) > _LONGEST or not (
        _ENDS.search(last) or _RULE_AT_END.search(last) or last.endswith("wrote")
    ):
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
        before, joined = joined, f"{line} {joined}".strip()
        if len(joined) > _LONGEST or (start < end and is_rule(line)):
            break
        if best is None and not _is_attribution(joined):
            continue
        if best is not None and not _goes_on_above(line, before):
            break
        best = start
        if _FIRST_WORD.match(joined) and not _is_headless(lines, start, joined):
            break
    if best is None:
        return None
    return best, _shared_text(lines[best])


def _goes_on_above(line: str, found: str) -> bool:
    """Whether the line above an attribution that could stand alone is its first half."""
    if line.endswith(tuple("。！？!?.;；")) and not _DAY.search(line):
        return False
    if _FIRST_WORD.match(line) or _EMAIL.search(line) or line.endswith("<"):
        return True
    return bool(_CLOCK.search(line)) and not _CLOCK.search(found)


def _is_headless(lines: list[str], start: int, joined: str) -> bool:
    """Whether "06.05.2024 10:20 geschrieben:" has its "Ann <ann@…> hat am" on the line above."""
    above = lines[start - 1].strip() if start else ""
    return bool(
        not _EMAIL.search(joined)
        and _MARKED_EMAIL.search(above)
        and len(above) < _LONGEST_LOOSE
        and not _ENDS.search(above)
    )


def _is_attribution(joined: str) -> bool:
    has_date, has_email = bool(_DATE.search(joined)), bool(_EMAIL.search(joined))
    has_verb = bool(_VERB.search(joined))
    if has_verb and _RULED.match(joined):
        return len(joined) < 300
    if not _ENDS.search(joined):
        return bool(_NO_COLON.match(joined))
    if has_date and len(joined) < _LONGEST_UNKNOWN and _MARKED_EMAIL.search(joined) and _CLOCK.search(joined):
        return True  # in whatever language: who, when, and a colon
    if has_verb and has_date and _is_at_edge(joined):
        return True
    if has_email and _NAME_ADDRESS_SAID.match(joined):
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
    if (
        len(rest) <= 4
        or _EMAIL.search(rest)
        or (len(rest) < 60 and _FIRST_WORD.match(joined) and not _OBJECT.match(rest))
    ):
        return True
    is_when = len(joined) < 120 and _DAY.search(rest) and _CLOCK.search(rest)
    return bool(is_when and _ONLY_WHEN.fullmatch(rest))


def _ends_with_address(joined: str) -> bool:
    return bool(re.search(r"@[\w.-]{1,100}[>)\]\s\"”]*[:：﹕][\s*_]*$", joined))


def _shared_text(line: str) -> str:
    """What a hasty writer typed on the attribution's own line."""
    if _FIRST_WORD.match(line):
        return ""
    match = _SHARED_LINE.search(line)
    before = line[: match.start()] if match else ""
    return before if before.strip(" -*_") else ""


def has_history_behind(line: str) -> bool:
    """Whether an attribution and the text it introduces share the line, as one mobile program writes them."""
    match = _ADDRESS_VERB.search(line, 0, _LONGEST_UNKNOWN + 100) if "@" in line else None
    head = line[: match.end()].strip() if match else ""
    return bool(head and _FIRST_WORD.match(head) and _DATE.search(head))


def heads_unmarked_text(lines: list[str], index: int) -> bool:
    """Whether "Ann Example wrote:" stands as a paragraph of its own over text that nothing marks as quoted.

    Only a full name does: "my neighbour wrote:" is somebody telling a story, and so is what opens with quotes.
    """
    line = lines[index].strip()
    if (
        not line.endswith((":", "："))
        or index == 0
        or lines[index - 1].strip()
        or index + 1 >= len(lines)
        or len(line) > _LONGEST_NAME_AND_VERB
    ):
        return False
    match = _FULL_NAME_WROTE.fullmatch(line)
    if not match or match[1].casefold() in words.NO_NAMES:
        return False
    following = lines[index + 1].strip() or "".join(lines[index + 2 : index + 3]).strip()
    return bool(bare_attribution(line) and following and following[0] not in OPENING_QUOTES)


def introduction_of_quotation(lines: list[str], end: int) -> int | None:
    """Return the first line of what introduces the quotation that must follow line `end`, None if nothing does.

    Looser than `attribution_at_end`: a name with a verb, a dated sender, or whatever ends in a colon and says
    who or when.
    """
    line = lines[end].strip()
    if is_dated_sender(line) or bare_attribution(line):
        return end
    joined = ""
    for start in range(end, max(-1, end - 3), -1):
        piece = lines[start].strip()
        if not piece or is_rule(piece) or is_quoted(piece):
            break
        joined = f"{piece} {joined}".strip()
        if len(joined) > _LONGEST_LOOSE:
            break
        is_paragraph = start == 0 or not lines[start - 1].strip() or is_quoted(lines[start - 1])
        if is_paragraph and _introduces(joined):
            return start
    return None


def _introduces(joined: str) -> bool:
    if _NAMES_QUOTED.match(joined) and (
        _ENDS.search(joined) or _DATE.search(joined) or _EMAIL.search(joined)
    ):
        return True
    if _IN_NEWS.match(joined):
        return True
    if not _ENDS.search(joined) or joined.count(". ") > 3:
        return False
    if _MARKED_EMAIL.search(joined) or (_DAY.search(joined) and _CLOCK.search(joined)):
        return True
    return bool(_VERB.search(joined) and (_EMAIL.search(joined) or _DAY.search(joined)))


def is_dated_sender(line: str) -> bool:
    """Whether the line is "2011/4/7 Ann <ann@example.com>", which introduces the quotation that must follow it."""
    text = line.strip()
    return (
        text.endswith(">")
        and len(text) < 200
        and bool(_DATE_NAME_ADDRESS.match(text) and _DATE.search(text) and _MARKED_EMAIL.search(text))
    )


def is_marked_introduction(line: str) -> bool:
    """Whether a line with quote marks introduces text without any: ">>> Ann 5/6/2024 10:20 AM >>>"."""
    if _GROUPWISE.match(line) and _DATE.search(line) and _CLOCK.search(line):
        return True
    return line.lstrip().startswith(">") and _is_attribution(line.strip(" \t>"))


def is_verb_alone(line: str) -> bool:
    """Whether nothing but "wrote:" is left of an attribution on this line."""
    return bool(_VERB.fullmatch(line.strip(" \t>:：")))


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
    if _SOMEBODY_SAYS.match(text):
        return True
    match = _VERB.search(text)
    return bool(match) and len(text) - match.end() <= 3 if match else False
