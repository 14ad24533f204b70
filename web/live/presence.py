"""Who looks at which ticket, and who is writing: soft hints, never locks."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Protocol

import redis

from web import shared

log = logging.getLogger(__name__)
STALE_AFTER = 90.0
"""Seconds after which a viewer who sent no sign of life is forgotten (a laptop that fell asleep)."""


@dataclass(frozen=True)
class Viewer:
    """One open window on a ticket."""

    staff_id: int
    name: str
    writing: bool
    seen: float


class Presence(Protocol):
    """Remembers viewers of tickets by connection."""

    def put(self, ticket_id: int, sid: str, viewer: Viewer) -> None: ...

    def drop(self, sid: str) -> list[int]: ...

    def viewers(self, ticket_id: int) -> list[Viewer]: ...


class MemoryPresence:
    """For one process."""

    def __init__(self) -> None:
        self._tickets: dict[int, dict[str, Viewer]] = {}
        self._lock = threading.Lock()

    def put(self, ticket_id: int, sid: str, viewer: Viewer) -> None:
        with self._lock:
            self._tickets.setdefault(ticket_id, {})[sid] = viewer

    def drop(self, sid: str) -> list[int]:
        with self._lock:
            left = [ticket_id for ticket_id, sids in self._tickets.items() if sids.pop(sid, None)]
            self._tickets = {ticket_id: sids for ticket_id, sids in self._tickets.items() if sids}
        return left

    def viewers(self, ticket_id: int) -> list[Viewer]:
        with self._lock:
            return _fresh(list(self._tickets.get(ticket_id, {}).values()))


class RedisPresence:
    """For many processes: one hash a ticket, one set a connection; both expire.

    While Redis is away nobody is seen: a hint that is missing stops nobody's work.
    """

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, decode_responses=True, **shared.PATIENCE)

    def put(self, ticket_id: int, sid: str, viewer: Viewer) -> None:
        with _unless_away(), self._redis.pipeline() as pipe:
            pipe.hset(f"voc:view:{ticket_id}", sid, json.dumps(asdict(viewer)))
            pipe.expire(f"voc:view:{ticket_id}", 3600)
            pipe.sadd(f"voc:viewer:{sid}", ticket_id)
            pipe.expire(f"voc:viewer:{sid}", 86400)
            pipe.execute()

    def drop(self, sid: str) -> list[int]:
        left: list[int] = []
        with _unless_away():
            left = [int(one) for one in self._redis.smembers(f"voc:viewer:{sid}")]
            for ticket_id in left:
                self._redis.hdel(f"voc:view:{ticket_id}", sid)
            self._redis.delete(f"voc:viewer:{sid}")
        return left

    def viewers(self, ticket_id: int) -> list[Viewer]:
        stored: list[str] = []
        with _unless_away():
            stored = self._redis.hvals(f"voc:view:{ticket_id}")
        return _fresh([Viewer(**json.loads(one)) for one in stored])


@contextmanager
def _unless_away() -> Iterator[None]:
    try:
        yield
    except redis.RedisError as error:
        log.warning("presence is unknown: %s", error)


def _fresh(viewers: list[Viewer]) -> list[Viewer]:
    """One entry a person, writing if any of their windows writes, without the long silent."""
    alive = [one for one in viewers if time.time() - one.seen < STALE_AFTER]
    people: dict[int, Viewer] = {}
    for one in alive:
        known = people.get(one.staff_id)
        people[one.staff_id] = one if known is None or one.writing else known
    return sorted(people.values(), key=lambda one: one.name)
