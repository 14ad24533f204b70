"""When evidence is enough."""

from __future__ import annotations

from ticketing.backlog.thresholds import Evidence, Opened, item_threshold, must_look_again, theme_threshold


def test_a_theme_needs_three_customers_or_one_grave_case() -> None:
    assert theme_threshold(Evidence(2)) is None
    assert Opened.CUSTOMERS is theme_threshold(Evidence(3))
    assert Opened.SAFETY is theme_threshold(Evidence(1, has_s1=True))
    assert Opened.REGULATOR is theme_threshold(Evidence(1, regulator=True))
    assert theme_threshold(Evidence(0, has_s1=True)) is None


def test_an_item_needs_five_customers_a_burst_or_a_reason() -> None:
    assert item_threshold(Evidence(4)) is None
    assert Opened.CUSTOMERS is item_threshold(Evidence(5))
    assert Opened.BURST is item_threshold(Evidence(1, burst=True))
    assert Opened.OVERRIDE is item_threshold(Evidence(1, override_reason="law"))
    assert item_threshold(Evidence(1, override_reason="  ")) is None


def test_a_decision_is_reopened_by_a_burst_or_by_twice_the_customers() -> None:
    assert must_look_again(5, 10, burst=False)
    assert must_look_again(5, 5, burst=True)
    assert not must_look_again(5, 9, burst=False)
