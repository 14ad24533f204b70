"""Undoing transfer encodings, also sloppy ones (RFC 2045 section 6)."""

from __future__ import annotations

import binascii
import re

from intake.mail.mime.uuencode import decode_uuencoded

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_ODD = re.compile(rb"[^A-Za-z0-9+/=\s]")
_CLOSED_BLOCK = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_EMPTY_LINE = re.compile(rb"\n[ \t]*\r?\n")
_SOFT_BREAK = re.compile(rb"=[ \t]+(?=\r?\n)")


def decode_transfer(raw: bytes, encoding: str) -> bytes:
    """Return the content of a part; `encoding` as in Content-Transfer-Encoding, unknown ones change nothing."""
    name = encoding.lower().strip(" \t\"';").split(";")[0].replace("_", "-")
    if "base64" in name or name == "b":
        return _decode_base64(raw)
    if name.startswith(("quoted-print", "quotedprint", "quoted print")) or name in ("qp", "q"):
        if b"\n" not in raw:
            raw = raw.replace(
                b"\r", b"\n"
            )  # old Macintoshes' line ends: the decoder knows soft breaks by "\n" only
        return binascii.a2b_qp(_SOFT_BREAK.sub(b"=", raw))
    if name in ("x-uuencode", "uuencode", "x-uue", "uue"):
        decoded = decode_uuencoded(raw)
        return raw if decoded is None else decoded
    return raw


def _decode_base64(raw: bytes) -> bytes:
    """Bytes of Base64 with junk, several closed blocks or lacking padding; what is none stays as it is."""
    if _is_no_base64(raw):
        return raw
    raw, footer = _footer(raw)
    if footer:
        return _decode_base64(raw) + b"\n\n" + footer
    letters = raw.translate(None, b"\r\n \t")
    if _NOT_BASE64.search(letters):
        letters = _NOT_BASE64.sub(b"", letters)
    if b"=" not in letters.rstrip(b"="):
        return _decode_block(letters)
    return b"".join(_decode_block(block) for block in _CLOSED_BLOCK.findall(letters))


def _is_no_base64(raw: bytes) -> bool:
    """Whether the label is plainly wrong: spaced words and punctuation throughout."""
    sample = raw[:2000]
    odd = len(_ODD.findall(sample))
    words = sample.split()
    return odd * 10 > len(sample) or (len(words) > 3 and odd > 0 and len(sample) < 12 * len(words))


def _footer(raw: bytes) -> tuple[bytes, bytes]:
    """Base64, and the plain words that a list server added below an empty line."""
    match = _EMPTY_LINE.search(raw)
    footer = raw[match.end() :].strip() if match else b""
    is_footer = bool(match and match.start() and footer and _ODD.search(footer) and len(footer.split()) > 2)
    return (raw[: match.start()], footer) if match and is_footer else (raw, b"")


def _decode_block(letters: bytes) -> bytes:
    body = letters.rstrip(b"=")
    if len(body) % 4 == 1:
        body = body[:-1]
    return binascii.a2b_base64(body + b"=" * (-len(body) % 4))
