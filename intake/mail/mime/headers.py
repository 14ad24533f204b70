"""The header block: found behind junk, unfolded, kept as bytes until somebody knows the character set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MAX_FIELDS = 3000
_MAX_VALUE = 1_000_000  # bytes of one field; a longer one is cut
_FIELD = re.compile(rb"([!-9;-~]{1,200}?)[ \t]*:[ \t]*")
_LINE_END = re.compile(rb"\r\n|\n|\r")
_FOLD = re.compile(rb"(?:\r\n|\n|\r)(?=[ \t])")
_BLANK_START = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))+")
_POSTMARK = re.compile(rb">?From (?![ \t]*:)[^\r\n]*(?:\r\n|\n|\r)")
_HOW_FAR_JUNK_GOES = 5


@dataclass(frozen=True, slots=True)
class Headers:
    """Header fields in order: lower-case name and unfolded raw bytes."""

    fields: tuple[tuple[str, bytes], ...] = ()

    def get(self, name: str) -> bytes | None:
        """The first non-empty field of that name (lower case); an empty one if there is no other."""
        found: bytes | None = None
        for key, value in self.fields:
            if key == name:
                if value:
                    return value
                found = value
        return found

    def all(self, name: str) -> list[bytes]:
        """Every field of that name, in order."""
        return [value for key, value in self.fields if key == name]

    def text(self, name: str) -> str:
        """The field as Latin-1 text for comparing keywords, '' when missing; never for showing."""
        return (self.get(name) or b"").decode("latin-1").strip()

    def has(self, name: str) -> bool:
        """Whether there is such a field, empty or not."""
        return any(key == name for key, _ in self.fields)


def read_headers(raw: bytes, start: int, end: int, *, outermost: bool = False) -> tuple[Headers, int]:
    """Return the headers in raw[start:end] and where the body begins.

    The outermost block may follow blank lines and an mbox "From " line. A line that is no field does not
    end the block when fields go on below it; otherwise the body begins there.
    """
    if outermost:
        start = _skip_leading_junk(raw, start, end)
    fields: list[tuple[str, bytes]] = []
    name, pieces = "", []
    position = start
    while position < end and len(fields) < _MAX_FIELDS:
        line_end, following = _line(raw, position, end)
        line = raw[position:line_end]
        if not line.strip(b" \t\x00"):
            if not line or not _goes_on(raw, following, end, folded_too=True):
                position = following
                break
        elif line[:1] in b" \t" and (name or fields):
            pieces.append(line)
        else:
            match = _FIELD.match(line)
            if match:
                _keep(fields, name, pieces)
                name, pieces = match[1].decode("ascii").lower(), [line[match.end() :]]
            elif line.startswith(b"--") or not (
                _POSTMARK.match(line + b"\n") or _goes_on(raw, following, end)
            ):
                break  # the first boundary needs no empty line above it
        position = following
    _keep(fields, name, pieces)
    return Headers(tuple(fields)), min(position, end)


def _skip_leading_junk(raw: bytes, start: int, end: int) -> int:
    if raw.startswith(b"\xef\xbb\xbf", start):
        start += 3
    match = _BLANK_START.match(raw, start, end)
    if match and _FIELD.match(raw, match.end(), end):
        start = match.end()
    match = _POSTMARK.match(raw, start, end)
    return match.end() if match else start


def _line(raw: bytes, position: int, end: int) -> tuple[int, int]:
    """Where the line's content and the line itself end."""
    newline = raw.find(b"\n", position, end)
    stop = end if newline < 0 else newline
    carriage = raw.find(b"\r", position, stop)
    if carriage >= 0 and carriage != stop - 1:
        # A lone CR ends a line only where there are no other line ends before the next field.
        if newline < 0 or _FIELD.match(raw, carriage + 1, stop) or raw[carriage + 1 : carriage + 2] == b"\r":
            return carriage, carriage + 1
        carriage = -1 if raw[stop - 1 : stop] != b"\r" else stop - 1
    if newline < 0:
        return (carriage, end) if carriage >= 0 else (end, end)
    return (stop - 1 if carriage == stop - 1 and carriage >= position else stop), newline + 1


def _goes_on(raw: bytes, position: int, end: int, *, folded_too: bool = False) -> bool:
    """Whether header fields go on within the next few lines, before any blank one."""
    for line in _next_lines(raw, position, end):
        if not line.strip():
            return False
        match = _FIELD.match(line)
        if match and b" " not in line[: match.end(1)]:
            return not line[match.end() - 1 : match.end() + 2].endswith(b"//")
        if folded_too and line[:1] in b" \t":
            continue
        if folded_too:
            return False
    return False


def _next_lines(raw: bytes, position: int, end: int) -> Iterator[bytes]:
    for _ in range(_HOW_FAR_JUNK_GOES):
        if position >= end:
            return
        stop, following = _line(raw, position, end)
        yield raw[position:stop]
        position = following


def _keep(fields: list[tuple[str, bytes]], name: str, pieces: list[bytes]) -> None:
    if name:
        value = b"".join(pieces) if len(pieces) > 1 else pieces[0]
        fields.append((name, value[:_MAX_VALUE].replace(b"\r", b" ").replace(b"\n", b" ").strip(b" \t\x00")))
