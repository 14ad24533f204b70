"""One item: the problem, the proof, the decisions, and whether it helped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from classifier.text.masking import mask
from ticketing.backlog import decisions, evidence, guards, items, queries, review, words
from ticketing.backlog.queries import UNDECIDED, ItemPage
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, Refused, VocDeskError
from ticketing.models import Item, ItemStatus, Risk, Ticket
from web import errors
from web.admin.forms import Form, FormError
from web.auth import roles
from web.ports import get_ports
from web.product.blueprint import ACTORS, READERS, Viewer, blueprint, day_of, sentence, viewer, week_labels
from web.product.effects import effect_of
from web.product.history import history_of
from web.product.reach import reach_of

LONGEST = 8000
TOLD_SHOWN, TICKETS_SHOWN, MOST_WALKED = 12, 50, 500
PATH = (
    ItemStatus.CANDIDATE,
    ItemStatus.REVIEW,
    ItemStatus.ACCEPTED,
    ItemStatus.PLANNED,
    ItemStatus.BUILDING,
    ItemStatus.TESTING,
    ItemStatus.RELEASED,
    ItemStatus.WATCHING,
    ItemStatus.DONE,
)
"""The straight way through an item's life, as the page draws it."""
BESIDE = {
    ItemStatus.NEED_EVIDENCE: ItemStatus.REVIEW,
    ItemStatus.DEFERRED: ItemStatus.ACCEPTED,
    ItemStatus.DECLINED: ItemStatus.ACCEPTED,
    ItemStatus.DUPLICATE: ItemStatus.ACCEPTED,
    ItemStatus.EVALUATED: ItemStatus.WATCHING,
}
"""States beside the way, and the stage in whose place they are drawn."""
WRONG = (Refused, BadInput)


@blueprint.get("/items/<item_no>")
@roles(*READERS)
def item(item_no: str) -> str:
    """The item's page."""
    return show(item_no)[0]


@blueprint.post("/items/<item_no>")
@roles(*ACTORS)
def edit(item_no: str) -> Response | tuple[str, int]:
    """Problem, root cause, acceptance, effort, title."""
    try:
        fields = _read_edit(Form(request.form))
        with unit_of_work(get_ports()):
            who = viewer()
            row = items.get(item_no, who.product_ids)
            items.edit(row, by=who.staff, at=now(), **fields)
    except WRONG as error:
        return show(item_no, wrong=error, opened="edit")
    flash(_("Saved"), "success")
    return redirect(url_for("product.item", item_no=item_no), 303)


@blueprint.get("/items/<item_no>/tickets")
@roles(*READERS)
def item_tickets(item_no: str) -> str:
    """The tickets behind an item, newest first."""
    who = viewer()
    row = items.get(item_no, who.product_ids)
    offset = max(0, request.args.get("offset", 0, type=int))
    found = queries.tickets_of(row, limit=TICKETS_SHOWN + 1, offset=offset)
    return render_template(
        "product/tickets.html",
        item=row,
        voices=found[:TICKETS_SHOWN],
        more=len(found) > TICKETS_SHOWN,
        offset=offset,
        step=TICKETS_SHOWN,
        mask=lambda text: mask(text).text,
    )


def _read_edit(form: Form) -> dict[str, Any]:
    """Any: fields of several types."""
    fields = {
        "title_zh": form.text("title_zh"),
        "title_en": form.text("title_en"),
        "problem": form.text("problem", longest=LONGEST, required=False, lines=True),
        "acceptance": form.text("acceptance", longest=LONGEST, required=False, lines=True),
        "root_cause": form.choice("root_cause", guards.ROOT_CAUSES, required=False),
        "effort_weeks": read_weeks(form),
        "risk": read_risk(form),
        "priced": form.flag("priced"),
    }
    form.check()
    return fields


def read_risk(form: Form) -> Risk | None:
    """The grade, or nothing while nobody graded it."""
    grade = form.choice("risk", [one.value for one in Risk], required=False)
    return Risk(grade) if grade in set(Risk) else None


def read_weeks(form: Form) -> float | None:
    """Person-weeks, or nothing while nobody estimated."""
    text = form.text("effort_weeks", longest=8, required=False).replace(",", ".")
    if not text:
        return None
    try:
        weeks = float(text)
    except ValueError:
        weeks = 0.0
    if not 0 < weeks <= 999:
        form.fault("effort_weeks", _("A number of person-weeks such as 2.5."))
    return weeks


def show(item_no: str, *, wrong: VocDeskError | None = None, opened: str = "") -> tuple[str, int]:
    """The page; after something was refused, with the reason and the form as it was sent."""
    if wrong is not None:
        db.session.rollback()
    who, at = viewer(), now()
    row = items.get(item_no, who.product_ids)
    page = queries.item_page(row, at)
    form = {
        "wrong": sentence(wrong) if wrong is not None else "",
        "opened": opened,
        "sent": request.form if wrong is not None else {},
        "faults": wrong.errors if isinstance(wrong, FormError) else {},
    }
    status = errors.status_of(wrong) if wrong is not None else 200
    return render_template("product/item.html", **_shown(who, row, page, at), **form), status


def _shown(who: Viewer, row: Item, page: ItemPage, at: datetime) -> Mapping[str, Any]:
    """Any: what a template takes."""
    undecided = row.status in UNDECIDED
    return {
        "item": row,
        "page": page,
        "evidence": page.evidence,
        "counts": page.evidence.counts,
        "week_labels": week_labels(at, len(page.evidence.counts.weekly)),
        "stages": stages_of(row),
        "overdue": queries.is_overdue(row, at),
        "waited": (at - row.proposed_at).days,
        "gate": evidence.gate_of(row.theme_id, at) if undecided else None,
        "place": evidence.rank(row, Item.score),
        "unweighted_place": evidence.rank(row, Item.customers),
        "effect": effect_of(row, at),
        "reach": reach_of(row),
        "history": history_of(page.history),
        "told": _with_tickets(page),
        "siblings": _siblings(row) if undecided else [],
        "neighbours": _neighbours(who, row),
        "reasons": decisions.REASONS,
        "review": review.standing(row, at) if undecided else None,
        "causes": guards.ROOT_CAUSES,
        "usual_words": words.outcome,
        "day_of": day_of,
        "status_values": ItemStatus,
    }


def stages_of(row: Item) -> list[tuple[ItemStatus, str]]:
    """The stages of the item's life: (state, ``done``, ``now``, ``off`` or nothing yet)."""
    stood_in = BESIDE.get(row.status, row.status)
    here = PATH.index(stood_in)
    off = row.status in {ItemStatus.DEFERRED, ItemStatus.DECLINED, ItemStatus.DUPLICATE}
    finished = row.status == ItemStatus.DONE
    return [
        (
            row.status if place == here else stage,
            "done"
            if place < here or (finished and place == here)
            else ""
            if place > here
            else "off"
            if off
            else "now",
        )
        for place, stage in enumerate(PATH)
        if not (off and place > here)
    ]


def _with_tickets(page: ItemPage) -> list[tuple[Any, str]]:
    """The people told last, each with their ticket's number. Any: a row of ``told``."""
    latest = page.told[:TOLD_SHOWN]
    numbers = sa.select(Ticket.id, Ticket.ticket_no).where(Ticket.id.in_([one.ticket_id for one in latest]))
    known = {row[0]: row[1] for row in db.session.execute(numbers)}
    return [(one, known.get(one.ticket_id, "")) for one in latest]


def _siblings(row: Item) -> list[Item]:
    """Items of the same product this one may repeat."""
    statement = sa.select(Item).where(
        Item.product_id == row.product_id, Item.id != row.id, Item.status != ItemStatus.DUPLICATE
    )
    return list(db.session.scalars(statement.order_by(Item.score.desc(), Item.id).limit(60)))


def _neighbours(who: Viewer, row: Item) -> tuple[str | None, str | None]:
    """The items before and after this one in the board's order, for going through them with k and j."""
    ordered = (
        sa.select(Item.item_no)
        .where(Item.product_id.in_(who.product_ids), Item.status.in_(evidence.OPEN))
        .order_by(Item.score.desc(), Item.customers.desc(), Item.id)
        .limit(MOST_WALKED)
    )
    numbers = list(db.session.scalars(ordered))
    if row.item_no not in numbers:
        return None, numbers[0] if numbers else None
    place = numbers.index(row.item_no)
    return (
        numbers[place - 1] if place else None,
        numbers[place + 1] if place + 1 < len(numbers) else None,
    )
