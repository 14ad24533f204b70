"""Files customers send and get: which kinds are taken, and how one is handed out."""

from __future__ import annotations

from pathlib import PurePosixPath

import sqlalchemy as sa
from flask import Response
from flask_babel import gettext as _
from werkzeug.http import dump_options_header

from ticketing import files
from ticketing.db import db
from ticketing.errors import BadInput, NotFound
from ticketing.models import Attachment, Message, Ticket, Visibility
from ticketing.tickets.conversation import NewFile
from web.ports import get_ports

PICTURES = {"image/png": "png", "image/jpeg": "jpg jpeg", "image/gif": "gif", "image/webp": "webp"}
INLINE = frozenset(PICTURES)
KINDS = {
    **PICTURES,
    "image/heic": "heic heif",
    "image/bmp": "bmp",
    "application/pdf": "pdf",
    "video/mp4": "mp4 m4v",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/x-m4a": "m4a",
    "audio/amr": "amr",
    "audio/x-wav": "wav",
    "application/zip": "zip docx xlsx pptx",
    "application/gzip": "gz",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/msword": "doc",
    "application/vnd.ms-excel": "xls",
    "application/octet-stream": "txt log csv tsv json md doc xls",
}
"""Type by first bytes → endings that may carry it. Both must agree."""
ACCEPT = ",".join(sorted({f".{ending}" for endings in KINDS.values() for ending in endings.split()}))


def check_kinds(chosen: tuple[NewFile, ...]) -> tuple[NewFile, ...]:
    """The same files. Raises BadInput for a kind that we do not take, naming the file."""
    for one in chosen:
        ending = PurePosixPath(one.filename).suffix.lower().lstrip(".")
        if ending not in KINDS.get(one.content_type, "").split():
            words = _("%(name)s: send pictures, PDF, office documents, text, video or zip", name=one.filename)
            raise BadInput(words, field="files")
        if not one.data:
            raise BadInput(_("%(name)s is empty", name=one.filename), field="files")
    return chosen


def public_file(ticket: Ticket, token: str) -> Attachment:
    """A file of a public message of this ticket. Raises NotFound; an internal note's file does not exist."""
    found = db.session.scalar(
        sa.select(Attachment)
        .join(Message, Message.id == Attachment.message_id)
        .where(
            Attachment.token == token,
            Message.ticket_id == ticket.id,
            Message.visibility == Visibility.PUBLIC,
        )
    )
    if found is None:
        raise NotFound("no such file")
    return found


def hand_out(sha256: str, filename: str, content_type: str) -> Response:
    """The bytes: plain pictures are shown, everything else is saved, nothing may run."""
    shown = content_type in INLINE
    try:
        data = files.read(get_ports().files, sha256)
    except FileNotFoundError as gone:
        raise NotFound("this file is no longer kept") from gone
    response = Response(data)
    response.mimetype = content_type if shown else "application/octet-stream"
    disposition = dump_options_header("inline" if shown else "attachment", {"filename": filename})
    response.headers["Content-Disposition"] = disposition
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
