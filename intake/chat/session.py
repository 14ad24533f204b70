"""A chat, stored: every line the visitor sees is a numbered turn, written before it is acknowledged.

While the bot holds the chat, a turn goes through ``dialogue.step``. Once people hold it, the visitor's
words become messages on the ticket and people's answers come back as turns (see ``notifier``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from intake.chat import dialogue, files, handoff, verdicts
from intake.chat.state import DialogueState, Line, Phase, Step
from intake.chat.texts import say
from intake.chat.tools import make_tools
from intake.models import ChatFile, ChatSession, ChatTurn, TurnAuthor
from intake.receive import receive
from ticketing.db import db, happened, unit_of_work
from ticketing.errors import BadInput, NotFound
from ticketing.events import Happened
from ticketing.models import Article, Ticket
from ticketing.ports import Ports
from ticketing.tickets.reference import new_token

SILENT_AFTER = timedelta(minutes=10)
"""A visitor who wrote something and then left: their words become a ticket."""
LONGEST_LINE = 8_000
BATCH = 50


@dataclass(frozen=True, kw_only=True)
class TurnWritten(Happened):
    """A window has something new to fetch; announced, never stored."""

    kind = "turn_written"
    session_id: int
    sequence: int


@dataclass(frozen=True)
class Heard:
    """The acknowledgement: the visitor's own line has this number; everything newer is to be fetched."""

    sequence: int
    last_sequence: int
    handed_off: bool


def open_session(visitor: str, language: str, page: str, *, at: datetime, ports: Ports) -> ChatSession:
    """Begin a chat and greet in the visitor's language."""
    session = ChatSession(
        key=new_token(),
        visitor=visitor[:64],
        language=language,
        page=page[:400],
        started_at=at,
        seen_at=at,
        last_sequence=0,
    )
    db.session.add(session)
    db.session.flush()
    step = dialogue.greet(dialogue.start(language), make_tools(ports, language, at))
    _keep_step(session, step, at, ports)
    return session


def find_session(key: str) -> ChatSession:
    """The chat with this key. Raises NotFound."""
    session = db.session.scalar(sa.select(ChatSession).where(ChatSession.key == key))
    if session is None:
        raise NotFound("this chat does not exist; start a new one")
    return session


def choose_language(session: ChatSession, language: str) -> None:
    """The visitor chose ``zh`` or ``en`` by hand: the bot answers in it from now on."""
    session.language = language
    session.state = replace(DialogueState.from_json(session.state), language=language).to_json()


def hear(
    session: ChatSession,
    text: str,
    client_id: str,
    *,
    at: datetime,
    ports: Ports,
    file_tokens: Sequence[str] = (),
) -> Heard:
    """One line of the visitor. The same ``client_id`` again gives the same answer and stores nothing.

    Args:
        file_tokens: files chosen before (``files.keep_file``) that go with this line.

    Raises:
        BadInput: neither words nor files, longer than 8,000 characters, or without a usable client id.
        NotFound: one of the files is no longer there.
    """
    body = _checked(text, client_id, with_files=bool(file_tokens))
    known = _turn(session, client_id)
    if known is not None:
        return Heard(known.sequence, session.last_sequence, session.ticket_id is not None)
    chosen = files.find_files(session, file_tokens)
    session.seen_at = at
    state = DialogueState.from_json(session.state)
    shown = _chip_label(session, body) if dialogue.is_chip(state, body) else body
    turn = write_turn(session, TurnAuthor.VISITOR, shown, client_id=client_id, at=at)
    session.seen_sequence = turn.sequence
    files.sent_with(turn, chosen)
    if session.ticket_id is not None:
        _to_people(session, body, shown, client_id, at, ports)
    else:
        if (
            not body.strip()
        ):  # a picture alone is no riddle for the bot, but it must not be lost with the visitor
            state = replace(state, heard=(*state.heard, _names(chosen)))
        tools = make_tools(ports, state.language, at)
        _keep_step(session, dialogue.step(state, body, tools), at, ports)
    return Heard(turn.sequence, session.last_sequence, session.ticket_id is not None)


def turns_after(session: ChatSession, sequence: int, *, limit: int = 500) -> list[ChatTurn]:
    """Every line after this number, in order."""
    statement = (
        sa.select(ChatTurn)
        .where(ChatTurn.session_id == session.id, ChatTurn.sequence > sequence)
        .order_by(ChatTurn.sequence)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def write_turn(
    session: ChatSession,
    author: TurnAuthor,
    body: str,
    *,
    client_id: str,
    at: datetime,
    name: str = "",
    options: list[dict[str, str]] | None = None,
    extra: dict[str, object] | None = None,
) -> ChatTurn:
    """Append one line to the window, numbered."""
    session.last_sequence += 1
    turn = ChatTurn(
        session_id=session.id,
        sequence=session.last_sequence,
        author=author,
        name=name,
        body=body,
        options=options or [],
        extra=extra or {},
        client_id=client_id,
        at=at,
    )
    db.session.add(turn)
    db.session.flush()
    happened(db.session(), TurnWritten(at=at, session_id=session.id, sequence=turn.sequence))
    return turn


def sweep_silent(ports: Ports, at: datetime) -> int:
    """Visitors who wrote and left: their words become tickets; sessions without words expire."""
    silent = (
        sa.select(ChatSession.id)
        .where(
            ChatSession.phase.not_in([Phase.HANDED_OFF, Phase.EXPIRED]),
            ChatSession.ticket_id.is_(None),
            ChatSession.seen_at < at - SILENT_AFTER,
        )
        .order_by(ChatSession.seen_at)
        .limit(BATCH)
    )
    numbers = list(db.session.scalars(silent))
    for number in numbers:
        with unit_of_work(ports) as unit:
            session = unit.get_one(ChatSession, number)
            if session.ticket_id is None and session.seen_at < at - SILENT_AFTER:
                _leave(session, at, ports)
    return len(numbers)


def _leave(session: ChatSession, at: datetime, ports: Ports) -> None:
    state = DialogueState.from_json(session.state)
    session.phase = Phase.EXPIRED
    if state.heard[state.since :]:
        _become_ticket(session, state, "", at, ports)
        if session.ticket_id is not None:
            handoff.tell_number(session, at, write_turn)
            session.phase = Phase.HANDED_OFF
    session.state = replace(dialogue.expire(state), phase=session.phase).to_json()


def _keep_step(session: ChatSession, step: Step, at: datetime, ports: Ports) -> None:
    for line in step.lines:
        _say(session, line, at)
    session.state = step.state.to_json()
    session.phase, session.language = step.state.phase, step.state.language
    if step.feedback is not None:
        verdicts.keep(session, step.feedback, at)
    if step.handoff is not None:
        _become_ticket(session, step.state, step.handoff.summary, at, ports)
        handoff.tell_number(session, at, write_turn)


def _become_ticket(
    session: ChatSession, state: DialogueState, summary: str, at: datetime, ports: Ports
) -> None:
    going = files.pass_on(session, ports)
    receipt = receive(handoff.to_inbound(session, state, summary, at, going), ports)
    session.ticket_id, session.handed_off_at = receipt.ticket_id, at
    if receipt.ticket_id is not None:
        session.customer_id = db.session.get_one(Ticket, receipt.ticket_id).customer_id


def _to_people(
    session: ChatSession, body: str, shown: str, client_id: str, at: datetime, ports: Ports
) -> None:
    """The visitor talks to people now; only warnings of danger and the wish for a person still get the bot's word."""
    going = files.pass_on(session, ports)
    receipt = receive(handoff.further_message(session, shown, client_id, at, going), ports)
    if receipt.ticket_id is not None and receipt.ticket_id != session.ticket_id:
        session.ticket_id = receipt.ticket_id  # the old case is over: this is its follow-up
        handoff.tell_number(session, at, write_turn)
    ticket = db.session.get_one(Ticket, session.ticket_id)
    if ticket.first_response_at is None and session.phase == Phase.HANDED_OFF:
        state = DialogueState.from_json(session.state)
        tools = make_tools(ports, state.language, at, ticket_id=ticket.id)
        step = dialogue.step(state, body, tools)
        for line in step.lines:
            _say(session, line, at)
        session.state = step.state.to_json()


def _say(session: ChatSession, line: Line, at: datetime) -> None:
    options = [{"label": option.label, "value": option.value} for option in line.options]
    extra: dict[str, object] = {"source": line.source, "article": line.article} if line.article else {}
    number = session.last_sequence + 1
    write_turn(
        session, TurnAuthor.BOT, line.text, client_id=f"bot:{number}", at=at, options=options, extra=extra
    )
    if line.article:
        article = db.session.scalar(sa.select(Article).where(Article.code == line.article))
        if article is not None:
            article.offered += 1


def _turn(session: ChatSession, client_id: str) -> ChatTurn | None:
    return db.session.scalar(
        sa.select(ChatTurn).where(ChatTurn.session_id == session.id, ChatTurn.client_id == client_id)
    )


def _chip_label(session: ChatSession, value: str) -> str:
    """What stood on the chip that was pressed: the window shows words, not codes."""
    recent = sa.select(ChatTurn.options).where(ChatTurn.session_id == session.id)
    for options in db.session.scalars(recent.order_by(ChatTurn.sequence.desc()).limit(6)):
        for option in options:
            if option["value"] == value.strip():
                return str(option["label"])
    return say("human_wish", session.language) if value.strip().startswith("human:") else value


def _names(chosen: Sequence[ChatFile]) -> str:
    return "，".join(one.filename for one in chosen)


def _checked(text: str, client_id: str, *, with_files: bool) -> str:
    body = text.replace("\x00", "")
    if len(body) > LONGEST_LINE:
        raise BadInput("this line is longer than 8,000 characters; send it in parts", field="body")
    if not body.strip() and not with_files:
        raise BadInput("write something first", field="body")
    if not 8 <= len(client_id) <= 64 or client_id.startswith(("bot:", "delivery:")):
        raise BadInput("each line needs an id of 8 to 64 characters of its own", field="client_id")
    return body
