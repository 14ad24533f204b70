"""A notifier that keeps everything in memory: for tests, and for a checkout without a relay."""

from __future__ import annotations

from collections.abc import Sequence

from ticketing.models import Delivery
from ticketing.ports import Outcome


class MemoryNotifier:
    """Accepts everything and remembers it in ``sent``."""

    def __init__(self) -> None:
        self.sent: list[Delivery] = []

    def send(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        self.sent.extend(deliveries)
        return [Outcome(delivery_id=one.id) for one in deliveries]
