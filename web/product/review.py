"""The review of major items: put before departments and committee, opinions, votes; and what waits for one's own."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.backlog import items, queries, review, reviewing
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound, VocDeskError
from ticketing.models import Department, Item, Role, Staff, Stance
from web import errors
from web.admin.forms import Form, FormError
from web.auth import roles, signed_in
from web.ports import get_ports
from web.product.blueprint import ACTORS, READERS, blueprint, day_of, sentence, viewer
from web.product.items import LONGEST, WRONG

SPEAKERS = (*READERS, Role.AGENT)
"""Agents open a review only where their department is asked for its opinion."""


@blueprint.get("/reviews")
@roles(*SPEAKERS)
def reviews() -> str:
    """What waits for the opinion or the vote of the person signed in."""
    staff, at = signed_in(), now()
    waiting = [
        (item, standing, reviewing.may_vote(staff, standing))
        for item, standing in reviewing.waiting_for(staff, at)
    ]
    return render_template("product/reviews.html", waiting=waiting, is_member=review.is_member(staff))


@blueprint.get("/items/<item_no>/review")
@roles(*SPEAKERS)
def review_of(item_no: str) -> str:
    """The item as departments and committee read it, what they said, and the forms to say it."""
    return _page(item_no)[0]


@blueprint.post("/items/<item_no>/review")
@roles(*ACTORS)
def ask_review(item_no: str) -> Response | tuple[str, int]:
    """Put a major item before departments and committee."""
    try:
        with unit_of_work(get_ports()):
            who = viewer()
            row = items.get(item_no, who.product_ids)
            reviewing.ask(row, by=who.staff, at=now(), ports=get_ports())
    except WRONG as error:
        return _page(item_no, error)
    flash(_("Departments and committee were asked."), "success")
    return redirect(url_for("product.review_of", item_no=item_no), 303)


@blueprint.post("/items/<item_no>/opinions")
@roles(*SPEAKERS)
def give_opinion(item_no: str) -> Response | tuple[str, int]:
    """One department's word."""
    form = Form(request.form)
    try:
        department = form.choice("department", [one.value for one in Department])
        stance = form.choice("stance", [one.value for one in Stance])
        text = form.text("text", longest=LONGEST, lines=True)
        form.check()
        with unit_of_work(get_ports()):
            staff = signed_in()
            row = _readable(item_no, staff)
            said = (Department(department), Stance(stance), text)
            reviewing.give_opinion(row, *said, by=staff, at=now(), ports=get_ports())
    except WRONG as error:
        return _page(item_no, error)
    flash(_("Your department's opinion is on record."), "success")
    return redirect(url_for("product.review_of", item_no=item_no), 303)


@blueprint.post("/items/<item_no>/votes")
@roles(*SPEAKERS)
def cast_vote(item_no: str) -> Response | tuple[str, int]:
    """A committee member's vote."""
    form = Form(request.form)
    try:
        in_favour = form.choice("vote", ("in_favour", "against")) == "in_favour"
        why = form.text("why", longest=LONGEST, required=False, lines=True)
        form.check()
        with unit_of_work(get_ports()):
            staff = signed_in()
            row = _readable(item_no, staff)
            reviewing.vote(row, in_favour, why, by=staff, at=now(), ports=get_ports())
    except WRONG as error:
        return _page(item_no, error)
    flash(_("Your vote is on record."), "success")
    return redirect(url_for("product.review_of", item_no=item_no), 303)


def _readable(item_no: str, staff: Staff) -> Item:
    """The item, for those who see its backlog, and while it is before them for those who are asked."""
    if staff.role in READERS:
        return items.get(item_no, viewer().product_ids)
    row = items.get(item_no, None)
    if row.opinions_due_at is None or not (review.is_member(staff) or review.departments_of(staff)):
        raise NotFound("no such item")
    return row


def _page(item_no: str, wrong: VocDeskError | None = None) -> tuple[str, int]:
    if wrong is not None:
        db.session.rollback()
    staff, at = signed_in(), now()
    row = _readable(item_no, staff)
    standing = review.standing(row, at)
    shown: dict[str, Any] = {
        "item": row,
        "standing": standing,
        "evidence": queries.item_page(row, at).evidence,
        "mine": [one for one in review.departments_of(staff) if standing.asked and not standing.verdict],
        "may_vote": reviewing.may_vote(staff, standing),
        "may_ask": staff.role in ACTORS and not standing.asked and row.status in reviewing.UNDER_REVIEW,
        "reads_backlog": staff.role in READERS,
        "day_of": day_of,
        "wrong": sentence(wrong) if wrong is not None else "",
        "faults": wrong.errors if isinstance(wrong, FormError) else {},
        "sent": request.form if wrong is not None else {},
    }
    page = render_template("product/review.html", **shown)
    return page, errors.status_of(wrong) if wrong is not None else 200
