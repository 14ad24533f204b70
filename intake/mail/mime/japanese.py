"""ISO-2022-JP as mail programs write it: with NEC and IBM characters that the standard does not have."""

from __future__ import annotations

import re

_ESCAPE = re.compile(rb"\x1b(\$[@BA]|\$\([A-Z]|\([BJIH])")
_DOUBLE_BYTE = frozenset({b"$@", b"$B"})


def decode_iso_2022_jp(raw: bytes) -> str:
    """Return ISO-2022-JP bytes as text; characters outside every table are left out."""
    for name in ("iso2022_jp", "iso2022_jp_2", "iso2022_kr" if b"\x1b$)C" in raw else "iso2022_jp_ext"):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            continue
    return "".join(_decode_segments(raw))


def _decode_segments(raw: bytes) -> list[str]:
    pieces: list[str] = []
    mode, position = b"(B", 0
    for match in _ESCAPE.finditer(raw):
        pieces.append(_decode_segment(raw[position : match.start()], mode))
        mode, position = match[1], match.end()
    pieces.append(_decode_segment(raw[position:], mode))
    return pieces


def _decode_segment(segment: bytes, mode: bytes) -> str:
    if mode in _DOUBLE_BYTE:
        return _jis_to_text(segment)
    if mode == b"(I":
        return bytes(byte | 0x80 for byte in segment if byte > 0x20).decode("cp932", "ignore")
    return segment.decode("cp932", "ignore")


def _jis_to_text(segment: bytes) -> str:
    """Rows and cells of JIS X 0208 with vendor rows, by way of Shift_JIS (where Windows keeps them)."""
    shifted = bytearray()
    pairs = bytes(byte for byte in segment if 0x21 <= byte <= 0x7E)
    for first, second in zip(pairs[::2], pairs[1::2], strict=False):
        row = (first + 1) // 2 + (0x70 if first < 0x5F else 0xB0)
        odd_row_cell = second + (0x1F if second < 0x60 else 0x20)
        cell = odd_row_cell if first % 2 else second + 0x7E
        shifted += bytes((row, cell))
    return shifted.decode("cp932", "ignore")
