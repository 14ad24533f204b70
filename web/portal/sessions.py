"""The chat over plain HTTP: opening, and everything the socket does too, for networks that block it."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from flask import Blueprint, Response, jsonify, request
from flask_babel import force_locale
from flask_babel import gettext as _

from intake.chat import files as chat_files
from intake.chat import session as chat
from intake.models import ChatFile, ChatSession, TurnAuthor
from ticketing.backlog import release
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.feedback import surveys
from ticketing.models import Ticket
from ticketing.tickets.lifecycle import survivor
from web.language import LANGUAGES
from web.limits import limiter
from web.live.chat import head, tokens
from web.portal.files import check_kinds, hand_out, public_file
from web.portal.guard import own_pages_only, read_object, text
from web.ports import get_ports
from web.uploads import read_files

blueprint = Blueprint("portal_chat", __name__, url_prefix="/chat/sessions")
SHORTEST_VISITOR = 16


def _by_key() -> str:
    return str((request.view_args or {}).get("key", ""))


@blueprint.post("")
@limiter.limit("20/minute;300/hour")
@own_pages_only
def open_session() -> Response:
    """Begin a chat; the answer holds its key and the greeting."""
    data, ports, at = read_object(), get_ports(), now()
    visitor, language = text(data, "visitor", most=64), text(data, "language")
    if len(visitor) < SHORTEST_VISITOR:
        raise BadInput("visitor must be a random text of 16 to 64 characters", field="visitor")
    if language not in LANGUAGES:
        raise BadInput("language is zh or en", field="language")
    with unit_of_work(ports):
        session = chat.open_session(visitor, language, text(data, "page"), at=at, ports=ports)
    return jsonify(key=session.key, **head(session, 0))


@blueprint.get("/<key>/turns")
@limiter.limit("120/minute", key_func=_by_key)
def turns(key: str) -> Response:
    """The head of the chat and every line after a number."""
    after = request.args.get("after", 0, type=int)
    return jsonify(head(chat.find_session(key), max(after, 0)))


@blueprint.post("/<key>/turns")
@limiter.limit("60/minute", key_func=_by_key)
@own_pages_only
def say(key: str) -> Response:
    """One line of the visitor, durable before this answers."""
    data, ports, at = read_object(), get_ports(), now()
    with unit_of_work(ports):
        heard = chat.hear(
            chat.find_session(key),
            text(data, "body", most=20_000),
            text(data, "client_id"),
            at=at,
            ports=ports,
            file_tokens=tokens(data),
        )
    return jsonify(sequence=heard.sequence, last=heard.last_sequence, handed_off=heard.handed_off)


@blueprint.post("/<key>/language")
@limiter.limit("30/minute", key_func=_by_key)
@own_pages_only
def language(key: str) -> Response:
    """The visitor chose the other language by hand."""
    chosen = text(read_object(), "language")
    if chosen not in LANGUAGES:
        raise BadInput("language is zh or en", field="language")
    with unit_of_work(get_ports()):
        chat.choose_language(chat.find_session(key), chosen)
    return jsonify(language=chosen)


@blueprint.post("/<key>/files")
@limiter.limit("30/minute", key_func=_by_key)
@limiter.limit("200/hour")
@own_pages_only
def upload(key: str) -> Response:
    """Files chosen in the window; they go with the next line."""
    chosen = check_kinds(read_files(request.files.getlist("files")))
    ports, at = get_ports(), now()
    with unit_of_work(ports):
        session = chat.find_session(key)
        kept = [chat_files.keep_file(session, one, at=at, ports=ports) for one in chosen]
    return jsonify(files=[chat_files.file_json(one) for one in kept])


@blueprint.get("/<key>/files/<token>")
@limiter.limit("300/minute", key_func=_by_key)
def file(key: str, token: str) -> Response:
    """A file of this chat: the visitor's own, or one that came with an answer."""
    session = chat.find_session(key)
    own = db.session.scalar(
        sa.select(ChatFile).where(ChatFile.session_id == session.id, ChatFile.token == token)
    )
    if own is not None:
        return hand_out(own.sha256, own.filename, own.content_type)
    found = public_file(_case(session), token)
    return hand_out(found.sha256, found.filename, found.content_type)


@blueprint.post("/<key>/survey")
@limiter.limit("20/minute", key_func=_by_key)
@own_pages_only
def survey(key: str) -> Response:
    """The stars below a survey line."""
    data, ports, at = read_object(), get_ports(), now()
    token, score, solved = text(data, "token", most=64), data.get("score"), data.get("solved")
    if isinstance(score, bool) or not isinstance(score, int):
        raise BadInput("choose a score from 1 to 5", field="score")
    if solved is not None and not isinstance(solved, bool):
        raise BadInput("solved is true, false or absent", field="solved")
    with unit_of_work(ports):
        session = chat.find_session(key)
        comment = text(data, "comment", most=surveys.LONGEST_COMMENT)
        given = surveys.give(token, score=score, solved=solved, comment=comment, at=at, ports=ports)
        _write_once(session, f"bot:survey:{given.id}", _thanks(session, solved), at, survey_given=token)
    return jsonify(ok=True)


@blueprint.post("/<key>/outcome")
@limiter.limit("20/minute", key_func=_by_key)
@own_pages_only
def outcome(key: str) -> Response:
    """*It helped* or *still broken* below the news of a release."""
    helped, ports, at = read_object().get("helped"), get_ports(), now()
    if not isinstance(helped, bool):
        raise BadInput("helped is true or false", field="helped")
    with unit_of_work(ports):
        session = chat.find_session(key)
        ticket = _case(session)
        told = release.waiting_answer(ticket, at)
        if told is None:
            raise Refused("this was answered already; write to us to add something", code="given")
        release.answered(told, helped, at=at, ports=ports, on=ticket)
        _write_once(session, f"bot:outcome:{told.id}", _outcome_words(session, helped), at)
    return jsonify(ok=True)


def _case(session: ChatSession) -> Ticket:
    if session.ticket_id is None:
        raise NotFound("this chat has no ticket yet")
    return survivor(db.session.get_one(Ticket, session.ticket_id))


def _write_once(session: ChatSession, client_id: str, words: str, at: datetime, **extra: object) -> None:
    """A line by the house that must not appear twice when a button is pressed twice."""
    known = any(turn.client_id == client_id for turn in chat.turns_after(session, 0))
    if not known:
        chat.write_turn(session, TurnAuthor.SYSTEM, words, client_id=client_id, at=at, extra=extra)


def _thanks(session: ChatSession, solved: bool | None) -> str:
    with force_locale(session.language):
        if solved is False:
            return _("Thank you for your honest answer. The case is open again; a person looks at it.")
        return _("Thank you for your answer.")


def _outcome_words(session: ChatSession, helped: bool) -> str:
    with force_locale(session.language):
        if helped:
            return _("You told us: it helped. Thank you!")
        return _("You told us: still broken. The case is open again; a person looks at it.")
