"""Chinese words for the English ones in pages and code: what still lacks, and what lost a placeholder.

Translators write ``web/translations/<language>/<room>.po``, one file a room so that nobody waits for another.
``python -m web.wording --missing`` prints what still has no translation, ready to be pasted into such a file;
``--check`` does the same and fails. ``web/words.py`` compiles the files when the application starts.
"""

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from web.words import LANGUAGES, TRANSLATIONS, read_words

ROOT = Path(__file__).resolve().parent.parent
METHODS = [("**/styleguide.html", "ignore"), ("**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"**.html": {"trimmed": "true", "silent": "false"}}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%")


@dataclass(frozen=True)
class Fault:
    """A message that is not well translated, and why."""

    message: str
    reason: str


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
