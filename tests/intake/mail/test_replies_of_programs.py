"""What the mail programs of the world write around an answer, and what is left when all of it is gone.

Each file in tests/data/mail_replies holds bodies written for this project in the manner of one program each:
"@@@ name", the body, then "@@@=" with exactly the new text, or "@@@+" and "@@@-" with lines that must and must
not be in it. Files that end in "_html" hold HTML bodies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from intake.mail.parse import parse_mail

FOLDER = Path(__file__).parents[2] / "data" / "mail_replies"
HEAD = (
    "From: A Customer <customer@example.org>\nTo: support@example.com\nSubject: Re: ticket\n"
    "Message-ID: <answer@example.org>\nMIME-Version: 1.0\nContent-Type: text/{}; charset=utf-8\n"
    "Content-Transfer-Encoding: 8bit\n\n"
)


@dataclass
class Written:
    """One body and what is new in it."""

    name: str
    kind: str
    parts: dict[str, list[str]] = field(default_factory=lambda: {"body": []})


def _read(path: Path) -> list[Written]:
    found: list[Written] = []
    part = ""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("@@@ "):
            found.append(Written(line[4:], "html" if path.stem.endswith("_html") else "plain"))
            part = "body"
        elif line in ("@@@=", "@@@+", "@@@-"):
            part = line[3]
            found[-1].parts[part] = []
        else:
            found[-1].parts[part].append(line)
    return found


WRITTEN = [
    pytest.param(written, id=f"{path.stem}: {written.name}")
    for path in sorted(FOLDER.glob("*.txt"))
    for written in _read(path)
]


def _squeezed(lines: list[str]) -> str:
    return re.sub(r"[\s\u00a0*_]+", "", "\n".join(lines))


@pytest.mark.parametrize("written", WRITTEN)
def test_only_the_new_words_of_an_answer_are_left(written: Written) -> None:
    """Quotations, copied headers, device lines and signatures go; every new line stays."""
    raw = HEAD.format(written.kind) + "\n".join(written.parts["body"]) + "\n"

    new = _squeezed([parse_mail(raw.encode()).reply_text])

    if "=" in written.parts:
        assert _squeezed(written.parts["="]) == new
    assert [line for line in written.parts.get("+", []) if _squeezed([line]) not in new] == []
    assert [line for line in written.parts.get("-", []) if line and _squeezed([line]) in new] == []


def test_the_programs_of_the_world_are_many() -> None:
    """A file that stops being read would make the test above pass over nothing."""
    assert len(WRITTEN) >= 400
