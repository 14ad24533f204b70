"""Which language a person reads: chosen by them, remembered, else what their browser asks for."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Blueprint, Flask, Response, g, redirect, request
from flask_babel import Babel, get_locale
from flask_login import current_user

from ticketing.db import unit_of_work
from ticketing.feedback.days import company_zone
from ticketing.models import Staff
from web.ports import get_ports
from web.words import compile_words

LANGUAGES = ("zh", "en")
COOKIE = "voc_language"
YEAR = 365 * 24 * 3600

babel = Babel()
blueprint = Blueprint("language", __name__)


def install(app: Flask) -> None:
    """Give every page ``locale``, the translations and the company's own time; keep the person's choice."""
    words = compile_words(app.extensions["settings"].var / "translations")
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(words.resolve())
    babel.init_app(app, default_locale="en", locale_selector=choose, timezone_selector=zone_name)
    app.register_blueprint(blueprint)
    app.context_processor(lambda: {"locale": current_language()})


def choose() -> str:
    """The chosen language, the staff member's own, or the best of the browser's wishes."""
    wanted = request.args.get("language") or request.cookies.get(COOKIE)
    if wanted in LANGUAGES:
        return wanted
    if current_user and current_user.is_authenticated:
        return "zh" if current_user.language == "zh" else "en"
    return request.accept_languages.best_match(LANGUAGES, "zh") or "zh"


def zone_name() -> str:
    """The company's time zone, by its name: what Flask-Babel makes of it can format days too."""
    return company_zone().key


def current_language() -> str:
    """``zh`` or ``en`` for this request."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "en"


@blueprint.post("/language")
def set_language() -> Response:
    """Remember the choice in a cookie and, for staff, in their row."""
    wanted = request.form.get("language", "")
    response = redirect(_without_choice(local_path(request.form.get("next", "/"))))
    if wanted in LANGUAGES:
        response.set_cookie(COOKIE, wanted, max_age=YEAR, samesite="Lax", httponly=True)
        if current_user.is_authenticated:
            with unit_of_work(get_ports()) as session:
                session.get_one(Staff, current_user.staff_id).language = wanted
            g.pop("_login_user", None)
    return response


def _without_choice(target: str) -> str:
    """The same path without ``language=``, which would overrule the choice just made."""
    parts = urlsplit(target)
    rest = [(name, value) for name, value in parse_qsl(parts.query) if name != "language"]
    return parts._replace(query=urlencode(rest)).geturl()


def local_path(target: str) -> str:
    """A path on this site, or ``/``: a redirect never leaves the house."""
    parts = urlsplit(target.replace("\\", "/"))
    local = target.startswith("/") and not target.startswith("//") and not parts.scheme and not parts.netloc
    return target if local else "/"
