"""The kinds of alarm, and the written rules that raise them: words that no statistics may overrule.

Rules run before any model and may only raise a severity, never lower it. `lexicon.danger` joins them with what
is learnt (`alarms`); only what the features of a model are made of asks the rules alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from classifier.danger import words, words_elders, words_en, words_wide, words_zh
from classifier.text.language import HAN
from classifier.text.normalise import LONGEST, normalise
from classifier.text.sieve import Phrases


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

_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[a-z]{2}|\d")


_LISTS = [kind for kind in Danger if kind is not Danger.ELDER_HARMED]


def _lists(kind: Danger) -> tuple[str, str]:
    """The Chinese and the English patterns of a kind: set phrases, then those by concept."""
    wide = words_wide
    return (
        getattr(words_zh, kind.name) + getattr(wide, f"{kind.name}_ZH", ""),
        getattr(words_en, kind.name) + " / " + getattr(wide, f"{kind.name}_EN", ""),
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


_ZH = {kind: words.phrases(chinese=_lists(kind)[0]) for kind in _LISTS}
_EN = {kind: words.phrases(english=_lists(kind)[1]) for kind in _LISTS}
_ZH[Danger.ELDER_HARMED] = words.phrases(chinese=words_elders.ZH)
_EN[Danger.ELDER_HARMED] = words.phrases(english=words_elders.EN)
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


def alarms_by_rule(text: str) -> list[Signal]:
    """Return every alarming sign that a rule finds in a text, gravest first, at most one per kind.

    Reads simplified, traditional, Cantonese and English. Made for recall: a denied safety word is
    dropped only when the denial stands directly before it and nothing after it asks or doubts.
    """
    return list(_signals(text[:LONGEST]))


@lru_cache(maxsize=320)
def _signals(text: str) -> tuple[Signal, ...]:
    # Severity, routing and the classifiers ask for the same message one after the other.
    plain = words.HARMLESS.sub(" ", normalise(text))
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
