"""How often one address may try: sign-in, chat, uploads."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from web.config import Settings

limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=True)


def install(app: Flask, settings: Settings) -> None:
    """Count in memory on one machine, in Redis on many."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    limiter.init_app(app)
