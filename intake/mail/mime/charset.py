"""Bytes to text: the label is a hint, the bytes decide.

Mail labels lie in known ways: GB2312 stands over GBK and GB18030 bytes, ISO-8859-1 over Windows-1252 or
UTF-8, ISO-2022-JP carries NEC characters, old systems label nothing at all. Whatever happens, text comes
out: without U+FFFD, NUL or lone surrogates.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache

from intake.mail.mime.charset_names import ISO_2022_JP, codecs_of, key_of
from intake.mail.mime.guessing import guess_encoding, has_lone_letters, is_doubtful_utf8, share_of_everyday
from intake.mail.mime.japanese import decode_iso_2022_jp
from intake.mail.mime.utf7 import decode_undeclared_utf7

_EVERYDAY_ENOUGH = 0.5  # of what could be two or three Chinese characters
# RFC 1843, with the rows of punctuation and of the commonest characters
_HZ = re.compile(rb"~\{(?:[!#0-W][!-~]){1,2000}~\}")
_SINGLE_BYTE = frozenset({"cp1252", "latin-1", "ascii"})
_CONTROL = dict.fromkeys(
    [*range(0x09), 0x0B, *range(0x0E, 0x20), 0x7F, 0xFEFF, 0xFFFD, 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]
)
_NEEDS_CLEANING = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufeff\ufffd-\uffff\ud800-\udfff]")
# Overriding the reading direction is how "exe.fdp" passes for "pdf.exe"; plain marks (LRM, RLM) stay.
_BIDI_CONTROL = re.compile("[\u202a-\u202e\u2066-\u2069]")
_MULTI_BYTE_UTF8 = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")
_THREE_BYTE_UTF8 = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")


def decode_text(raw: bytes, label: str | None = None, hint: str | None = None) -> str:
    """Return bytes as clean text, by the label when it is true, else by what the bytes look like.

    `hint` is a second label to try, for example the body's for an unlabelled header.
    """
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = "utf-8" if raw[0] == 0xEF else "utf-16"
    return clean_text(_decode(raw, label or None, hint or None))


def clean_text(text: str) -> str:
    """Return text in composed form (NFC) without NUL, other controls, lone surrogates and bidi overrides."""
    if text.isascii():
        return text.translate(_CONTROL) if _NEEDS_CLEANING.search(text) else text
    if _NEEDS_CLEANING.search(text):
        text = text.translate(_CONTROL)
    text = _too_many_marks().sub(r"\1", _BIDI_CONTROL.sub("", text))
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def _too_many_marks() -> re.Pattern[str]:
    """More accents in a row than any text needs (UAX #15, section 13): composing takes the square of their number."""
    marks = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x1E94B))))
    return re.compile(f"([{marks}]{{30}})[{marks}]+")


def _decode(raw: bytes, label: str | None, hint: str | None) -> str:
    key = key_of(label)
    if b"\x1b$)C" in raw and raw.isascii():
        text = _strictly(raw, "iso2022_kr")
        if text is not None:
            return text
    if raw.isascii() and (key in ISO_2022_JP or b"\x1b$" in raw):
        return decode_iso_2022_jp(raw)
    if b"~{" in raw and raw.isascii() and _HZ.search(raw):
        text = _strictly(raw, "hz")
        if text is not None:
            return text
    if (
        raw.isascii()
        and key not in ("utf7", "hz", "hzgb2312", "utf16")
        and not (key or "").startswith(("iso2022", "utf16", "utf32", "cp037", "ebcdic"))
    ):
        return (decode_undeclared_utf7(raw) if b"+" in raw else None) or raw.decode("ascii")
    for name in codecs_of(label):
        text = _decode_as_labelled(raw, name)
        if text is not None:
            return text
    text = (_decode_by_hint(raw, hint) if not codecs_of(label) else None) or _decode_mostly(raw, label)
    if text is not None:
        return text
    return _decode_unlabelled(raw)


def _decode_as_labelled(raw: bytes, name: str) -> str | None:
    """The text if the codec reads every byte and nothing says that the label lies."""
    if name in _SINGLE_BYTE:
        found = _looks_otherwise(raw)
        if found is not None:
            return found
        return _strictly(raw, name)
    text = _strictly(raw, name)
    if name == "utf-8":
        return text if text is None else _likelier_than_utf8(raw, text)
    if raw.isascii():
        return text
    utf8 = _strictly(raw, "utf-8")
    if utf8 is None:
        return text
    if text is None or _is_surely_utf8(raw):
        return utf8
    likelier = share_of_everyday(utf8) - share_of_everyday(text)
    is_western = len(text) == len(raw) or has_lone_letters(raw[:4000])
    return utf8 if likelier > 0 or (likelier == 0 and is_western) else text


def _looks_otherwise(raw: bytes) -> str | None:
    """Text under a Western label that is in truth UTF-8 or Chinese, Japanese, Korean; else None."""
    if raw.isascii():
        return None
    text = _strictly(raw, "utf-8")
    if text is not None:
        return text
    name = guess_encoding(raw, western_likely=True)
    return _strictly(raw, name) if name else None


def _is_surely_utf8(raw: bytes) -> bool:
    """Whether bytes under a multi-byte label are UTF-8: by chance that needs several three-byte forms."""
    return len(_THREE_BYTE_UTF8.findall(raw)) >= 2 and _strictly(raw, "utf-8") is not None


def _decode_mostly(raw: bytes, label: str | None) -> str | None:
    """Text under a true multi-byte label with a few broken bytes (cut lines, mixed-in letters)."""
    known = codecs_of(label)
    for name in known or ("utf-8",):
        if name in _SINGLE_BYTE or (not known and _strictly(raw, name) is not None):
            continue
        try:
            text = raw.decode(name, "replace")
        except (UnicodeError, LookupError, ValueError):
            continue
        good = len(_MULTI_BYTE_UTF8.findall(raw)) if name == "utf-8" else sum(c > "\x7f" for c in text)
        if text.count("\ufffd") * 10 < good:
            return raw.decode(name, "mail_windows_1252" if name == "utf-8" else "ignore")
    return None


def _decode_by_hint(raw: bytes, hint: str | None) -> str | None:
    """The text if the hinted wide encoding reads every byte and says something at least as likely as UTF-8."""
    for name in codecs_of(hint):
        text = _strictly(raw, name) if name not in _SINGLE_BYTE else None
        if text is None:
            continue
        utf8 = _strictly(raw, "utf-8")
        # "谢谢" in GBK also is UTF-8 for "лл"
        if utf8 is None:
            return text
        return utf8 if _is_surely_utf8(raw) or share_of_everyday(utf8) > share_of_everyday(text) else text
    return None


def _decode_unlabelled(raw: bytes) -> str:
    utf8 = _strictly(raw, "utf-8")
    if utf8 is not None:
        return _likelier_than_utf8(raw, utf8)
    name = guess_encoding(raw, western_likely=False)
    text = _strictly(raw, name) if name else None
    if text is None:
        text = _strictly(raw, "cp1252")
    return raw.decode("latin-1") if text is None else text


def _likelier_than_utf8(raw: bytes, utf8: str) -> str:
    """The text itself, or what a wide encoding makes of a few letters that are no word as UTF-8."""
    if not is_doubtful_utf8(utf8):
        return utf8
    name = guess_encoding(raw, western_likely=False)
    text = _strictly(raw, name) if name else None
    return text if text is not None and share_of_everyday(text) >= _EVERYDAY_ENOUGH else utf8


def _strictly(raw: bytes, name: str) -> str | None:
    try:
        return raw.decode(name)
    except (UnicodeError, LookupError, ValueError):
        return None


def _as_windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if error.end >= len(error.object):
        return "", error.end  # a character cut off at the end
    return bad.decode("cp1252", "ignore"), error.end


codecs.register_error("mail_windows_1252", _as_windows_1252)
