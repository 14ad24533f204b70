"""The bot's sentences: both languages alike, and nothing promised."""

from __future__ import annotations

import re

import pytest

from intake.chat.texts import KEYS, braces, say

PROMISES = re.compile(
    r"会(?:给您|为您)?(?:退款|赔偿|补偿)|退款|一定|保证|\d+\s*(?:小时|分钟|天|工作日)内|违法|合法"
    r"|we will refund|refund|guarantee|within \d|illegal|entitled|legally",
    re.IGNORECASE,
)


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_the_same_braces(key: str) -> None:
    assert braces(key, "zh") == braces(key, "en")


@pytest.mark.parametrize("key", KEYS)
def test_the_bot_promises_no_refund_no_date_and_gives_no_legal_view(key: str) -> None:
    for language in ("zh", "en"):
        filled = say(key, language, **dict.fromkeys(braces(key, language), "x"))
        assert not PROMISES.search(filled)
