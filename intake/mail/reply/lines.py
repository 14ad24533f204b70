"""Telling what a single line is: divider, field of a copied header, quotation, device line."""

from __future__ import annotations

import re

from intake.mail.reply import added_lines, words

_ZERO_WIDTH: dict[int, None] = dict.fromkeys((0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xAD))
_MARKUP = " \t\r\u3000\xa0*_>|•·"
OPENING_QUOTES = frozenset("\"'“„«»‚‘「『《>")
_LONGEST_LABEL = 40
_AROUND_DEVICE = " \t*_-—–|>[]()（）【】\u3000.。!！~"

_DIVIDER = re.compile(
    r"^[\s>*|]*([-_=~—–─━﹣－‐*#]{2,})[\s>]*([^-_=~—–─━‐\n]{2,60}?|[^\n]{2,40}?)[\s:：]*[-_=~—–─━﹣－‐*#]{2,}"
)
# Aliyun's plain text: rule, header and text in one line
_RUN_TOGETHER = re.compile(
    r"^\s*-{10,}\s*(?:发件人|寄件者|發件人|From|Sender)\s?[:：].{3,300}(?:时\s*间|日\s*期|時\s*間|Date|Sent|Time)\s*[:：]"
)
_CHINESE_DIVIDER = re.compile(
    "(?:以下[是为為]|开始|開始)?(?:原始|原|被?[回答][复覆復]|引用|[转轉][发發寄]|历史|歷史|[来來]源)[的之]?(?:原始|原)?"
    "(?:[邮郵]件|信件|消息|訊息|信息|[内內]容)(?:信息|資訊|[内內]容)?"
)
_COLON_DIVIDER = re.compile(r"^[\s>*]*([^:：\n]{3,60})[:：][\s*]*$")
_ORIGINAL = frozenset(words.ORIGINAL)
_FORWARDED = frozenset(words.FORWARDED)
_LABELS = {re.sub(r"\s", "", label): kind for kind, labels in words.LABELS.items() for label in labels}
_BRACKETED = re.compile(r"^[\s>*]*【\s*([^】\n]{2,12}?)\s*】\s*[:：]?\s*(.*)")
_TABBED = re.compile(r"^[\s>*]*([^\t\n]{2,20}?)[ ]?\t[\s]*(.*)")
_COLON = re.compile("[:：﹕︰∶]")
_TABLE_ROW = re.compile(r"^[\s>]*\|\s*([^|\n]{2,20}?)\s*[:：]?\s*\|\s*([^|\n]*)")
_DEVICE = re.compile("|".join(rf"(?:{each})" for each in added_lines.DEVICE_LINES), re.IGNORECASE)
_LINK_TARGET = re.compile(r"\]?\s?[(<]\s?(?:https?|mailto):[^()<>\s]{1,300}\s?[)>]")
_LINK_ALONE = re.compile(r"^[\s<(\[]*(?:https?://|www\.|#)[^\s<>]{1,300}[\s>)\]]*$")
# a program's name by itself; "Sent from my desk, …" is a sentence
_SENT_FROM_NAME = re.compile(
    r"Sent (?:from|with|using|by) [A-Z][\w+-]{1,20}(?:[ .][A-Z][\w+-]{0,20}){0,3}(?: (?:for|on) \w{2,12})?"
)
_ANSWER_ABOVE = re.compile("|".join(rf"(?:{each})" for each in added_lines.ANSWER_ABOVE), re.IGNORECASE)
_RULE = re.compile(r"^[\s>*|]*(?:[-_=~*—–─━﹣－‐#·.]\s?){3,}[\s|>]*$|^[\s|]*$")
_LONG_RULE = re.compile(r"^[\s*]*(?:[-_=—–─━﹣－‐]\s?){5,}[\s*]*$")
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
    if len(line) > 600:
        return False
    text = _LINK_TARGET.sub(" ", line).strip(_AROUND_DEVICE).replace("[", "")
    text = " ".join(text.split())
    return 3 < len(text) <= 200 and bool(_DEVICE.fullmatch(text) or _SENT_FROM_NAME.fullmatch(text))


def is_link_alone(line: str) -> bool:
    """Whether the line is nothing but an address on the web."""
    return bool(_LINK_ALONE.match(line[:400]))


def is_answer_mark(line: str) -> bool:
    """Whether the line is a help desk's "reply above this line"."""
    return len(line) <= 300 and bool(_ANSWER_ABOVE.search(line))


def divider(line: str) -> str:
    """Return "original" or "forwarded" for a line that announces a copied mail, else ''."""
    if len(line) > 400:
        return ""
    if _RUN_TOGETHER.match(line):
        return "original"
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
    if match.re is _DIVIDER and _CHINESE_DIVIDER.fullmatch(compact):
        return "forwarded" if compact[0] in "转轉" else "original"
    return "forwarded" if text.startswith(("forwarded by ", "forwarded message from")) else ""


def is_bare_divider(line: str) -> bool:
    """Whether the line is "原始邮件" or "Original Message" without any rule, as some programs head a copy."""
    text = " ".join(line.split()).strip(":：").casefold()
    return len(text) > 3 and (text in _ORIGINAL or text in _FORWARDED)


def label_of(line: str) -> tuple[str, str]:
    """Return (what the field names, its value) for a line of a copied header, ('', '') for any other."""
    colon = _COLON.search(line, 0, _LONGEST_LABEL + 1)
    if colon:
        head, value = line[: colon.start()], line[colon.end() :]
    else:
        row = (
            (_TABLE_ROW.match(line[:400]) if "|" in line else None)
            or (_TABBED.match(line[:400]) if "\t" in line else None)
            or (_BRACKETED.match(line[:400]) if "【" in line else None)
        )
        if not row:
            return "", ""
        head, value = row[1], row[2]
    label = re.sub(r"\s", "", head.strip(_MARKUP + "[]【】-")).casefold()
    kind = _LABELS.get(label, "")
    return (kind, value.strip(_MARKUP + ":：")) if kind else ("", "")


def named_field(line: str) -> tuple[str, bool]:
    """Return (which header field's name begins the line without a colon, whether it is all there is); ('', …) if none."""
    text = line[: 2 * _LONGEST_LABEL].strip(_MARKUP).casefold()
    kind = _LABELS.get(re.sub(r"\s", "", text), "")
    return (kind, True) if kind else (_LABELS.get(text.split(" ", 1)[0].split("\t", 1)[0], ""), False)
