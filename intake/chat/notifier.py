"""People's answers come back into the window: each delivery becomes one numbered turn, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from intake.chat.session import write_turn
from intake.models import ChatSession, ChatTurn, TurnAuthor
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.models import Author, Delivery, Message, Ticket
from ticketing.ports import Live, NullLive, Outcome, Ports

SURVEY_LINE = {
    "zh": "您的问题解决了吗？请为这次服务打分。",
    "en": "Is it solved? Please rate this conversation.",
}


@dataclass
class ChatNotifier:
    """Writes deliveries of kind *chat* into the visitor's session."""

    live: Live = field(default_factory=NullLive)

    def send(self, deliveries: Sequence[Delivery]) -> list[Outcome]:
        return [self._send_one(one) for one in deliveries]

    def _send_one(self, one: Delivery) -> Outcome:
        with unit_of_work(Ports(live=self.live)) as unit:
            session = _session_of(one.ticket_id)
            if session is None:
                return Outcome(one.id, error="this ticket has no chat window", permanent=True)
            client_id = f"delivery:{one.id}"
            known = sa.select(ChatTurn.id).where(
                ChatTurn.session_id == session.id, ChatTurn.client_id == client_id
            )
            if unit.scalar(known) is None:
                _write(session, one, client_id)
        return Outcome(one.id)


def _write(session: ChatSession, one: Delivery, client_id: str) -> None:
    if one.purpose == "survey":
        body = SURVEY_LINE["zh" if session.language == "zh" else "en"]
        extra: dict[str, object] = {"survey": one.payload["survey"]}
        write_turn(session, TurnAuthor.SYSTEM, body, client_id=client_id, at=now(), extra=extra)
        return
    message = db.session.get_one(Message, one.message_id)
    by_person = message.author == Author.AGENT and message.staff is not None
    name = message.staff.display_name(session.language) if by_person and message.staff else ""
    author = TurnAuthor.AGENT if by_person else TurnAuthor.SYSTEM
    files = [
        {"token": a.token, "name": a.filename, "size": a.size, "type": a.content_type}
        for a in message.attachments
    ]
    extra = {"purpose": one.purpose, **({"files": files} if files else {})}
    write_turn(
        session, author, str(one.payload["body"]), client_id=client_id, at=message.at, name=name, extra=extra
    )


def _session_of(ticket_id: int | None) -> ChatSession | None:
    """The window of this ticket, or of one that was merged into it: the newest."""
    merged = sa.select(Ticket.id).where(Ticket.merged_into_id == ticket_id)
    statement = (
        sa.select(ChatSession)
        .where(sa.or_(ChatSession.ticket_id == ticket_id, ChatSession.ticket_id.in_(merged)))
        .order_by(ChatSession.id.desc())
        .limit(1)
    )
    return db.session.scalar(statement)
