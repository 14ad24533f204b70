"""A few numbers that stand for a text's wording: texts worded alike share some of them.

The lowest hashes of all pieces of a text are an even sample of them, so the share of numbers two texts have in
common tells how much wording they share (A. Broder, *On the resemblance and containment of documents*, 1997).
"""

from __future__ import annotations

import re
import zlib

from classifier.language import HAN
from classifier.masking import mask
from classifier.normalise import normalise

LONGEST = 400
"""A matter shows in its first lines; the cap bounds the cost of comparing."""
NUMBERS = 20
_HAN_PIECE, _LATIN_PIECE = 3, 6
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[ '][^\W_{HAN}]+)*")
_HAN_START = re.compile(f"[{HAN}]")
_MARK = re.compile(r"\[[a-z_]+\]")


def wording(text: str) -> str:
    """Return the text as it is compared: personal data masked, folded, cut at 400 characters."""
    return normalise(mask(text[: 4 * LONGEST]).text)[:LONGEST]


def sketch(wording: str) -> list[int]:
    """Return up to 20 signed 32-bit numbers for a text from `wording`, the same whatever its order of runs."""
    plain = re.sub(r"[,;.!?:\s]+", " ", _MARK.sub(" ", wording))
    pieces = {piece for run in _RUN.findall(plain) for piece in _pieces(run)}
    return sorted(_number(piece) for piece in pieces)[:NUMBERS]


def _pieces(run: str) -> set[str]:
    size = _HAN_PIECE if _HAN_START.match(run) else _LATIN_PIECE
    return {run[at : at + size] for at in range(max(1, len(run) - size + 1))}


def _number(piece: str) -> int:
    # the checksum alone keeps like pieces close together; the multiplication scatters them
    scattered = (zlib.crc32(piece.encode()) * 0x9E3779B1) & 0xFFFFFFFF
    return (scattered ^ (scattered >> 15)) - 0x80000000
