"""Attachment bytes, stored once by content hash outside any served folder."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import BinaryIO

import filetype

RASTER = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
"""The only types a browser is ever asked to show: pictures that cannot carry script."""
_PIECE = 1 << 20
_HASH = re.compile(r"[0-9a-f]{64}")


def keep(root: Path, data: bytes) -> str:
    """Store bytes durably under their SHA-256 and return it; the same bytes are stored once."""
    digest = hashlib.sha256(data).hexdigest()
    target = _path(root, digest)
    if target.exists():
        return digest
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(target)
    _sync_folder(target.parent)
    return digest


def keep_file(root: Path, source: BinaryIO) -> str:
    """Store a stream of any length durably, a piece at a time; the same bytes are stored once."""
    root.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=root)
    hashed = hashlib.sha256()
    try:
        with os.fdopen(handle, "wb") as file:
            while piece := source.read(_PIECE):
                hashed.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        target = _path(root, hashed.hexdigest())
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)
    return hashed.hexdigest()


def sniff(data: bytes, stated: str) -> str:
    """The type to keep: a picture is what its first bytes say, anything else what its sender stated."""
    found = str(filetype.guess_mime(data[:8192]) or "")
    if found in RASTER:
        return found
    return "application/octet-stream" if stated.lower().startswith("image/") else stated


def read(root: Path, digest: str) -> bytes:
    """The bytes kept under this hash. Raises FileNotFoundError when they are gone."""
    return _path(root, digest).read_bytes()


def locate(root: Path, digest: str) -> Path:
    """Where the bytes of this hash lie, for readers that go through a file piece by piece."""
    return _path(root, digest)


def forget(root: Path, digest: str) -> None:
    """Remove the bytes of this hash, if they are still there."""
    _path(root, digest).unlink(missing_ok=True)


def _path(root: Path, digest: str) -> Path:
    if not _HASH.fullmatch(digest):
        raise FileNotFoundError(digest)
    return root / digest[:2] / digest


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
