"""From the bot to people: everything the chat learnt becomes one inbound message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from intake.chat.slots import find_contacts
from intake.chat.state import DialogueState
from intake.inbound import InboundMessage
from intake.models import ChatSession, TurnAuthor
from ticketing.db import db
from ticketing.models import Channel, IdentityKind, Ticket
from ticketing.people.identity import Sender, normalise_email
from ticketing.people.phones import read_phone
from ticketing.tickets.conversation import NewFile

NUMBER_LINE = {
    "zh": "您的工单编号是 {no}，可以随时在这里继续留言。",
    "en": "Your ticket number is {no}. You can go on writing here at any time.",
}


def to_inbound(
    session: ChatSession, state: DialogueState, summary: str, at: datetime, files: tuple[NewFile, ...] = ()
) -> InboundMessage:
    """The customer's words, verbatim, with the bot's summary and every fact beside them."""
    words = "\n".join(state.heard[state.since :]) or "（访客要求人工服务）" * (session.language == "zh")
    return InboundMessage(
        channel=Channel.CHAT,
        sender=_sender(session, state.phone, state.email),
        body=words or "(the visitor asked for a person)",
        at=at,
        received_at=at,
        external_id=f"{session.id}:handoff:{len(state.heard)}",
        subject=_subject(state),
        language=state.language,
        product_code=state.product,
        files=files,
        extra=_extra(session, state, summary),
        flags={"chat_session": session.id},
    )


def further_message(
    session: ChatSession, body: str, client_id: str, at: datetime, files: tuple[NewFile, ...] = ()
) -> InboundMessage:
    """One more line of a chat that people hold already."""
    return InboundMessage(
        channel=Channel.CHAT,
        sender=_sender(session, *find_contacts(body)),
        body=body,
        at=at,
        received_at=at,
        external_id=f"{session.id}:{client_id}",
        language=session.language,
        files=files,
        ticket_id=session.ticket_id,
    )


def tell_number(session: ChatSession, at: datetime, write: Callable[..., Any]) -> None:
    """The visitor gets the ticket's number as soon as there is one."""
    if session.ticket_id is None:
        return
    ticket = db.session.get_one(Ticket, session.ticket_id)
    text = NUMBER_LINE["zh" if session.language == "zh" else "en"].format(no=ticket.ticket_no)
    extra = {"ticket_no": ticket.ticket_no, "page": f"/t/{ticket.public_token}"}
    write(session, TurnAuthor.SYSTEM, text, client_id=f"bot:number:{ticket.id}", at=at, extra=extra)


def _sender(session: ChatSession, phone: str, email: str) -> Sender:
    """The window's own key says who it is; what was typed is a claim."""
    claimed = {}
    if email:
        claimed[IdentityKind.EMAIL] = normalise_email(email)
    if number := read_phone(phone).e164:
        claimed[IdentityKind.PHONE] = number
    return Sender({IdentityKind.VISITOR: session.visitor}, language=session.language, claimed=claimed)


def _subject(state: DialogueState) -> str:
    return state.question or (state.heard[state.since] if len(state.heard) > state.since else "")


def _extra(session: ChatSession, state: DialogueState, summary: str) -> dict[str, Any]:
    facts = {
        "chat_session": session.id,
        "summary": summary,
        "order_no": state.order_no,
        "versions": list(state.versions),
        "tried": list(state.tried),
        "handoff_reason": state.handoff_reason or "left",
        "page": session.page,
    }
    return {key: value for key, value in facts.items() if value}
