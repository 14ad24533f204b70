"""SMTP and LMTP as aiosmtpd speaks them, with a reading of DATA that holds one mail and no more.

The library waits for whole lines and refuses long ones for good. Here lines have any length, what exceeds
the size limit is read and thrown away, and by LMTP every recipient has an answer of their own (RFC 2033).
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import MISSING, SMTP, syntax

PIECE = 65_536
"""Bytes read at once; twice as many may wait unread before the sender is slowed down."""
PATIENCE = 4
"""A sender who sends this many times the limit is cut off: so much is no mistake."""
MOST_AT_ONCE = 100
"""Connections; whoever comes later is asked to try again."""
_CRLF = b"\r\n"
log = logging.getLogger(__name__)


class _Receiving(SMTP):
    """What SMTP and LMTP have in common."""

    line_length_limit = PIECE

    def __init__(self, handler: object, crowd: set[object], **options: Any) -> None:
        super().__init__(handler, **options)
        self._crowd = crowd

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet, unless too many are here already; called again once a line is encrypted."""
        if self not in self._crowd and len(self._crowd) >= MOST_AT_ONCE:
            assert isinstance(transport, asyncio.WriteTransport)
            transport.write(b"421 4.3.2 too many connections, try again later\r\n")
            transport.close()
            return
        self._crowd.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Make room."""
        if self in self._crowd:
            self._crowd.discard(self)
            super().connection_lost(error)

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        """Take one mail, ask the handler, answer."""
        if await self.check_helo_needed() or await self.check_auth_needed("DATA"):
            return
        assert self.envelope is not None
        if not self.envelope.rcpt_tos:
            await self.push("503 5.5.1 need RCPT before DATA")
            return
        if arg:
            await self.push("501 5.5.4 Syntax: DATA")
            return
        await self.push("354 End data with <CR><LF>.<CR><LF>")
        answers, content = self._answers(), await self._read_content()
        if content is None:
            status: Any = f"552 5.3.4 larger than the {self.data_size_limit} bytes announced by SIZE"
        else:
            self.envelope.content = self.envelope.original_content = content
            status = await self._call_handler_hook("DATA")
        self._set_post_data_state()
        await self.push("\r\n".join(["451 4.3.0 not stored" if status is MISSING else status] * answers))

    def _answers(self) -> int:
        return 1

    async def _read_content(self) -> bytes | None:
        """The mail without the dots that protect its lines; None when it was larger than announced."""
        content, size, line_begins, limit = bytearray(), 0, True, int(self.data_size_limit or 0)
        while True:
            try:
                piece = await self._reader.readuntil(_CRLF)
            except asyncio.LimitOverrunError as overrun:  # no end of line in sight: take what is there
                piece = await self._reader.read(overrun.consumed)
                self._reset_timeout()
            if line_begins and piece == b".\r\n":
                return None if size > limit else bytes(content)
            if line_begins and piece.startswith(b"."):
                piece = piece[1:]
            line_begins = piece.endswith(_CRLF)
            if size // PIECE != (size + len(piece)) // PIECE:
                self._reset_timeout()
            size += len(piece)
            if size <= limit:
                content += piece
            else:
                content.clear()
                await self._lose_patience(size, limit)

    async def _lose_patience(self, size: int, limit: int) -> None:
        if size > limit * PATIENCE and self.transport is not None:
            log.warning("a sender went on to %s bytes and was cut off", size)
            await self.push("552 5.3.4 far larger than announced by SIZE")
            self.transport.close()
            raise asyncio.CancelledError


class Smtp(_Receiving):
    """One answer for the whole mail."""


class Lmtp(_Receiving, LMTP):
    """One answer for each recipient."""

    def _answers(self) -> int:
        assert self.envelope is not None
        return len(self.envelope.rcpt_tos)
