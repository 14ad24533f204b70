"""The script of the demo's twelve weeks (story.yaml) as frozen dataclasses, and its reader."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from ticketing.company.checking import Problem
from ticketing.company.reading import DEMO_FOLDER, CompanyError
from ticketing.company.values import STRICT, Code, Filled, Kind, Language, Phase, Severity, TicketType, Words

FILE = "story.yaml"
Channel = Literal["chat", "hotline", "mail"]
OpenStatus = Literal["new", "open", "pending_customer", "pending_third", "pending_product", "scheduled"]
Slots = dict[str, tuple[str, ...]]
From = Annotated[float, Field(alias="from")]
WEEKS = 12


@dataclass(frozen=True, config=STRICT)
class Shares:
    """Weights of types, languages and channels in the base load."""

    types: dict[TicketType, float]
    languages: dict[Language, float]
    channels: dict[Channel, float]


@dataclass(frozen=True, config=STRICT)
class People:
    """Names from which customers are made."""

    zh_family: tuple[Words, ...]
    zh_given: tuple[Words, ...]
    en_family: tuple[Filled, ...]
    en_given: tuple[Filled, ...]


@dataclass(frozen=True, config=STRICT)
class Frames:
    """How a text is wrapped in one language."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    hotline: tuple[Filled, ...]
    subject: tuple[Filled, ...]


@dataclass(frozen=True, config=STRICT)
class Exchange:
    """An agent's question back and what the customer answers."""

    question: Filled
    answer: Filled


@dataclass(frozen=True, config=STRICT)
class Replies:
    """What agents and customers write in one language."""

    first: dict[TicketType, tuple[Filled, ...]]
    solution: dict[TicketType, tuple[Filled, ...]]
    exchanges: dict[TicketType, tuple[Exchange, ...]]
    thanks: tuple[Filled, ...]
    reopen: tuple[Filled, ...]
    received: tuple[Filled, ...]
    promise: dict[OpenStatus, tuple[Filled, ...]]


@dataclass(frozen=True, config=STRICT)
class Span:
    """So many tickets between two days."""

    from_: From
    to: float
    count: int


@dataclass(frozen=True, config=STRICT)
class Referral:
    """A regulator's slip: its number and the business days it leaves."""

    ref: Filled
    within_days: int


@dataclass(frozen=True, config=STRICT)
class Arc:
    """One story on top of the base load."""

    key: Code
    product: Code
    type: TicketType
    tag: Code
    phase: Phase
    customers: int
    until: float
    spans: tuple[Span, ...]
    zh: tuple[Filled, ...]
    en: tuple[Filled, ...] = ()
    version: str | None = None
    channel: Channel | None = None
    signals: tuple[Code, ...] = ()
    plain: bool = False
    solution: dict[Language, tuple[Filled, ...]] = field(default_factory=dict)
    lot: str | None = None
    regulator: Referral | None = None


@dataclass(frozen=True, config=STRICT)
class OpenCases:
    """Tickets that stand open at the end; labels are drawn from the examples that fit."""

    status: OpenStatus
    ages: tuple[float, ...]
    types: tuple[TicketType, ...]
    triage: bool = False
    unanswered: bool = False
    product: str | None = None
    topic: Code | None = None
    kind: Kind | None = None
    note: str = ""


@dataclass(frozen=True, config=STRICT)
class ReleaseLine:
    """A version that reached users on a day."""

    product: Code
    version: Filled
    day: float
    rollout: float = 1.0


@dataclass(frozen=True, config=STRICT)
class AbsenceLine:
    """Somebody is away, a deputy stands in."""

    login: Code
    deputy: Code
    from_: From
    to: float
    reason: Words


@dataclass(frozen=True, config=STRICT)
class MomentLine:
    """Something worth a line in the story."""

    day: float
    kind: Code
    text: Words
    product: Code | None = None


@dataclass(frozen=True, config=STRICT)
class StepLine:
    """One step in the life of a backlog item."""

    day: float
    status: Code
    by: Code
    zh: Filled
    en: Filled
    code: Code | None = None
    other: Code | None = None


@dataclass(frozen=True, config=STRICT)
class OpinionLine:
    """What a department thought of an item."""

    team: Code
    login: Code
    day: float
    zh: Filled
    en: Filled


@dataclass(frozen=True, config=STRICT)
class ItemRelease:
    """With which version an item reached customers, and what they are told."""

    version: Filled
    day: float
    zh: Filled
    en: Filled


@dataclass(frozen=True, config=STRICT)
class EffectDays:
    """Days before and after a release that are compared; `without` is a burst left out of the baseline."""

    before: tuple[float, float]
    after: tuple[float, float]
    without: tuple[float, float] | None = None


@dataclass(frozen=True, config=STRICT)
class ItemLine:
    """One backlog item with its life."""

    key: Code
    product: Code
    topic: Code
    severity: Severity
    title: Words
    problem: Words
    steps: tuple[StepLine, ...]
    root_cause: Code
    acceptance: Words | None = None
    customers: int | None = None
    target_ratio: float | None = None
    planned_day: float | None = None
    revisit_day: float | None = None
    release: ItemRelease | None = None
    effect: EffectDays | None = None
    opinions: tuple[OpinionLine, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Script:
    """The whole of story.yaml."""

    shares: Shares
    people: People
    slots: dict[Language, Slots]
    frames: dict[Language, Frames]
    replies: dict[Language, Replies]
    arcs: tuple[Arc, ...]
    open: tuple[OpenCases, ...]
    items: tuple[ItemLine, ...]
    releases: tuple[ReleaseLine, ...] = ()
    absences: tuple[AbsenceLine, ...] = ()
    moments: tuple[MomentLine, ...] = field(default_factory=tuple)


def read_script(folder: Path = DEMO_FOLDER) -> Script:
    """Read story.yaml in `folder`; raises `CompanyError` with every problem found."""
    try:
        content = yaml.load((folder / FILE).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)  # safe
        return TypeAdapter(Script).validate_python(content)
    except FileNotFoundError as error:
        raise CompanyError(folder, [Problem(FILE, "", "", "the file is missing")]) from error
    except yaml.YAMLError as error:
        raise CompanyError(
            folder, [Problem(FILE, "", "", f"is not YAML: {' '.join(str(error).split())}")]
        ) from error
    except ValidationError as error:
        problems = [
            Problem(FILE, ".".join(str(part) for part in fault["loc"]), "", fault["msg"])
            for fault in error.errors(include_url=False)
        ]
        raise CompanyError(folder, problems) from error
