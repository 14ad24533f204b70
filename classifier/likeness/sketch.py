"""A few numbers that stand for a text's wording: texts worded alike share some of them.

In every shuffle of all possible pieces the first piece of a text is an even draw from its own; two texts draw the
same one as often as they have pieces in common (A. Broder, *On the resemblance and containment of documents*, 1997).
A number stands for the draws of two shuffles: what very many texts have in common, a greeting or one stock
sentence, is then rarely enough for a shared number, and half the wording nearly always is.
"""

from __future__ import annotations

import re
import zlib

import numpy as np

from classifier.text.courtesies import matter
from classifier.text.language import HAN
from classifier.text.masking import mask
from classifier.text.normalise import normalise

LONGEST = 400
"""A matter shows in its first lines; the cap bounds the cost of comparing."""
NUMBERS = 28
SHORT = 8
"""One slip changes most draws of a text of fewer pieces: each of its pieces is a number too."""
# Short pieces outlive an edit nearby; that many texts have one is made good by drawing two at a time.
_HAN_PIECE, _LATIN_PIECE = 2, 4
_RUN = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+(?:[ '][^\W_{HAN}]+)*")
_HAN_START = re.compile(f"[{HAN}]")
_MARK = re.compile(r"\[[a-z_]+\]")
_SIXTY_FOUR = 2**64
# stored numbers depend on these: another seed would need every ticket read again
_SHUFFLES = np.random.default_rng(1997).integers(1, _SIXTY_FOUR - 1, size=(2 * NUMBERS, 2), dtype=np.uint64)
_STEPS, _OFFSETS = _SHUFFLES[:, :1] | np.uint64(1), _SHUFFLES[:, 1:]
_PLACES = np.arange(NUMBERS, dtype=np.uint64)
_SCATTER = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)


def wording(text: str) -> str:
    """Return the text as it is compared: personal data masked, courtesies left out, folded, cut at 400 characters."""
    return normalise(matter(mask(text[: 4 * LONGEST]).text))[:LONGEST]


def sketch(wording: str) -> list[int]:
    """Return signed 32-bit numbers for a text from `wording`, the same whatever its order of runs.

    28 at most, and as many as it has pieces beside them where these are fewer than 8.
    """
    plain = re.sub(r"[,;.!?:\s]+", " ", _MARK.sub(" ", wording))
    pieces = {piece for run in _RUN.findall(plain) for piece in _pieces(run)}
    if not pieces:
        return []
    hashes = np.array([zlib.crc32(piece.encode()) for piece in pieces], dtype=np.uint64)
    draws = ((hashes * _STEPS + _OFFSETS) >> _HALF).min(axis=1)
    pairs = ((draws[::2] << _HALF) | draws[1::2]) + _PLACES
    found = set(_signed(pairs))
    if len(pieces) < SHORT:
        found.update(_signed(hashes))
    return sorted(found)


def _pieces(run: str) -> set[str]:
    size = _HAN_PIECE if _HAN_START.match(run) else _LATIN_PIECE
    return {run[at : at + size] for at in range(max(1, len(run) - size + 1))}


def _signed(values: np.ndarray) -> list[int]:
    """The values scattered over the signed numbers of 32 bits."""
    scattered = (values ^ (values >> _HALF)) * _SCATTER
    return [int(one) - 0x80000000 for one in scattered >> _HALF]
