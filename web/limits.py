"""How often one address may try: sign-in, chat, uploads."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from web import shared
from web.config import Settings

limiter = Limiter(
    get_remote_address,
    default_limits=[],
    headers_enabled=True,
    in_memory_fallback_enabled=True,  # while Redis is away each process counts for itself: never fail open
)


def install(app: Flask, settings: Settings) -> None:
    """Count in memory on one machine, in Redis on many."""
    app.config.setdefault("RATELIMIT_STORAGE_URI", settings.redis_url or "memory://")
    app.config.setdefault("RATELIMIT_STORAGE_OPTIONS", shared.PATIENCE if settings.redis_url else {})
    limiter.init_app(app)
