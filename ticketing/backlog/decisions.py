"""Decisions: what, why, by whom, and the numbers as they were that day."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from ticketing.backlog import evidence, items, words
from ticketing.db import db
from ticketing.errors import BadInput, Refused
from ticketing.models import Decision, Item, ItemStatus, Staff
from ticketing.ports import Ports

REASONS: dict[ItemStatus, tuple[str, ...]] = {
    ItemStatus.ACCEPTED: ("evidence", "severity", "strategy", "law"),
    ItemStatus.NEED_EVIDENCE: ("reproduce", "versions", "segment", "cost"),
    ItemStatus.DEFERRED: ("capacity", "dependency", "too_few", "cost_over_benefit"),
    ItemStatus.DECLINED: (
        "by_design",
        "too_few",
        "cost_over_benefit",
        "conflicts_strategy",
        "law",
        "cannot_reproduce",
    ),
    ItemStatus.DUPLICATE: ("duplicate",),
}
"""Reason codes by decision; declines as in ``domain.md`` §6.10."""


def decide(
    item: Item,
    decision: ItemStatus,
    *,
    reason_code: str,
    reason: str,
    by: Staff,
    at: datetime,
    ports: Ports,
    duplicate_of: Item | None = None,
    **fields: object,
) -> Decision:
    """Decide on an item in review (a candidate is taken into review first) and keep the evidence of the day.

    *Declined* and *deferred* are told to the customers in plain words: ``release_zh`` and ``release_en``
    among the fields, or the house's own sentence for the reason code.

    Raises:
        BadInput: not a decision, an unknown reason code, or no words why.
        WrongTransition, Refused: the life cycle or a guard says no.
    """
    if decision not in REASONS:
        raise BadInput("decide: accepted, need_evidence, deferred, declined or duplicate", field="decision")
    if reason_code not in REASONS[decision]:
        raise BadInput(f"the reason is one of {', '.join(REASONS[decision])}", field="reason_code")
    if not reason.strip():
        raise BadInput("say why in a sentence: it will be read in three months", field="reason")
    taken = evidence.snapshot(item, at)
    if decision == ItemStatus.DUPLICATE:
        if duplicate_of is None:
            raise Refused("say which other item this one repeats", code="other_missing")
        items.duplicate(item, duplicate_of, by=by, why=reason_code, at=at, ports=ports)
    else:
        _move(item, decision, reason_code, by, at, ports, fields)
    row = Decision(
        item_id=item.id,
        decision=decision,
        reason_code=reason_code,
        reason=reason.strip(),
        staff_id=by.id,
        at=at,
        snapshot={**taken, "told_zh": item.release_zh, "told_en": item.release_en},
    )
    db.session.add(row)
    db.session.flush()
    return row


def _move(
    item: Item,
    decision: ItemStatus,
    reason_code: str,
    by: Staff,
    at: datetime,
    ports: Ports,
    fields: dict[str, object],
) -> None:
    if item.status == ItemStatus.CANDIDATE:
        items.advance(item, ItemStatus.REVIEW, by=by, why="decided", at=at, ports=ports)
    if decision in {ItemStatus.DECLINED, ItemStatus.DEFERRED}:
        for language in ("zh", "en"):
            name = f"release_{language}"
            fields[name] = fields.get(name) or words.outcome(decision, reason_code, language)
    items.advance(item, decision, by=by, why=reason_code, at=at, ports=ports, **fields)


def decisions_of(item: Item) -> list[Decision]:
    """Every decision on an item, oldest first, each with its snapshot."""
    statement = sa.select(Decision).where(Decision.item_id == item.id).order_by(Decision.id)
    return list(db.session.scalars(statement))
