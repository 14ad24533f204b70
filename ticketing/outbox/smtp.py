"""Mail out by SMTP: one connection a batch, one outcome a mail. The only aiosmtplib.

What counts is how far a mail came. Up to the DATA command nothing was sent: try again. After the last byte
silence may mean *taken*: that is *uncertain*, and no connection that fell silent is used for another mail.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import logging
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
"""A relay that takes longer for one mail, byte by byte or not, is given up."""
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
        return asyncio.run(_Conversation(self._relay, self._files).send_all(deliveries))


class _Unreachable(Exception):
    """No usable connection: nothing of the mail was sent."""


class _Conversation:
    """One batch over one connection, made anew when it broke."""

    def __init__(self, relay: Relay, files: Path) -> None:
        self._files = files
        self._unreachable = ""
        self._client = aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user or None,
            password=relay.password or None,
            use_tls=relay.use_tls,
            start_tls=relay.needs_start_tls,
            timeout=relay.timeout,
        )

    async def send_all(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        end = asyncio.get_running_loop().time() + BATCH_SECONDS
        outcomes = [await self._send(one, end) for one in deliveries]
        if self._client.is_connected:
            with contextlib.suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await self._client.quit()
        self._client.close()
        return outcomes

    async def _send(self, one: Delivery, end: float) -> Outcome:
        if self._unreachable:
            return Outcome(one.id, error=self._unreachable)
        if asyncio.get_running_loop().time() >= end:
            return Outcome(one.id, error="not tried: the relay was too slow with the mails before")
        try:
            content, recipient = compose(one, self._files), wire_address(one.recipient)
        except Exception as error:  # whatever the standard library makes of odd words, the others must go out
            log.exception("delivery %s cannot be written as a mail", one.id)
            return Outcome(one.id, error=f"this mail cannot be written: {error}", permanent=True)
        try:
            async with asyncio.timeout(MAIL_SECONDS):
                await self._introduce(envelope_sender(one), recipient)
        except (_Unreachable, TimeoutError, aiosmtplib.SMTPException, OSError) as error:
            return await self._not_taken(one, error)
        return await self._hand_over(one, content)

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
            self._unreachable = str(error)
            return Outcome(one.id, error=self._unreachable)
        if isinstance(error, aiosmtplib.SMTPResponseException):
            await self._start_over()
            return _refused(one, error)
        if isinstance(error, aiosmtplib.SMTPNotSupported):
            return Outcome(one.id, error=str(error), permanent=True)
        self._client.close()
        return Outcome(one.id, error=f"no answer from the relay: {error or 'too slow'}")

    async def _hand_over(self, one: Delivery, content: bytes) -> Outcome:
        try:
            async with asyncio.timeout(MAIL_SECONDS):
                await self._client.data(content)
        except aiosmtplib.SMTPResponseException as error:
            await self._start_over()
            return _refused(one, error)
        except (aiosmtplib.SMTPException, OSError) as error:
            self._client.close()
            return Outcome(
                one.id, error=f"no answer after the last byte: {error or 'too slow'}", uncertain=True
            )
        return Outcome(one.id)

    async def _start_over(self) -> None:
        """After a refusal the relay must forget this envelope before the next one."""
        try:
            async with asyncio.timeout(MAIL_SECONDS):
                await self._client.rset()
        except (aiosmtplib.SMTPException, OSError):
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
