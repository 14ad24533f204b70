"""A mail as its sender laid it out: sanitised when it came, and shown as a page that can do nothing."""

from __future__ import annotations

import re

import sqlalchemy as sa
from flask import Response, url_for
from markupsafe import escape

from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Attachment, Message, Ticket
from web.auth import roles
from web.console.blueprint import AGENTS, blueprint, visible

POLICY = "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-same-origin allow-popups"
"""No script runs, nothing is sent, no picture from elsewhere is asked for; same-origin only so that the
reader's sign-in reaches the mail's own pictures."""
_PICTURE = re.compile(r'src="cid:([^"]{1,255})"')


@blueprint.get("/tickets/<ticket_no>/messages/<int:sequence>/html")
@roles(*AGENTS)
def as_sent(ticket_no: str, sequence: int) -> Response:
    """The mail's HTML, or its text where it had none."""
    _staff, ticket = visible(ticket_no)
    found = sa.select(Message).where(Message.ticket_id == ticket.id, Message.sequence == sequence)
    message = db.session.scalar(found)
    if message is None:
        raise NotFound("no such message")
    shown = _with_pictures(message, ticket) if message.html else f"<pre>{escape(message.body)}</pre>"
    page = f'<!doctype html><meta charset="utf-8"><title>{escape(ticket.ticket_no)}</title>{shown}'
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _with_pictures(message: Message, ticket: Ticket) -> str:
    """Pictures inside the mail are files of this message; any other place stays empty."""
    files = {one.content_id: one for one in message.attachments if one.content_id}

    def place(match: re.Match[str]) -> str:
        file: Attachment | None = files.get(match[1])
        if file is None:
            return 'src=""'
        return f'src="{url_for("console.file", ticket_no=ticket.ticket_no, token=file.token)}"'

    return _PICTURE.sub(place, message.html or "")
