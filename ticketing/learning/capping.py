"""How much one source may teach: nobody's word, honest or not, shall outweigh everybody else's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

PER_CUSTOMER = 10
"""Labelled messages of one customer, per field."""
PER_AGENT_DAY = 40
"""An agent closes about so many cases on a busy day; leads, who answer for the labels, are not counted."""
BATCH_SHARE, BATCH_FREE = 0.25, 50
"""One import may bring a quarter of what all the others bring, but so many at least."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a label comes from: whose message, who labelled it on which day, by which import it came."""

    customer_id: int
    staff_id: int
    by_lead: bool
    day: date
    batch: str = ""


@dataclass(frozen=True, slots=True)
class Capped:
    """Which places may teach, in order, and how many were left out for which reason."""

    kept: tuple[int, ...]
    left_out: dict[str, int]


def cap(sources: Sequence[Source]) -> Capped:
    """Apply the caps to labels given oldest first: of a source that exceeds its share the first stay."""
    most_of_batch = _batch_limits(sources)
    taken: Counter[tuple[str, object]] = Counter()
    left_out: Counter[str] = Counter()
    kept = []
    for place, one in enumerate(sources):
        limits = [("customer", one.customer_id, PER_CUSTOMER)]
        if not one.by_lead:
            limits.append(("agent", (one.staff_id, one.day), PER_AGENT_DAY))
        if one.batch:
            limits.append(("batch", one.batch, most_of_batch[one.batch]))
        over = next((kind for kind, key, most in limits if taken[kind, key] >= most), None)
        if over is not None:
            left_out[over] += 1
            continue
        taken.update((kind, key) for kind, key, _ in limits)
        kept.append(place)
    return Capped(tuple(kept), dict(left_out))


def _batch_limits(sources: Sequence[Source]) -> dict[str, int]:
    sizes = Counter(one.batch for one in sources if one.batch)
    return {batch: max(BATCH_FREE, int(BATCH_SHARE * (len(sources) - size))) for batch, size in sizes.items()}
