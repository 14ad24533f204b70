"""Sockets: customers at ``/chat``, staff at ``/console``. They carry ids and numbers, never rights."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask_socketio import SocketIO

from web.config import Settings
from web.live.chat import ChatNamespace
from web.live.console import ConsoleNamespace
from web.live.presence import MemoryPresence, RedisPresence
from web.live.relay import RedisRelay

LARGEST_FRAME = 64 * 1024

socketio = SocketIO()


def install(app: Flask, settings: Settings) -> None:
    """Attach the socket server; websocket only, so several processes need no sticky sessions."""
    socketio.init_app(
        app,
        async_mode="threading",
        async_handlers=False,
        transports=["websocket"],
        cors_allowed_origins=partial(_is_ours, settings.base_url),
        max_http_buffer_size=LARGEST_FRAME,
        client_manager=RedisRelay(settings.redis_url) if settings.redis_url else None,
        ping_interval=20,
        ping_timeout=20,
    )
    presence = RedisPresence(settings.redis_url) if settings.redis_url else MemoryPresence()
    app.extensions["presence"] = presence
    # After init_app: namespaces registered before it would be registered again by every new application.
    socketio.on_namespace(ChatNamespace("/chat"))
    socketio.on_namespace(ConsoleNamespace(presence))


def _is_ours(base_url: str, origin: str, environ: dict[str, Any]) -> bool:
    """Only our own pages open sockets: the widget's frame is one of them, whatever site stands around it."""
    return urlsplit(origin).netloc in {environ.get("HTTP_HOST"), urlsplit(base_url).netloc}
