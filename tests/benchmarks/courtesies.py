"""What customers say beside their matter: put before and behind texts to see whether it is taken for the matter.

Written before the list in `classifier/text/courtesies.py`, and never read by it. ``USUAL`` is what most people write;
``OWN`` is what no list can know: a house's form, a habit, a sentence about oneself.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from classifier.text.language import Language, detect_language

Ends = tuple[Sequence[str], Sequence[str]]

USUAL: dict[str, Ends] = {
    "en": (
        (
            "Hello, hope you're well.",
            "Hi there, could you please help me?",
            "Good morning,",
            "Dear support team,",
            "Hi, I hope this message finds you well.",
            "Hey, quick question:",
            "Dear Sir or Madam, I am writing to you because I need some help.",
            "Hello, could you please tell me,",
            "Good afternoon! Sorry to bother you.",
            "Hi, my name is Anna Miller.",
            "Hello team, I was wondering if you could help me out.",
            "Hi, I have a question.",
            "Hello, this is about order 48213-77.",
            "Greetings, please kindly look into this:",
        ),
        (
            "Thanks!",
            "Thank you very much in advance.",
            "Many thanks, Tom",
            "Please help me as soon as possible.",
            "Looking forward to your reply.",
            "Kind regards, Maria Lopez",
            "Any help would be appreciated.",
            "Thank you for your time and help!",
            "Please let me know. Best wishes",
            "Cheers",
            "Have a nice day!",
            "Yours sincerely, J. Smith",
            "Sent from my iPhone",
        ),
    ),
    "zh": (
        (
            "您好，麻烦帮我看一下，",
            "你好，",
            "您好，请问一下，",
            "客服你好，我想咨询一下，",
            "在吗？",
            "亲，打扰一下，",
            "不好意思，想问一下，",
            "早上好，",
            "你好，我是你们的老用户了，",
            "您好，我姓王，",
            "麻烦问一下",
            "你好，订单号 48213077，",
            "有人在吗？我想问个问题，",
            "请帮我查一下，",
        ),
        (
            "，谢谢",
            "，谢谢您！",
            "，麻烦尽快处理，谢谢。",
            "，非常感谢！",
            "，辛苦了",
            "，拜托了",
            "，请尽快回复",
            "，在线等，急",
            "，期待您的回复。",
            "，麻烦您了，祝工作顺利",
            "，打扰了",
            "，求解决",
            "，先谢谢啦～",
        ),
    ),
}
OWN: dict[str, Ends] = {
    "en": (
        (
            "I am writing from Leeds today.",
            "Long-time account holder here, never complained before.",
            "Not sure whether this is the right place to ask.",
            "I already spoke to your colleague on the phone.",
            "Form 7, section B, customer statement:",
            "I will keep this short because I am at work.",
            "As a pensioner I am not good with computers.",
            "My daughter helps me write this.",
        ),
        (
            "I rely on you guys every single day.",
            "You can reach me in the evening after six.",
            "I will be on holiday from Friday.",
            "End of customer statement.",
            "The waiting music on your hotline is awful by the way.",
            "Written with the mobile client.",
        ),
    ),
    "zh": (
        (
            "我今天在上班，长话短说，",
            "我是退休老人，不太会用手机，",
            "昨天已经跟你们同事讲过一遍了，",
            "客户陈述如下：",
            "不知道是不是在这里反映，",
            "用了你们家产品好多年，",
        ),
        (
            "，我晚上六点以后有空接电话",
            "，一直都很信任你们",
            "，以上为客户原话",
            "，周五我就出差了",
            "，来自手机客户端",
        ),
    ),
}


def polite(texts: Sequence[str], ends: dict[str, Ends], seed: int) -> list[str]:
    """Return the texts with what people say before (three of four) and behind (two of three), drawn by lot."""
    draw = random.Random(seed)
    found = []
    for text in texts:
        before, behind = ends["zh" if detect_language(text) is Language.ZH else "en"]
        space = " " if detect_language(text) is not Language.ZH else ""
        if draw.random() < 0.75:
            text = f"{draw.choice(before)}{space}{text}"
        if draw.random() < 0.67:
            text = f"{text}{space}{draw.choice(behind)}"
        found.append(text)
    return found
