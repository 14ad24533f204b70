"""The split for testing: no customer and no repeated text stands on both sides."""

from __future__ import annotations

from ticketing.learning.splitting import HELD_OUT, group, is_held_out

TEXTS = [
    "帆盘又扣了我25块，我上个月就关了自动续费！",
    "摄像头晚上一直掉线，重启也没用",
    "帆盘又扣了我25块！我上个月就关了自动续费",
    "FanDrive charged me twice this month, please refund",
    "please refund, FanDrive charged me twice this month",
    "怎么开发票？",
]


def test_texts_told_twice_fall_into_one_group() -> None:
    groups = group(TEXTS, list("abcdef"))

    assert groups[0] == groups[2]
    assert groups[3] == groups[4]
    assert len(set(groups)) == 4


def test_everything_of_one_customer_falls_into_one_group() -> None:
    groups = group(TEXTS, ["a", "a", "b", "c", "d", "e"])

    assert groups[0] == groups[1] == groups[2]


def test_empty_texts_of_two_customers_are_one_group() -> None:
    assert group(["", "", "怎么开发票"], [1, 2, 3]) == [0, 0, 2]


def test_unlike_texts_stay_apart_among_many() -> None:
    """A thousand sentences that share words and numbers but tell different things."""
    parts = [
        f"订单{number * 7919 % 100_003}的{what}没有{how}"
        for number, (what, how) in enumerate(
            (w, h)
            for w in ["快递", "退款", "发票", "音箱", "路由", "云盘", "会员", "打印", "摄像", "套餐"]
            for h in range(100)
        )
    ]

    assert len(set(group(parts, range(len(parts))))) > 950


def test_about_the_stated_share_is_held_out_and_always_the_same() -> None:
    held = [is_held_out(str(name)) for name in range(4_000)]

    assert abs(sum(held) / 4_000 - HELD_OUT) < 0.02
    assert held[:100] == [is_held_out(str(name)) for name in range(100)]
