"""The people who work here: add, change, let go. Whoever leaves is out at once, everywhere."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import NotFound
from ticketing.models import ACTIVE, Availability, Role, Staff, StaffSession, Team, Ticket
from ticketing.ports import Ports
from ticketing.triage import assignment
from web.admin.blueprint import ADMINS, blueprint, change, write_down
from web.admin.forms import Form, FormError
from web.auth import hash_password, roles, signed_in
from web.ports import get_ports

LANGUAGES = ("zh", "en")


@blueprint.get("/people")
@roles(*ADMINS)
def people() -> str:
    """Everybody, by team, with how much they hold."""
    statement = sa.select(Staff).options(selectinload(Staff.teams)).order_by(Staff.active.desc(), Staff.login)
    load = (
        sa.select(Ticket.assignee_id, sa.func.count())
        .where(Ticket.assignee_id.is_not(None), Ticket.queue_at.is_not(None))
        .group_by(Ticket.assignee_id)
    )
    return render_template(
        "admin/people.html",
        people=db.session.scalars(statement).all(),
        load={row[0]: row[1] for row in db.session.execute(load)},
    )


@blueprint.get("/people/new")
@roles(*ADMINS)
def new_person() -> str:
    """An empty form."""
    return _page(None)


@blueprint.post("/people/new")
@roles(*ADMINS)
def add_person() -> str | tuple[str, int]:
    """Add somebody; their password is shown this one time."""
    form, at = Form(request.form), now()
    try:
        login = form.code("login", longest=80)
        wishes = _read(form)
        if db.session.scalar(sa.select(Staff.id).where(Staff.login == login)) is not None:
            form.fault("login", _("Somebody has this sign-in name already."))
        form.check()
    except FormError as error:
        return _page(None, errors=error.errors), 422
    password = secrets.token_urlsafe(12)
    with unit_of_work(get_ports()) as session:
        staff = Staff(login=login, password_hash=hash_password(password), created_at=at, **wishes.columns)
        staff.teams = _teams(wishes.teams)
        session.add(staff)
        session.flush()
        write_down(at, "staff_added", f"staff:{login}", {"role": staff.role.value, "teams": wishes.teams})
    return _page(staff.id, password=password)


@blueprint.get("/people/<int:number>")
@roles(*ADMINS)
def person(number: int) -> str:
    """One person: rights, load, where they are signed in."""
    return _page(number)


@blueprint.post("/people/<int:number>")
@roles(*ADMINS)
def save_person(number: int) -> Response | tuple[str, int]:
    """Change name, role, teams, capacity. A changed role counts from the next click on."""
    form, at = Form(request.form), now()
    staff = _get(number)
    try:
        wishes = _read(form)
        if wishes.columns["role"] != Role.ADMIN and _is_last_admin(staff):
            form.fault("role", _("Somebody has to stay administrator."))
        form.check()
    except FormError as error:
        return _page(number, errors=error.errors), 422
    with unit_of_work(get_ports()):
        staff = _get(number)
        changed = change(staff, wishes.columns)
        before = sorted(team.code for team in staff.teams)
        if before != sorted(wishes.teams):
            changed["teams"] = [before, sorted(wishes.teams)]
            staff.teams = _teams(wishes.teams)
        write_down(at, "staff_changed", f"staff:{staff.login}", changed)
    flash(_("Saved"), "success")
    return redirect(url_for("admin.person", number=number), 303)


@blueprint.post("/people/<int:number>/password")
@roles(*ADMINS)
def renew_password(number: int) -> str:
    """A new random password, shown this one time; whoever used the old one is signed out."""
    Form(request.form).check()
    at, password = now(), secrets.token_urlsafe(12)
    with unit_of_work(get_ports()):
        staff = _get(number)
        staff.password_hash = hash_password(password)
        ended = _end_sessions(staff, at, besides=_own_session(staff))
        write_down(at, "password_renewed", f"staff:{staff.login}", {"sessions_ended": ended})
    return _page(number, password=password)


@blueprint.post("/people/<int:number>/sessions")
@roles(*ADMINS)
def end_sessions(number: int) -> Response:
    """Sign somebody out everywhere; copies of their cookie are worth nothing from now on."""
    Form(request.form).check()
    at = now()
    with unit_of_work(get_ports()):
        staff = _get(number)
        ended = _end_sessions(staff, at, besides=_own_session(staff))
        write_down(at, "sessions_ended", f"staff:{staff.login}", {"sessions_ended": ended})
    flash(_("Signed out everywhere."), "success")
    return redirect(url_for("admin.person", number=number), 303)


@blueprint.post("/people/<int:number>/activity")
@roles(*ADMINS)
def set_active(number: int) -> Response | tuple[str, int]:
    """Let somebody go, or take them back. Their open cases return to their teams' queues."""
    form, ports, at = Form(request.form), get_ports(), now()
    active = form.choice("active", ("0", "1")) == "1"
    form.check()
    staff = _get(number)
    if not active and (staff.id == current_user.staff_id or _is_last_admin(staff)):
        return _page(
            number, errors={"active": _("You cannot let yourself or the last administrator go.")}
        ), 422
    with unit_of_work(ports):
        staff = _get(number)
        staff.active = active
        freed = 0 if active else _let_go(staff, at, ports)
        write_down(
            at, "staff_activated" if active else "staff_deactivated", f"staff:{staff.login}", {"freed": freed}
        )
    words = _("%(name)s may sign in again.", name=staff.login)
    gone = _("%(name)s is signed out; %(freed)s open cases went back.", name=staff.login, freed=freed)
    flash(words if active else gone, "success")
    return redirect(url_for("admin.person", number=number), 303)


@dataclass(frozen=True)
class _Wishes:
    """What the form asks for; ``columns`` are those of ``staff``. Any: columns of every type."""

    columns: dict[str, Any]
    teams: list[str]


def _read(form: Form) -> _Wishes:
    role = form.choice("role", [one.value for one in Role])
    columns = {
        "name": form.text("name", longest=80),
        "name_en": form.text("name_en", longest=80, required=False),
        "email": form.email("email"),
        "role": Role(role) if role in set(Role) else None,
        "language": form.choice("language", LANGUAGES),
        "languages": form.several("languages", LANGUAGES, required=True),
        "capacity": form.number("capacity", 0, 100),
        "signature": form.text("signature", longest=400, required=False, lines=True),
    }
    codes = set(db.session.scalars(sa.select(Team.code)))
    return _Wishes(columns, form.several("teams", codes))


def _page(number: int | None, *, errors: dict[str, str] | None = None, password: str = "") -> str:
    staff = _get(number) if number is not None else None
    sessions = (
        sa.select(StaffSession)
        .where(StaffSession.staff_id == number, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.seen_at.desc())
        .limit(20)
    )
    return render_template(
        "admin/person.html",
        staff=staff,
        sessions=db.session.scalars(sessions).all() if staff is not None else [],
        teams=db.session.scalars(sa.select(Team).order_by(Team.code)).all(),
        errors=errors or {},
        sent=request.form if errors and "name" in request.form else None,
        password=password,
        me=signed_in(),
    )


def _get(number: int) -> Staff:
    staff = db.session.get(Staff, number)
    if staff is None:
        raise NotFound("no such person")
    return staff


def _teams(codes: list[str]) -> list[Team]:
    return list(db.session.scalars(sa.select(Team).where(Team.code.in_(codes))))


def _is_last_admin(staff: Staff) -> bool:
    others = sa.select(Staff.id).where(Staff.role == Role.ADMIN, Staff.active, Staff.id != staff.id)
    return staff.role == Role.ADMIN and db.session.scalar(others.limit(1)) is None


def _own_session(staff: Staff) -> int | None:
    """Nobody throws themselves out by mistake."""
    return current_user.session_id if staff.id == current_user.staff_id else None


def _end_sessions(staff: Staff, at: datetime, besides: int | None = None) -> int:
    alive = sa.select(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    ended = [one for one in db.session.scalars(alive) if one.id != besides]
    for one in ended:
        one.ended_at = at
    return len(ended)


def _let_go(staff: Staff, at: datetime, ports: Ports) -> int:
    """End their sessions and give their open cases back; returns how many."""
    staff.availability = Availability.OFFLINE
    _end_sessions(staff, at)
    by = signed_in()
    held = sa.select(Ticket).where(Ticket.assignee_id == staff.id, Ticket.status.in_(ACTIVE))
    tickets = list(db.session.scalars(held))
    for ticket in tickets:
        assignment.release(ticket, by=by, at=at, ports=ports)
    return len(tickets)
