"""Service levels and routing as frozen dataclasses (files sla.yaml and routing.yaml)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass as plain_dataclass
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from ticketing.company.values import (
    STRICT,
    Code,
    Kind,
    Lasting,
    Metric,
    Phase,
    PriorityCode,
    Severity,
    TicketType,
    Words,
)

Share = Annotated[float, Field(ge=0, le=10)]


@dataclass(frozen=True, config=STRICT)
class Target:
    """One metric of a priority: time allowed for VIP and standard customers, and the calendar it runs on."""

    metric: Metric
    vip: Lasting
    standard: Lasting
    calendar: Code


@dataclass(frozen=True, config=STRICT)
class Priority:
    """P1 to P4 with its targets."""

    code: PriorityCode
    name: Words
    example: Words
    targets: tuple[Target, ...]

    def target(self, metric: str) -> Target:
        """The target of one metric; every priority has all four (checked on reading)."""
        return next(one for one in self.targets if one.metric == metric)


@dataclass(frozen=True, config=STRICT)
class PickUp:
    """How fast a waiting chat is answered by a person, and for which share."""

    vip: Lasting
    standard: Lasting
    goal: Share


@dataclass(frozen=True, config=STRICT)
class ChannelOverlay:
    """What a channel adds to the priority's targets."""

    channel: Literal["chat", "mail", "hotline"]
    calendar: Code
    note: Words
    pick_up: PickUp | None = None
    next_response: Lasting | None = None
    acknowledge: Lasting | None = None
    callback: Lasting | None = None


@dataclass(frozen=True, config=STRICT)
class ComplaintGrade:
    """What a complaint adds: first human contact and reply, by the priorities of the grade."""

    grade: Literal["ordinary", "serious", "urgent"]
    name: Words
    priorities: tuple[PriorityCode, ...]
    contact: Lasting
    reply: Lasting


@dataclass(frozen=True, config=STRICT)
class LegalClock:
    """The outer wall for complaints; never pauses."""

    within: Lasting
    alarm_after: Lasting
    calendar: Code


@dataclass(frozen=True, config=STRICT)
class RegulatorClock:
    """A referral slip: default time, when the draft is due (share of the time), and the hard stop before the due."""

    default_due: Lasting
    draft_share: Share
    stop_before: Lasting
    calendar: Code


@dataclass(frozen=True, config=STRICT)
class TeamClock:
    """Time for a consulted team's answer; `urgent` for P1."""

    team: Code
    within: Lasting
    calendar: Code
    urgent: Lasting | None = None


@dataclass(frozen=True, config=STRICT)
class LadderLevel:
    """Who is told at a share of the used time, or on an event."""

    level: int
    name: Words
    message: Words
    teams: tuple[Code, ...]
    people: tuple[Code, ...]
    events: tuple[Code, ...]
    share: Share | None = None
    owner: bool = False


@dataclass(frozen=True, config=STRICT)
class ServiceLevels:
    """The whole of sla.yaml."""

    priorities: tuple[Priority, ...]
    severity: dict[Severity, PriorityCode]
    impact: dict[Literal["one", "several", "many"], dict[Literal["low", "medium", "high"], PriorityCode]]
    vip_raises: int
    channels: tuple[ChannelOverlay, ...]
    complaints: tuple[ComplaintGrade, ...]
    legal: LegalClock
    regulator: RegulatorClock
    teams: tuple[TeamClock, ...]
    warn_at: Share
    ladder: tuple[LadderLevel, ...]
    acknowledge: Lasting
    quiet_hours_except: tuple[PriorityCode, ...]

    def priority(self, code: str) -> Priority:
        """The priority with this code; KeyError when there is none."""
        return {one.code: one for one in self.priorities}[code]  # type: ignore[index]  # str is wider


@dataclass(frozen=True, config=STRICT)
class Signal:
    """Something that rules find in a text and that routing may ask for."""

    code: Code
    name: Words


@dataclass(frozen=True, config=STRICT)
class Condition:
    """When a routing row applies; an empty list asks nothing."""

    type: tuple[TicketType, ...] = ()
    phase: tuple[Phase, ...] = ()
    topic: tuple[Code, ...] = ()
    kind: tuple[Kind, ...] = ()
    product: tuple[Code, ...] = ()
    severity: tuple[Severity, ...] = ()
    signal: tuple[Code, ...] = ()
    confidence: tuple[Literal["low"], ...] = ()
    language: tuple[Literal["zh", "en", "other"], ...] = ()


@plain_dataclass(frozen=True, slots=True)
class RoutingFacts:
    """What is known about a new case when it is routed."""

    type: str
    topic: str = ""
    phase: str = "after"
    product: str = "unknown"
    kind: str = ""
    severity: str = ""
    language: str = "zh"
    signals: frozenset[str] = frozenset()
    low_confidence: bool = False


@dataclass(frozen=True, config=STRICT)
class Rule:
    """One row of the routing matrix."""

    code: Code
    when: Condition
    team: Code
    reason: Words
    owner: bool = False
    consult: tuple[Code, ...] = ()
    escalate: Code | None = None
    within: Lasting | None = None
    bot: bool = False

    def holds(self, facts: RoutingFacts) -> bool:
        """Whether every condition of the row is met by `facts`."""
        when = self.when
        return (
            _asks(when.type, facts.type)
            and _asks(when.phase, facts.phase)
            and _asks(when.topic, facts.topic)
            and _asks(when.kind, facts.kind)
            and _asks(when.product, facts.product)
            and _asks(when.severity, facts.severity)
            and _asks(when.language, facts.language)
            and (not when.signal or bool(facts.signals.intersection(when.signal)))
            and (not when.confidence or facts.low_confidence)
        )


@dataclass(frozen=True, config=STRICT)
class Routing:
    """The routing matrix: ordered rows and the signals they may ask for."""

    signals: tuple[Signal, ...]
    rules: tuple[Rule, ...]

    def choose(self, facts: RoutingFacts) -> Rule:
        """The first row that holds; the last row asks nothing, so there is always one (checked on reading)."""
        return next(rule for rule in self.rules if rule.holds(facts))


def _asks(wanted: Collection[str], value: str) -> bool:
    return not wanted or value in wanted
