"""Files in a chat: kept when chosen, shown with the turn they were sent with, handed on with the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from intake.models import ChatFile, ChatSession, ChatTurn
from ticketing import files
from ticketing.db import db
from ticketing.errors import BadInput, NotFound
from ticketing.ports import Ports
from ticketing.tickets.conversation import NewFile
from ticketing.tickets.reference import new_token

MOST_A_CHAT = 40
MOST_A_TURN = 10


def keep_file(session: ChatSession, new: NewFile, *, at: datetime, ports: Ports) -> ChatFile:
    """Store a chosen file; it is nobody's yet. Raises BadInput when the chat holds too many."""
    held = db.session.scalar(sa.select(sa.func.count()).where(ChatFile.session_id == session.id)) or 0
    if held >= MOST_A_CHAT:
        raise BadInput(f"a chat takes at most {MOST_A_CHAT} files; send the others by mail", field="files")
    kept = ChatFile(
        session_id=session.id,
        token=new_token(),
        sha256=files.keep(ports.files, new.data),
        filename=new.filename[:255],
        content_type=new.content_type[:120],
        size=len(new.data),
        at=at,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def find_files(session: ChatSession, tokens: Sequence[str]) -> list[ChatFile]:
    """The unsent files behind these tokens, in the given order.

    Raises:
        NotFound: a token is not a waiting file of this chat.
        BadInput: more than ten.
    """
    if len(tokens) > MOST_A_TURN:
        raise BadInput(f"at most {MOST_A_TURN} files at a time", field="files")
    if not tokens:
        return []
    waiting = sa.select(ChatFile).where(
        ChatFile.session_id == session.id, ChatFile.token.in_(tokens), ChatFile.turn_id.is_(None)
    )
    found = {one.token: one for one in db.session.scalars(waiting)}
    if set(tokens) - set(found):
        raise NotFound("a file of this message is gone; choose it again")
    return [found[token] for token in dict.fromkeys(tokens)]


def sent_with(turn: ChatTurn, chosen: Sequence[ChatFile]) -> None:
    """Bind files to the turn and let the window draw them."""
    if not chosen:
        return
    for one in chosen:
        one.turn_id = turn.id
    turn.extra = {**turn.extra, "files": [file_json(one) for one in chosen]}


def file_json(one: ChatFile) -> dict[str, object]:
    """A file as the window draws it."""
    return {"token": one.token, "name": one.filename, "size": one.size, "type": one.content_type}


def pass_on(session: ChatSession, ports: Ports) -> tuple[NewFile, ...]:
    """Every sent file that no ticket has yet, bytes and all; each goes once."""
    waiting = (
        sa.select(ChatFile)
        .where(ChatFile.session_id == session.id, ChatFile.turn_id.is_not(None), ~ChatFile.passed_on)
        .order_by(ChatFile.id)
    )
    going = list(db.session.scalars(waiting))
    for one in going:
        one.passed_on = True
    return tuple(
        NewFile(one.filename, one.content_type, files.read(ports.files, one.sha256)) for one in going
    )
