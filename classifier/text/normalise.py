"""Brings what people type into one shape before anything is matched or learned."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import rjieba

from classifier.text.language import HAN
from classifier.text.traditional import CANTONESE, TO_SIMPLIFIED

# Beyond this a text says nothing new about its kind, and every pattern stays cheap on hostile input.
LONGEST = 20_000

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF, 0x00AD, 0xFE0F])
_SPACES = re.compile(r"\s+")
# Three letters standing alone are a name (BBB) and stay; any other run is cut to two.
_RUN = re.compile(r"(?<![a-z])([a-z])\1\1(?![a-z])|([^\d\s])\2{2,}")
_WORD = re.compile(rf"[{HAN}]+|[a-z\u00c0-\u024f]+(?:'[a-z]+)?|\d+(?:\.\d+)*|[?!%¥$]")
_HAN_RUN = re.compile(f"[{HAN}]")
_HAS_CANTONESE = re.compile("|".join(re.escape(spoken) for spoken, _ in CANTONESE))


def to_simplified(text: str) -> str:
    """Return the text with common traditional characters replaced by simplified ones; same length."""
    return text.translate(TO_SIMPLIFIED)


def fold(text: str) -> str:
    """Return the text for comparing: NFKC, lower case, simplified, no invisible characters, single spaces."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).translate(_INVISIBLE)
    return _SPACES.sub(" ", to_simplified(plain.lower())).strip()


@lru_cache(maxsize=512)
def normalise(text: str) -> str:
    """Return the text for understanding: folded, Cantonese put into standard words, elongation cut.

    "太慢了啊啊啊啊！！！" becomes "太慢了啊啊!!"; digits are left alone, for 1000 is not 100.
    """
    plain = fold(text).replace("\u2019", "'").replace("\u2018", "'")
    if _HAS_CANTONESE.search(plain):
        for spoken, standard in CANTONESE:
            plain = plain.replace(spoken, standard)
    return _RUN.sub(lambda run: run[0] if run[1] else run[2] * 2, plain)


def words(text: str) -> list[str]:
    """Return the words of a text after `normalise`: Chinese cut by rjieba, other scripts by spaces.

    Numbers and the signs ? ! % ¥ $ are words of their own, other punctuation is dropped.
    """
    found: list[str] = []
    for run in _WORD.findall(normalise(text)):
        if _HAN_RUN.match(run):
            found.extend(rjieba.cut(run))
        else:
            found.append(run)
    return found


def classed_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text after `normalise`, each with its word class in at most two letters.

    The classes are rjieba's (those of the People's Daily corpus): `nr` person, `ns` place, `m` number, `t` time ...
    """
    return [(word, kind[:2]) for word, kind in rjieba.tag(normalise(text)) if not word.isspace()]
