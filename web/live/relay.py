"""Pushes between processes over Redis. A push may be lost; after every gap the windows fetch what they missed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

import redis
from socketio import PubSubManager, RedisManager

from web import shared

RETRY_AFTER = 1.0
"""Seconds between two tries to hear Redis again."""
NAMESPACES = ("/chat", "/console")
log = logging.getLogger(__name__)


class RedisRelay(RedisManager):  # type: ignore[misc]  # python-socketio is untyped
    """python-socketio's own manager, but it comes back within a second and tells its windows to catch up.

    The library doubles its pause up to a minute and then goes on as if nothing had been said meanwhile.
    """

    def __init__(self, url: str) -> None:
        options = {"socket_connect_timeout": shared.PATIENCE["socket_connect_timeout"]}
        super().__init__(url, redis_options={**options, "socket_keepalive": True})

    def _listen(self) -> Iterator[bytes]:
        """Every message of the other processes, for ever."""
        while True:
            try:
                yield from self._until_lost()
            except (redis.RedisError, OSError) as error:
                log.warning("Redis is lost: %s; trying again in %s s", error, RETRY_AFTER)
            time.sleep(RETRY_AFTER)

    def _until_lost(self) -> Iterator[bytes]:
        with redis.Redis.from_url(self.redis_url, **self.redis_options) as client, client.pubsub() as heard:
            heard.subscribe(self.channel)
            for message in heard.listen():
                if message["type"] == "subscribe":
                    self._catch_up()
                elif message["type"] == "message":
                    yield message["data"]

    def _catch_up(self) -> None:
        """From here on everything is heard; what was said before may have been missed."""
        for namespace in NAMESPACES:
            PubSubManager.emit(self, "catch_up", {}, namespace=namespace, ignore_queue=True)
