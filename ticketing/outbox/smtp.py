"""Mail out by SMTP: one connection a batch unless it is stuck, one outcome a mail. The only aiosmtplib.

What counts is how far a mail came. Up to the DATA command nothing was sent: try again. After the last byte
silence may mean *taken*: that is *uncertain*, and no connection that fell silent is used for another mail.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import aiosmtplib

from ticketing.models import Delivery
from ticketing.outbox.composing import compose, wire_address
from ticketing.ports import Outcome

BATCH_SECONDS = 180.0
"""After this no further mail of a batch is begun: the lease on the rest must not run out."""
MAIL_SECONDS = 90.0
"""A relay that takes longer for one mail in all, byte by byte or not, is given up."""
OVERTAKE_AFTER = 5.0
"""Seconds on one mail after which the others go on over a connection of their own."""
MOST_CONNECTIONS = 5
NOT_THE_MAILS_FAULT = frozenset({421, 454, 530, 534, 535, 538})
"""Refusals that speak of the connection, of encryption or of our sign-in (RFC 4954, 3207)."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Relay:
    """Where our mail goes. With a password, or ``start_tls``, nothing is sent over a line in the clear."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    start_tls: bool = False
    use_tls: bool = False
    timeout: float = 30.0
    """Seconds of silence after which one step of the conversation has failed."""

    @property
    def needs_start_tls(self) -> bool:
        """Whether to refuse a relay that does not offer STARTTLS; a relay on this machine needs none."""
        if self.use_tls:
            return False
        return self.start_tls or (bool(self.user) and not _is_this_machine(self.host))


class SmtpNotifier:
    """Sends mail deliveries through one relay; ``files`` is where enclosed files lie."""

    def __init__(self, relay: Relay, files: Path = Path("var/files")) -> None:
        self._relay, self._files = relay, files

    def send(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        """One outcome for each, in order; never raises for a single mail or a dead relay."""
        return asyncio.run(_Batch(self._relay, self._files).send_all(deliveries))


class _Batch:
    """Mails in order over one connection; while it is stuck on one of them, another carries on."""

    def __init__(self, relay: Relay, files: Path) -> None:
        self._relay, self._files = relay, files
        self._waiting: deque[Delivery] = deque()
        self._outcomes: dict[int, Outcome] = {}
        self._end = 0.0
        self._unreachable = ""

    async def send_all(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        self._waiting.extend(deliveries)
        self._end = asyncio.get_running_loop().time() + BATCH_SECONDS
        carriers = {asyncio.create_task(self._carry())}
        while carriers:
            before = len(self._outcomes)
            done, carriers = await asyncio.wait(
                carriers, timeout=OVERTAKE_AFTER, return_when=asyncio.FIRST_COMPLETED
            )
            for one in done:
                one.result()
            is_stuck = not done and len(self._outcomes) == before
            if is_stuck and self._waiting and len(carriers) < MOST_CONNECTIONS:
                carriers.add(asyncio.create_task(self._carry()))
        return [self._outcomes[one.id] for one in deliveries]

    async def _carry(self) -> None:
        conversation = _Conversation(self._relay, self._files)
        while self._waiting:
            one = self._waiting.popleft()
            if self._unreachable:
                self._outcomes[one.id] = Outcome(one.id, error=self._unreachable)
            elif asyncio.get_running_loop().time() >= self._end:
                why = "not tried: the relay was too slow with the mails before"
                self._outcomes[one.id] = Outcome(one.id, error=why)
            else:
                self._outcomes[one.id] = await conversation.send(one)
                self._unreachable = self._unreachable or conversation.unreachable
        await conversation.end()


class _Unreachable(Exception):
    """No usable connection: nothing of the mail was sent."""


class _Conversation:
    """Mails over one connection, made anew when it broke."""

    def __init__(self, relay: Relay, files: Path) -> None:
        self._files = files
        self.unreachable = ""
        self._client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user or None,
            password=relay.password or None,
            use_tls=relay.use_tls,
            start_tls=relay.needs_start_tls,
            timeout=relay.timeout,
        )

    async def end(self) -> None:
        """Say goodbye; whether it is heard matters to nobody."""
        if self._client.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                async with asyncio.timeout(OVERTAKE_AFTER):
                    await self._client.quit()
        self._client.close()

    async def send(self, one: Delivery) -> Outcome:
        """One mail, within ``MAIL_SECONDS`` in all."""
        deadline = asyncio.get_running_loop().time() + MAIL_SECONDS
        try:
            content, recipient = compose(one, self._files), wire_address(one.recipient)
        except Exception as error:  # whatever the standard library makes of odd words, the others must go out
            log.exception("delivery %s cannot be written as a mail", one.id)
            return Outcome(one.id, error=f"this mail cannot be written: {error}", permanent=True)
        try:
            async with asyncio.timeout_at(deadline):
                await self._introduce(envelope_sender(one), recipient)
        except (_Unreachable, TimeoutError, aiosmtplib.SMTPException, OSError) as error:
            return await self._not_taken(one, error)
        return await self._hand_over(one, content, deadline)

    async def _introduce(self, sender: str, recipient: str) -> None:
        """Connect where needed, then name sender and recipient."""
        client = self._client
        if not client.is_connected:
            try:
                await client.connect()
                await client._ehlo_or_helo_if_needed()
            except (aiosmtplib.SMTPException, OSError, ValueError) as error:
                raise _Unreachable(f"relay not reached: {error}") from error
        plain = sender.isascii() and recipient.isascii()
        if not plain and not client.supports_extension("smtputf8"):
            raise aiosmtplib.SMTPNotSupported("the relay takes no addresses outside ASCII")
        options, encoding = ([], "ascii") if plain else (["SMTPUTF8"], "utf-8")
        await client.mail(sender, options=options, encoding=encoding)
        await client.rcpt(recipient, encoding=encoding)

    async def _not_taken(self, one: Delivery, error: Exception) -> Outcome:
        """Nothing was sent: a 5xx is final, anything else is tried again."""
        if isinstance(error, _Unreachable):
            self.unreachable = str(error)
            return Outcome(one.id, error=self.unreachable)
        if isinstance(error, aiosmtplib.SMTPResponseException):
            await self._start_over()
            return _refused(one, error)
        if isinstance(error, aiosmtplib.SMTPNotSupported):
            return Outcome(one.id, error=str(error), permanent=True)
        self._client.close()
        return Outcome(one.id, error=f"no answer from the relay: {error or 'too slow'}")

    async def _hand_over(self, one: Delivery, content: bytes, deadline: float) -> Outcome:
        try:
            async with asyncio.timeout_at(deadline):
                await self._client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            await self._start_over()
            return _refused(one, error)
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            self._client.close()
            return Outcome(
                one.id, error=f"no answer after the last byte: {error or 'too slow'}", uncertain=True
            )
        return Outcome(one.id)

    async def _start_over(self) -> None:
        """After a refusal the relay must forget this envelope before the next one."""
        try:
            async with asyncio.timeout(OVERTAKE_AFTER):
                await self._client.rset()
        except (aiosmtplib.SMTPException, OSError, TimeoutError):
            self._client.close()


def _refused(one: Delivery, error: aiosmtplib.SMTPResponseException) -> Outcome:
    permanent = error.code >= 500 and error.code not in NOT_THE_MAILS_FAULT
    return Outcome(one.id, error=f"{error.code} {error.message}"[:2000], permanent=permanent)


def envelope_sender(one: Delivery) -> str:
    """Automatic mails have a null return path, so that their bounces end with us (RFC 3834 §3.3)."""
    return "" if one.payload["automatic"] else str(one.payload["reply_to"])


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
