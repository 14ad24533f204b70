"""When somebody is erased, the classifiers forget what they learnt from them.

Pieces of their words are in the vocabulary of every model trained on their cases. So these are trained anew at
once, the new version goes to work unless it is significantly worse (then a lead decides), and the older ones,
to which somebody might go back, lose their bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from ticketing.db import db
from ticketing.learning import evidence, registry, wishes
from ticketing.learning.examples import LEARNT
from ticketing.learning.gate import Outcome
from ticketing.models import (
    Classification,
    LabelField,
    ModelCause,
    ModelChange,
    ModelState,
    ModelVersion,
)
from ticketing.ports import Ports


def mark(tickets: Sequence[int], *, at: datetime) -> frozenset[LabelField]:
    """Have the classifiers trained anew that people taught by these cases or that heard them; returns which.

    What running processes learnt at once they forget now: they look again when a version is marked.
    """
    statement = sa.select(Classification.field).where(
        Classification.ticket_id.in_(tickets), Classification.staff_id.is_not(None)
    )
    taught = frozenset(db.session.scalars(statement.distinct()))
    at_work = [row for field in LEARNT if (row := registry.active(field)) is not None]
    present = [row for row in at_work if row.field in taught or _heard(row, tickets)]
    for row in present:
        registry.mark(row, ModelCause.ERASURE, at=at)
    if any(row.learnt_until for row in present):
        wishes.forget(at)
    return frozenset(row.field for row in present)


def _heard(row: ModelVersion, tickets: Sequence[int]) -> bool:
    """Whether some of the tickets came while the messages that a version heard without labels did."""
    since, until = int(row.facts.get("heard_since", 0)), int(row.facts.get("last_ticket", 0))
    return since > 0 and any(since <= number <= until for number in tickets)


def fields() -> frozenset[LabelField]:
    """The fields whose version at work learnt from somebody who was erased since."""
    statement = (
        sa.select(ModelVersion.field)
        .join(ModelChange, ModelChange.model_id == ModelVersion.id)
        .where(
            ModelVersion.state == ModelState.ACTIVE,
            ModelVersion.learnt_until > 0,
            ModelChange.cause == ModelCause.ERASURE,
            ModelChange.before == ModelChange.after,
        )
    )
    return frozenset(db.session.scalars(statement.distinct()))


def forget(row: ModelVersion, *, at: datetime, ports: Ports) -> bool:
    """Put a version to work that never met the erased, unless it is significantly worse; returns whether it is.

    The bytes of all older versions go.
    """
    verdict = evidence.verdict_of(row)
    if row.state is not ModelState.ACTIVE:
        if verdict is not None and verdict.outcome is Outcome.WORSE:
            return False
        registry.activate(row, why=ModelCause.ERASURE, by=None, at=at, ports=ports, by_hand=True)
    registry.drop_files_before(row.field, row.made_at)
    return True
