"""Labels of character sets as mails spell them, and the codecs that read what stands under them."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# label (lower case, without punctuation) -> Python codecs to try in order
_ALIASES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "gb2312",
            "gbk",
            "gb18030",
            "cp936",
            "xgbk",
            "euccn",
            "xeuccn",
            "chinesegb2312",
            "windows936",
            "gb231280",
            "csgb2312",
            "gb",
            "gb2312utf8",
            "zhcn",
            "chinese",
        ),
        ("gb18030",),
    ),
    **dict.fromkeys(
        ("big5", "xbig5", "cp950", "big5hkscs", "csbig5", "windows950", "cnbig5", "zhtw"),
        ("cp950", "big5hkscs"),
    ),
    **dict.fromkeys(
        (
            "ksc56011987",
            "ksc5601",
            "euckr",
            "cp949",
            "uhc",
            "windows949",
            "ksc56011989",
            "ksc56011992",
            "korean",
        ),
        ("cp949",),
    ),
    **dict.fromkeys(
        ("shiftjis", "sjis", "xsjis", "mskanji", "cp932", "windows31j", "csshiftjis"),
        ("cp932", "shift_jis_2004"),
    ),
    **dict.fromkeys(
        ("iso88591", "latin1", "cp1252", "windows1252", "ansi", "l1", "iso885915"), ("cp1252", "latin-1")
    ),
    **dict.fromkeys(("usascii", "ascii", "ansix341968", "us", "iso646us", "7bit", "ansix3110"), ("ascii",)),
    **dict.fromkeys(("utf8", "utf8mb4", "unicode11utf8", "utf8bom", "xutf8", "65001"), ("utf-8",)),
    **dict.fromkeys(("utf7", "unicode11utf7", "xutf7"), ("utf-7",)),
    "iso885911": ("cp874",),
    "tis620": ("cp874",),
    "windows874": ("cp874",),
    "iso88598i": ("iso-8859-8",),
    "iso88599": ("cp1254", "iso-8859-9"),
    "iso88596": ("iso-8859-6",),
    "xmacroman": ("mac-roman",),
    "macintosh": ("mac-roman",),
    "hzgb2312": ("hz",),
    "hz": ("hz",),
    "eucjp": ("euc_jis_2004", "euc_jp"),
    "xeucjp": ("euc_jis_2004", "euc_jp"),
    "cp850": ("cp850",),
    "ibm850": ("cp850",),
    "koi8": ("koi8-r",),
    "windows28592": ("iso-8859-2",),
    "utf16": ("utf-16",),
}
ISO_2022_JP = frozenset(
    {
        "iso2022jp",
        "iso2022jpms",
        "cp50220",
        "cp50221",
        "csiso2022jp",
        "iso2022jp1",
        "iso2022jp2",
        "iso2022jp3",
        "iso2022jp2004",
        "iso2022jpext",
    }
)
# Text codecs of Python that never are a mail's character set and may run wild on hostile bytes.
_NOT_FOR_MAIL = frozenset(
    {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
)


@lru_cache(maxsize=256)
def codecs_of(label: str | None) -> tuple[str, ...]:
    """Return the Python codecs for a label, best first; none for an unknown one."""
    key = key_of(label)
    if not key:
        return ()
    if key in _ALIASES:
        return _ALIASES[key]
    name = _known_codec((label or "").strip(" \"'\t"))
    if name:
        return (name,)
    # "windows-1252http-equivcontent-type", "utf-8format=flowed": the longest known beginning counts.
    for known in sorted(_ALIASES, key=len, reverse=True):
        if len(known) > 3 and key.startswith(known):
            return _ALIASES[known]
    match = re.match(r"(?:windows|cp)(12\d\d)|iso8859(1[0-6]|[1-9])", key)
    name = _known_codec(f"cp{match[1]}" if match[1] else f"iso-8859-{match[2]}") if match else None
    return (name,) if name else ()


def _known_codec(label: str) -> str | None:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,40}", label):
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError, ImportError):
        return None
    is_text = getattr(info, "_is_text_encoding", True)
    return info.name if is_text and info.name not in _NOT_FOR_MAIL else None


@lru_cache(maxsize=256)
def key_of(label: str | None) -> str:
    """Return a label for comparing: lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9]", "", (label or "").lower().removeprefix("charset="))
