"""What the bot knows in the middle of a chat, and what one turn of it yields. Plain frozen data, no behaviour."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # the journal's pipe needs the tables, not what reads a text
    from classifier.lexicon import Signal
    from classifier.text.entities import ProductMention


class Phase(StrEnum):
    """Where a chat stands; the same words as the stored session's phase."""

    GREETING = "greeting"
    LISTENING = "listening"
    SUGGESTING = "suggesting"
    ANSWERED = "answered"
    HANDED_OFF = "handed_off"
    EXPIRED = "expired"


class Asked(StrEnum):
    """The one question of the bot that is open; the next words are first read as its answer."""

    NOTHING = ""
    PRODUCT = "product"
    ARTICLE = "article"
    SOLVED = "solved"
    HUMAN = "human"
    DETAIL = "detail"


class HandoffReason(StrEnum):
    """Why a person takes over."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DANGER = "danger"
    COMPLAINT = "complaint"
    MISSES = "misses"
    UPSET = "upset"


@dataclass(frozen=True, slots=True)
class DialogueState:
    """Everything learnt so far. `heard` holds every word of the customer, verbatim, and only ever grows.

    `since` is where the current engagement starts in `heard`: a chat that comes back is judged afresh.
    `question` is the problem being worked on, `missed` what was asked in vain just before, `issues` the products of further problems waiting for their turn.
    """

    phase: Phase = Phase.GREETING
    language: str = "zh"
    product: str = ""
    products: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    asked: Asked = Asked.NOTHING
    product_asked: bool = False
    detail_asked: bool = False
    human_offered: bool = False
    misses: int = 0
    upset: int = 0
    question: str = ""
    missed: str = ""
    issues: tuple[str, ...] = ()
    offered: str = ""
    suggestions: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    since: int = 0
    ticket_type: str = ""
    signals: tuple[str, ...] = ()
    severity: int = 4
    order_no: str = ""
    phone: str = ""
    email: str = ""
    versions: tuple[str, ...] = ()
    handoff_reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """A dict of JSON's own kinds."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> DialogueState:
        """The state as stored; parts of another version are ignored, missing ones get their default."""
        parts: dict[str, Any] = {}
        for part in fields(cls):
            if part.name in stored:
                value = stored[part.name]
                parts[part.name] = tuple(value) if isinstance(value, (list, tuple)) else value
        if "phase" in parts:
            parts["phase"] = Phase(parts["phase"])
        if "asked" in parts:
            parts["asked"] = Asked(parts["asked"])
        return cls(**parts)


@dataclass(frozen=True, slots=True)
class Option:
    """A chip: `label` is shown, `value` is what the window sends back."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the bot says. An answer names its `article` and `source`; a person is always on offer."""

    text: str
    language: str
    options: tuple[Option, ...] = ()
    article: str = ""
    source: str = ""
    offer_human: bool = True


@dataclass(frozen=True, slots=True)
class Handoff:
    """A person must take over; `summary` tells them everything, so the customer need not repeat a word.

    `severity` is at least this grave (1 gravest, 4 none); `urgent` means alert somebody now.
    """

    reason: HandoffReason
    summary: str
    severity: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Feedback:
    """Whether an article solved what was asked, in the customer's own judgement."""

    article: str
    question: str
    helped: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One turn: the new state, what to say, and perhaps a handoff or a verdict on an article."""

    state: DialogueState
    lines: tuple[Line, ...] = ()
    handoff: Handoff | None = None
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An approved article that may fit: `score` in 0..1, `question` and `text` in the language asked for.

    `product` is what the article is about, "" for the company as a whole; `language` the one it is in where that is
    not the one asked for, "" else.
    """

    code: str
    question: str
    text: str
    score: float
    product: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """The people behind the bot right now, in words of the visitor's language.

    `promise` is the only commitment about time that the bot may pass on; it is the caller's wording.
    `ahead` is how many wait before this visitor, None when unknown.
    """

    is_open: bool
    hours: str = ""
    next_open: str = ""
    promise: str = ""
    ahead: int | None = None
    wait: str = ""


@dataclass(frozen=True, slots=True)
class DialogueTools:
    """What the bot may look at; every part is a pure function of its arguments.

    `find_answers(text, product code or "", language)` is best first and holds approved articles only.
    `refused(question)` gives the codes of articles that did not help others who asked in the same words.
    `predict_type` gives a ticket type or None when it abstains. An answer is given at `answer_floor` and only
    when it leads the next by `answer_gap`; from `suggest_floor` on it is offered as "did you mean",
    and beside it what reaches `beside_floor`.
    """

    company: str
    find_products: Callable[[str], Sequence[ProductMention]]
    product_name: Callable[[str, str], str]
    find_answers: Callable[[str, str, str], Sequence[Answer]]
    danger: Callable[[str], Sequence[Signal]]
    wants_human: Callable[[str], bool]
    predict_type: Callable[[str], str | None]
    desk: Callable[[str], Desk]
    answer_floor: float = 0.6
    answer_gap: float = 0.05
    suggest_floor: float = 0.4
    beside_floor: float = 0.25
    refused: Callable[[str], Collection[str]] = field(default=lambda _: ())
