"""What one training of one field is given: labels within the caps, parted without leaks, with their sources counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ticketing.learning.capping import cap
from ticketing.learning.examples import Example, confirmed, split, unlabelled
from ticketing.models import LabelField

MOST_HEARD = 6_000
"""So many of the newest messages nobody has labelled are heard too: twice as many cost no more, each is met less often."""
LEAST_LABELS = 30
"""With fewer labels of tickets the company's own examples say more."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """Labelled texts of one field: to train on, to test on, and how many each cap left out.

    `heard` are messages of which nobody has said the field: ticket and masked text, newest last.
    """

    field: LabelField
    taught: tuple[Example, ...]
    held_out: tuple[Example, ...]
    left_out: dict[str, int]
    heard: tuple[tuple[int, str], ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether a training is worth it."""
        return len(self.taught) >= LEAST_LABELS

    @property
    def newest(self) -> int:
        """The newest judgement of a person in it; 0 when there is none."""
        return max((one.judgement_id for one in (*self.taught, *self.held_out)), default=0)

    def facts(self) -> dict[str, Any]:
        """For the model card. Any: it is JSON."""
        everything = (*self.taught, *self.held_out)
        return {
            "tickets": len(self.taught),
            "tested_on": len(self.held_out),
            "left_out": self.left_out,
            "heard": len(self.heard),
            "heard_since": self.heard[0][0] if self.heard else 0,
            "customers": len({one.source.customer_id for one in everything}),
            "by_leads": sum(one.source.by_lead for one in everything),
            "by_agents": sum(not one.source.by_lead for one in everything),
            "from_imports": sum(bool(one.source.batch) for one in everything),
            "labels": dict(Counter(one.label for one in self.taught).most_common()),
        }


def prepare(field: LabelField) -> Lesson:
    """The lesson of a field from the tickets as they are now."""
    said = confirmed(field)
    capped = cap([one.source for one in said])
    parted = split([said[place] for place in capped.kept])
    # where a product is named a rule has found it, which says nothing about the messages that name none
    heard = unlabelled(field, MOST_HEARD) if field is not LabelField.PRODUCT else []
    return Lesson(field, parted.taught, parted.held_out, capped.left_out, tuple(heard))
