"""Keep of a fuzzer's corpus what no smaller input does.

    python -m tests.fuzz.minimise WORK_FOLDER tests/data/mail_fuzz

copies, smallest first, each input that makes the reader of mails go from some line to another as none before it
did. The corpus that the ordinary tests run was made so.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from tests.fuzz.laws import obey_laws

_ROOM = "/intake/mail/"


def steps_of(raw: bytes) -> set[tuple[str, int, int]]:
    """Return (file, line, next line) of every step that reading these bytes takes."""
    steps: set[tuple[str, int, int]] = set()
    last: dict[FrameType, int] = {}

    def follow(frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            steps.add((frame.f_code.co_filename, last.get(frame, 0), frame.f_lineno))
            last[frame] = frame.f_lineno
        elif event == "return":
            last.pop(frame, None)
        return follow

    sys.settrace(lambda frame, *_: follow if _ROOM in frame.f_code.co_filename else None)
    try:
        obey_laws(raw)
    finally:
        sys.settrace(None)
    return steps


def main() -> None:
    """Copy the telling inputs."""
    source, target = map(Path, sys.argv[1:3])
    target.mkdir(parents=True, exist_ok=True)
    seen: set[tuple[str, int, int]] = set()
    for raw in sorted((path.read_bytes() for path in source.iterdir()), key=len):
        steps = steps_of(raw)
        if not steps <= seen:
            seen |= steps
            (target / hashlib.sha1(raw, usedforsecurity=False).hexdigest()[:12]).write_bytes(raw)


if __name__ == "__main__":
    main()
