"""What every socket event passes first: its shape, its rate, and a fresh look at who is asking."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import request

from ticketing.db import db
from ticketing.errors import VocDeskError
from web.errors import sentence

PER_MINUTE = 60
MOST_PER_ADDRESS = 40
log = logging.getLogger(__name__)
_recent: dict[str, deque[float]] = {}
_addresses: dict[str, set[str]] = {}
_lock = threading.Lock()


def guarded(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse floods and odd shapes with a clear answer; an error never kills the connection.

    The session is removed afterwards, so each event sees the rights as they are now.
    """

    @wraps(handler)
    def wrapper(self: Any, *args: Any) -> Any:
        try:
            if not _within_rate(request.sid):  # type: ignore[attr-defined]  # set by Flask-SocketIO
                return {"error": "too_many", "message": "slow down: 60 events a minute"}
            if not args or not isinstance(args[0], dict):
                return {"error": "bad_input", "message": "send an object"}
            return handler(self, args[0])
        except VocDeskError as error:
            db.session.rollback()
            return {"error": error.code, "message": sentence(error), "details": {**error.details}}
        except Exception:  # the socket must stay open, and the sender must know that nothing was stored
            db.session.rollback()
            log.exception("socket event %s failed", handler.__name__)
            return {"error": "internal_error", "message": "nothing was stored; try again"}
        finally:
            db.session.remove()

    return wrapper


def enter(sid: str, address: str) -> bool:
    """Count a new connection; False when this address has too many already."""
    with _lock:
        _addresses.setdefault(address, set()).add(sid)
        return len(_addresses[address]) <= MOST_PER_ADDRESS


def leave(sid: str) -> None:
    """Forget a connection."""
    with _lock:
        _recent.pop(sid, None)
        for address in [one for one, sids in _addresses.items() if sid in sids]:
            _addresses[address].discard(sid)
            if not _addresses[address]:
                del _addresses[address]


def _within_rate(sid: str) -> bool:
    now = time.monotonic()
    with _lock:
        times = _recent.setdefault(sid, deque())
        while times and now - times[0] > 60:
            times.popleft()
        times.append(now)
        return len(times) <= PER_MINUTE
