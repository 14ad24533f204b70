"""Sign-in of staff: Argon2id passwords, a server-side session row behind the cookie, roles on every view."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from flask import Blueprint, Flask, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import Audit, Availability, Role, Staff, StaffSession
from web.language import LANGUAGES, local_path
from web.limits import limiter
from web.ports import get_ports

IDLE_LIMIT = timedelta(hours=12)
ABSOLUTE_LIMIT = timedelta(days=7)
SEEN_EVERY = timedelta(minutes=5)
LONGEST_PASSWORD = 1024
SHORTEST_PASSWORD = 8
HOME = {
    Role.AGENT: "/console",
    Role.LEAD: "/console",
    Role.PRODUCT_OWNER: "/product",
    Role.COMMITTEE: "/product/reviews",
    Role.ADMIN: "/admin",
}
SECTIONS = {
    Role.AGENT: ("queue", "imports"),
    Role.LEAD: ("queue", "product", "reports", "imports", "learning"),
    Role.PRODUCT_OWNER: ("product", "reports"),
    Role.COMMITTEE: ("product", "reports"),
    Role.ADMIN: ("learning", "admin"),
}

hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODY = hasher.hash(secrets.token_hex(16))
manager = LoginManager()
blueprint = Blueprint("auth", __name__)


class SignedIn(UserMixin):
    """The person behind this request, as pages see them; the cookie holds only the session's token."""

    def __init__(self, token: str, session: StaffSession) -> None:
        self._token = token
        self.session_id = session.id
        self.staff = session.staff
        self.staff_id = session.staff.id
        self.name = session.staff.name
        self._names = {language: session.staff.display_name(language) for language in LANGUAGES}
        self.role = session.staff.role
        self.language = session.staff.language
        self.single_keys = session.staff.single_keys

    def get_id(self) -> str:
        return self._token

    def display_name(self, language: str) -> str:
        """The name to show in ``zh`` or ``en``."""
        return self._names[language]


def install(app: Flask) -> None:
    """Load the person for each request; give pages the sections they may open."""
    manager.init_app(app)
    manager.login_view = "auth.sign_in"
    app.register_blueprint(blueprint)
    app.context_processor(_sections)


def _sections() -> dict[str, Any]:
    if current_user.is_authenticated:
        return {"nav_sections": SECTIONS[current_user.role], "home": HOME[current_user.role]}
    return {"nav_sections": (), "home": "/"}


@manager.user_loader
def load(token: str) -> SignedIn | None:
    """The session behind a cookie, unless it ended, idled out, or its person was disabled."""
    at = now()
    session = db.session.scalar(sa.select(StaffSession).where(StaffSession.token_hash == _digest(token)))
    if session is None or session.ended_at is not None or not session.staff.active:
        return None
    if at - session.seen_at > IDLE_LIMIT or at - session.created_at > ABSOLUTE_LIMIT:
        return None
    if at - session.seen_at > SEEN_EVERY and not db.session().info.get("unit_of_work"):
        session_id = session.id
        with unit_of_work(get_ports()) as unit:
            unit.get_one(StaffSession, session_id).seen_at = at
        session = db.session.get_one(StaffSession, session_id)
    return SignedIn(token, session)


@manager.unauthorized_handler
def ask_to_sign_in() -> Response:
    """Pages lead to the sign-in; programs get a plain 401."""
    if request.path.startswith("/api/") or request.headers.get("HX-Request"):
        abort(401)
    return redirect(url_for("auth.sign_in", next=request.full_path if request.query_string else request.path))


def roles(*allowed: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only these roles may open the view: others get 403, strangers the sign-in."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return manager.unauthorized()
            if current_user.role not in allowed:
                abort(403)
            return view(*args, **kwargs)

        guarded.allowed_roles = allowed  # type: ignore[attr-defined]  # the rights test reads it
        return guarded

    return decorate


def signed_in() -> Staff:
    """The member of staff behind this request, from this request's database session."""
    return db.session.get_one(Staff, current_user.staff_id)


def hash_password(password: str) -> str:
    """Argon2id at 19 MiB and two passes. Raises ValueError outside 8 to 1,024 characters."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise ValueError(f"a password has {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters")
    return hasher.hash(password)


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """The sign-in page."""
    if current_user.is_authenticated:
        return redirect(HOME[current_user.role])
    return render_template("sign_in.html", next=local_path(request.args.get("next", "/")))


def _account_and_address() -> str:
    """One account from one network: colleagues behind the same address do not lock each other out."""
    return f"{request.form.get('login', '').strip().lower()[:80]}|{request.remote_addr}"


@blueprint.post("/sign-in")
@limiter.limit("10/minute;60/hour", key_func=_account_and_address)
@limiter.limit("60/minute")
def sign_in_now() -> tuple[str, int] | Response:
    """Check name and password in equal time for known and unknown names; a new session row each time."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    target = local_path(request.form.get("next", "/"))
    staff = _check(login, password)
    if staff is None:
        page = render_template(
            "sign_in.html", next=target, login=login, error=_("Name or password is wrong.")
        )
        return page, 401
    token = _begin_session(staff.id)
    login_user(SignedIn(token, _session_of(token)))
    return redirect(HOME[staff.role] if target == "/" else target)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the server-side session: a copied cookie is worth nothing afterwards."""
    if current_user.is_authenticated:
        with unit_of_work(get_ports()) as unit:
            session = unit.get_one(StaffSession, current_user.session_id)
            session.ended_at = now()
            session.staff.availability = Availability.OFFLINE
        logout_user()
    return redirect(url_for("auth.sign_in"))


def _check(login: str, password: str) -> Staff | None:
    if not login or not password or len(password) > LONGEST_PASSWORD:
        return None
    staff = db.session.scalar(sa.select(Staff).where(Staff.login == login, Staff.active))
    try:
        hasher.verify(staff.password_hash if staff is not None and staff.password_hash else _NOBODY, password)
    except (VerifyMismatchError, InvalidHashError):
        return None
    return staff


def _begin_session(staff_id: int) -> str:
    token, at = secrets.token_urlsafe(32), now()
    with unit_of_work(get_ports()) as unit:
        agent = (request.user_agent.string or "")[:200]
        unit.add(
            StaffSession(
                token_hash=_digest(token), staff_id=staff_id, created_at=at, seen_at=at, user_agent=agent
            )
        )
        unit.add(Audit(at=at, staff_id=staff_id, action="sign_in"))
        unit.get_one(Staff, staff_id).availability = Availability.ONLINE
    return token


def _session_of(token: str) -> StaffSession:
    found = db.session.scalar(sa.select(StaffSession).where(StaffSession.token_hash == _digest(token)))
    if found is None:
        raise LookupError("the session that was just written is gone")
    return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
