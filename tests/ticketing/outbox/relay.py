"""A real mail relay on this machine whose moods a test can choose."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers import free_port
from ticketing.outbox.smtp import Relay

Mood = Callable[[Envelope], str | float]
"""What DATA is answered with: a reply, or how many seconds of silence."""


class Postman:
    """Takes mails and remembers them; ``at_rcpt`` and ``at_data`` may refuse or stay silent."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.at_rcpt: dict[str, str] = {}
        self.at_data: Mood = lambda _: "250 2.0.0 taken"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.at_rcpt.get(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.at_data(envelope)
        if isinstance(answer, float):
            self.taken.append(envelope)
            await asyncio.sleep(answer)
            return "250 2.0.0 taken, late"
        if answer.startswith("250"):
            self.taken.append(envelope)
        return answer

    def mails(self) -> list[EmailMessage]:
        """What was taken, read by the standard library."""
        parsed = [
            message_from_bytes(one.original_content or b"", policy=policy.default) for one in self.taken
        ]
        return [one for one in parsed if isinstance(one, EmailMessage)]


@contextmanager
def relay(postman: Postman, *, port: int = 0, **options: Any) -> Iterator[Relay]:
    """The postman at work on a port of their own; yields how to reach them."""
    number = port or free_port()
    options.setdefault("enable_SMTPUTF8", True)
    controller = Controller(postman, hostname="127.0.0.1", port=number, **options)
    controller.start()
    try:
        yield Relay("127.0.0.1", number, timeout=2.0)
    finally:
        controller.stop()


def welcome(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any) -> AuthResult:
    """Signs everybody in who knows the password."""
    return AuthResult(success=data.password == b"right")
