"""Files from a form: counted, sized and named before anything is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

import filetype
from werkzeug.datastructures import FileStorage

from ticketing.errors import BadInput
from ticketing.tickets.conversation import NewFile

MOST_FILES = 10
LARGEST = 20_000_000


def read_files(sent: Iterable[FileStorage]) -> tuple[NewFile, ...]:
    """The files of a form, with clean names and sniffed types. Raises BadInput when too many or too large."""
    chosen = [one for one in sent if one.filename]
    if len(chosen) > MOST_FILES:
        raise BadInput(f"at most {MOST_FILES} files at a time", field="files")
    return tuple(_read(one) for one in chosen)


def _read(one: FileStorage) -> NewFile:
    data = one.stream.read(LARGEST + 1)
    name = clean_name(one.filename or "")
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than 20 MB", field="files")
    return NewFile(name, sniff(data), data)


def clean_name(name: str) -> str:
    """A file name without folders, control and direction characters."""
    last = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c)[0] != "C")
    return kept.strip(" .")[:200] or "file"


def sniff(data: bytes) -> str:
    """The type by its first bytes; what is not recognised is an opaque file."""
    found = filetype.guess_mime(data[:8192])
    return str(found) if found else "application/octet-stream"
