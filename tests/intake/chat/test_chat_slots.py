"""Courtesies, verdicts, tone and facts in one utterance."""

from __future__ import annotations

import pytest

from intake.chat.slots import Cue, find_contacts, find_order_no, is_thin, is_upset, read_cue


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("", Cue.EMPTY), ("  \n", Cue.EMPTY), ("🐱🐱", Cue.EMOJI), ("？？？", Cue.EMOJI), ("👍", Cue.SOLVED), ("😡", Cue.NOT_SOLVED),
        ("你好，在吗", Cue.HELLO), ("Hello!", Cue.HELLO), ("谢谢！", Cue.THANKS), ("好的谢谢你", Cue.THANKS), ("thanks a lot", Cue.THANKS),
        ("再见", Cue.BYE), ("bye bye", Cue.BYE), ("解决了", Cue.SOLVED), ("好了，谢谢", Cue.SOLVED), ("it works now", Cue.SOLVED),
        ("没解决", Cue.NOT_SOLVED), ("还是不行啊", Cue.NOT_SOLVED), ("没用", Cue.NOT_SOLVED), ("試過了，沒用", Cue.NOT_SOLVED),
        ("not solved", Cue.NOT_SOLVED), ("still the same", Cue.NOT_SOLVED), ("it doesn't work", Cue.NOT_SOLVED),
        ("no that's not it", Cue.NOT_SOLVED), ("that is not what I asked", Cue.NOT_SOLVED), ("not that one", Cue.NOT_SOLVED),
        ("nope, this isn’t my question", Cue.NOT_SOLVED), ("you don't understand", Cue.NOT_SOLVED), ("wrong answer", Cue.NOT_SOLVED),
        ("你没听懂", Cue.NOT_SOLVED), ("这不是我问的", Cue.NOT_SOLVED), ("不是这个意思", Cue.NOT_SOLVED), ("你理解错了", Cue.NOT_SOLVED),
        ("No, that did not help", Cue.NOT_SOLVED), ("nope, still the same", Cue.NOT_SOLVED), ("不行，还是没用", Cue.NOT_SOLVED),
        ("是的", Cue.YES),
        ("yes please", Cue.YES), ("不用了", Cue.NO), ("no thanks", Cue.NO), ("都不是", Cue.OTHER), ("none of these", Cue.OTHER),
        ("没有别的问题了", Cue.DENIED_MORE),
        ("帆盘扣费", None), ("摄像头还是掉线", None), ("好用吗这个会员", None), ("how do I restore", None), ("不行就退款吧，扣了两次", None),
        ("解决了一个，另一个还是掉线", None), ("not that I know of, the light stays red", None), ("that's not what the invoice says", None),
        ("这不是我的订单", None), ("这不是我要的", None), ("this is not what I ordered", None), ("wrong product", None),
    ],
)  # fmt: skip
def test_cues(text: str, cue: Cue | None) -> None:
    assert cue is read_cue(text)


@pytest.mark.parametrize(
    "text", ["你们可真行，第三次了，给你们点赞👍", "垃圾软件", "this is ridiculous", "🤬", "说了多少遍了"]
)
def test_negative_tone_is_heard_even_behind_sarcasm(text: str) -> None:
    assert is_upset(text)


@pytest.mark.parametrize(
    "text", ["帆盘怎么续费", "how do I turn it off", "谢谢", "有几个套餐", "7天滚动录像怎么设", "提示有病毒"]
)
def test_plain_questions_are_not_upset(text: str) -> None:
    assert not is_upset(text)


def test_facts_are_found() -> None:
    assert find_order_no("订单号：A20260305001，还没到") == "A20260305001"
    assert find_order_no("my order number is FD-998877") == "FD-998877"
    assert find_order_no("我有20260305个问题") == ""
    assert find_contacts("电话138-0000-1234，邮箱 li@example.com") == ("138-0000-1234", "li@example.com")


def test_a_bare_complaint_is_thin_and_a_told_one_is_not() -> None:
    assert is_thin("我要投诉")
    assert is_thin("complaint!")
    assert not is_thin("我要投诉帆盘乱扣费")
