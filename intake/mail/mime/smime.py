"""The mail inside an opaque S/MIME signature (RFC 8551 section 3.5.2): content of CMS SignedData, unverified."""

from __future__ import annotations

from dataclasses import dataclass

_SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
_DATA = bytes.fromhex("2a864886f70d010701")
_SEQUENCE, _OID, _OCTETS, _OCTETS_IN_PIECES, _EXPLICIT, _INTEGER, _SET = (
    0x30,
    0x06,
    0x04,
    0x24,
    0xA0,
    0x02,
    0x31,
)
_MOST_PIECES = 100_000


@dataclass(frozen=True, slots=True)
class _Element:
    """One BER element: where its content lies; an indefinite length reaches to the end of what holds it."""

    tag: int
    start: int
    end: int
    is_indefinite: bool = False


def read_signed(raw: bytes) -> bytes | None:
    """Return the bytes that were signed, None when `raw` is no signed message (encrypted ones are not)."""
    outer = _element(raw, 0, len(raw), _SEQUENCE)
    kind = outer and _element(raw, outer.start, outer.end, _OID)
    if not outer or not kind or raw[kind.start : kind.end] != _SIGNED_DATA:
        return None
    wrapper = _element(raw, kind.end, outer.end, _EXPLICIT)
    signed = wrapper and _element(raw, wrapper.start, wrapper.end, _SEQUENCE)
    version = signed and _element(raw, signed.start, signed.end, _INTEGER)
    digests = signed and version and _element(raw, version.end, signed.end, _SET)
    if not signed or not digests or digests.is_indefinite:
        return None
    content = _element(raw, digests.end, signed.end, _SEQUENCE)
    kind = content and _element(raw, content.start, content.end, _OID)
    if not content or not kind or raw[kind.start : kind.end] != _DATA:
        return None
    explicit = _element(raw, kind.end, content.end, _EXPLICIT)
    return _octets(raw, explicit.start, explicit.end) if explicit else None


def _element(raw: bytes, position: int, end: int, tag: int) -> _Element | None:
    """The element of that tag at `position`, None when there is another or it does not fit."""
    if position + 2 > end or raw[position] != tag:
        return None
    length, start = raw[position + 1], position + 2
    if length == 0x80:
        return _Element(tag, start, end, is_indefinite=True)
    if length > 0x80:
        count = length & 0x7F
        if count > 6 or start + count > end:
            return None
        length, start = int.from_bytes(raw[start : start + count], "big"), start + count
    return _Element(tag, start, min(start + length, end))


def _octets(raw: bytes, start: int, end: int) -> bytes | None:
    """The content of an octet string, in one piece or in many."""
    whole = _element(raw, start, end, _OCTETS)
    if whole:
        return raw[whole.start : whole.end]
    parts = _element(raw, start, end, _OCTETS_IN_PIECES)
    if not parts:
        return None
    pieces: list[bytes] = []
    position = parts.start
    while position < parts.end and len(pieces) < _MOST_PIECES:
        piece = _element(raw, position, parts.end, _OCTETS)
        if piece is None or piece.is_indefinite:
            break
        pieces.append(raw[piece.start : piece.end])
        position = piece.end
    return b"".join(pieces)
