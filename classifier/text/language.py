"""Which language a short text is in: Chinese, English or a mixture."""

from __future__ import annotations

import re
from enum import StrEnum


class Language(StrEnum):
    """Languages that the desk tells apart."""

    ZH = "zh"
    EN = "en"
    MIXED = "mixed"
    UNKNOWN = "unknown"


HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_LINK_OR_ADDRESS = re.compile(r"https?://\S{1,2000}|[\w.+-]{1,64}@[\w.-]{1,255}")
# One Chinese character says about as much as two thirds of an English word; five English words beside
# less Chinese than that are no longer just a product name inside a Chinese sentence.
_MIXED_WORDS = 5


def detect_language(text: str) -> Language:
    """Return the language of a text by its script.

    Any Chinese character means `zh`, unless the text also holds at least five English words and they
    outnumber the Chinese characters by half: then `mixed`. Latin letters alone are `en`; neither is
    `unknown` (numbers, emoji, nothing). Links and mail addresses do not count.
    """
    plain = _LINK_OR_ADDRESS.sub(" ", text)
    han = len(_HAN_CHARACTER.findall(plain))
    latin = len(_LATIN_WORD.findall(plain))
    if han:
        return Language.MIXED if latin >= _MIXED_WORDS and latin * 2 >= han else Language.ZH
    if latin or re.search(r"[A-Za-z]", plain):
        return Language.EN
    return Language.UNKNOWN


def is_chinese(text: str) -> bool:
    """Return whether a text holds a Chinese character."""
    return _HAN_CHARACTER.search(text) is not None


def answer_language(text: str, fallback: str = "zh") -> str:
    """Return "zh" or "en", the language in which to answer a text; `fallback` when it shows none."""
    language = detect_language(text)
    if language is Language.UNKNOWN:
        return fallback
    if language is Language.MIXED:
        return "zh"
    return language.value
