"""winmail.dat: the files and the text that Outlook hides in one attachment (MS-OXTNEF)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_SIGNATURE = 0x223E9F78
_ATTACH_START, _ATTACH_TITLE, _ATTACH_DATA, _ATTACH_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
_MESSAGE_PROPERTIES, _BODY, _CODEPAGE = 0x9003, 0x800C, 0x9007
_LONG_NAME, _DATA_OBJECT, _PLAIN_BODY, _HTML_BODY, _MIME_TYPE = 0x3707, 0x3701, 0x1000, 0x1013, 0x370E
_RICH_BODY = 0x1009
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
_MAX_ATTRIBUTES = 5000


@dataclass
class TnefFile:
    """One file inside: raw name, content, declared type."""

    name: str = ""
    data: bytes = b""
    content_type: str = ""


@dataclass
class Tnef:
    """What a winmail.dat holds."""

    files: list[TnefFile] = field(default_factory=list)
    text: bytes = b""
    html: bytes = b""
    rtf: bytes = b""  # as Outlook packs it
    codepage: str = "cp1252"


def read_tnef(raw: bytes) -> Tnef | None:
    """Return the content of a winmail.dat, None when it is none; damage ends the reading, nothing raises."""
    if len(raw) < 6 or struct.unpack_from("<I", raw)[0] != _SIGNATURE:
        return None
    result = Tnef()
    position = 6
    for _ in range(_MAX_ATTRIBUTES):
        if position + 9 > len(raw):
            break
        attribute, length = struct.unpack_from("<xHxxI", raw, position)
        data = raw[position + 9 : position + 9 + length]
        position += 9 + length + 2
        _take(result, attribute, data)
    result.files = [file for file in result.files if file.data]
    return result


def _take(result: Tnef, attribute: int, data: bytes) -> None:
    if attribute == _ATTACH_START:
        result.files.append(TnefFile())
    elif attribute == _CODEPAGE and len(data) >= 4:
        result.codepage = f"cp{struct.unpack_from('<I', data)[0]}"
    elif attribute == _BODY:
        result.text = data.rstrip(b"\x00")
    elif attribute == _MESSAGE_PROPERTIES:
        for number, value in _properties(data):
            if number == _PLAIN_BODY and not result.text:
                result.text = value
            elif number == _HTML_BODY:
                result.html = value
            elif number == _RICH_BODY:
                result.rtf = value
    elif result.files:
        _take_attachment(result, attribute, data)


def _take_attachment(result: Tnef, attribute: int, data: bytes) -> None:
    file = result.files[-1]
    if attribute == _ATTACH_TITLE and not file.name:
        file.name = _text(data, result.codepage)
    elif attribute == _ATTACH_DATA:
        file.data = data
    elif attribute == _ATTACH_PROPERTIES:
        for number, value in _properties(data):
            if number == _LONG_NAME:
                file.name = _text(value, result.codepage) or file.name
            elif number == _MIME_TYPE:
                file.content_type = _text(value, result.codepage)
            elif number == _DATA_OBJECT and not file.data:
                file.data = value[16:]


def _text(raw: bytes, codepage: str) -> str:
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "ignore")
    if raw[1:2] == b"\x00" and len(raw) % 2 == 0 and len(raw) > 2:
        return raw.decode("utf-16-le", "ignore").rstrip("\x00")
    cut = raw.split(b"\x00")[0]
    try:
        return cut.decode(codepage)
    except (UnicodeError, LookupError):
        return cut.decode("gb18030", "ignore")


def _properties(data: bytes) -> list[tuple[int, bytes]]:
    """(number, value) of MAPI properties; stops at the first damaged one."""
    found: list[tuple[int, bytes]] = []
    if len(data) < 4:
        return found
    count, position = struct.unpack_from("<I", data)[0], 4
    for _ in range(min(count, _MAX_ATTRIBUTES)):
        if position + 4 > len(data):
            break
        kind, number = struct.unpack_from("<HH", data, position)
        position += 4
        if number >= 0x8000:
            position = _skip_name(data, position)
        values, position = _values(data, position, kind)
        if position < 0:
            break
        found.extend((number, _as_text_bytes(value, kind)) for value in values[:1])
    return found


def _as_text_bytes(value: bytes, kind: int) -> bytes:
    """Wide text as UTF-8 with its mark, so that one decoder serves both."""
    if kind & 0xFFF == 0x1F:
        return b"\xef\xbb\xbf" + value.decode("utf-16-le", "ignore").rstrip("\x00").encode()
    return value


def _skip_name(data: bytes, position: int) -> int:
    if position + 24 > len(data):
        return len(data)
    is_text = struct.unpack_from("<I", data, position + 16)[0]
    if not is_text:
        return position + 24
    length = struct.unpack_from("<I", data, position + 20)[0]
    return position + 24 + length + (-length % 4)


def _values(data: bytes, position: int, kind: int) -> tuple[list[bytes], int]:
    base, several = kind & 0xFFF, bool(kind & 0x1000)
    size = _FIXED.get(base)
    count = 1
    if several or size is None:
        if position + 4 > len(data):
            return [], -1
        count = struct.unpack_from("<I", data, position)[0]
        position += 4
    values: list[bytes] = []
    for _ in range(min(count, 1000)):
        if size is not None:
            length = size
        elif position + 4 <= len(data):
            length = struct.unpack_from("<I", data, position)[0]
            position += 4
        else:
            return values, -1
        values.append(data[position : position + length])
        position += length + (-length % 4)
        if position > len(data) + 3:
            return values, -1
    return values, position
