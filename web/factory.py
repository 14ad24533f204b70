"""The application, assembled in one place and one order."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from ticketing.db import db
from web import auth, errors, headers, language, limits, live, me, notices, presenting, wiring
from web.assets import install_assets
from web.config import Settings
from web.store import open_store

csrf = CSRFProtect()
migrate = Migrate(render_as_batch=True, compare_type=True)


def create_app(settings: Settings | None = None, *, pages: bool = True) -> Flask:
    """A ready application: database, sign-in, languages, sockets, pages. No work in the background yet.

    Who answers no browser (a command, a worker) does without the pages, which take longest to put together.
    """
    app = open_store(settings or Settings.from_env())
    settings = app.extensions["settings"]
    app.config.update(_flask_settings(settings))
    migrate.init_app(app, db, directory=str(wiring.ROOT / "migrations"))
    csrf.init_app(app)
    install_assets(app)
    language.install(app)
    auth.install(app)
    limits.install(app, settings)
    headers.install(app, settings)
    errors.install(app)
    presenting.install(app)
    notices.install(app)
    app.register_blueprint(me.blueprint)
    live.install(app, settings)
    app.extensions["ports"] = wiring.make_ports(app, settings)
    if pages:
        wiring.install_pages(app, csrf)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    secure = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.testing,
        "MAX_CONTENT_LENGTH": 60_000_000,
        "MAX_FORM_MEMORY_SIZE": 2_000_000,
        "SESSION_COOKIE_NAME": "__Host-voc" if secure else "voc",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,
        "TRUSTED_HOSTS": [host for host in settings.trusted_hosts.split(",") if host] or None,
        "RATELIMIT_ENABLED": not settings.testing,
    }
