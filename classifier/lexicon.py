"""Words that no statistics may overrule: danger, threats, and the wish for a person.

Rules run before any model and may only raise a severity, never lower it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from classifier import (
    danger_words,
    danger_words_elders,
    danger_words_en,
    danger_words_wide,
    danger_words_zh,
)
from classifier.language import HAN
from classifier.normalise import LONGEST, normalise
from classifier.sieve import Phrases


class Danger(StrEnum):
    """Kinds of signal, named as the routing matrix names them; see `SEVERITY` for how grave each is."""

    SAFETY = "safety"
    HEAT = "heat"
    SELF_HARM = "self_harm"
    VIOLENCE = "violence"
    MONEY_THEFT = "money_theft"
    DATA_LOSS = "data_loss"
    PRIVACY_LEAK = "privacy_leak"
    RIGHTS = "rights"
    OUTAGE = "outage"
    WRONG_CHARGE = "wrong_charge"
    THREAT = "threat"
    REGULATOR = "regulator"
    WRONGDOING = "wrongdoing"
    MINOR = "minor"
    ELDERLY = "elderly"
    ELDER_HARMED = "elder_harmed"
    """An elderly person was talked into something, left confused or hurt; `ELDERLY` is the mere mention."""
    INJECTION = "injection"


@dataclass(frozen=True, slots=True)
class Signal:
    """One phrase that raises an alarm; `phrase` is quoted from the normalised text.

    `severity` is the severity that the case must have at least: 1 gravest, 4 none.
    """

    kind: Danger
    phrase: str
    severity: int


SEVERITY: dict[Danger, int] = {
    Danger.SAFETY: 1,
    Danger.HEAT: 2,
    Danger.SELF_HARM: 1,
    Danger.VIOLENCE: 1,
    Danger.MONEY_THEFT: 1,
    Danger.DATA_LOSS: 1,
    Danger.PRIVACY_LEAK: 1,
    Danger.RIGHTS: 3,
    Danger.OUTAGE: 1,
    Danger.WRONG_CHARGE: 2,
    Danger.THREAT: 2,
    Danger.REGULATOR: 2,
    Danger.WRONGDOING: 2,
    Danger.MINOR: 2,
    Danger.ELDERLY: 4,
    Danger.ELDER_HARMED: 3,
    Danger.INJECTION: 4,
}

# A person must take these over from the bot at once (the always-human list).
ALWAYS_HUMAN = frozenset(Danger) - {Danger.HEAT, Danger.WRONG_CHARGE, Danger.INJECTION}

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[a-z]{2}|\d")


_LISTS = [kind for kind in Danger if kind is not Danger.ELDER_HARMED]


def _lists(kind: Danger) -> tuple[str, str]:
    """The Chinese and the English patterns of a kind: set phrases, then those by concept."""
    wide = danger_words_wide
    return (
        getattr(danger_words_zh, kind.name) + getattr(wide, f"{kind.name}_ZH", ""),
        getattr(danger_words_en, kind.name) + " / " + getattr(wide, f"{kind.name}_EN", ""),
    )


class _Alarms:
    """The phrases of every kind in one language, found together."""

    def __init__(self, script: re.Pattern[str], by_kind: dict[Danger, list[str]]) -> None:
        self.script = script
        self._kinds = [kind for kind, phrases in by_kind.items() for _ in phrases]
        self._phrases = Phrases([phrase for phrases in by_kind.values() for phrase in phrases])

    def possible(self, plain: str) -> dict[Danger, list[int]]:
        """The places of the phrases that this text may hold, by kind."""
        found: dict[Danger, list[int]] = {}
        for place in self._phrases.possible(plain) if self.script.search(plain) else ():
            found.setdefault(self._kinds[place], []).append(place)
        return found

    def matches(self, plain: str, places: list[int]) -> Iterator[re.Match[str]]:
        """Where they really are, from left to right."""
        return self._phrases.matches(plain, places)


_ZH = {kind: danger_words.phrases(chinese=_lists(kind)[0]) for kind in _LISTS}
_EN = {kind: danger_words.phrases(english=_lists(kind)[1]) for kind in _LISTS}
_ZH[Danger.ELDER_HARMED] = danger_words.phrases(chinese=danger_words_elders.ZH)
_EN[Danger.ELDER_HARMED] = danger_words.phrases(english=danger_words_elders.EN)
_ALARMS = (_Alarms(_HAN, _ZH), _Alarms(_LATIN, _EN))

# Only what plainly did happen to the words themselves may be denied ("没有冒烟", "no smoke"). Self-harm, threats and
# the rest are never denied away: "我不会告你们的" still belongs before a person.
_DENIABLE = frozenset({Danger.SAFETY, Danger.HEAT, Danger.DATA_LOSS, Danger.MONEY_THEFT, Danger.OUTAGE})
_DENIED = re.compile(
    r"(?:(?<!有)没有|并没有?|(?<![有还])没|并未|未曾|不是|(?<!会)不会|从不|也不|不再)(?:发生|出现|闻到|看到|看见|发现|见到|听到|什么|任何|再|被|有|任何的)?$"
    r"|\b(?:no|not|never|without|nobody|no one|none|didn'?t|doesn'?t|isn'?t|wasn'?t|hasn'?t|haven'?t|nor)(?: (?:any|a|on|be|been|being|was|is|got|really|actually|seen|see|notice|catch|sign of|signs of|smell|to|my|of my|of the))*\s?$"
)
# A denial beside a doubt is no denial: "不会着火吧", "it won't catch fire, will it".
_DOUBT_AFTER = re.compile(r"^[^，。,.!]{0,4}(?:吧|吗|么|\?)|^[^.!]{0,16}\?")
# Losing files some day is a question, having lost them is an alarm.
_AHEAD = re.compile(
    r"(?:会不会|是否会|会被?|怕|担心|防止|避免|以免|多久后?|怎么|怎样|如何|才能?|能不能|可以)[^，。,!?]{0,10}$"
    r"|\b(?:will|would|do|does|could|can i|how (?:do|can|to|long)|if|before|avoid|prevent|when i|what happens)\b[^.!,]{0,40}$"
)
_PAST = re.compile(r"了|全没|光|\b(?:lost|vanished|disappeared|gone|was|were|have|has)\b")


def danger(text: str) -> list[Signal]:
    """Return every alarming sign in a text, gravest first, at most one per kind.

    Reads simplified, traditional, Cantonese and English. Made for recall: a denied safety word is
    dropped only when the denial stands directly before it and nothing after it asks or doubts.
    """
    return list(_signals(text[:LONGEST]))


@lru_cache(maxsize=320)
def _signals(text: str) -> tuple[Signal, ...]:
    # Severity, routing and the classifiers ask for the same message one after the other.
    plain = danger_words.HARMLESS.sub(" ", normalise(text))
    possible = [(alarms, alarms.possible(plain)) for alarms in _ALARMS]
    kinds = {kind for _, found in possible for kind in found}
    signals = [signal for kind in Danger if kind in kinds and (signal := _first(kind, plain, possible))]
    return tuple(sorted(signals, key=lambda signal: signal.severity))


def _first(
    kind: Danger, plain: str, possible: Iterable[tuple[_Alarms, dict[Danger, list[int]]]]
) -> Signal | None:
    for alarms, found in possible:
        for match in alarms.matches(plain, found[kind]) if kind in found else ():
            if not _is_denied(kind, plain, match):
                return Signal(kind, match.group().strip(), SEVERITY[kind])
    return None


def _is_denied(kind: Danger, plain: str, match: re.Match[str]) -> bool:
    if kind not in _DENIABLE:
        return False
    before = plain[max(0, match.start() - 48) : match.start()]
    if kind is Danger.DATA_LOSS and _AHEAD.search(before) and not _PAST.search(match.group()):
        return True
    return bool(_DENIED.search(before)) and not _DOUBT_AFTER.search(plain[match.end() : match.end() + 20])


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
