"""A model's files as one piece of bytes under the hash of its content.

The row is the truth: every machine of an installation takes its copy from the database, whatever disk it has.
The same files give the same bytes, so a copy on disk is checked by packing it again.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import tarfile
import tempfile
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from ticketing.db import db
from ticketing.models import ModelFile

COPY_NAME = 24
"""So many characters of a model's hash name the folder of its copy."""
_COPY = re.compile(rf"[0-9a-f]{{{COPY_NAME}}}")
LARGEST = 512_000_000
"""Bytes; no model of ours comes near (one of a hundred labels has about ten million)."""


def pack(folder: Path) -> bytes:
    """The files of a folder as an archive that depends on their names and contents alone."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for path in sorted(folder.iterdir()):
            content = path.read_bytes()
            entry = tarfile.TarInfo(path.name)
            entry.size, entry.mode = len(content), 0o644
            archive.addfile(entry, io.BytesIO(content))
    return whole.getvalue()


def hash_of(content: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes, *, at: datetime) -> str:
    """Store a packed model and return its hash; the same content is stored once."""
    if len(content) > LARGEST:
        raise ValueError(f"a model of {len(content):,} bytes; {LARGEST:,} at most")
    sha256 = hash_of(content)
    if db.session.get(ModelFile, sha256, options=[sa.orm.defer(ModelFile.content)]) is None:
        db.session.add(ModelFile(sha256=sha256, content=content, size=len(content), kept_at=at))
        db.session.flush()
    return sha256


def bring(sha256: str, home: Path) -> bool:
    """Put a stored model into the folder `home`, whole or not at all; False when the database has no such bytes.

    A folder that is there already is left as it is: whether it is what it should be, `is_intact` says.
    """
    if home.exists():
        return True
    content = db.session.scalar(sa.select(ModelFile.content).where(ModelFile.sha256 == sha256))
    if content is None or hash_of(content) != sha256:
        return False
    home.parent.mkdir(parents=True, exist_ok=True)
    half = Path(tempfile.mkdtemp(prefix=f"{home.name}.", suffix=".part", dir=home.parent))
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            archive.extractall(half, filter="data")
        with suppress(OSError):  # another process of this machine was faster
            half.rename(home)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return True


def drop_copies(folder: Path) -> int:
    """Remove this machine's copies of models that the database keeps no more; returns how many."""
    copies = [path for path in folder.iterdir() if _COPY.fullmatch(path.name)] if folder.is_dir() else []
    if not copies:
        return 0
    kept = {sha256[:COPY_NAME] for sha256 in db.session.scalars(sa.select(ModelFile.sha256))}
    gone = [path for path in copies if path.name not in kept]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return len(gone)


def is_intact(sha256: str, home: Path) -> bool:
    """Whether the folder holds exactly the files that were kept under this hash."""
    try:
        return hash_of(pack(home)) == sha256
    except OSError:
        return False
