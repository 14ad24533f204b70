"""The SMTP door: a mail is in the journal before the 250; storage trouble is a 451, never a 5xx."""

from __future__ import annotations

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from intake import journal
from ticketing.clock import now
from ticketing.db import db
from web.config import Settings

log = logging.getLogger(__name__)


class MailListener:
    """Listens on one address in a thread of its own."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        settings: Settings = app.extensions["settings"]
        self._controller = Controller(
            _Door(app, settings),
            hostname=host,
            port=port,
            data_size_limit=settings.mail_max_bytes,
            enable_SMTPUTF8=True,
            ident="VocDesk",
        )

    def start(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; mails in hand were either stored and answered, or will be sent again."""
        self._controller.stop()


class _Door:
    def __init__(self, app: Flask, settings: Settings) -> None:
        self._app = app
        self._domain = settings.mail_address.partition("@")[2].lower()
        self._aliases = {one.strip().lower() for one in settings.mail_aliases.split(",") if one.strip()}

    async def handle_RCPT(  # noqa: N802  # aiosmtpd names its hooks after the SMTP verbs
        self, server: SMTP, session: Session, envelope: Envelope, address: str, rcpt_options: list[str]
    ) -> str:
        """Take mail for our own domain and aliases; we relay for nobody."""
        if address.lower().partition("@")[2] != self._domain and address.lower() not in self._aliases:
            return "550 5.7.1 this server takes mail for its own addresses only"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Store, then say yes."""
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
                    source="smtp",
                    sender=envelope.mail_from or "",
                    recipients=envelope.rcpt_tos,
                    at=now(),
                    ports=self._app.extensions["ports"],
                )
            finally:
                db.session.remove()
