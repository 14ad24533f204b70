"""What a writer newly wrote: the body without quotations, copied mails, signatures and device lines.

Answers above, below and between quotations are kept. In doubt text stays: a line too many is read over, a
lost sentence is a lost complaint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from intake.mail.html import CUT_LINE
from intake.mail.reply.attributions import (
    attribution_at_end,
    has_history_behind,
    heads_unmarked_text,
    introduction_of_quotation,
    is_marked_introduction,
    is_verb_alone,
)
from intake.mail.reply.header_blocks import has_answer_below, header_block_end, is_marked_header
from intake.mail.reply.html_quotes import has_marks, marked_text
from intake.mail.reply.lines import (
    OPENING_QUOTES,
    divider,
    is_answer_mark,
    is_bare_divider,
    is_long_rule,
    is_quoted,
    is_rule,
    label_of,
    normalise_line,
)
from intake.mail.reply.marking import mark_quotations
from intake.mail.reply.signature import signature_start, trim_tail
from intake.mail.reply.stacked_heads import stacked_head

_MOST_LINES = 20_000
_LONGEST_MARKED_HEAD = 15
_PGP_HEAD = re.compile(r"-----BEGIN PGP SIGNED MESSAGE-----\n(?:[A-Za-z-]+: .*\n)*\n?")
_PGP_TAIL = re.compile(r"-----BEGIN PGP SIGNATURE-----[\s\S]*?(?:-----END PGP SIGNATURE-----|\Z)")
_CLOSES_ADDRESS = re.compile(r"^>[^\n>]{0,40}[:：]\s*$")  # "<address\n> wrote:"
_OPEN_ADDRESS = re.compile(r"<\s?[^\s<>]{0,200}$")
_DATED = re.compile(r"^\s*\d{1,4}[-/.年]\s?\d{1,2}[-/.月]")
_BROKEN_LINK = re.compile(r"^\s*\(?(?:https?://|www\.)")
_INSIDE_LINK = re.compile(r"\((?:https?://|www\.)[^)\s]*$|https?://\S+$")


@dataclass
class _Separation:
    """The lines kept, whether any history was found, and what to show when nothing is left."""

    kept: list[str] = field(default_factory=list)
    found: bool = False
    spare: list[str] = field(default_factory=list)


def reply_text(text: str, html: str | None = None) -> str:
    """Return what the writer newly wrote.

    `html` is the mail's own (unsanitised) HTML: its marks find history that plain text does not show. A mail
    that only forwards keeps the forwarded text; one that only quotes gives ''.
    """
    from_text, found_in_text = _separate_text(text)
    if not html or not (has_marks(html) or not text.strip()):
        return from_text
    page, is_cut = marked_text(html)
    from_html, found_in_html = _separate_text(page)
    if not text.strip():
        return from_html
    return _choose(from_text, found_in_text, from_html, found_in_html or is_cut)


def reply_text_of_html(html: str) -> str:
    """Return what the writer newly wrote in a mail that has only HTML."""
    return _separate_text(marked_text(html)[0])[0]


def _choose(from_text: str, found_in_text: bool, from_html: str, found_in_html: bool) -> str:
    """The stricter of two readings when one contains the other, else the plain text's."""
    if not found_in_html or not from_html.strip():
        return from_text
    if not found_in_text:
        return from_html
    short, long = _squash(from_html), _squash(from_text)
    return from_html if short and short != long and short in long else from_text


def _squash(text: str) -> str:
    return re.sub(r"[\s\u200b\xa0*_]+", "", text)


def _separate_text(text: str) -> tuple[str, bool]:
    if "-----BEGIN PGP" in text:
        text, signed = _PGP_HEAD.subn("", text)
        # inside a signature every line that begins with a dash carries "- " before it (RFC 9580, 7.2)
        text = _PGP_TAIL.sub("", re.sub(r"(?m)^- (?=-)", "", text) if signed else text)
    lines = [normalise_line(line) for line in text.split("\n")[:_MOST_LINES]]
    lines = mark_quotations(lines)
    separation = _separate(lines)
    kept = "\n".join(trim_tail(separation.kept)).strip("\n").rstrip()
    if not kept.strip() and separation.spare:
        kept = "\n".join(trim_tail(separation.spare)).strip("\n").rstrip()
    return kept, separation.found


def _separate(lines: list[str]) -> _Separation:
    """Walk down the lines; each step either keeps one, skips history, or stops for good."""
    result = _Separation()
    labels = [label_of(line) for line in lines]
    segment = 0  # where in `kept` the current stretch of new text begins
    index = 0
    while index < len(lines):
        line = lines[index]
        if line == CUT_LINE or is_answer_mark(line):
            result.found = True
            result.spare = [] if line != CUT_LINE else _spare(lines, index + 1, result)
            break
        if is_quoted(line) and not _closes_address(lines, index):
            after = _skip_quotation(lines, index)
            result.found = True
            if _heads_unmarked_history(lines, index, after, result):
                break
            index, segment = after, _close_segment(result, segment)
            continue
        end = _copied_mail(lines, labels, index)
        if end is not None:
            result.found = True
            if not divider(line) and has_answer_below(lines, labels, index, end):
                index, segment = end, _close_segment(result, segment)
                continue
            _drop_bare_divider(result)
            result.spare = _spare(lines, end, result, is_forward=divider(line) == "forwarded")
            break
        last = _last_history(lines, index)
        if last is not None:
            result.found = True
            _take_back(result, index - last[0], "")
            result.spare = _spare(lines, last[1], result)
            break
        attribution = _attribution(lines, index)
        if attribution is not None:
            first, before, quoted_follows = attribution
            result.found = True
            _take_back(result, index - first, before)
            segment = _close_segment(result, segment)
            if not quoted_follows:
                result.spare = _spare(lines, index + 1, result)
                break
            index += 1
            continue
        result.kept.append(line)
        index += 1
    _close_segment(result, segment)
    return result


def _closes_address(lines: list[str], index: int) -> bool:
    """Whether the ">" only ends the address that the line above opened, as in a wrapped attribution."""
    above = lines[index - 1].rstrip() if index else ""
    if not _CLOSES_ADDRESS.match(lines[index]) or is_quoted(above):
        return False
    return bool(_OPEN_ADDRESS.search(above[-250:])) or is_verb_alone(lines[index])


def _last_history(lines: list[str], index: int) -> tuple[int, int] | None:
    """(first line of its head, first line below it) of history here that no new text can follow, else None."""
    if has_history_behind(lines[index]) or heads_unmarked_text(lines, index):
        return index, index + 1
    return stacked_head(lines, index)


def _close_segment(result: _Separation, segment: int) -> int:
    """Take signature and device lines off the stretch that ends here; where the next begins."""
    if segment < len(result.kept):
        start = signature_start(result.kept, segment, len(result.kept))
        if start > segment or segment > 0:
            tail = result.kept[segment:start]
            result.kept[segment:] = trim_tail(tail)
            if len(result.kept) > segment:
                result.kept.append("")
    return len(result.kept)


def _copied_mail(lines: list[str], labels: list[tuple[str, str]], index: int) -> int | None:
    """The line after a divider with its header, or after a header alone; None if neither begins here."""
    kind = divider(lines[index])
    if kind:
        following = index + 1
        while following < len(lines) and not lines[following].strip():
            following += 1
        if following < len(lines):
            following = header_block_end(lines, labels, following) or following
        return following
    return header_block_end(lines, labels, index)


def _drop_bare_divider(result: _Separation) -> None:
    """Remove the heading of a copied mail that was kept, being an ordinary word by itself."""
    last = len(result.kept) - 1
    while last >= 0 and is_rule(result.kept[last]):
        last -= 1
    if last >= 0 and is_bare_divider(result.kept[last]):
        del result.kept[last:]


def _attribution(lines: list[str], end: int) -> tuple[int, str, bool] | None:
    """(its first line, text before it on that line, whether a quotation follows) if one ends here."""
    following = end + 1
    while following < len(lines) and is_rule(lines[following]) and following < end + 4:
        following += 1
    quoted_follows = following < len(lines) and is_quoted(lines[following])
    found = attribution_at_end(lines, end)
    if found is not None and (quoted_follows or not _is_told(lines, found[0], end)):
        return (*found, quoted_follows)
    first = introduction_of_quotation(lines, end) if quoted_follows and not is_rule(lines[end]) else None
    return None if first is None else (first, "", True)


def _is_told(lines: list[str], first: int, end: int) -> bool:
    """Whether the line only looks like an attribution: one of several dated lines, or somebody's words in quotes."""
    is_dated = first > 0 and _DATED.match(lines[first - 1]) and _DATED.match(lines[first])
    below = next((line.strip() for line in lines[end + 1 : end + 3] if line.strip()), "")
    is_spoken = below[:1] in OPENING_QUOTES and not any("@" in line for line in lines[first : end + 1])
    return bool(is_dated or (below and is_spoken))


def _take_back(result: _Separation, count: int, before: str) -> None:
    """Remove the first lines of a wrapped attribution that were already kept."""
    if count:
        del result.kept[-count:]
    if before.strip():
        result.kept.append(before.rstrip(" -"))
    # receiver and subject below a rule, above "06.05.2024, 10:20, Ann <ann@…>:"
    fields = len(result.kept)
    while fields and label_of(result.kept[fields - 1])[0]:
        fields -= 1
    if fields < len(result.kept) and fields and is_long_rule(result.kept[fields - 1]):
        del result.kept[fields - 1 :]


def _skip_quotation(lines: list[str], index: int) -> int:
    """The next line outside the quotation; links that broke out of it are part of it."""
    while index < len(lines):
        if is_quoted(lines[index]):
            index += 1
        elif (
            index + 1 < len(lines)
            and is_quoted(lines[index + 1])
            and (_BROKEN_LINK.match(lines[index]) or _INSIDE_LINK.search(lines[index - 1]))
        ):
            index += 2
        else:
            break
    return index


def _heads_unmarked_history(lines: list[str], start: int, stop: int, result: _Separation) -> bool:
    """Whether only the copied header carries quote marks and the copied text below it none."""
    if stop - start > _LONGEST_MARKED_HEAD or not any(line.strip() for line in result.kept):
        return False
    if is_marked_header(lines[start:stop]):
        return True
    filled = [line for line in lines[start:stop] if line.strip(" \t>")]
    return len(filled) <= 2 and bool(filled) and is_marked_introduction(filled[-1])


def _spare(lines: list[str], start: int, result: _Separation, *, is_forward: bool = False) -> list[str]:
    """The copied mail's text, shown only when the writer added nothing at all above it."""
    if any(line.strip() for line in result.kept):
        return []
    plain = [line for line in lines[start:] if not is_quoted(line)]
    if is_forward and not any(line.strip() for line in plain):
        return _without_head([line.lstrip(" >") for line in lines[start:]])
    return plain


def _without_head(lines: list[str]) -> list[str]:
    """A forwarded mail that was quoted as a whole, without its header."""
    labels = [label_of(line) for line in lines]
    first = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    end = header_block_end(lines, labels, first) if first < len(lines) else None
    return lines[end:] if end is not None else lines
