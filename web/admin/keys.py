"""Keys of other programs: made here, shown once, ended here."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound
from ticketing.models import ApiKey, Role, Scope, Staff
from web.admin.blueprint import ADMINS, blueprint, is_own_password, write_down
from web.admin.forms import Form, FormError
from web.auth import roles
from web.limits import limiter
from web.ports import get_ports

PREFIX = "voc_"
LONGEST_LIFE_DAYS = 730


@blueprint.get("/keys")
@roles(*ADMINS)
def keys() -> str:
    """Every key, living ones first."""
    return _page()


@blueprint.post("/keys")
@roles(*ADMINS)
@limiter.limit("10/minute")
def add_key() -> str | tuple[str, int]:
    """A new key, shown this one time; the password is asked again."""
    form, at = Form(request.form), now()
    people = {str(one.id): one for one in db.session.scalars(_may_act())}
    try:
        name = form.text("name", longest=80)
        scopes = form.several("scopes", [one.value for one in Scope], required=True)
        acting = form.choice("staff", people)
        days = form.number("days", 1, LONGEST_LIFE_DAYS)
        if not is_own_password(form.text("password", longest=1024, strip=False)):
            form.fault("password", _("This is not your password."))
        form.check()
    except FormError as error:
        return _page(errors=error.errors), 422
    token = PREFIX + secrets.token_urlsafe(32)
    with unit_of_work(get_ports()) as session:
        key = ApiKey(
            token_hash=digest(token),
            hint=token[:10],
            name=name,
            scopes=scopes,
            staff_id=people[acting].id,
            created_at=at,
            created_by_id=current_user.staff_id,
            expires_at=at + timedelta(days=days),
        )
        session.add(key)
        session.flush()
        data = {"name": name, "scopes": scopes, "acts_as": people[acting].login, "days": days}
        write_down(at, "api_key_added", f"api_key:{key.id}", data)
    return _page(token=token)


@blueprint.post("/keys/<int:number>/end")
@roles(*ADMINS)
def end_key(number: int) -> Response:
    """From now on it opens nothing."""
    Form(request.form).check()
    at = now()
    with unit_of_work(get_ports()) as session:
        key = session.get(ApiKey, number)
        if key is None:
            raise NotFound("no such key")
        key.ended_at = key.ended_at or at
        write_down(at, "api_key_ended", f"api_key:{number}", {"name": key.name})
    flash(_("The key opens nothing any more."), "success")
    return redirect(url_for("admin.keys"), 303)


def digest(token: str) -> str:
    """How a key is kept: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def _may_act() -> sa.Select[tuple[Staff]]:
    """Administrators see no cases, so a key acting as one would open nothing."""
    return sa.select(Staff).where(Staff.active, Staff.role != Role.ADMIN).order_by(Staff.login)


def _page(*, errors: dict[str, str] | None = None, token: str = "") -> str:
    at = now()
    rows = db.session.scalars(sa.select(ApiKey).options(joinedload(ApiKey.staff)).order_by(ApiKey.id.desc()))
    return render_template(
        "admin/keys.html",
        keys=sorted(rows, key=lambda key: not key.is_alive(at)),
        people=db.session.scalars(_may_act()).all(),
        scopes=list(Scope),
        errors=errors or {},
        sent=request.form if errors else {},
        token=token,
        at=at,
    )
