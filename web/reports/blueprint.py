"""The blueprint of the reports, and the question behind each page: which days, which products."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from flask import Blueprint, request

from ticketing import access
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Product, Role
from ticketing.reports.periods import Period, last_days, make_period
from web.auth import signed_in

blueprint = Blueprint("reports", __name__, url_prefix="/reports")
READERS = (Role.LEAD, Role.PRODUCT_OWNER, Role.COMMITTEE)
SPANS = {"7": 7, "28": 28, "84": 84, "365": 365}
USUAL = "84"
MOST_MONTHS = 12


@dataclass(frozen=True)
class Asked:
    """What the address asks for; ``product_ids`` none = every product and tickets without one."""

    at: datetime
    span: str
    """One of ``SPANS``, or ``own`` for two dates."""
    period: Period
    code: str
    product_ids: set[int] | None
    products: list[Product]

    @property
    def first_month(self) -> date:
        """Complaints are told by month: at least a year back from the end of the period."""
        return (self.period.last.replace(day=1) - timedelta(days=31 * (MOST_MONTHS - 1))).replace(day=1)


def read_asked() -> Asked:
    """Period and products from the address, within what the viewer may see.

    Raises:
        BadInput: the period ends before it begins or is too long.
        NotFound: a product that does not exist for this viewer.
    """
    staff, at = signed_in(), now()
    visible = access.visible_products(staff, at.date())
    statement = sa.select(Product).where(Product.id.in_(visible), ~Product.retired).order_by(Product.code)
    products = list(db.session.scalars(statement))
    code = request.args.get("product", "")
    span, period = _period(at)
    if not code:
        everything = None if staff.role == Role.LEAD else visible
        return Asked(at, span, period, "", everything, products)
    chosen = {one.id for one in products if one.code == code}
    if not chosen:
        raise NotFound("no such product")
    return Asked(at, span, period, code, chosen, products)


def _period(at: datetime) -> tuple[str, Period]:
    first, last = _day("first"), _day("last")
    if first is not None and last is not None:
        return "own", make_period(first, last)
    span = request.args.get("span", USUAL)
    span = span if span in SPANS else USUAL
    return span, last_days(SPANS[span], at)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
