"""What the house says to customers about an item, and how it reads their yes or no. Pure."""

from __future__ import annotations

import re

from classifier.text.normalise import fold
from ticketing.models import ItemStatus

_OPENING = {
    "zh": "您好！关于您之前反馈的“{title}”：",
    "en": "Hello! About what you told us — {title}:",
}
_QUESTION = {
    "zh": "您的问题解决了吗？请直接回复“已解决”或“没解决”，我们会继续跟进。",
    "en": 'Does this solve it for you? Just reply "solved" or "not solved", and we will follow up.',
}
_CLOSING = {
    "zh": "如果您还有补充，请直接回复。谢谢您帮助我们改进。",
    "en": "If there is anything to add, just reply. Thank you for helping us improve.",
}
_DEFERRED = {
    "zh": "我们认真评估过，近期暂时排不上，到期会重新评估；您的声音已记录在案。",
    "en": "we looked at it carefully and cannot start soon; we will look again, and your voice stays on record.",
}
_DECLINED: dict[str, dict[str, str]] = {
    "by_design": {
        "zh": "经核实，这是产品目前的设计，暂不调整。我们的客服会告诉您现有的替代办法。",
        "en": "this is how the product is meant to work for now. Our service will show you the nearest way round.",
    },
    "law": {
        "zh": "受现行法规要求，我们不能这样调整，还请理解。",
        "en": "the law does not let us change this. We ask for your understanding.",
    },
    "cannot_reproduce": {
        "zh": "我们多次尝试仍未能重现这个问题。如再次出现，请回复并附上截图或时间。",
        "en": "we tried but could not make it happen. If you see it again, reply with a picture or the time.",
    },
    "": {
        "zh": "我们认真评估过，目前暂不调整；如有更多用户提出，我们会重新评估。",
        "en": "we looked at it carefully and will not change it for now; if more people ask, we will look again.",
    },
}
_NO = re.compile(
    r"没(?:有)?(?:解决|好|用|修|变)|未解决|不行|不能用|不好用|^还|还是(?:一样|老样|不|没|会|有|扣|卡|掉|断|坏)|依然|仍然|又(?:扣|断|卡|出现|坏|来)|没有用|无效"
    r"|^(?:没有?|否|不是|不)$"
    r"|\bnot (?:solved|fixed|working|yet|really|at all)\b|\b(?:isn't|is not|wasn't|doesn't|does not|didn't|did not|hasn't|has not)\b"
    r"|\bstill\b|\bsame (?:problem|issue)\b|\bunsolved\b|\bno (?:change|luck|better)\b|^(?:no|nope|nah)\b"
)
_YES = re.compile(
    r"解决了|已解决|好了|可以了|正常了|修好|没问题了|恢复了|搞定|不扣了|不卡了|不掉线了"
    r"|^(?:是|是的|对|嗯|好的?|可以|解决)$"
    r"|\b(?:solved|fixed|works (?:now|fine|well|again)|working (?:now|fine|again)|resolved|all good|it helped)\b"
    r"|^(?:yes|yep|yeah|yup)\b"
)
_LONGEST_ANSWER = 200
"""A longer letter is a matter of its own: a person reads it."""
_ENDS = re.compile(r"^[\W_]+|[\W_]+$")


def release(title: str, text: str, language: str) -> str:
    """The message about a release: what changed, and the question whether it helped."""
    return _message(title, text, language, _QUESTION)


def outcome_message(title: str, text: str, language: str) -> str:
    """The message about an item that will not be done, or not now."""
    return _message(title, text, language, _CLOSING)


def outcome(decision: ItemStatus, reason_code: str, language: str) -> str:
    """The house's plain sentence for a deferral or a decline, by reason code."""
    if decision == ItemStatus.DEFERRED:
        return _DEFERRED[language]
    return _DECLINED.get(reason_code, _DECLINED[""])[language]


def _message(title: str, text: str, language: str, closing: dict[str, str]) -> str:
    return "\n\n".join((_OPENING[language].format(title=title), text.strip(), closing[language]))


def helped(answer: str) -> bool | None:
    """What an answer to *did it help* says: yes, no, or none when it cannot be told safely.

    *No* wins over *yes*: wrongly going on costs a look, wrongly closing costs a customer.
    """
    plain = _ENDS.sub("", fold(answer))
    if not plain or len(plain) > _LONGEST_ANSWER:
        return None
    if _NO.search(plain):
        return False
    return True if _YES.search(plain) else None
