"""Chinese words for the English ones in pages and code: read, compiled, checked.

Translators write ``web/translations/<language>/<room>.po``, one file a room so that nobody waits for another.
``python -m web.wording --missing`` prints what still has no translation, ready to be pasted into such a file;
``--check`` does the same and fails. Compiled catalogues are made when the application starts.
"""

import argparse
import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "web" / "translations"
LANGUAGES = ("zh",)
METHODS = [("**/styleguide.html", "ignore"), ("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True)
class Fault:
    """A message that is not well translated, and why."""

    message: str
    reason: str


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


def extract_words(root: Path = ROOT) -> Catalog:
    """Return every message that pages and code under ``root``/web ask to be translated, with its places."""
    found = Catalog(charset="utf-8")
    for place, line, message, comments, context in extract_from_dir(root / "web", METHODS, OPTIONS):
        found.add(message, None, [(f"web/{place}", line)], auto_comments=comments, context=context)
    return found


def find_faults(language: str, root: Path = ROOT, folder: Path = TRANSLATIONS) -> list[Fault]:
    """Return the messages in use without a translation or whose placeholders differ from the English."""
    words = read_words(language, folder)
    faults = []
    for message in extract_words(root):
        if not message.id:
            continue
        known = words.get(message.id)
        if known is None:
            faults.append(Fault(_text(message.id), "has no translation"))
        elif set(PLACEHOLDER.findall(_text(message.id))) != set(PLACEHOLDER.findall(_text(known.string))):
            faults.append(Fault(_text(message.id), "has other placeholders"))
    return faults


def _text(words: str | tuple[str, ...] | list[str]) -> str:
    return words if isinstance(words, str) else words[-1]


def _missing(language: str) -> Catalog:
    lacking = {fault.message for fault in find_faults(language)}
    missing = Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in extract_words():
        if message.id and _text(message.id) in lacking:
            missing.add(message.id, "", message.locations)
    return missing


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; 1 when ``--check`` finds faults."""
    parser = argparse.ArgumentParser(prog="python -m web.wording", description=__doc__)
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--missing", action="store_true", help="print untranslated messages as a .po file")
    action.add_argument("--check", action="store_true", help="fail when a message lacks its translation")
    wants_check = parser.parse_args(arguments).check
    total = 0
    for language in LANGUAGES:
        faults = find_faults(language)
        total += len(faults)
        if wants_check:
            sys.stderr.write("".join(f"{language}: “{fault.message}” {fault.reason}\n" for fault in faults))
        else:
            write_po(sys.stdout.buffer, _missing(language), omit_header=True, width=100)
    return 1 if wants_check and total else 0


if __name__ == "__main__":
    sys.exit(main())
