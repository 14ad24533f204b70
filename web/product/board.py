"""The board: what needs a decision, what is in work, what is being watched, with the proof beside it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import render_template, request

from ticketing.backlog import queries
from ticketing.backlog.evidence import OPEN
from ticketing.backlog.queries import ItemRow
from ticketing.clock import now
from ticketing.db import db
from ticketing.feedback.voices import typical_voices
from ticketing.models import Item, ItemStatus
from web.auth import roles
from web.language import current_language
from web.product.blueprint import READERS, Viewer, blueprint, choose_products, day_of, products_of, viewer
from web.product.questions import open_questions

GROUPS: dict[str, tuple[ItemStatus, ...]] = {
    "decide": (ItemStatus.CANDIDATE, ItemStatus.REVIEW, ItemStatus.NEED_EVIDENCE),
    "work": (ItemStatus.ACCEPTED, ItemStatus.PLANNED, ItemStatus.BUILDING, ItemStatus.TESTING),
    "watch": (ItemStatus.RELEASED, ItemStatus.WATCHING, ItemStatus.EVALUATED),
    "closed": (ItemStatus.DONE, ItemStatus.DEFERRED, ItemStatus.DECLINED, ItemStatus.DUPLICATE),
}
MOST = 200


@dataclass(frozen=True)
class Row:
    """A line of the board with its place by score among its product's items of the list."""

    row: ItemRow
    place: int


@blueprint.get("/")
@roles(*READERS)
def board() -> str:
    """Items by state, most urgent first; questions from agents at the top."""
    who, at = viewer(), now()
    view = request.args.get("view", "open")
    view = view if view in GROUPS else "open"
    late, products = request.args.get("late") == "1", products_of(who)
    choice = choose_products(who, products, request.args.get("product", ""), at)
    listed = _rows(choice.product_ids, view, at)
    groups = _groups([one for one in listed if one.row.overdue] if late else listed)
    themes = [one.row.item.theme_id for rows in groups.values() for one in rows]
    counts = _counts(who)
    questions, waiting = open_questions(choice.product_ids)
    return render_template(
        "product/board.html",
        groups=groups,
        voices=typical_voices(themes, current_language()),
        view=view,
        late=late,
        late_count=sum(one.row.overdue for one in listed),
        choice=choice,
        products=products,
        tabs_counts=_tab_counts(counts, choice.product_ids),
        by_product=_product_counts(counts, view),
        questions=questions,
        waiting=waiting,
        day_of=day_of,
        at=at,
    )


def _rows(product_ids: set[int], view: str, at: datetime) -> list[Row]:
    statuses = frozenset(GROUPS["closed"]) if view == "closed" else OPEN
    places: Counter[int] = Counter()
    listed = []
    for row in queries.board(product_ids, at, statuses=statuses, limit=MOST):
        places[row.item.product_id] += 1
        if view == "open" or row.item.status in GROUPS[view]:
            listed.append(Row(row, places[row.item.product_id]))
    return listed


def _groups(listed: list[Row]) -> dict[str, list[Row]]:
    return {
        name: rows
        for name, statuses in GROUPS.items()
        if (rows := [one for one in listed if one.row.item.status in statuses])
    }


def _counts(who: Viewer) -> dict[tuple[int, ItemStatus], int]:
    statement = (
        sa.select(Item.product_id, Item.status, sa.func.count(Item.id))
        .where(Item.product_id.in_(who.product_ids))
        .group_by(Item.product_id, Item.status)
    )
    return {(row[0], ItemStatus(row[1])): int(row[2]) for row in db.session.execute(statement)}


def _tab_counts(counts: dict[tuple[int, ItemStatus], int], chosen: set[int]) -> dict[str, int]:
    named = {
        name: sum(
            number
            for (product_id, status), number in counts.items()
            if product_id in chosen and status in statuses
        )
        for name, statuses in GROUPS.items()
    }
    return {"open": named["decide"] + named["work"] + named["watch"], **named}


def _product_counts(counts: dict[tuple[int, ItemStatus], int], view: str) -> dict[int, int]:
    wanted = OPEN if view == "open" else frozenset(GROUPS[view])
    found: Counter[int] = Counter()
    for (product_id, status), number in counts.items():
        if status in wanted:
            found[product_id] += number
    return dict(found)
