"""Quotations in other marks than ">" get that mark, so that one rule finds them all."""

from __future__ import annotations

import re

from intake.mail.html import MAYBE_QUOTED
from intake.mail.reply.attributions import attribution_at_end, bare_attribution, quote_mark_after

# Emacs: '>>>>> "ann" == Ann Example <ann@example.org> writes:' above lines that begin with "ann> "
_SUPERCITED = re.compile(r"^\s*>{3,5}\s?.{1,200}\s==\s")
_NAME_MARK = re.compile(r"^\s{0,12}[^\W\d]\w{0,19}> ?")


def mark_quotations(lines: list[str]) -> list[str]:
    """Return the lines with every recognised quotation marked by ">"."""
    return _mark_supercited(_mark_board_quotes(_settle_unmarked_quotes(lines)))


def _settle_unmarked_quotes(lines: list[str]) -> list[str]:
    """Blocks that HTML only indents: quotations after an attribution or at the very end, else plain text."""
    if not any(line.startswith(MAYBE_QUOTED) for line in lines):
        return lines
    result: list[str] = []
    index = 0
    while index < len(lines):
        if not lines[index].startswith(MAYBE_QUOTED):
            result.append(lines[index])
            index += 1
            continue
        stop = index
        while stop < len(lines) and lines[stop].startswith(MAYBE_QUOTED):
            stop += 1
        is_quote = _follows_attribution(result) or not any(line.strip() for line in lines[stop:])
        is_quote = is_quote and any(line.strip() for line in result)
        mark = "> " if is_quote else ""
        result.extend(mark + line.replace(MAYBE_QUOTED, "").lstrip() for line in lines[index:stop])
        index = stop
    return result


def _mark_board_quotes(lines: list[str]) -> list[str]:
    """Quotations below "X 的大作中提到:" that bulletin boards mark with ":" get the usual mark."""
    for index, line in enumerate(lines[:-1]):
        mark = quote_mark_after(line, lines[index + 1]) if len(line) < 200 else ""
        if mark:
            lines[index] = "> " + line
            below = index + 1
            while below < len(lines) and lines[below].lstrip().startswith(mark):
                lines[below] = "> " + lines[below]
                below += 1
    return lines


def _follows_attribution(lines: list[str]) -> bool:
    end = len(lines) - 1
    while end >= 0 and not lines[end].strip():
        end -= 1
    return end >= 0 and (attribution_at_end(lines, end) is not None or bare_attribution(lines[end]))


def _mark_supercited(lines: list[str]) -> list[str]:
    """Lines that carry the quoted person's name as their mark, below the attribution that says so."""
    first = next((index for index, line in enumerate(lines) if _SUPERCITED.match(line[:300])), None)
    if first is None:
        return lines
    return lines[:first] + [f"> {line}" if _NAME_MARK.match(line) else line for line in lines[first:]]
