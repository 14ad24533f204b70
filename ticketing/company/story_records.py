"""What the demo's story hands to its loader: tickets, backlog items, releases, absences and moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ticketing.company.values import Words


@dataclass(frozen=True, slots=True)
class StoryCustomer:
    """A customer; at least one of phone (+86 form), email and visitor is set. `key` names the same person again."""

    key: str
    name: str
    language: str
    tier: str
    phone: str | None = None
    email: str | None = None
    visitor: str | None = None
    elder: bool = False


@dataclass(frozen=True, slots=True)
class StoryReply:
    """One message after the first; `author` is a login or ``customer``.

    `kind`: first (agent's first answer), question (agent asks, customer is awaited), answer (customer), promise
    (agent, still working), solution (agent, the case is resolved), thanks (customer), reopen (customer: not solved).
    """

    after: timedelta
    author: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class StoryTicket:
    """One case as it came in and went on. All moments are aware UTC; spans count from `created_at`.

    `product` None = not named. `agent` None = nobody yet. `status` is the state at the story's end; `triage` = the
    classifier was not sure and a person still has to decide. `theme` names the arc, or product and main topic.
    `resolved_after` is the last resolution, `closed_after` the closing.
    """

    key: str
    channel: str
    customer: StoryCustomer
    product: str | None
    version: str
    type: str
    topic: str
    tag: str
    phase: str
    severity: str
    language: str
    subject: str
    text: str
    created_at: datetime
    status: str
    team: str
    reason: str
    agent: str | None
    theme: str
    signals: tuple[str, ...] = ()
    first_reply_after: timedelta | None = None
    replies: tuple[StoryReply, ...] = ()
    resolved_after: timedelta | None = None
    closed_after: timedelta | None = None
    reopened: bool = False
    satisfaction: int | None = None
    triage: bool = False
    arc: str | None = None
    parent: str | None = None
    lot: str | None = None
    batch: str | None = None
    regulator_ref: str | None = None
    regulator_days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryStep:
    """A step in an item's life: who moved it where, when and why."""

    at: datetime
    status: str
    by: str
    reason: Words
    code: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class StoryOpinion:
    """A department's opinion on an item."""

    team: str
    login: str
    at: datetime
    text: Words


@dataclass(frozen=True, slots=True)
class StoryItemRelease:
    """The version in which an item reached customers, and what they are told."""

    version: str
    at: datetime
    note: Words


@dataclass(frozen=True, slots=True)
class StoryEffect:
    """The windows compared after a release; `without` = a burst left out of the baseline."""

    before: tuple[datetime, datetime]
    after: tuple[datetime, datetime]
    without: tuple[datetime, datetime] | None = None


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A backlog item; `customers` = distinct customers behind it when it was decided, where the story says so."""

    key: str
    product: str
    topic: str
    severity: str
    title: Words
    problem: Words
    steps: tuple[StoryStep, ...]
    root_cause: str
    acceptance: Words | None = None
    customers: int | None = None
    target_ratio: float | None = None
    planned_on: date | None = None
    revisit_on: date | None = None
    release: StoryItemRelease | None = None
    effect: StoryEffect | None = None
    opinions: tuple[StoryOpinion, ...] = ()

    @property
    def status(self) -> str:
        """Where the item stands at the story's end."""
        return self.steps[-1].status


@dataclass(frozen=True, slots=True)
class StoryRelease:
    """A version that reached users."""

    product: str
    version: str
    at: datetime
    rollout: float


@dataclass(frozen=True, slots=True)
class StoryAbsence:
    """Somebody is away and a deputy stands in."""

    login: str
    deputy: str
    start: datetime
    end: datetime
    reason: Words


@dataclass(frozen=True, slots=True)
class StoryMoment:
    """Something worth a line in the demo's history."""

    at: datetime
    kind: str
    text: Words
    product: str | None = None


@dataclass(frozen=True, slots=True)
class StoryUse:
    """Active users of a product in a month (first day), the exposure for rates."""

    product: str
    month: date
    users: int
