"""The tree of parts (RFC 2046), cut out of the bytes without copying until somebody wants a leaf.

Depth, number and time are bounded: whatever lies deeper becomes one opaque leaf.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from intake.mail.mime.headers import Headers, read_headers
from intake.mail.mime.parameters import Valued, read_parameters
from intake.mail.mime.transfer import decode_transfer

_MAX_DEPTH = 30
_MAX_PARTS = 1000
_GUESSED_BOUNDARY = re.compile(rb"(?:^|\n|\r)--([^\s\-][^\r\n]{2,200}?)[ \t]*(?=\r|\n)")
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}")
_LINE_END = b"\r\n"


@dataclass
class Part:
    """One part: its headers, where its body lies in `raw`, and its children if it has any."""

    raw: bytes
    headers: Headers
    start: int
    end: int
    default_type: str = "text/plain"
    children: list[Part] = field(default_factory=list)

    @cached_property
    def type(self) -> Valued:
        """Content-Type with its parameters; the context's default when missing or broken."""
        found = [read_parameters(raw.decode("latin-1")) for raw in self.headers.all("content-type")]
        known = [value for value in found if _TYPE.fullmatch(value.value)]
        if known:
            return known[0]
        if found and found[0].value.split("/")[0] == "multipart":
            return Valued("multipart/mixed", found[0].parameters)
        parameters = found[0].parameters if found else {}
        return Valued("text/plain" if found and found[0].value == "text" else self.default_type, parameters)

    @cached_property
    def disposition(self) -> Valued:
        """Content-Disposition with its parameters; empty when missing."""
        return read_parameters(self.headers.text("content-disposition"))

    @cached_property
    def body(self) -> bytes:
        """The content with its transfer encoding undone."""
        encoding = self.headers.text("content-transfer-encoding")
        return decode_transfer(self.raw[self.start : self.end], encoding)

    def walk(self) -> list[Part]:
        """This part and all below it, in order."""
        found: list[Part] = []
        waiting: list[Part] = [self]
        while waiting:
            part = waiting.pop()
            found.append(part)
            waiting.extend(reversed(part.children))
        return found


def read_parts(raw: bytes) -> Part:
    """Return the tree of parts of a raw mail."""
    if raw.count(b"\r\r\n") * 2 > raw.count(b"\n"):
        raw = raw.replace(b"\r\r\n", b"\r\n")  # a gateway took "\r\n" for "\n"
    headers, start = read_headers(raw, 0, len(raw), outermost=True)
    root = Part(raw, headers, start, len(raw))
    waiting = [(root, 0)]
    count = 1
    while waiting:
        part, depth = waiting.pop()
        if depth >= _MAX_DEPTH or count >= _MAX_PARTS or not part.type.value.startswith("multipart/"):
            continue
        part.children = _children(part, _MAX_PARTS - count)
        count += len(part.children)
        waiting.extend((child, depth + 1) for child in part.children)
    return root


def read_enclosed(part: Part) -> Part:
    """Return the tree of the mail that a message/* part carries, one level only."""
    raw = part.body
    headers, start = read_headers(raw, 0, len(raw), outermost=True)
    return Part(raw, headers, start, len(raw))


def _children(part: Part, limit: int) -> list[Part]:
    raw, start, end = part.raw, part.start, part.end
    spans = _spans(
        raw, start, end, part.type.parameters.get("boundary", "").encode("latin-1", "ignore"), limit
    )
    encoding = part.headers.text("content-transfer-encoding").lower()
    if not spans and encoding.startswith(("base64", "quoted")):
        # forbidden for multiparts, written all the same
        raw = part.body
        spans = _spans(raw, 0, len(raw), part.type.parameters.get("boundary", "").encode(), limit)
    if not spans:
        guess = _GUESSED_BOUNDARY.search(raw, start, end) if raw is part.raw else None
        spans = _spans(raw, start, end, guess[1].removesuffix(b"--"), limit) if guess else []
    default = "message/rfc822" if part.type.value == "multipart/digest" else "text/plain"
    children = []
    for first, last in spans:
        headers, body = read_headers(raw, first, last)
        children.append(Part(raw, headers, body, last, default))
    return children


def _spans(raw: bytes, start: int, end: int, boundary: bytes, limit: int) -> list[tuple[int, int]]:
    """Where each child begins and ends; an unclosed last one reaches the end."""
    boundary = boundary.rstrip(b" \t")
    if not boundary:
        return []
    marker = b"--" + boundary
    spans: list[tuple[int, int]] = []
    opened = -1
    position = raw.find(marker, start, end)
    while position >= 0 and len(spans) < limit:
        after = _delimiter_end(raw, position, len(marker), start, end)
        if after is None:
            position = raw.find(marker, position + 1, end)
            continue
        if opened >= 0:
            spans.append((opened, _without_line_end(raw, opened, position)))
        following, closing = after
        opened = -1 if closing else following
        if closing:
            # several mailers close and open again; only another opening line counts from here
            following = max(following, position + len(marker))
        position = raw.find(marker, following, end)
    if opened >= 0 and (opened < end or not spans):
        spans.append((opened, end))
    return spans


def _delimiter_end(raw: bytes, position: int, length: int, start: int, end: int) -> tuple[int, bool] | None:
    """Where the delimiter line ends and whether it closes; None when this is no delimiter line."""
    if position > start and raw[position - 1] not in _LINE_END:
        return None
    after = position + length
    closing = raw.startswith(b"--", after)
    stop = after + 2 if closing else after
    while stop < end and raw[stop] in b" \t":
        stop += 1
    if stop >= end:
        return end, closing
    if raw[stop] not in _LINE_END:
        return (stop, True) if closing and raw[after + 2 : after + 3] != b"-" else None
    return stop + (2 if raw.startswith(_LINE_END, stop) else 1), closing


def _without_line_end(raw: bytes, start: int, stop: int) -> int:
    """The line end before a delimiter belongs to the delimiter."""
    if stop > start and raw[stop - 1 : stop] == b"\n":
        stop -= 1
    if stop > start and raw[stop - 1 : stop] == b"\r":
        stop -= 1
    return max(stop, start)
