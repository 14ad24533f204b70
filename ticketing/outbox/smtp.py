"""Mail out by SMTP: one connection a batch, one outcome a recipient. The only aiosmtplib."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import localtime
from typing import Any

import aiosmtplib

from ticketing.models import Delivery
from ticketing.ports import Outcome


@dataclass(frozen=True)
class Relay:
    """Where our mail goes. ``start_tls`` true means: refuse to send when the relay does not offer it."""

    host: str
    port: int = 25
    user: str = ""
    password: str = ""
    start_tls: bool = False
    use_tls: bool = False
    timeout: float = 30.0


class SmtpNotifier:
    """Sends mail deliveries through one relay."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    def send(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        return asyncio.run(self._send_all(deliveries))

    async def _send_all(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        client = self._client()
        try:
            await client.connect()
            if self._relay.user:
                await client.login(self._relay.user, self._relay.password)
        except (aiosmtplib.SMTPException, OSError) as error:
            return [Outcome(one.id, error=f"relay not reached: {error}") for one in deliveries]
        outcomes = [await self._send_one(client, one) for one in deliveries]
        await _leave(client)
        return outcomes

    def _client(self) -> aiosmtplib.SMTP:
        relay = self._relay
        return aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            use_tls=relay.use_tls,
            start_tls=True if relay.start_tls else None if relay.user else False,
            timeout=relay.timeout,
        )

    async def _send_one(self, client: aiosmtplib.SMTP, one: Delivery) -> Outcome:
        """A refusal is final with a 5xx and waits with a 4xx; silence after the last byte is *uncertain*."""
        try:
            async with asyncio.timeout(self._relay.timeout * 4):
                await self._reconnect(client)
                await client.send_message(
                    compose(one), sender=_envelope_sender(one), recipients=[one.recipient]
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            refused = error.recipients[0]
            return Outcome(one.id, error=f"{refused.code} {refused.message}", permanent=refused.code >= 500)
        except aiosmtplib.SMTPResponseException as error:
            return Outcome(one.id, error=f"{error.code} {error.message}", permanent=error.code >= 500)
        except (aiosmtplib.SMTPReadTimeoutError, aiosmtplib.SMTPServerDisconnected, TimeoutError) as error:
            return Outcome(one.id, error=f"no answer from the relay: {error}", uncertain=True)
        except (aiosmtplib.SMTPException, OSError) as error:
            return Outcome(one.id, error=str(error))
        except ValueError as error:
            return Outcome(one.id, error=f"this mail cannot be written: {error}", permanent=True)
        return Outcome(one.id)

    async def _reconnect(self, client: aiosmtplib.SMTP) -> None:
        if client.is_connected:
            return
        await client.connect()
        if self._relay.user:
            await client.login(self._relay.user, self._relay.password)


def compose(one: Delivery) -> EmailMessage:
    """The delivery as a MIME mail: plain text with HTML beside it, threading and automation headers."""
    payload: dict[str, Any] = one.payload
    mail = EmailMessage()
    mail["From"] = _address(payload["from_name"], payload["from_address"])
    mail["To"] = _address("", one.recipient)
    mail["Reply-To"] = _address(payload["from_name"], payload["reply_to"])
    mail["Subject"] = payload["subject"]
    mail["Date"] = localtime(one.created_at)
    mail["Message-ID"] = f"<{payload['message_id']}>"
    if payload["in_reply_to"]:
        mail["In-Reply-To"] = f"<{payload['in_reply_to']}>"
        mail["References"] = " ".join(f"<{one}>" for one in payload["references"])
    if payload["automatic"]:
        mail["Auto-Submitted"] = "auto-replied"
        mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(payload["text"])
    mail.add_alternative(payload["html"], subtype="html")
    return mail


def _address(name: str, address: str) -> Address:
    clean = "".join(letter for letter in name if letter.isprintable())
    return Address(display_name=clean, addr_spec=address)


def _envelope_sender(one: Delivery) -> str:
    """Automatic mails have a null return path, so that their bounces end with us (RFC 3834 §3.3)."""
    return "" if one.payload["automatic"] else str(one.payload["reply_to"])


async def _leave(client: aiosmtplib.SMTP) -> None:
    if client.is_connected:
        try:
            await client.quit()
        except (aiosmtplib.SMTPException, OSError):
            client.close()
