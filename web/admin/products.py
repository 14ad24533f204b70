"""The catalogue: products, how customers call them, who owns them, how many use them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound
from ticketing.models import (
    Exposure,
    Product,
    ProductAlias,
    ProductKind,
    ProductOwner,
    ProductVersion,
    Role,
    Staff,
)
from web.admin.blueprint import ADMINS, READERS, blueprint, change, write_down
from web.admin.forms import Form, FormError
from web.auth import roles, signed_in
from web.ports import get_ports

MOST_ALIASES = 200
MONTHS_SHOWN = 12


@blueprint.get("/products")
@roles(*READERS)
def products() -> str:
    """Every product with its owner of today."""
    statement = (
        sa.select(Product)
        .options(selectinload(Product.aliases), selectinload(Product.owners).joinedload(ProductOwner.staff))
        .order_by(Product.retired, Product.code)
    )
    return render_template(
        "admin/products.html",
        products=db.session.scalars(statement).all(),
        owner_of=owner_of,
        today=now().date(),
        staff=signed_in(),
    )


@blueprint.get("/products/<code>")
@roles(*READERS)
def product(code: str) -> str:
    """One product."""
    return _page(code)


@blueprint.post("/products/<code>")
@roles(*ADMINS)
def save_product(code: str) -> Response | tuple[str, int]:
    """Names, other names, whether it is still sold. An old name stays as another name."""
    form, at = Form(request.form), now()
    try:
        names = {"name_zh": form.text("name_zh", longest=80), "name_en": form.text("name_en", longest=80)}
        retired = form.flag("retired")
        aliases = _read_aliases(form)
        form.check()
    except FormError as error:
        return _page(code, errors=error.errors), 422
    with unit_of_work(get_ports()):
        row = _get(code)
        changed = change(row, {**names, "retired": retired})
        old_names = [changed[name][0] for name in names if name in changed]
        changed |= _set_aliases(row, list(dict.fromkeys([*aliases, *old_names])))
        write_down(at, "product_changed", f"product:{code}", changed)
    flash(_("Saved"), "success")
    return redirect(url_for("admin.product", code=code), 303)


@blueprint.post("/products/<code>/owners")
@roles(*ADMINS)
def add_owner(code: str) -> Response | tuple[str, int]:
    """From a day on somebody else owns it; whoever did until then ends the day before."""
    form, at = Form(request.form), now()
    try:
        owner, deputy = _owners_from(form)
        valid_from, valid_to = form.day("valid_from"), form.day("valid_to", required=False)
        if valid_from and valid_to and valid_to < valid_from:
            form.fault("valid_to", _("The last day is before the first."))
        form.check()
    except FormError as error:
        return _page(code, errors=error.errors), 422
    if owner is None or valid_from is None:
        raise FormError({"staff": _("Fill this in.")})
    with unit_of_work(get_ports()) as session:
        row = _get(code)
        _end_before(row, valid_from)
        deputy_id = deputy.id if deputy is not None else None
        session.add(
            ProductOwner(
                product_id=row.id,
                staff_id=owner.id,
                deputy_id=deputy_id,
                valid_from=valid_from,
                valid_to=valid_to,
            )
        )
        data = {
            "owner": owner.login,
            "deputy": deputy.login if deputy else None,
            "from": valid_from.isoformat(),
        }
        write_down(at, "owner_set", f"product:{code}", data)
    flash(_("%(name)s owns it from %(day)s.", name=owner.login, day=valid_from.isoformat()), "success")
    return redirect(url_for("admin.product", code=code), 303)


@blueprint.post("/products/<code>/users")
@roles(*ADMINS)
def set_users(code: str) -> Response | tuple[str, int]:
    """How many used it in a month: every rate is divided by it."""
    form, at = Form(request.form), now()
    try:
        text = form.text("month", longest=7)
        month = _month(text)
        if month is None:
            form.fault("month", _("A month such as 2026-10."))
        users = form.number("active_users", 1, 10_000_000_000)
        form.check()
    except FormError as error:
        return _page(code, errors=error.errors), 422
    with unit_of_work(get_ports()) as session:
        row = _get(code)
        session.merge(Exposure(product_id=row.id, month=month, active_users=users))
        write_down(at, "active_users_set", f"product:{code}", {"month": text, "active_users": users})
    flash(_("Saved"), "success")
    return redirect(url_for("admin.product", code=code), 303)


def owner_of(row: Product, day: date) -> ProductOwner | None:
    """Who owns it on a day."""
    holds = [
        one for one in row.owners if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
    ]
    return max(holds, key=lambda one: (one.valid_from, one.id), default=None)


def _page(code: str, errors: dict[str, str] | None = None) -> str:
    row = _get(code)
    months = sa.select(Exposure).where(Exposure.product_id == row.id).order_by(Exposure.month.desc())
    versions = sa.select(ProductVersion).where(ProductVersion.product_id == row.id)
    owners = sa.select(Staff).where(Staff.role == Role.PRODUCT_OWNER, Staff.active).order_by(Staff.login)
    return render_template(
        "admin/product.html",
        product=row,
        owner=owner_of(row, now().date()),
        months=list(reversed(db.session.scalars(months.limit(MONTHS_SHOWN)).all())),
        versions=db.session.scalars(versions.order_by(ProductVersion.released_on.desc()).limit(8)).all(),
        owners=db.session.scalars(owners).all(),
        kinds=list(ProductKind),
        today=now().date(),
        errors=errors or {},
        sent=request.form if errors else {},
        may_edit=signed_in().role in ADMINS,
    )


def _get(code: str) -> Product:
    row = db.session.scalar(sa.select(Product).where(Product.code == code))
    if row is None:
        raise NotFound("no such product")
    return row


def _read_aliases(form: Form) -> list[str]:
    text = form.text("aliases", longest=MOST_ALIASES * 82, required=False, lines=True)
    aliases = list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))
    if len(aliases) > MOST_ALIASES or any(len(one) > 80 for one in aliases):
        form.fault("aliases", _("At most 200 names of at most 80 characters, one a line."))
    return aliases


def _set_aliases(row: Product, wanted: Sequence[str]) -> dict[str, list[list[str]]]:
    """New rows are written before old ones go: readers tell a changed catalogue by its newest row."""
    before = [one.alias for one in row.aliases]
    if sorted(before) == sorted(wanted):
        return {}
    row.aliases.extend(ProductAlias(alias=one) for one in wanted if one not in before)
    db.session.flush()
    for old in [one for one in row.aliases if one.alias not in wanted]:
        row.aliases.remove(old)
    return {"aliases": [before, list(wanted)]}


def _owners_from(form: Form) -> tuple[Staff | None, Staff | None]:
    allowed = sa.select(Staff).where(Staff.role == Role.PRODUCT_OWNER, Staff.active)
    by_id = {str(one.id): one for one in db.session.scalars(allowed)}
    owner, deputy = form.choice("staff", by_id), form.choice("deputy", by_id, required=False)
    if owner and owner == deputy:
        form.fault("deputy", _("The deputy is somebody else."))
    return by_id.get(owner), by_id.get(deputy)


def _end_before(row: Product, day: date) -> None:
    """Whoever still holds it on that day hands it over the evening before."""
    for held in row.owners:
        if held.valid_from < day and (held.valid_to is None or held.valid_to >= day):
            held.valid_to = date.fromordinal(day.toordinal() - 1)


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
