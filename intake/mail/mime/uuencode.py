"""Files that old programs write into the body between "begin 644 name" and "end"."""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from itertools import islice

_BEGIN = re.compile(rb"^begin(?:-base64)? [0-7]{3,4} ([^\r\n]{1,255}?)[ \t]*\r?$", re.MULTILINE)
_END = re.compile(rb"^end[ \t]*\r?$", re.MULTILINE)
_MAX_FILES = 50


def extract_uuencoded(raw: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return the body without its uuencoded files, and those files as (raw name, content)."""
    if b"begin" not in raw:
        return raw, []
    rest: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    position = 0
    for begin in islice(_BEGIN.finditer(raw), _MAX_FILES):
        if begin.start() < position:
            continue
        content, stop = _decode_from(raw, begin.end())
        if not content:
            continue
        rest.append(raw[position : begin.start()])
        files.append((begin[1], content))
        position = stop
    rest.append(raw[position:])
    return b"".join(rest), files


def decode_uuencoded(raw: bytes) -> bytes | None:
    """Return the content of the one file in `raw`, None when there is none."""
    _, files = extract_uuencoded(raw)
    return files[0][1] if files else None


def _decode_from(raw: bytes, start: int) -> tuple[bytes, int]:
    """The file's content and where it ends; no content when somebody only wrote about "begin 644 x"."""
    end = _END.search(raw, start)
    stop = end.start() if end else len(raw)
    content = bytearray()
    bad = good = 0
    position = start
    for line in _lines(raw, start, stop):
        decoded = _decode_line(line.rstrip(b"\r\n"))
        if decoded is None:
            bad += 1
            # without an "end", ordinary text follows the file
            if not end or bad > 3 + good // 4:
                break
        else:
            content += decoded
            good += bool(decoded)
        position += len(line)
    else:
        position = end.end() if end else position
    return (bytes(content), position) if good and bad <= 3 + good // 4 else (b"", start)


def _lines(raw: bytes, start: int, stop: int) -> Iterator[bytes]:
    """Lines with their ends, cut only as far as somebody reads on."""
    while start < stop:
        newline = raw.find(b"\n", start, stop)
        following = newline + 1 if newline >= 0 else stop
        yield raw[start:following]
        start = following


def _decode_line(line: bytes) -> bytes | None:
    """b'' for a filling line, None for one that is not uuencoded."""
    if not line.strip() or line == b"`":
        return b""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # some encoders pad lines too far: only as many letters count as the length letter says
        count = (line[0] - 32) & 63
    try:
        return binascii.a2b_uu(line[: (count * 4 + 5) // 3 + 1])
    except binascii.Error:
        return None
