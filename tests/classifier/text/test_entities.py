"""Products by alias, misspelt or ambiguous, and version numbers."""

from __future__ import annotations

import pytest

from classifier.text.entities import (
    ProductFinder,
    distinct_products,
    find_products,
    find_versions,
    product_candidates,
)

ALIASES = [
    ("DRV", "帆盘会员"),
    ("DRV", "帆盘"),
    ("DRV", "fan drive"),
    ("DRV", "会员"),
    ("PLY", "会员"),
    ("PLY", "fanplay"),
    ("CAM", "C2"),
    ("CAM", "监控"),
    ("HGC", "监控"),
    ("HGC", "监控会员"),
    ("FAM", "全家享套餐"),
    ("WAR", "care+"),
]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("会员怎么又扣费", ("DRV", "PLY")),
        ("监控坏了", ("CAM", "HGC")),
        ("监控会员没录像", ("HGC",)),
        ("帆盤會員扣費", ("DRV",)),
        ("帆盘的会员", ("DRV",)),
        ("fandrvie is stuck", ("DRV",)),
        ("fan-drive is stuck", ("DRV",)),
        ("FanPlya 4K spins", ("PLY",)),
        ("全家想套餐怎么退", ("FAM",)),
        ("Ｃａｒｅ＋ claim", ("WAR",)),
        ("abc2 test", ()),
        ("竞品X怎么样", ()),
        ("", ()),
    ],
)
def test_products_are_found_and_ambiguity_is_kept(text: str, codes: tuple[str, ...]) -> None:
    assert product_candidates(find_products(text, ALIASES)) == codes


def test_two_certain_products_hint_at_two_issues() -> None:
    mentions = ProductFinder(ALIASES).find("帆盘扣费+C2掉线，一起解决")

    assert distinct_products(mentions) == ("DRV", "CAM")


def test_a_catalogue_without_aliases_finds_nothing() -> None:
    assert ProductFinder([]).find("帆盘") == ()


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("6.2.1版卡99%", ("6.2.1",)),
        ("stuck on Windows, v6.2.1", ("6.2.1",)),
        ("固件≥1.4.7 和 V2.0", ("1.4.7", "2.0")),
        ("version 6 is slow", ("6",)),
        ("updated to 10.2", ("10.2",)),
        ("2026.03.05 扣25.5块", ()),
        ("192.168.1.1 打不开", ()),
    ],
)
def test_versions_are_told_from_prices_dates_and_addresses(text: str, versions: tuple[str, ...]) -> None:
    assert find_versions(text) == versions
