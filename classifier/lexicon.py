"""Words that no statistics may overrule: danger, threats, and the wish for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from classifier.alarms.learnt import learnt_alarms
from classifier.danger.rules import SEVERITY, Danger, Signal, alarms_by_rule
from classifier.text.normalise import normalise

__all__ = [
    "ALWAYS_HUMAN",
    "SEVERITY",
    "Danger",
    "Signal",
    "danger",
    "needs_human",
    "raised_severity",
    "wants_human",
]

# A person must take these over from the bot at once (the always-human list).
ALWAYS_HUMAN = frozenset(Danger) - {Danger.HEAT, Danger.WRONG_CHARGE, Danger.INJECTION}


def danger(text: str) -> list[Signal]:
    """Return every alarming sign in a text, gravest first, at most one per kind.

    Reads simplified, traditional, Cantonese and English, and is made for recall: to what the rules find comes what
    sounds like the taught threats, despair and accidents.
    """
    by_rule = alarms_by_rule(text)
    known = {signal.kind for signal in by_rule}
    learnt = [signal for signal in learnt_alarms(text) if signal.kind not in known]
    return sorted([*by_rule, *learnt], key=lambda signal: signal.severity)


def raised_severity(signals: Iterable[Signal], severity: int) -> int:
    """Return the severity after the rules: the graver of the given one and the signals' (1 gravest)."""
    return min([severity, *(signal.severity for signal in signals)])


def needs_human(signals: Iterable[Signal]) -> bool:
    """Return whether any signal is on the always-human list."""
    return any(signal.kind in ALWAYS_HUMAN for signal in signals)


_PERSON_ZH = r"(?:人工|真人|活人|真的人|人类|仁工|人功|任工|人公|人供|仁功|认工|人共|坐席|座席|接线员|接线生|专员|客服|经理|主管|负责人|领导)"
_ASK_ZH = re.compile(
    rf"(?:转|换|找|要|接|叫|请|联系|联络|呼叫|切|接入|接通|给我|想和|想跟|跟|和|同|与|有没有|有|我要|需要|来个|来一个|派|砖|专|传)(?:接|到|给|成|个|一个|一下|一位|你们的?|你们|下|为|至|位|名)*{_PERSON_ZH}"
    r"|人工(?:客服|服务|坐席|在吗|在不在|处理|接待|回复)|转仁|转人|真人(?:客服|服务|在吗|回复|说话)|不(?:要|想)(?:跟|和)?(?:你这个)?(?:机器人|机器|ai)|别(?:让|用)?(?:机器人|机器|ai)|(?:跟|和|同|与)人(?:说话|聊|讲|谈|沟通)|^有人(?:吗|在吗|么|没)|有没有人(?:在|理|管)?"
    r"|zhu?an\s?re[n]g?\s?go?n?g|ren\s?gong|\bzrg\b|\bkefu\b|转\s?ren|rengong"
)
_ASK_EN = re.compile(
    r"\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|get me|give me|i want|i need|i'd like|need|want|let me have|switch(?: me)?|pass me|can i (?:get|have)|is there|escalate)(?: (?:to|with|on to|over to|please))*"
    r"(?: (?:a|an|the|some|your|real|live|actual|human|another|any))* ?(?:humans?|people|person|persons?|agents?|operators?|representatives?|reps?|someone|somebody|advis[eo]rs?|staff|supervisors?|managers?|customer (?:service|care|support)(?: (?:agent|rep|representative|person))?)\b"
    r"|\b(?:real|live|actual) (?:human|person|people|agent|chat)\b|\bhuman (?:being|agent|please|support|help)\b|\b(?:not|no more|stop|(?:don'?t|do not) want|hate|no) (?:to (?:talk|speak|chat) (?:to|with) )?(?:a |an |the |this |these )?(?:bots?|robots?|chat ?bots?|machines?|ai)\b|\b(?:any(?:one|body)|some(?:one|body)) (?:there|here|real|alive)\b"
)
_BARE = re.compile(
    r"(?:你好|您好|喂|请|麻烦|快|我要|给我|帮我|please|pls|plz|hi|hello|hey|now|客服|谢谢|thanks|[\W_]|吧|啊|呀|呢|在吗|在不在)*"
    r"(?:人工|真人|活人|仁工|人功|任工|人公|人供|转人工?|坐席|接线员|客服|找客服|humans?|hooman|humen|agents?|agnet|agen|operators?|operater|opertor|representatives?|rep|person|people|customer service|support agent|real person|0)"
    r"(?:人工|客服|服务|please|pls|plz|now|谢谢|thanks|thank you|[\W_]|吧|啊|呀|呢|在吗|有吗|快|急)*"
)
_UNWANTED = re.compile(
    r"(?:不用|不要|不需要|无需|别|不必|先别|先不)(?:再)?(?:给我)?(?:转|找|接|叫|联系)?(?:接|到)?(?:人工|真人|客服)|人工智能|人工(?:费|成本|审核|检测)"
    r"|(?:don'?t|do not|no need (?:for|to)|not) (?:need |want |have |to |talk |speak |with )*(?:a |an |any )*(?:human|agent|person|operator)"
)


def wants_human(text: str) -> bool:
    """Return whether the writer asks for a person, with the usual typing slips ("转仁工", "zhuan ren gong").

    A message about a person ("the agent last night was great") is not a wish for one.
    """
    plain = _UNWANTED.sub(" ", normalise(text))
    if len(plain) <= 40 and _BARE.fullmatch(plain):
        return bool(re.search(r"\w", plain))
    return bool(_ASK_ZH.search(plain) or _ASK_EN.search(plain))
