"""Encoded words in headers (RFC 2047), as senders really write them.

Words that split a character are joined before decoding; words inside quotes or parameters, which the
standard forbids, are decoded all the same.
"""

from __future__ import annotations

import base64
import binascii
import re

from intake.mail.mime.charset import clean_text, decode_text

_WORD = re.compile(r"=\?([^?\s*=]{1,60})(?:\*[^?\s]{0,40})?\?([bBqQ])\?(.*?)\?=", re.DOTALL)
# a subject cut off inside its last word
_CUT_WORD = re.compile(r"=\?([^?\s*=]{1,60})\?([bBqQ])\?([^?\s]{2,500})\?\Z")
_ENTITY = re.compile(r"&#(\d{3,7});")
_Q_ESCAPE = re.compile(rb"=([0-9A-Fa-f]{2})")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/]")
_SPACES = re.compile(r"[ \t\r\n]+")
_EMPTY_WORD = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?\?=")


def decode_header(raw: bytes, hint: str | None = None) -> str:
    """Return a raw header value as text on one line; `hint` is the body's character set."""
    return decode_words(raw.decode("latin-1"), hint)


def decode_words(value: str, hint: str | None = None) -> str:
    """Return a header value given as Latin-1 text (one character per byte) as what was meant.

    Bytes outside ASCII are read as UTF-8, then by `hint`, then by their looks.
    """
    if "&#" in value:
        value = _ENTITY.sub(_character, value)
    if "=?" not in value:
        return _SPACES.sub(" ", _raw_text(value, hint)).strip()
    text = _decode_once(value, hint)
    # gateways encode what was encoded already
    return _decode_once(text, hint) if "=?" in text and text.isascii() and _WORD.search(text) else text


def _decode_once(value: str, hint: str | None) -> str:
    pieces: list[str] = []
    run: list[tuple[str, bool, str]] = []
    position = 0
    for match in (*_WORD.finditer(value), _CUT_WORD.search(value)):
        if match is None or match.start() < position:
            continue
        between = value[position : match.start()]
        if between.strip() or not run:
            pieces.append(_decode_run(run))
            run = []
            pieces.append(_raw_text(between, hint))
        charset, encoding, payload = match[1], match[2] in "bB", match[3]
        run.append((charset.lower(), encoding, payload))
        position = match.end()
    pieces.append(_decode_run(run))
    pieces.append(_raw_text(value[position:], hint))
    return clean_text(_SPACES.sub(" ", _EMPTY_WORD.sub("", "".join(pieces)))).strip()


def _raw_text(value: str, hint: str | None) -> str:
    if value.isascii() and "\x1b" not in value and "~{" not in value:
        return clean_text(value)
    return decode_text(value.encode("latin-1"), None, hint)


def _character(match: re.Match[str]) -> str:
    """What a numeric entity names, as Latin-1 text of its UTF-8 bytes."""
    number = int(match[1])
    is_letter = 0xA0 <= number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF
    return chr(number).encode().decode("latin-1") if is_letter else match[0]


def _decode_run(run: list[tuple[str, bool, str]]) -> str:
    """Neighbouring words; those of one character set are one text."""
    pieces: list[str] = []
    index = 0
    while index < len(run):
        charset = run[index][0]
        raw = bytearray()
        while index < len(run) and run[index][0] == charset:
            index = _add_bytes(run, index, raw)
        pieces.append(decode_text(bytes(raw), charset))
    return "".join(pieces)


def _add_bytes(run: list[tuple[str, bool, str]], index: int, raw: bytearray) -> int:
    """Append the bytes of one word, or of several when Base64 was cut between them; the next index."""
    charset, is_base64, payload = run[index]
    index += 1
    if not is_base64:
        raw += _decode_q(payload)
        return index
    letters = _NOT_BASE64.sub("", payload)
    while len(letters) % 4 and "=" not in payload and index < len(run) and run[index][:2] == (charset, True):
        payload = run[index][2]
        letters += _NOT_BASE64.sub("", payload)
        index += 1
    raw += _decode_base64(letters)
    return index


def _decode_base64(letters: str) -> bytes:
    spare = len(letters) % 4
    if spare == 1:
        letters = letters[:-1]
    try:
        return base64.b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def _decode_q(payload: str) -> bytes:
    raw = payload.replace("_", " ").encode("latin-1", "ignore")
    return _Q_ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), raw)
