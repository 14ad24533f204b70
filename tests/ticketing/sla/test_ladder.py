"""Which rung of the ladder a case starts on, by what its text says."""

from __future__ import annotations

import pytest

from classifier.lexicon import danger
from ticketing.sla.escalation import level_for


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("老人的手机号换了，怎么改绑", 0),
        ("is there a discount for pensioners?", 0),
        ("我爸八十二了，被你们的人忽悠开了套餐", 3),
        ("my grandmother was talked into the family plan", 3),
        ("我12岁用妈妈手机充的", 3),
        ("充电口冒烟了", 3),
        ("再不处理我就打12315", 4),
    ],
)
def test_the_words_of_a_case_choose_its_first_rung(text: str, level: int) -> None:
    """An elderly person harmed starts at the complaint desk, one merely mentioned at the bottom (domain §7)."""
    signals = [signal.kind.value for signal in danger(text)]

    assert level_for(signals)[0] == level
