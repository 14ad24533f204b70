"""The SMTP and LMTP door: a mail is in the journal before the 250; storage trouble is a 451, never a 5xx."""

from __future__ import annotations

import asyncio
import logging
import ssl
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from intake import keeping
from ticketing.clock import now
from ticketing.db import db
from ticketing.errors import BadInput
from web.config import Settings
from web.mail_protocol import Lmtp, Smtp

SILENCE = 300.0
"""Seconds without a word, or without 64 KB of a mail, after which a connection ends (RFC 5321 §4.5.3.2.7)."""
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
            limit=settings.mail_max_bytes,
            certificate=_certificate(settings),
        )

    def start(self) -> None:
        """Begin to listen. Raises OSError when the port is taken."""
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; mails in hand were either stored and answered, or will be sent again."""
        self._controller.stop()


class _Controller(Controller):
    def __init__(
        self,
        door: _Door,
        *,
        hostname: str,
        port: int,
        lmtp: bool,
        limit: int,
        certificate: Certificate | None,
    ) -> None:
        self._protocol = Lmtp if lmtp else Smtp
        self._certificate, self._crowd = certificate, set[object]()
        super().__init__(
            door,
            hostname=hostname,
            port=port,
            data_size_limit=limit,
            enable_SMTPUTF8=True,
            ident="VocDesk",
            timeout=SILENCE,
            auth_exclude_mechanism=["LOGIN", "PLAIN"],
        )

    def factory(self) -> SMTP:
        context = self._certificate.context() if self._certificate is not None else None
        return self._protocol(self.handler, self._crowd, tls_context=context, **self.SMTP_kwargs)


class Certificate:
    """The key pair for STARTTLS, read again when its file is renewed."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._paths, self._read_at = (certificate, key), 0.0
        self._context = self._read()

    def context(self) -> ssl.SSLContext:
        """For the next connection. A renewal that cannot be read leaves the old pair in use."""
        try:
            if self._changed_at() != self._read_at:
                self._context = self._read()
        except (OSError, ssl.SSLError):
            log.exception("the renewed certificate cannot be read; the old one stays in use")
        return self._context

    def _changed_at(self) -> float:
        return max(path.stat().st_mtime for path in self._paths)

    def _read(self) -> ssl.SSLContext:
        self._read_at = self._changed_at()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(*self._paths)
        return context


def _certificate(settings: Settings) -> Certificate | None:
    """Raises BadInput when only half of the pair is set, or it cannot be read."""
    if not settings.mail_tls_cert and not settings.mail_tls_key:
        return None
    try:
        return Certificate(Path(settings.mail_tls_cert), Path(settings.mail_tls_key))
    except (OSError, ssl.SSLError) as error:
        raise BadInput(f"VOC_MAIL_TLS_CERT and VOC_MAIL_TLS_KEY must both name PEM files: {error}") from error


class _Door:
    """What aiosmtpd asks us at each step; the hooks bear the names of the SMTP verbs."""

    def __init__(self, app: Flask, settings: Settings, *, lmtp: bool) -> None:
        self._app, self._lmtp = app, lmtp
        self._domain = settings.mail_address.partition("@")[2].lower()
        self._aliases = {one.strip().lower() for one in settings.mail_aliases.split(",") if one.strip()}

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer no sign-in, which nobody here has; several commands may be sent at once (RFC 2920)."""
        session.host_name = hostname
        offered = [one for one in responses if not one.startswith("250-AUTH")]
        return [offered[0], "250-PIPELINING", *offered[1:]]

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
        """Store, then say yes."""
        try:
            number = await asyncio.to_thread(self._keep, session, envelope)
        except Exception:  # whatever is wrong with our storage, the sender must try again
            log.exception("mail could not be stored")
            return "451 4.3.0 cannot store mail right now, try again later"
        return f"250 2.0.0 kept as {number}"

    async def handle_exception(self, error: Exception) -> str:
        """aiosmtpd would answer 500, which bounces the customer's mail for good."""
        log.error("SMTP session failed", exc_info=error)
        return "451 4.3.0 something went wrong here, try again later"

    def _keep(self, session: Session, envelope: Envelope) -> int:
        arrived = keeping.Arrived(
            envelope.original_content or b"",
            "lmtp" if self._lmtp else "smtp",
            now(),
            sender=(envelope.mail_from or "").replace("<>", ""),
            recipients=envelope.rcpt_tos,
            peer=str(session.peer[0]) if session.peer else "",
            helo=session.host_name or "",
        )
        with self._app.app_context():
            try:
                return keeping.keep(arrived, self._app.extensions["ports"])
            finally:
                db.session.remove()
