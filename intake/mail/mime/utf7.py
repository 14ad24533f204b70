"""UTF-7 (RFC 2152) that nothing declares: plain ASCII to look at, words in another script to its reader."""

from __future__ import annotations

import re

from intake.mail.mime.guessing import share_of_everyday

_RUN = re.compile(rb"\+([A-Za-z0-9+/]{3,})(-?)(@?)")
# What somebody writes who needs UTF-7, one script in a run. ASCII is not among it: what hides "<" was made to hide.
_MARKS = "\xa1\xab\xb4\xb7\xbb\xbf\u2010-\u2026\u3000-\u3020\uff00-\uff0f\uff1a-\uff20"
_SCRIPTS = "\xc0-\u024f\u1e00-\u1eff", "\u0370-\u03ff", "\u0400-\u04ff", "\u0590-\u05ff", "\u0600-\u06ff"
_EASTERN = "\u0e00-\u0e7f", "\u3041-\u30ff\u4e00-\u9fff", "\uac00-\ud7a3"
_WRITTEN = re.compile("|".join(f"[{_MARKS}{script}]+" for script in _SCRIPTS + _EASTERN))
_LATIN_LETTERS = re.compile("[\xc0-\u017f]+")
_EVERYDAY_ENOUGH = 0.5  # of the Chinese characters of a run
_LETTERS_ENOUGH = 2  # of a run that is not a Western letter between plain ones


def decode_undeclared_utf7(raw: bytes) -> str | None:
    """Return ASCII bytes read as UTF-7 when each of their shifted runs is a piece of text; else None.

    Phone numbers ("+86 138…"), "C++" and keys in base64 are no valid runs: they leave bits over.
    """
    runs = list(_RUN.finditer(raw))
    if all(run[1].isupper() for run in runs) or not all(_shifted(run) for run in runs):
        return None  # "a REST+API-key" could hide an ò
    try:
        return raw.decode("utf-7")
    except UnicodeDecodeError:
        return None


def _shifted(match: re.Match[bytes]) -> str | None:
    """The text of one run; None when it is none, or the secret part of a mail address."""
    run, closed, at = match.groups()
    try:
        text = (b"+" + run + b"-").decode("utf-7")
    except UnicodeDecodeError:
        return None
    if at or not _WRITTEN.fullmatch(text):
        return None
    if closed and _LATIN_LETTERS.fullmatch(text):
        return text
    enough = sum(letter.isalpha() for letter in text) >= _LETTERS_ENOUGH
    return text if enough and share_of_everyday(text) >= _EVERYDAY_ENOUGH else None
