"""The web server: gunicorn with threads, one process a port; sockets and pages share its pool.

Every open socket holds a thread, so sockets are capped well below the pool: pages always find one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

THREADS = 240
MOST_SOCKETS = 180


class Server(BaseApplication):
    """Serves what ``make`` returns; ``make`` runs inside the serving process."""

    def __init__(self, make: Callable[[], Flask], stop: Callable[[], None], host: str, port: int) -> None:
        self._make, self._stop = make, stop
        self._bind = f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": 60,
            "graceful_timeout": 3,
            "keepalive": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "worker_exit": lambda _server, _worker: self._stop(),
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make()
