"""What a company's data files say, as frozen dataclasses; each is checked when it is made.

The words are those of the files (see the comment head of each file in ``hefan/``). Cross references between files are
checked by `ticketing.company.checking`.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic.dataclasses import dataclass

from ticketing.company.values import (
    STRICT,
    Code,
    Days,
    Filled,
    Kind,
    Language,
    Phase,
    Role,
    Severity,
    TicketType,
    Weekday,
    Window,
    Words,
    all_years,
)


@dataclass(frozen=True, config=STRICT)
class Profile:
    """The company itself."""

    name: Words
    timezone: Filled
    hotline: Filled
    mail: Filled
    prefix: Code
    languages: tuple[Language, ...]
    telecom_licence: bool


@dataclass(frozen=True, config=STRICT)
class Version:
    """A released version of a product."""

    name: Filled
    released: date


@dataclass(frozen=True, config=STRICT)
class Ownership:
    """Who decides about a product from a day on, until the next entry."""

    owner: Code
    deputy: Code
    valid_from: date


@dataclass(frozen=True, config=STRICT)
class Product:
    """One product, bundle or service of the catalogue."""

    code: Code
    kind: Kind
    name: Words
    active_users: int
    aliases: tuple[Filled, ...]
    versions: tuple[Version, ...]
    ownership: tuple[Ownership, ...]
    active_months: dict[str, int]
    components: tuple[Code, ...] = ()
    covers: tuple[Code, ...] = ()

    def ownership_on(self, day: date) -> Ownership:
        """The ownership valid on `day`; before the first entry, the first."""
        held = [one for one in self.ownership if one.valid_from <= day]
        return max(held, key=lambda one: one.valid_from) if held else self.ownership[0]


@dataclass(frozen=True, config=STRICT)
class AmbiguousWord:
    """A word that fits several products (`others`: also things the company does not sell): ask, never guess."""

    word: Filled
    products: tuple[Code, ...]
    others: bool = False


@dataclass(frozen=True, config=STRICT)
class StaffMember:
    """A person who works with tickets."""

    login: Code
    name: Filled
    name_en: Filled
    role: Role
    teams: tuple[Code, ...]
    languages: tuple[Language, ...]
    capacity: int
    duty: Words


@dataclass(frozen=True, config=STRICT)
class Team:
    """A team to which tickets go."""

    code: Code
    name: Words
    calendar: Code
    lead: Code
    purpose: Words


@dataclass(frozen=True, config=STRICT)
class Holiday:
    """Days without work, with their name."""

    days: Days
    name: Words


@dataclass(frozen=True, config=STRICT)
class SpecialDays:
    """Days with hours of their own (make-up workdays, half-days)."""

    days: Days
    hours: tuple[Window, ...]


@dataclass(frozen=True, config=STRICT)
class WorkCalendar:
    """When people work; `closed_days` and `open_days` are ready for a business calendar."""

    code: Code
    name: Words
    timezone: Filled
    weekly: dict[Weekday, tuple[Window, ...]]
    closed: tuple[Holiday, ...] = ()
    open: tuple[SpecialDays, ...] = ()
    known_years: Annotated[tuple[int, ...] | None, BeforeValidator(all_years)] = None

    @property
    def closed_days(self) -> tuple[date, ...]:
        """Every closed date, ascending."""
        return tuple(sorted(day for one in self.closed for day in one.days))

    @property
    def open_days(self) -> dict[date, tuple[tuple[str, str], ...]]:
        """Every specially opened date with its hours."""
        return {day: one.hours for one in self.open for day in one.days}


@dataclass(frozen=True, config=STRICT)
class Topic:
    """A main topic and how bad a case of it usually is, by type."""

    code: Code
    name: Words
    severity: dict[TicketType | Literal["default"], Severity]

    def severity_of(self, type_: str) -> Severity:
        """The usual severity of a case of `type_`."""
        return self.severity.get(type_, self.severity["default"])  # type: ignore[call-overload]  # str is wider


@dataclass(frozen=True, config=STRICT)
class Tag:
    """A fine topic under a main topic."""

    code: Code
    name: Words
    topic: Code
    by_type: dict[TicketType, Code] = field(default_factory=dict)

    def topic_of(self, type_: str) -> str:
        """The main topic of this tag for a case of `type_`."""
        return self.by_type.get(type_, self.topic)  # type: ignore[call-overload]  # str is wider


@dataclass(frozen=True, config=STRICT)
class Question:
    """How customers ask for an article: the question and other ways to put it."""

    zh: tuple[Filled, ...]
    en: tuple[Filled, ...]


@dataclass(frozen=True, config=STRICT)
class Article:
    """An approved answer. `product` None = about the company as a whole."""

    code: Code
    topic: Code
    question: Words
    paraphrases: Question
    answer: Words
    keywords: Question
    product: Code | None = None


@dataclass(frozen=True, config=STRICT)
class Macro:
    """A canned reply that agents insert and adapt."""

    code: Code
    title: Words
    topics: tuple[Code, ...]
    body: Words


@dataclass(frozen=True, config=STRICT)
class Text:
    """A sentence the system says to customers; braces are filled in."""

    code: Code
    zh: Filled
    en: Filled

    def of(self, language: str) -> str:
        """The sentence in `language`; anything that is not Chinese gets English."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, config=STRICT)
class ExampleGroup:
    """Training texts that share their labels, by language; `product` may be ``unknown``."""

    product: Code
    type: TicketType
    topic: Code
    phase: Phase
    zh: tuple[Filled, ...] = ()
    en: tuple[Filled, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True)
class Example:
    """One training text with its labels; `topic` is the main topic, `tag` the fine one."""

    text: str
    language: str
    type: str
    product: str
    topic: str
    tag: str
    phase: str
    severity: str
