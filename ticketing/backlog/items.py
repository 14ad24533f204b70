"""The life of a backlog item: proposed by evidence, moved by one function only, every move with its why."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.backlog import evidence, guards, review
from ticketing.backlog.owners import owner_of
from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused, WrongTransition
from ticketing.events import ItemAdvanced, ItemProposed
from ticketing.feedback import themes
from ticketing.feedback.queries import count_themes
from ticketing.models import (
    ITEM_TRANSITIONS,
    Counter,
    Item,
    ItemStatus,
    Product,
    Severity,
    Staff,
    Theme,
    ThemeStatus,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets.reference import next_number

WATCH_FOR = timedelta(days=30)
OUTCOMES = frozenset({ItemStatus.RELEASED, ItemStatus.DECLINED, ItemStatus.DEFERRED})
"""States that customers are told of."""
DECISIONS = frozenset(
    {
        ItemStatus.ACCEPTED,
        ItemStatus.DEFERRED,
        ItemStatus.DECLINED,
        ItemStatus.NEED_EVIDENCE,
        ItemStatus.DUPLICATE,
    }
)


def propose(
    theme: Theme, *, why: str, at: datetime, ports: Ports, by: Staff | None = None, reason: str = ""
) -> Item:
    """Put a theme on its product's backlog as a candidate and tell the owner.

    Args:
        why: what opened the gate: ``customers``, ``safety``, ``regulator``, ``burst``, or ``override`` by a person.
        reason: needed for an override; kept on the item.

    Raises:
        Refused: the theme has an item already, was merged, or an override lacks its reason.
    """
    if theme.status == ThemeStatus.MERGED:
        raise Refused("this theme was merged: propose the one it lives on in", code="merged")
    if db.session.scalar(sa.select(Item.id).where(Item.theme_id == theme.id)) is not None:
        raise Refused("this theme is on the backlog already", code="proposed")
    if why == "override" and (by is None or not reason.strip()):
        raise Refused("without enough evidence, say why it should go on the backlog", code="reason_missing")
    counts = count_themes([theme.id], at)[theme.id]
    owner = owner_of(theme.product_id, at)
    product = db.session.get_one(Product, theme.product_id)
    item = Item(
        item_no=f"{product.code}-{next_number(f'item-{product.code}')}",
        product_id=theme.product_id,
        theme_id=theme.id,
        title_zh=theme.title_zh,
        title_en=theme.title_en,
        status=ItemStatus.CANDIDATE,
        severity=Severity(counts.severity or Severity.S4),
        owner_id=owner.id if owner is not None else None,
        override=reason.strip(),
        customers=counts.customers,
        proposed_at=at,
        outcome_round=0,
        telling="",
    )
    mark_changed(item, at)
    db.session.add(item)
    db.session.flush()
    happened = ItemProposed(
        at=at,
        item_id=item.id,
        staff_id=by.id if by is not None else None,
        theme_id=theme.id,
        why=why,
        owner_id=item.owner_id,
    )
    record(happened, ports)
    return item


def advance(
    item: Item,
    to: ItemStatus,
    *,
    by: Staff | None,
    why: str,
    at: datetime,
    ports: Ports,
    **fields: object,
) -> None:
    """Move the item one step along its life; the only function that changes its status.

    ``fields`` (see ``guards.FIELDS``) are set with the step, so what a guard demands can come with it.

    Raises:
        WrongTransition: the life cycle has no such step.
        Refused: a guard is not met; says what is missing.
        BadInput: an unknown field or a value of the wrong kind.
    """
    before = item.status
    if to not in ITEM_TRANSITIONS[before]:
        raise WrongTransition(f"an item that is {before} cannot become {to}", before=before, after=to)
    with db.session.no_autoflush:
        guards.set_fields(item, fields)
        reached = to == ItemStatus.ACCEPTED and evidence.gate_of(item.theme_id, at) is not None
        guards.check(item, to, gate_reached=reached)
        if to == ItemStatus.ACCEPTED:
            review.check_settled(item, at)
    item.status = to
    _follow_up(item, to, at)
    mark_changed(item, at)
    staff_id = by.id if by is not None else None
    record(ItemAdvanced(at=at, item_id=item.id, staff_id=staff_id, before=before, after=to, why=why), ports)


def _follow_up(item: Item, to: ItemStatus, at: datetime) -> None:
    """What each state starts or ends on the item itself."""
    item.telling = to.value if to in OUTCOMES else ""
    if to in OUTCOMES:
        item.telling_after = 0
        item.outcome_round += 1
    if to in DECISIONS:
        item.decided_at = at
    if to == ItemStatus.RELEASED:
        item.released_at, item.verdict, item.effect = at, None, {}
    elif to == ItemStatus.WATCHING:
        item.watch_until = (item.released_at or at) + WATCH_FOR
    elif to == ItemStatus.REVIEW:
        item.watch_until = item.revisit_on = item.opinions_due_at = None
        item.checklist, item.waiver = [], ""


def edit(item: Item, *, by: Staff, at: datetime, **fields: object) -> None:
    """Change what is written on an item without moving it.

    Raises:
        BadInput: an unknown field, a value of the wrong kind, or no owner with that id.
    """
    owner_id = fields.get("owner_id")
    if owner_id is not None and db.session.get(Staff, owner_id) is None:
        raise BadInput("nobody has this id", field="owner_id")
    guards.set_fields(item, fields)
    mark_changed(item, at)


def duplicate(item: Item, of: Item, *, by: Staff, why: str, at: datetime, ports: Ports) -> None:
    """Say that an item repeats another: its evidence moves there, de-duplicated by customer.

    Raises:
        Refused: the other is a duplicate itself, or of another product.
    """
    if of.status == ItemStatus.DUPLICATE:
        raise Refused("the other one is a duplicate itself: choose what it repeats", code="other_duplicate")
    theme, into = db.session.get_one(Theme, item.theme_id), db.session.get_one(Theme, of.theme_id)
    if item.status == ItemStatus.CANDIDATE:
        advance(item, ItemStatus.REVIEW, by=by, why="decided", at=at, ports=ports)
    advance(item, ItemStatus.DUPLICATE, by=by, why=why, at=at, ports=ports, duplicate_of_id=of.id)
    themes.merge(theme, into, by=by, at=at, why=f"{item.item_no} = {of.item_no}")
    mark_changed(of, at)


def get(item_no: str, product_ids: set[int] | None) -> Item:
    """The item with this number, if it exists for this viewer. Raises NotFound."""
    item = db.session.scalar(sa.select(Item).where(Item.item_no == item_no))
    if item is None or (product_ids is not None and item.product_id not in product_ids):
        raise NotFound("no such item")
    return item


def mark_changed(item: Item, at: datetime) -> None:
    """Give the item the next change number: the cursor of everybody who pulls the backlog.

    The counter's row stays locked until commit, so numbers become visible in their order.
    """
    item.change_number = next_number(CHANGES)
    item.changed_at = at


def last_change() -> int:
    """The newest change number given out."""
    return int(db.session.scalar(sa.select(Counter.value).where(Counter.name == CHANGES)) or 0)


CHANGES = "item_change"
