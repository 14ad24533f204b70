"""Rich text as Outlook hides it in winmail.dat: unpacked (MS-OXRTFCP), read as text or as the HTML it was (MS-OXRTFEX)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from intake.mail.mime.charset import decode_text

_PACKED, _PLAIN = b"LZFu", b"MELA"
_WINDOW, _UNWRITTEN = 4096, 0x20
_DICTIONARY = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    b"\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    b"\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
_MAX_SIZE = 8 << 20
_MAX_TOKENS = 200_000  # about half a second
_MAX_DEPTH = 500

_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+",
    re.DOTALL,
)
_SPOKEN = {
    b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"page": "\n", b"tab": "\t", b"cell": "\t",
    b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"\n": "\n", b"\r": "\n", b"{": "{", b"}": "}", b"\\": "\\"}
_UNSEEN = frozenset(
    b"fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr generator "
    b"listtable listoverridetable rsidtbl themedata datastore latentstyles xmlnstbl pntext".split()
)
_CODEPAGES = {
    128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258",
    177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip


def unpack(packed: bytes) -> bytes:
    """Return the RTF of a PR_RTF_COMPRESSED value, at most 8 MB; damage ends it early, nothing raises."""
    if len(packed) < 16:
        return b""
    kind = packed[8:12]
    if kind == _PLAIN:
        return packed[16 : 16 + struct.unpack_from("<I", packed, 4)[0]][:_MAX_SIZE]
    return _unpacked(packed) if kind == _PACKED else b""


def _unpacked(packed: bytes) -> bytes:
    out = bytearray(_DICTIONARY)
    start, position = len(out), 16
    most = min(struct.unpack_from("<I", packed, 4)[0], _MAX_SIZE) + start
    while position < len(packed) and len(out) < most:
        flags = packed[position]
        position += 1
        for bit in range(8):
            if not flags >> bit & 1:
                out += packed[position : position + 1]
                position += 1
                continue
            if position + 2 > len(packed):
                return bytes(out[start:])
            token = struct.unpack_from(">H", packed, position)[0]
            position += 2
            back = (len(out) - (token >> 4)) % _WINDOW
            if not back:
                return bytes(out[start:])
            for _ in range((token & 15) + 2):
                out.append(out[len(out) - back] if len(out) >= back else _UNWRITTEN)
    return bytes(out[start:most])


@dataclass
class _Group:
    """What holds until the closing brace."""

    unseen: bool = False
    tag: bool = False
    markup: bool = False  # \htmlrtf: RTF that stands for HTML given beside it
    codepage: str = ""
    skip: int = 1  # plain characters that repeat a \u


@dataclass
class _Reader:
    codepage: str = "cp1252"
    fonts: dict[bytes, str] = field(default_factory=dict)
    font: bytes = b""
    is_html: bool = False
    pieces: list[str] = field(default_factory=list)
    waiting: bytearray = field(default_factory=bytearray)

    def flush(self, group: _Group) -> None:
        if self.waiting:
            self.pieces.append(decode_text(bytes(self.waiting), group.codepage or self.codepage))
            self.waiting.clear()

    def shows(self, group: _Group) -> bool:
        if self.is_html and group.markup:
            return False
        return group.tag or not group.unseen


def read_rtf(rtf: bytes) -> tuple[str, str]:
    """Return the (text, html) of an RTF document: html when it was made from HTML, text else, one of them empty.

    What stands after the first 200,000 control words and pieces of text is left out.
    """
    if not rtf.lstrip().startswith(b"{\\rtf"):
        return "", ""
    reader = _Reader(is_html=b"\\fromhtml1" in rtf[:4096])
    groups, group, skip = [_Group()], _Group(), 0
    for token in islice(_tokens(rtf), _MAX_TOKENS):
        word, number, code, symbol, brace, plain = token.groups()
        if brace == b"{":
            groups.append(group)
            group = replace(group)
            if len(groups) > _MAX_DEPTH:
                break
        elif brace == b"}":
            reader.flush(group)
            group = groups.pop() if groups else _Group()
        elif word:
            skip = _obey(reader, group, word, number)
        elif code or plain:
            letters = bytes.fromhex(code.decode()) if code else plain
            left = max(0, skip - len(letters))
            letters, skip = letters[skip:], left
            if reader.shows(group):
                reader.waiting += letters
        elif symbol == b"*":
            group.unseen = True
        elif symbol in _SYMBOLS and reader.shows(group):
            reader.flush(group)
            reader.pieces.append(_SYMBOLS[symbol])
    reader.flush(group)
    # letters beyond the first plane came in two halves
    text = "".join(reader.pieces).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return ("", text) if reader.is_html else (text.strip("\n"), "")


def _tokens(rtf: bytes) -> Iterator[re.Match[bytes]]:
    """Every token, binary data left out (its length stands before it)."""
    position = 0
    while found := _TOKEN.search(rtf, position):
        position = found.end()
        if found[1] == b"bin":
            position += max(0, int(found[2] or 0))
        else:
            yield found


def _obey(reader: _Reader, group: _Group, word: bytes, number: bytes | None) -> int:
    """Carry out one control word; returns how many plain characters after it say the same again."""
    value = int(number or 0)
    if word == b"u" and reader.shows(group):
        reader.flush(group)
        reader.pieces.append(chr(value & 0xFFFF))
        return group.skip
    if word == b"u":
        return group.skip
    if word in _SPOKEN and reader.shows(group):
        reader.flush(group)
        reader.pieces.append(_SPOKEN[word])
    elif word == b"uc":
        group.skip = value
    elif word == b"ansicpg":
        reader.codepage = f"cp{value}"
    elif word == b"htmltag":
        group.tag = True
    elif word == b"htmlrtf":
        reader.flush(group)
        group.markup = number != b"0"
    elif word == b"f":
        reader.flush(group)
        reader.font = number or b"0"
        group.codepage = reader.fonts.get(reader.font, "")
    elif word == b"fcharset" and group.unseen:
        reader.fonts[reader.font] = _CODEPAGES.get(value, "")
    elif word in _UNSEEN:
        group.unseen = True
    return 0
