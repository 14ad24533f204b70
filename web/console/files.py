"""Files of a message: never shown inline unless a plain raster image, always under a random name."""

from __future__ import annotations

import sqlalchemy as sa
from flask import Response
from werkzeug.http import dump_options_header

from ticketing import files
from ticketing.db import db
from ticketing.errors import NotFound
from ticketing.models import Attachment, Message, Ticket
from web.auth import roles
from web.console.blueprint import READERS, blueprint, visible
from web.ports import get_ports


@blueprint.get("/tickets/<ticket_no>/files/<token>")
@roles(*READERS)
def file(ticket_no: str, token: str) -> Response:
    """A file of a ticket one may see."""
    _staff, ticket = visible(ticket_no)
    return send(ticket, token)


def send(ticket: Ticket, token: str) -> Response:
    """The bytes, if the file belongs to this ticket. Raises NotFound."""
    found = db.session.scalar(
        sa.select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(Attachment.token == token, Message.ticket_id == ticket.id)
    )
    if found is None:
        raise NotFound("no such file")
    shown = found.content_type in files.RASTER
    response = Response(files.read(get_ports().files, found.sha256))
    response.mimetype = found.content_type if shown else "application/octet-stream"
    disposition = dump_options_header("inline" if shown else "attachment", {"filename": found.filename})
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
