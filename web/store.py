"""The installation's database and nothing else: what a command needs that only stores."""

from __future__ import annotations

from flask import Flask

from ticketing.db import db, tune
from web.config import Settings


def open_store(settings: Settings) -> Flask:
    """An application with its settings and its database; ``factory`` puts everything else on top."""
    settings = settings.completed()
    app = Flask("web")
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(settings)
    app.extensions["settings"] = settings
    settings.var.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    return app


def _engine_options(settings: Settings) -> dict[str, object]:
    if settings.database_url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False, "timeout": 10}}
    return {"pool_size": 20, "max_overflow": 20, "pool_timeout": 2, "pool_pre_ping": True}
