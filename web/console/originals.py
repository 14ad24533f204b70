"""A mail as its sender laid it out: sanitised when it came, and shown as a page that can do nothing."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import sqlalchemy as sa
from flask import Response, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape

from intake.mail.sanitising import sanitise_html
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Attachment, Message, Ticket
from web.auth import roles
from web.console.blueprint import AGENTS, blueprint, visible

POLICY = (
    "default-src 'none'; img-src {pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "sandbox allow-same-origin allow-popups"
)
"""No script runs, nothing is sent, no picture from elsewhere is asked for unless the reader wants it;
same-origin only so that the reader's sign-in reaches the mail's own pictures."""
_PICTURE = re.compile(r'src="cid:([^"]{1,255})"')
_HELD_BACK = 'data-remote-src="'


@blueprint.get("/tickets/<ticket_no>/messages/<int:sequence>/html")
@roles(*AGENTS)
def as_sent(ticket_no: str, sequence: int) -> Response:
    """The mail's HTML, or its text where it had none."""
    _staff, ticket = visible(ticket_no)
    found = sa.select(Message).where(Message.ticket_id == ticket.id, Message.sequence == sequence)
    message = db.session.scalar(found)
    if message is None:
        raise NotFound("no such message")
    wanted = request.args.get("pictures") == "1"
    shown = _with_pictures(message, ticket, wanted) if message.html else f"<pre>{escape(message.body)}</pre>"
    bar = "" if wanted or _HELD_BACK not in shown else _offer(ticket, sequence)
    page = f'<!doctype html><meta charset="utf-8"><title>{escape(ticket.ticket_no)}</title>{bar}{shown}'
    response = Response(page, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY.format(
        pictures="'self' https: http:" if wanted else "'self'"
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _offer(ticket: Ticket, sequence: int) -> Markup:
    """Pictures from elsewhere are one click away, for this mail and this reading only."""
    why = _("Pictures from elsewhere are not loaded: they would tell their sender who reads this, and when.")
    place = url_for("console.as_sent", ticket_no=ticket.ticket_no, sequence=sequence, pictures=1)
    return Markup('<p role="note">{} <a href="{}">{}</a></p><hr>').format(
        why, place, _("Load them for this mail")
    )


def _with_pictures(message: Message, ticket: Ticket, wanted: bool) -> str:
    """The mail's HTML, cleaned by today's rules whatever they were when it came.

    Pictures inside the mail are files of this message; those from elsewhere stay out unless wanted.
    """
    files = {one.content_id: one for one in message.attachments if one.content_id}

    def place(match: re.Match[str]) -> str:
        file: Attachment | None = files.get(unquote(unescape(match[1])))
        if file is None:
            return 'src=""'
        return f'src="{url_for("console.file", ticket_no=ticket.ticket_no, token=file.token)}"'

    clean = sanitise_html((message.html or "").replace(_HELD_BACK, 'src="'))
    return _PICTURE.sub(place, clean.replace(_HELD_BACK, 'src="') if wanted else clean)
