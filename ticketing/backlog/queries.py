"""Reading the backlog: the owner's board, one item's page, what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.backlog.decisions import decisions_of
from ticketing.backlog.evaluation import answers
from ticketing.backlog.evidence import OPEN, Evidence, gather
from ticketing.db import db
from ticketing.feedback.days import company_zone
from ticketing.feedback.likeness import themes_like
from ticketing.feedback.queries import Counts, count_themes
from ticketing.models import (
    Decision,
    Event,
    Item,
    ItemStatus,
    Mention,
    Status,
    Theme,
    Ticket,
    Told,
)

UNDECIDED = (ItemStatus.CANDIDATE, ItemStatus.REVIEW, ItemStatus.NEED_EVIDENCE)
DECIDE_WITHIN = timedelta(days=14)
"""Ten business days in calendar days: later, the owner's manager is asked (``domain.md`` §5.2)."""
PUBLIC: dict[ItemStatus, str] = {
    ItemStatus.CANDIDATE: "open",
    ItemStatus.REVIEW: "open",
    ItemStatus.NEED_EVIDENCE: "open",
    ItemStatus.ACCEPTED: "planned",
    ItemStatus.DEFERRED: "deferred",
    ItemStatus.DECLINED: "declined",
    ItemStatus.DUPLICATE: "duplicate",
    ItemStatus.PLANNED: "planned",
    ItemStatus.BUILDING: "started",
    ItemStatus.TESTING: "started",
    ItemStatus.RELEASED: "completed",
    ItemStatus.WATCHING: "completed",
    ItemStatus.EVALUATED: "completed",
    ItemStatus.DONE: "completed",
}
"""The simpler set of states that customers may see."""


@dataclass(frozen=True)
class ItemRow:
    """One line of the board."""

    item: Item
    counts: Counts
    unweighted_rank: int
    """Its place by distinct customers among the rows of the same product and list, beside the scored order."""
    waited: timedelta
    """Since it was proposed, while nobody has decided; else since its last change."""
    overdue: bool


@dataclass(frozen=True)
class ItemPage:
    """Everything the item's page shows."""

    item: Item
    evidence: Evidence
    decisions: list[Decision]
    history: list[Event]
    told: list[Told]
    answers: dict[str, int]
    """asked_by, told, answered, helped."""
    similar: list[Theme]
    """Other live themes of the product with no item: perhaps the same issue."""


def board(
    product_ids: set[int] | None,
    at: datetime,
    *,
    statuses: frozenset[ItemStatus] = OPEN,
    limit: int = 100,
    offset: int = 0,
) -> list[ItemRow]:
    """Items in these states, most urgent first; ``product_ids`` none = every product."""
    statement = sa.select(Item).where(Item.status.in_(statuses))
    if product_ids is not None:
        statement = statement.where(Item.product_id.in_(product_ids))
    ordered = statement.order_by(Item.score.desc(), Item.customers.desc(), Item.id)
    found = list(db.session.scalars(ordered.limit(limit).offset(offset)))
    counts = count_themes([item.theme_id for item in found], at)
    return [
        ItemRow(
            item=item,
            counts=counts[item.theme_id],
            unweighted_rank=1
            + sum(
                other.product_id == item.product_id and other.customers > item.customers for other in found
            ),
            waited=at - (item.proposed_at if item.status in UNDECIDED else item.changed_at),
            overdue=is_overdue(item, at),
        )
        for item in found
    ]


def is_overdue(item: Item, at: datetime) -> bool:
    """Undecided for ten business days, one day for danger; or a planned day that has passed."""
    if item.status in UNDECIDED:
        allowed = timedelta(days=1) if item.severity == "S1" else DECIDE_WITHIN
        return at - item.proposed_at > allowed
    today = at.astimezone(company_zone()).date()
    in_work = (ItemStatus.PLANNED, ItemStatus.BUILDING, ItemStatus.TESTING)
    return item.status in in_work and item.planned_on is not None and item.planned_on < today


def item_page(item: Item, at: datetime) -> ItemPage:
    """Evidence, decisions, history and what customers answered."""
    history = sa.select(Event).where(Event.item_id == item.id).order_by(Event.id)
    told = sa.select(Told).where(Told.item_id == item.id).order_by(Told.id.desc()).limit(200)
    return ItemPage(
        item=item,
        evidence=gather(item.theme_id, at),
        decisions=decisions_of(item),
        history=list(db.session.scalars(history)),
        told=list(db.session.scalars(told)),
        answers=answers(item),
        similar=themes_like(item.theme, at) if item.status in UNDECIDED else [],
    )


def item_of_ticket(ticket: Ticket) -> Item | None:
    """The backlog item this ticket's voice belongs to: the *known issue* card beside a conversation."""
    statement = (
        sa.select(Item)
        .join(Mention, Mention.theme_id == Item.theme_id)
        .where(Mention.ticket_id == ticket.id)
        .order_by(Item.id.desc())
    )
    return db.session.scalars(statement.limit(1)).first()


def tickets_of(item: Item, *, limit: int = 50, offset: int = 0) -> list[tuple[Ticket, Mention]]:
    """The tickets behind an item, newest first."""
    statement = (
        sa.select(Ticket, Mention)
        .join(Mention, Mention.ticket_id == Ticket.id)
        .where(Mention.theme_id == item.theme_id, Ticket.status != Status.MERGED)
        .order_by(Mention.at.desc(), Mention.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [(ticket, mention) for ticket, mention in db.session.execute(statement)]
