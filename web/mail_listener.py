"""The SMTP and LMTP door: a mail is in the journal before the 250; storage trouble is a 451, never a 5xx."""

from __future__ import annotations

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from intake import journal
from ticketing.clock import now
from ticketing.db import db
from web.config import Settings

SILENCE = 300.0
"""Seconds without a word after which a connection ends (RFC 5321 §4.5.3.2.7)."""
log = logging.getLogger(__name__)


class MailListener:
    """Listens on one address in a thread of its own, for SMTP or for LMTP (RFC 2033)."""

    def __init__(self, app: Flask, host: str, port: int, *, lmtp: bool = False) -> None:
        settings: Settings = app.extensions["settings"]
        self._controller = _Controller(
            _Door(app, settings, lmtp=lmtp),
            hostname=host,
            port=port,
            lmtp=lmtp,
            data_size_limit=settings.mail_max_bytes,
        )

    def start(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; mails in hand were either stored and answered, or will be sent again."""
        self._controller.stop()


class _Controller(Controller):
    def __init__(self, door: _Door, *, hostname: str, port: int, lmtp: bool, data_size_limit: int) -> None:
        self._protocol = _Lmtp if lmtp else _Smtp
        super().__init__(
            door,
            hostname=hostname,
            port=port,
            data_size_limit=data_size_limit,
            enable_SMTPUTF8=True,
            ident="VocDesk",
            timeout=SILENCE,
        )

    def factory(self) -> SMTP:
        return self._protocol(self.handler, **self.SMTP_kwargs)


class _LongLines:
    """Lines as long as the whole mail may be: many programs write HTML or base64 without a break.

    RFC 5321 lets a server refuse them; the refusal would be final and the customer's mail lost.
    """

    line_length_limit = 32_000_000


class _Smtp(_LongLines, SMTP):
    """SMTP as aiosmtpd speaks it."""


class _Lmtp(_LongLines, LMTP):
    """LMTP: the same, with one answer for each recipient."""


class _Door:
    """What aiosmtpd asks us at each step; the hooks bear the names of the SMTP verbs."""

    def __init__(self, app: Flask, settings: Settings, *, lmtp: bool) -> None:
        self._app, self._lmtp = app, lmtp
        self._domain = settings.mail_address.partition("@")[2].lower()
        self._aliases = {one.strip().lower() for one in settings.mail_aliases.split(",") if one.strip()}

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Take mail for our own domain and aliases; we relay for nobody."""
        if not self._is_ours(address.lower()):
            return "550 5.7.1 this server takes mail for its own addresses only"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(rcpt_options)
        return "250 2.1.5 OK"

    def _is_ours(self, address: str) -> bool:
        """Our domain, an alias with or without a reply token, or the postmaster that RFC 5321 demands."""
        local, _, domain = address.rpartition("@")
        plain = f"{local.partition('+')[0]}@{domain}"
        return domain == self._domain or plain in self._aliases or address == "postmaster"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store, then say yes: once, or by LMTP once for each recipient."""
        answer = await self._answer(envelope)
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self._lmtp else answer

    async def _answer(self, envelope: Envelope) -> str:
        try:
            number = await asyncio.to_thread(self._keep, envelope)
        except Exception:  # whatever is wrong with our storage, the sender must try again
            log.exception("mail could not be stored")
            return "451 4.3.0 cannot store mail right now, try again later"
        return f"250 2.0.0 kept as {number}"

    async def handle_exception(self, error: Exception) -> str:
        """aiosmtpd would answer 500, which bounces the customer's mail for good."""
        log.error("SMTP session failed", exc_info=error)
        return "451 4.3.0 something went wrong here, try again later"

    def _keep(self, envelope: Envelope) -> int:
        raw = envelope.original_content or b""
        with self._app.app_context():
            try:
                return journal.keep(
                    raw,
                    source="lmtp" if self._lmtp else "smtp",
                    sender=(envelope.mail_from or "").replace("<>", ""),
                    recipients=envelope.rcpt_tos,
                    at=now(),
                    ports=self._app.extensions["ports"],
                )
            finally:
                db.session.remove()
