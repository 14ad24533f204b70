"""Inputs that a coverage-guided fuzzer grew from mails of our own, and those mails, obey every law."""

from pathlib import Path

import pytest

from intake.mail.parse import parse_mail
from tests.fuzz.laws import obey_laws
from tests.fuzz.seeds import seeds

FOLDER = Path(__file__).resolve().parents[2] / "data" / "mail_fuzz"
GROWN = {path.name: path.read_bytes() for path in sorted(FOLDER.iterdir())}


@pytest.mark.parametrize("name", GROWN)
def test_what_fuzzing_grew_is_read_without_fault(name: str) -> None:
    mail = obey_laws(GROWN[name])

    assert mail.error is None or "empty" in mail.error


@pytest.mark.parametrize("name", seeds())
def test_what_fuzzing_began_with_is_read_without_fault(name: str) -> None:
    mail = obey_laws(seeds()[name])

    assert mail.error is None


def test_the_corpus_is_there_and_small() -> None:
    assert len(GROWN) > 100
    assert sum(map(len, GROWN.values())) < 300_000


@pytest.mark.parametrize("field", ["References", "In-Reply-To", "Message-ID", "Auto-Submitted"])
def test_identifiers_carry_no_control_characters(field: str) -> None:
    """PostgreSQL refuses NUL in text: such a mail could not be stored."""
    mail = parse_mail(f"From: a@b.example\n{field}: <x\x00\x01y@z.example> a\x00b@c.example\n\nx".encode())

    told = "".join((mail.message_id, mail.in_reply_to, *mail.references, mail.auto_submitted))
    assert not any(char < " " for char in told)
