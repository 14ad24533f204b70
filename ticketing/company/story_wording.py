"""Texts of the demo's story: customers with names and addresses, sentences with slots, no two texts alike."""

from __future__ import annotations

import re
from random import Random

from ticketing.company.story_records import StoryCustomer
from ticketing.company.story_script import Script

_SLOT = re.compile(r"{(\w+)}")
_ENDS = "。？！，.?!,～~"
VIP_SHARE = 0.08
ELDER_SHARE = 0.04


class Wording:
    """Composes texts from the script's frames and slots with one random source; remembers what was said."""

    def __init__(self, script: Script, random: Random) -> None:
        self.script = script
        self.random = random
        self.said: set[str] = set()

    def fill(self, text: str, language: str) -> str:
        """Put values of the language's slots in place of words in braces; ``order`` is four digits, others stay."""
        slots = self.script.slots[language]  # type: ignore[index]  # str is wider than the two languages

        def value(found: re.Match[str]) -> str:
            if found[1] == "order":
                return f"{self.random.randrange(10_000):04d}"
            return self.random.choice(slots[found[1]]) if found[1] in slots else found[0]

        return _SLOT.sub(value, text)

    def choose(self, texts: tuple[str, ...], language: str) -> str:
        """One of several texts, filled."""
        return self.fill(self.random.choice(texts), language)

    def unlike(self, cores: tuple[str, ...], language: str, channel: str, *, plain: bool = False) -> str:
        """A customer's first message around one of the cores (`plain`: the core alone), unlike every earlier one."""
        text = ""
        for _ in range(20):
            core = self.choose(cores, language)
            text = core if plain else self._frame(core, language, channel)
            if text not in self.said:
                break
        else:
            text = self.fill(f"{text} ({{order}}-{len(self.said)})", language)
        self.said.add(text)
        return text

    def _frame(self, core: str, language: str, channel: str) -> str:
        frames = self.script.frames[language]  # type: ignore[index]  # str is wider than the two languages
        if channel == "hotline":
            return self.choose(frames.hotline, language).replace("{core}", core.rstrip(_ENDS))
        before, after = self.choose(frames.before, language), self.choose(frames.after, language)
        return before + _join(core, after, language)

    def subject(self, text: str, language: str) -> str:
        """A short subject: a word that customers use, and the beginning of the text."""
        frames = self.script.frames[language]  # type: ignore[index]  # str is wider than the two languages
        length = 24 if language == "zh" else 60
        start = text if len(text) <= length else text[:length].rstrip() + "…"
        return f"{self.choose(frames.subject, language)}: {start}"


def _join(core: str, after: str, language: str) -> str:
    if not after:
        return core
    if language == "zh":
        return core + (after.lstrip("，。") if core[-1] in _ENDS else after)
    return core + (after if core[-1] in _ENDS else "." + after)


class People:
    """Makes customers, each with addresses of their own; phones are of a block that nobody is reached under."""

    def __init__(self, script: Script, random: Random) -> None:
        self.names = script.people
        self.random = random
        self.made = 0

    def make(self, language: str, channel: str, *, reachable: bool = False) -> StoryCustomer:
        """A new customer who writes on `channel`; `reachable` = has a verified address even on chat."""
        self.made += 1
        number, roll = self.made, self.random.random()
        name, letters = self._name(language)
        anonymous = channel == "chat" and not reachable and roll < 0.3
        has_mail = channel == "mail" or (not anonymous and roll > 0.6)
        has_phone = channel == "hotline" or (not anonymous and (not has_mail or roll > 0.8))
        return StoryCustomer(
            key=f"customer-{number}",
            name="" if anonymous else name,
            language=language,
            tier="vip" if not anonymous and self.random.random() < VIP_SHARE else "standard",
            phone=f"1380000{number % 10_000:04d}" if has_phone else None,
            email=f"{letters}{number}@mail.example" if has_mail else None,
            visitor=f"visitor-{number}" if channel == "chat" else None,
            elder=self.random.random() < ELDER_SHARE,
        )

    def _name(self, language: str) -> tuple[str, str]:
        if language == "zh":
            family, given = self.random.choice(self.names.zh_family), self.random.choice(self.names.zh_given)
            return family.zh + given.zh, f"{given.en}.{family.en}"
        first, last = self.random.choice(self.names.en_given), self.random.choice(self.names.en_family)
        return f"{first} {last}", f"{first}.{last}".lower()
