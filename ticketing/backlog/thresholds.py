"""When evidence is enough: for a theme to be a candidate, for an item to be proposed, for one to be looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WINDOW_DAYS = 30
THEME_CUSTOMERS = 3
ITEM_CUSTOMERS = 5


class Gate(StrEnum):
    """Which rule found the evidence enough."""

    CUSTOMERS = "customers"
    SAFETY = "safety"
    REGULATOR = "regulator"
    BURST = "burst"
    OVERRIDE = "override"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the last 30 days hold about a theme: verified, distinct customers only, campaigns and staff left out."""

    customers: int
    has_s1: bool = False
    regulator: bool = False
    burst: bool = False
    override_reason: str = ""


def theme_gate(evidence: Evidence) -> Gate | None:
    """Why a theme becomes a candidate: three customers, or a single one with S1 or a regulator; None if not yet."""
    if evidence.customers >= 1 and evidence.has_s1:
        return Gate.SAFETY
    if evidence.customers >= 1 and evidence.regulator:
        return Gate.REGULATOR
    return Gate.CUSTOMERS if evidence.customers >= THEME_CUSTOMERS else None


def item_gate(evidence: Evidence) -> Gate | None:
    """Why an item is proposed: five customers, a burst, or the owner's override with a reason; None if not yet."""
    if evidence.burst:
        return Gate.BURST
    if evidence.customers >= ITEM_CUSTOMERS:
        return Gate.CUSTOMERS
    return Gate.OVERRIDE if evidence.override_reason.strip() else None


def must_look_again(customers_at_decision: int, customers_now: int, burst: bool) -> bool:
    """Whether a declined or deferred item reopens: a burst, or twice as many distinct customers as then."""
    return burst or customers_now >= 2 * max(1, customers_at_decision)
