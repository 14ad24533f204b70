"""The product owners' blueprint, what its views share: who may see what, and words for refusals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import Blueprint
from flask_babel import format_date
from flask_babel import gettext as _

from ticketing import access
from ticketing.backlog.owners import owner_of
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import BadInput, VocDeskError
from ticketing.feedback.days import company_zone
from ticketing.models import Product, Role, Staff
from web import errors
from web.admin.forms import FormError
from web.auth import signed_in

blueprint = Blueprint("product", __name__, url_prefix="/product")
ACTORS = (Role.PRODUCT_OWNER, Role.LEAD)
"""Product owners for the products they own (or deputise) today; leads for all."""
READERS = (*ACTORS, Role.COMMITTEE)
"""The committee reads every backlog; what it does is vote."""


@dataclass(frozen=True)
class Viewer:
    """Who asks, and the products whose backlog exists for them."""

    staff: Staff
    product_ids: set[int]


def viewer() -> Viewer:
    """The signed-in person and their products of today."""
    staff = signed_in()
    return Viewer(staff, access.visible_products(staff, now().date()))


def products_of(who: Viewer) -> list[Product]:
    """The viewer's products, in the order of their codes."""
    statement = sa.select(Product).where(Product.id.in_(who.product_ids), ~Product.retired)
    return list(db.session.scalars(statement.order_by(Product.code)))


def own_products(who: Viewer, products: Sequence[Product], at: datetime) -> set[int]:
    """Those of the viewer's products that they answer for today, not only as a deputy in waiting."""
    return {
        one.id for one in products if (owner := owner_of(one.id, at)) is not None and owner.id == who.staff.id
    }


@dataclass(frozen=True)
class Choice:
    """Which of the viewer's products a list is about: ``code`` is a product's, ``all``, or empty for one's own."""

    code: str
    product_ids: set[int]
    own: set[int]
    """Empty when own and all are the same: then there is nothing to choose between."""


def choose_products(who: Viewer, products: Sequence[Product], code: str, at: datetime) -> Choice:
    """Own products unless the address says otherwise; unknown codes fall back to them too."""
    own = own_products(who, products, at)
    own = own if own != who.product_ids else set()
    chosen = {one.id for one in products if one.code == code}
    if chosen:
        return Choice(code, chosen, own)
    return Choice("all", who.product_ids, own) if code == "all" or not own else Choice("", own, own)


def day_of(moment: datetime) -> date:
    """The company's date of a moment."""
    return moment.astimezone(company_zone()).date()


def week_labels(end: datetime, weeks: int) -> list[str]:
    """First days of the last weeks up to a moment, oldest first, as short labels."""
    return [format_date(day_of(end - timedelta(weeks=number)), "M/d") for number in range(weeks, 0, -1)]


def sentence(error: VocDeskError) -> str:
    """Why something was refused, in the reader's language."""
    if isinstance(error, FormError):
        return _("Some fields need another look.")
    words: Mapping[str, str] = {
        "problem_missing": _("Write down the problem in the customers' words first."),
        "override_missing": _("The evidence is thin: give a reason to go on without it."),
        "cause_missing": _("An item of S1 or S2 needs its root cause named first."),
        "acceptance_missing": _("Say how one will see that it is done: the acceptance criteria are empty."),
        "revisit_missing": _("Deferring needs the day on which to look again."),
        "other_missing": _("Say which other item this one repeats."),
        "other_duplicate": _("The other one is a duplicate itself: choose what it repeats."),
        "version_missing": _("Name the version in which it is fixed."),
        "words_missing": _("Write what customers are told, in Chinese and in English."),
        "proposed": _("This theme is on the backlog already."),
        "reason_missing": _("Without enough evidence, say why it should go on the backlog."),
        "merged": _("This theme was merged into another one: work on that one."),
        "same_theme": _("A theme cannot be merged into itself."),
        "other_product": _("Two products' themes stay two: their owners decide apart."),
        "checklist_open": _(
            "Something on the checklist is not done: finish it, or say why it goes out all the same."
        ),
        "committee_missing": _("This needs the committee: put its members into the team CMT first."),
        "not_asked": _("This is a major item: ask the departments and the committee first."),
        "opinions_open": _("Departments still have time to give their opinion."),
        "voted_against": _("The committee voted against it."),
        "votes_open": _("The committee has not voted yet."),
        "not_in_review": _("Only what is in review can be put before the committee."),
        "not_major": _("This is no major item: its owner decides."),
        "asked": _("It is before departments and committee already."),
        "other_department": _("You do not speak for this department."),
        "no_member": _("Only the committee votes."),
        "voted": _("You have voted."),
        "two_items": _("Both have a backlog item: mark one as a duplicate of the other."),
        "undone": _("This was taken back already."),
        "wrong_transition": _("It has moved on since you opened this page. Look again, then decide."),
    }
    known = words.get(str(error.details.get("code", error.code)))
    if known is None and isinstance(error, BadInput):
        known = _field_sentence(str(error.details.get("field", "")))
    return known or errors.sentence(error)


def _field_sentence(field: str) -> str | None:
    words = {
        "text": _("Say why in a sentence: the committee reads it."),
        "why": _("Say why you are against it."),
        "reason": _("Say why in a sentence: it will be read in three months."),
        "reason_code": _("Choose a reason from the list."),
        "mentions": _("Choose at least one voice that belongs elsewhere."),
        "title_zh": _("Name it in both languages."),
        "title_en": _("Name it in both languages."),
    }
    return words.get(field)
