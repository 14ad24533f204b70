"""Which encoding a text file is in: byte-order mark, strict UTF-8, UTF-16 by its zero bytes, else by evidence.

Short Chinese texts fool every statistical guesser, so none is used. GB18030 is taken when the characters lie
where ordinary Chinese lies; Big5 only when the file then speaks known column names, or when a person chooses it;
Shift_JIS when all of it is Japanese with the kana that no Chinese text has.
"""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from classifier.keywords import seed_examples
from classifier.text.normalise import to_simplified
from intake.hotline.problems import HotlineFileError

_CHUNK = 1 << 20
_SAMPLE = 1 << 18
_UTF16_ZEROS = 0.05  # even Chinese UTF-16 has digits, commas and line ends: their high bytes are zero
_LOSSY_UTF8 = 0.02  # up to this share of broken characters a file is damaged UTF-8, not another encoding
_ORDINARY_CHINESE = 0.7  # share of two-byte characters in the GB 2312 rows; measured near 1.0 for real text
_COMMON = (
    0.5  # share of everyday characters; measured above 0.7 for the right encoding, below 0.1 for the other
)
_KANA = (
    0.15  # share of hiragana and katakana; a third to a half of what Japanese desks write, none of Chinese
)
_JAPANESE = "cp932"  # Shift_JIS with the signs that every Windows writes into it: ①, ㈱, 髙
_ALIASES = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "big5": "cp950",
    "utf8": "utf-8-sig",
    "utf-8": "utf-8-sig",
    "shift_jis": _JAPANESE,
    "shift-jis": _JAPANESE,
    "sjis": _JAPANESE,
}


@dataclass(frozen=True)
class Encoding:
    """The codec to open the file with; ``damaged`` when some bytes do not belong to it."""

    name: str
    damaged: bool = False


def detect_encoding(
    path: Path, known_words: Iterable[str] = (), chosen: str | None = None, expected: str | None = None
) -> Encoding:
    """Return the encoding of a text file, reading it once in chunks.

    `known_words` are column names that would prove an encoding; `chosen` is a person's choice and only checked
    to exist; `expected` is what the named layout usually is, taken if the file is no Unicode. Raises HotlineFileError for an empty file, NUL bytes, or bytes that fit no supported encoding.
    """
    head = _read_head(path)
    if chosen:
        return Encoding(_codec_name(chosen))
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16")
    if zeros := _utf16_without_mark(head):
        return Encoding(zeros)
    broken_at = _first_broken_utf8(path)
    if broken_at is None:
        return Encoding("utf-8-sig")
    if head.startswith(codecs.BOM_UTF8) or _mostly_utf8(path):
        return Encoding("utf-8-sig", damaged=True)
    if expected:
        return Encoding(_codec_name(expected))
    return _by_evidence(head + _read_around(path, broken_at), tuple(known_words))


def _read_head(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_SAMPLE)
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise HotlineFileError("The file is empty: export the log again, with at least one call in it.")
    return head


def _codec_name(chosen: str) -> str:
    try:
        return codecs.lookup(_ALIASES.get(chosen.lower(), chosen)).name
    except LookupError as unknown:
        raise HotlineFileError(
            f"Unknown encoding {chosen!r}: use utf-8, utf-16, gb18030, big5, shift_jis or cp1252."
        ) from unknown


def _utf16_without_mark(head: bytes) -> str | None:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd < len(head) * _UTF16_ZEROS or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _first_broken_utf8(path: Path) -> int | None:
    """Return the offset near the first byte that is not UTF-8, None if all is; refuse NUL bytes anywhere."""
    decoder, offset, broken_at = codecs.getincrementaldecoder("utf-8")(), 0, None
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if (zero := chunk.find(0)) >= 0:
                raise HotlineFileError(
                    f"The file has a NUL byte at position {offset + zero}: it is not a text table. "
                    "Export the log again as CSV (UTF-8) or XLSX."
                )
            if broken_at is None:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    broken_at = offset
            offset += len(chunk)
    if broken_at is None and decoder.getstate()[0]:
        broken_at = max(0, offset - _SAMPLE)
    return broken_at


def _mostly_utf8(path: Path) -> bool:
    decoder, foreign, broken = codecs.getincrementaldecoder("utf-8")("replace"), 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            broken += text.count("\ufffd")
            foreign += len(text) - len(text.encode("ascii", "ignore"))
    return broken <= foreign * _LOSSY_UTF8


def _read_around(path: Path, offset: int) -> bytes:
    """Return a sample of whole lines at `offset`; line ends are never the second half of a character."""
    with path.open("rb") as file:
        file.seek(offset)
        sample = file.read(_CHUNK)
    first_line_end = sample.find(b"\n") if offset else 0
    return sample[max(first_line_end, 0) :]


def _by_evidence(sample: bytes, known_words: tuple[str, ...]) -> Encoding:
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    foreign_words = [word for word in known_words if len(word) > 1 and not word.isascii()]
    texts = {name: cut.decode(name, "replace") for name in ("gb18030", "cp950")}
    hits = {name: sum(word in text for word in foreign_words) for name, text in texts.items()}
    best = max(hits, key=lambda name: hits[name])
    if hits[best] >= 3 and hits[best] > 2 * min(hits.values()):
        return Encoding(best, damaged="\ufffd" in texts[best])
    if _looks_japanese(cut):
        return Encoding(_JAPANESE)
    common = {name: _common_share(text) for name, text in texts.items()}
    best = max(common, key=lambda name: common[name])
    if common[best] >= _COMMON and common[best] > 2 * min(common.values()):
        return Encoding(best, damaged="\ufffd" in texts[best])
    if _looks_chinese(texts["gb18030"]):
        return Encoding("gb18030", damaged="\ufffd" in texts["gb18030"])
    return _western(cut)


def _common_share(text: str) -> float:
    """Share of the foreign characters that people of a hotline write all the time, in either script."""
    foreign = [char for char in to_simplified(text) if "\u3040" <= char <= "\uf8ff"]
    return sum(char in _everyday() for char in foreign) / len(foreign) if foreign else 0.0


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    """The characters of the example sentences that the classifiers learn from."""
    said = Counter(char for one in seed_examples() for char in set(to_simplified(one.text)))
    return frozenset(char for char, count in said.items() if count >= 2 and "\u4e00" <= char <= "\u9fff")


def _looks_japanese(cut: bytes) -> bool:
    try:
        text = cut.decode(_JAPANESE)
    except UnicodeDecodeError:
        return False
    foreign = [char for char in text if not char.isascii()]
    return sum("\u3041" <= char <= "\u30fa" for char in foreign) > len(foreign) * _KANA


def _looks_chinese(text: str) -> bool:
    foreign = [char for char in text if not char.isascii()]
    ordinary = sum(1 for char in foreign if _in_gb2312(char))
    return bool(foreign) and ordinary >= len(foreign) * _ORDINARY_CHINESE


def _in_gb2312(char: str) -> bool:
    code = char.encode("gb18030", "ignore")
    return len(code) == 2 and code[0] >= 0xA1 and code[1] >= 0xA1


def _western(cut: bytes) -> Encoding:
    try:
        cut.decode("cp1252")
    except UnicodeDecodeError as wrong:
        raise HotlineFileError(
            "The encoding of the file cannot be told: save it as UTF-8, or name its encoding "
            "(utf-8, utf-16, gb18030, big5, shift_jis, cp1252)."
        ) from wrong
    return Encoding("cp1252")
