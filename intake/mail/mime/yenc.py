"""Files that newsreaders write into the body as yEnc: every byte shifted by 42, between "=ybegin" and "=yend".

The format is Jürgen Helbing's draft 1.3 of 2002; one article holds one part.
"""

from __future__ import annotations

import re

_BEGIN = re.compile(
    rb"^=ybegin [^\r\n]{0,200}?\bname=([^\r\n]{1,255})\r?\n(?:=ypart [^\r\n]{0,200}\r?\n)?", re.MULTILINE
)
_END = re.compile(rb"^=yend(?: [^\r\n]{0,200})?\r?$\n?", re.MULTILINE)
_ESCAPE = re.compile(rb"=(.)", re.DOTALL)
_SHIFTED = bytes((value - 42) % 256 for value in range(256))
_MAX_FILES = 50


def extract_yenc(raw: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return the body without its yEnc files, and those files as (raw name, content)."""
    if b"=ybegin" not in raw:
        return raw, []
    rest: list[bytes] = []
    files: list[tuple[bytes, bytes]] = []
    position = 0
    while len(files) < _MAX_FILES:
        begin = _BEGIN.search(raw, position)
        end = _END.search(raw, begin.end()) if begin else None
        if begin is None or end is None:
            break
        rest.append(raw[position : begin.start()])
        files.append((begin[1].strip(), _decode(raw[begin.end() : end.start()])))
        position = end.end()
    rest.append(raw[position:])
    return b"".join(rest), files


def _decode(lines: bytes) -> bytes:
    """ "=" marks a byte that is shifted by 64 more."""
    joined = lines.replace(b"\r", b"").replace(b"\n", b"")
    return _ESCAPE.sub(lambda match: bytes(((match[1][0] - 64) % 256,)), joined).translate(_SHIFTED)
