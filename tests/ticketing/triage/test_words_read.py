"""The words of a message that the classifiers read."""

from __future__ import annotations

import pytest

from ticketing.triage.classify import masked_words


@pytest.mark.parametrize(
    ("subject", "text", "read"),
    [
        ("", "掉线", "掉线"),
        ("Wrong invoice", "please help", "Wrong invoice\nplease help"),
        ("charged tw…", "charged twice again", "charged twice again"),
        ("反馈：帆享偷偷按30扣…", "帆享偷偷按30扣，太过分", "反馈：\n帆享偷偷按30扣，太过分"),
        ("Complaint: charged", "I was charged twice", "Complaint:\nI was charged twice"),
        ("…", "掉线", "…\n掉线"),
    ],
)
def test_what_a_subject_repeats_of_the_text_is_read_once(subject: str, text: str, read: str) -> None:
    assert masked_words(subject, text) == read


def test_a_subject_of_blanks_is_read_in_linear_time() -> None:
    """Four thousand took 98 seconds where every blank was tried as the end."""
    assert masked_words(" " * 100_000 + "a", "掉线").endswith("a\n掉线")
