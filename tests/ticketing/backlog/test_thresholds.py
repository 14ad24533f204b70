"""When evidence is enough."""

from __future__ import annotations

from ticketing.backlog.thresholds import Evidence, Gate, item_gate, must_look_again, theme_gate


def test_a_theme_needs_three_customers_or_one_grave_case() -> None:
    assert theme_gate(Evidence(2)) is None
    assert Gate.CUSTOMERS is theme_gate(Evidence(3))
    assert Gate.SAFETY is theme_gate(Evidence(1, has_s1=True))
    assert Gate.REGULATOR is theme_gate(Evidence(1, regulator=True))
    assert theme_gate(Evidence(0, has_s1=True)) is None


def test_an_item_needs_five_customers_a_burst_or_a_reason() -> None:
    assert item_gate(Evidence(4)) is None
    assert Gate.CUSTOMERS is item_gate(Evidence(5))
    assert Gate.BURST is item_gate(Evidence(1, burst=True))
    assert Gate.OVERRIDE is item_gate(Evidence(1, override_reason="law"))
    assert item_gate(Evidence(1, override_reason="  ")) is None


def test_a_decision_is_reopened_by_a_burst_or_by_twice_the_customers() -> None:
    assert must_look_again(5, 10, burst=False)
    assert must_look_again(5, 5, burst=True)
    assert not must_look_again(5, 9, burst=False)
