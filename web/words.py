"""Translated words at run time: every room's .po file read, compiled into the data folder at start."""

import os
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

TRANSLATIONS = Path(__file__).resolve().parent / "translations"
LANGUAGES = ("zh",)


def read_words(language: str, folder: Path = TRANSLATIONS) -> Catalog:
    """Return all translations of ``language`` from its files; a later file never overwrites an earlier word."""
    words = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for path in sorted((folder / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string and message.id not in words:
                    words.add(message.id, message.string, context=message.context)
    return words


def compile_words(target: Path, folder: Path = TRANSLATIONS) -> Path:
    """Write ``<target>/<language>/LC_MESSAGES/messages.mo`` for every language and return ``target``."""
    for language in LANGUAGES:
        newest = max((path.stat().st_mtime_ns for path in (folder / language).glob("*.po")), default=0)
        compiled = _compile(language, folder, newest)
        path = target / language / "LC_MESSAGES" / "messages.mo"
        if path.is_file() and path.read_bytes() == compiled:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # Several processes may start at once: each replaces the whole file.
        partial = path.with_suffix(f".{os.getpid()}")
        partial.write_bytes(compiled)
        partial.replace(path)
    return target


@cache
def _compile(language: str, folder: Path, newest: int) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, read_words(language, folder))
    return compiled.getvalue()
