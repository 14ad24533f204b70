"""The file store: bytes by their hash, whole or as a stream."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from ticketing import files


def test_a_stream_is_kept_like_the_same_bytes(tmp_path: Path) -> None:
    data = b"call log" * 300_000

    digest = files.keep_file(tmp_path, io.BytesIO(data))

    assert digest == hashlib.sha256(data).hexdigest() == files.keep(tmp_path, data)
    assert files.read(tmp_path, digest) == files.locate(tmp_path, digest).read_bytes() == data
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == [digest]
