"""Values with parameters, such as Content-Type and Content-Disposition (RFC 2045, 2231)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from intake.mail.mime.charset import decode_text
from intake.mail.mime.words import decode_words

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"?', re.DOTALL)
_UNQUOTED = re.compile(r"[^;]*")
_BETWEEN = re.compile(r"[\s;,]*")
_NAME = re.compile(r"([^\s=;\"]{1,80})[ \t]*=[ \t]*")
_EXTENDED = re.compile(r"([A-Za-z0-9_.:-]{0,40})'([A-Za-z0-9-]{0,20})'(.*)", re.DOTALL)
_HALF_EXTENDED = re.compile(
    r"(?:utf-?8|gbk|gb2312|gb18030|big5|iso-[\w-]{2,12}|us-ascii)'(?=[^']*$)", re.IGNORECASE
)
_SECTION = re.compile(r"(.+?)\*(\d{1,4})(\*?)$")
_PERCENT_NAME = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})+")
_MAX_PARAMETERS = 200
_MAX_LENGTH = 50_000  # characters that are looked at


@dataclass(frozen=True, slots=True)
class Valued:
    """A header value, lower case, and its decoded parameters by lower-case name."""

    value: str = ""
    parameters: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=512)
def read_parameters(raw: str, hint: str | None = None) -> Valued:
    """Return the value and parameters of a header given as Latin-1 text.

    Wrong quoting, doubled semicolons, spaces in unquoted names, encoded words and raw bytes are accepted;
    continued and extended parameters are joined in their numbered order.
    """
    head, separator, rest = raw.partition(";")
    value = head.strip().strip("\"'").lower()
    if "=" in value and not separator:
        value, rest = "", raw
    return Valued(
        re.sub(r"\s+", "", value.split(" ")[0] if "/" in value.split(" ")[0] else value),
        _join(_pairs(rest), hint),
    )


def _pairs(rest: str) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    position = 0
    rest = rest[:_MAX_LENGTH]
    while position < len(rest) and len(pairs) < _MAX_PARAMETERS:
        between = _BETWEEN.match(rest, position)
        position = between.end() if between else position
        match = _NAME.match(rest, position)
        if not match:
            semicolon = rest.find(";", position + 1)
            if semicolon < 0:
                break
            position = semicolon
            continue
        value, position = _value(rest, match.end())
        pairs.append((match[1].lower(), value))
    return pairs


def _value(rest: str, position: int) -> tuple[str, int]:
    match = _QUOTED.match(rest, position)
    if match and match.end() > position:
        tail = _UNQUOTED.match(rest, match.end())
        text = re.sub(r'\\(["\\])', r"\1", match[1])
        extra = tail[0].strip() if tail else ""
        # filename="=?gbk?B?..?=" "=?gbk?B?..?=": what follows the quotes belongs to the value
        if extra.startswith(('"', "=?")):
            text += " " + extra.strip('"')
        return text, tail.end() if tail else match.end()
    plain = _UNQUOTED.match(rest, position)
    return (plain[0].strip(), plain.end()) if plain else ("", position)


def _join(pairs: list[tuple[str, str]], hint: str | None) -> dict[str, str]:
    """Decoded parameters; an extended form (RFC 2231) wins over the plain one."""
    plain: dict[str, str] = {}
    sections: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, value in pairs:
        section = _SECTION.match(name)
        if section:
            sections.setdefault(section[1], {}).setdefault(int(section[2]), (bool(section[3]), value))
        elif name.endswith("*"):
            sections.setdefault(name[:-1], {}).setdefault(0, (True, value))
        else:
            plain.setdefault(name, _decode_plain(value, hint))
    extended = {name: _decode_sections(parts, hint) for name, parts in sections.items()}
    return plain | {name: value for name, value in extended.items() if value}


def _decode_sections(parts: dict[int, tuple[bool, str]], hint: str | None) -> str:
    raw = bytearray()
    charset = ""
    is_encoded = any(extended for extended, _ in parts.values())
    for place, number in enumerate(sorted(parts)):
        extended, value = parts[number]
        match = _EXTENDED.match(value) if extended and place == 0 else None
        if match:
            charset, value = match[1], match[3]
        elif extended and place == 0 and _HALF_EXTENDED.match(value):
            charset, _, value = value.partition("'")
        raw += (
            unquote_to_bytes(value.encode("latin-1", "ignore"))
            if extended
            else value.encode("latin-1", "ignore")
        )
    if not is_encoded:
        return _decode_plain(raw.decode("latin-1"), hint)
    return decode_text(bytes(raw), charset or None, hint)


def _decode_plain(value: str, hint: str | None) -> str:
    text = decode_words(value, hint)
    if "%" in text and text.isascii() and re.search(r"(?:%[89A-Fa-f][0-9A-Fa-f]){2}", text):
        match = _PERCENT_NAME.fullmatch(text)
        if match:
            return decode_text(unquote_to_bytes(text), "utf-8")
    return text
