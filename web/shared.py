"""What several processes share over Redis: pushes, presence, limits. It may go away; the truth is in the rows.

Without Redis nothing is lost and nothing is refused: lines are stored and acknowledged, limits are counted in
each process, colleagues do not see each other. Whoever runs the system is told, here and by ``/readyz``.
"""

from __future__ import annotations

import redis

PATIENCE = {"socket_connect_timeout": 2, "socket_timeout": 2}
"""Seconds to wait for Redis before going on without it."""


def problem(url: str) -> str:
    """Why Redis cannot be used, in one line; empty when it answers or none is set."""
    if not url:
        return ""
    try:
        with redis.Redis.from_url(url, **PATIENCE) as client:
            client.ping()
    except redis.RedisError as error:
        return (
            f"Redis does not answer ({error}): lines are stored, but other processes see them only "
            "when it is back, and each counts its own limits"
        )
    return ""
