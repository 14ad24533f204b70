"""A customer's ticket by magic link: where it stands, what was said, what we promised, and their word in it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from intake.chat import session as chat
from intake.inbound import InboundMessage
from intake.models import ChatSession, TurnAuthor
from intake.receive import receive
from ticketing.backlog import release
from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, DuplicateMessage, NotFound, Refused
from ticketing.models import (
    Author,
    Channel,
    Customer,
    Message,
    Metric,
    Status,
    Survey,
    SurveyStatus,
    Ticket,
    Visibility,
)
from ticketing.people.identity import Sender
from ticketing.sla import queries as sla
from ticketing.tickets import lifecycle, queries
from ticketing.tickets.conversation import NewFile
from web.language import current_language
from web.limits import limiter
from web.portal.blueprint import blueprint, company, local_words
from web.portal.files import ACCEPT, check_kinds, hand_out, public_file
from web.ports import get_ports
from web.uploads import read_files

LINK_LASTS = timedelta(days=365)
"""After closing, the link stops working: an old mail in a strange mailbox shows nothing."""
STAGE = {
    Status.NEW: 0,
    Status.RESOLVED: 2,
    Status.CLOSED: 3,
    Status.CANCELLED: 3,
}
LONGEST = 20_000


@dataclass(frozen=True)
class Line:
    """One message as the customer sees it."""

    kind: str
    who: str
    message: Message


@blueprint.get("/t/<token>")
@limiter.limit("60/minute")
def ticket(token: str) -> str:
    """The ticket's page. Looking changes nothing."""
    return _page(find_ticket(token))


@blueprint.post("/t/<token>/messages")
@limiter.limit("20/minute;100/hour")
def write(token: str) -> AnyResponse | tuple[str, int]:
    """The customer adds something; it comes in through the same door as everything else."""
    body, nonce = request.form.get("body", "").strip(), request.form.get("client_id", "")[:64]
    try:
        chosen = check_kinds(read_files(request.files.getlist("files")))
        if not body and not chosen:
            raise BadInput("write something first", field="body")
        if len(body) > LONGEST:
            raise BadInput("this is longer than 20,000 characters; attach it as a file", field="body")
    except BadInput as error:
        return _page(find_ticket(token), draft=body, error=_(error.message)), 422
    ports, at = get_ports(), now()
    new_token = token
    try:
        with unit_of_work(ports):
            found = find_ticket(token)
            receipt = receive(_inbound(found, body, nonce, chosen, at), ports)
            if receipt.ticket_id is not None and receipt.ticket_id != found.id:
                new_token = db.session.get_one(Ticket, receipt.ticket_id).public_token
            _mirror(found, body or ", ".join(one.filename for one in chosen), nonce, at)
    except DuplicateMessage:
        db.session.rollback()  # the same form sent twice: it is here already
    flash(_("Thank you, we have it."), "success")
    return redirect(url_for("portal.ticket", token=new_token), 303)


@blueprint.post("/t/<token>/solution")
@limiter.limit("20/minute")
def solution(token: str) -> AnyResponse:
    """Solved, or not after all."""
    solved, ports, at = request.form.get("solved"), get_ports(), now()
    if solved not in {"yes", "no"}:
        raise BadInput("choose solved or not solved", field="solved")
    with unit_of_work(ports):
        found = find_ticket(token)
        if solved == "yes" and found.status == Status.RESOLVED:
            lifecycle.close(found, why="confirmed_by_customer", at=at, ports=ports)
        elif solved == "no" and found.status in {Status.RESOLVED, Status.CLOSED}:
            if not lifecycle.may_reopen(found, at):
                raise Refused("this case is long closed: write what is wrong below, we open a new one")
            lifecycle.reopen(found, why="customer_says_not_solved", at=at, ports=ports)
    said = (
        _("Thank you. We are glad that it is solved.")
        if solved == "yes"
        else _("We are sorry. The case is open again.")
    )
    flash(said, "success")
    return redirect(url_for("portal.ticket", token=token), 303)


@blueprint.post("/t/<token>/outcome")
@limiter.limit("20/minute")
def outcome(token: str) -> AnyResponse:
    """Whether the release we told them of helped."""
    helped, ports, at = request.form.get("helped"), get_ports(), now()
    if helped not in {"yes", "no"}:
        raise BadInput("choose whether it helped", field="helped")
    with unit_of_work(ports):
        found = find_ticket(token)
        told = release.waiting_answer(found, at)
        if told is not None:  # pressed twice: the first answer stands
            release.answered(told, helped == "yes", at=at, ports=ports, on=found)
    flash(_("Thank you, the people who build the product see your answer."), "success")
    return redirect(url_for("portal.ticket", token=token), 303)


@blueprint.get("/t/<token>/files/<file_token>")
@limiter.limit("300/minute")
def ticket_file(token: str, file_token: str) -> Response:
    """A file of the conversation."""
    found = public_file(find_ticket(token), file_token)
    return hand_out(found.sha256, found.filename, found.content_type)


def find_ticket(token: str) -> Ticket:
    """The ticket behind a link, where it lives now. Raises NotFound: unknown, ended, or its person erased."""
    found = db.session.scalar(sa.select(Ticket).where(Ticket.public_token == token))
    if found is None:
        raise NotFound("no such ticket")
    living = lifecycle.survivor(found)
    customer = db.session.get_one(Customer, living.customer_id)
    ended = living.closed_at is not None and now() - living.closed_at > LINK_LASTS
    if ended or customer.erased_at is not None or living.customer_id != found.customer_id:
        raise NotFound("this link has ended")
    return living


def _page(found: Ticket, *, draft: str = "", error: str = "") -> str:
    at = now()
    asked = sa.select(Survey).where(Survey.ticket_id == found.id, Survey.status == SurveyStatus.ASKED)
    return render_template(
        "portal/ticket.html",
        ticket=found,
        lines=_lines(found),
        stage=STAGE.get(found.status, 1),
        standing=_standing(found),
        promise=_promise(found, at),
        survey=db.session.scalar(asked),
        told=release.waiting_answer(found, at),
        company=company(),
        client_id=secrets.token_urlsafe(18),
        accept=ACCEPT,
        draft=draft,
        error=error,
    )


def _lines(found: Ticket) -> list[Line]:
    """Public messages only: a note is not even counted here."""
    shown = [one for one in queries.conversation(found) if one.visibility == Visibility.PUBLIC]
    return [Line(*_author(one), one) for one in shown]


def _author(message: Message) -> tuple[str, str]:
    if message.author == Author.CUSTOMER:
        return "customer", _("You")
    if message.author == Author.AGENT and message.staff is not None:
        return "agent", message.staff.display_name(current_language())
    if message.author == Author.BOT:
        return "bot", _("AI assistant")
    return "agent", company().name


def _standing(found: Ticket) -> str:
    words = {
        Status.NEW: _("We have it. A person will look at it next."),
        Status.OPEN: _("A person is working on it."),
        Status.PENDING_CUSTOMER: _("We asked you something: please answer below, then we go on."),
        Status.PENDING_THIRD: _("We are waiting for a partner's answer and keep an eye on it."),
        Status.PENDING_PRODUCT: _("The team that builds the product is looking into it."),
        Status.SCHEDULED: _("An appointment is set; we come back to you then."),
        Status.RESOLVED: _("We think it is solved. Is it?"),
        Status.CLOSED: _("This case is closed. Write below if there is anything more."),
        Status.CANCELLED: _("This case was withdrawn. Write below if you need us."),
    }
    return words.get(found.status, "")


def _promise(found: Ticket, at: datetime) -> str:
    """What we promised next, in the company's time; late is said as late."""
    if not found.is_active:
        return ""
    response = {Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE}
    owed = [one for one in sla.targets_of(found.id) if one.stopped_at is None and one.metric in response]
    due = min((one.due_at for one in owed if one.due_at is not None), default=None)
    if due is None:
        return ""
    if due < at:
        return _(
            "We wanted to answer by %(when)s and are late. We are sorry; the case was raised.",
            when=local_words(due),
        )
    return _("A person will answer by %(when)s.", when=local_words(due))


def _inbound(
    found: Ticket, body: str, nonce: str, chosen: tuple[NewFile, ...], at: datetime
) -> InboundMessage:
    return InboundMessage(
        channel=found.channel,
        sender=Sender(language=found.language),
        body=body,
        at=at,
        received_at=at,
        external_id=f"page:{found.id}:{nonce}" if nonce else None,
        language=found.language,
        files=chosen,
        ticket_id=found.id,
        flags={"via": "ticket_page"},
    )


def _mirror(found: Ticket, body: str, nonce: str, at: datetime) -> None:
    """What is written here also stands in the chat's window, if the case came from there."""
    if found.channel != Channel.CHAT:
        return
    newest = sa.select(ChatSession).where(ChatSession.ticket_id == found.id).order_by(ChatSession.id.desc())
    session = db.session.scalar(newest.limit(1))
    if session is not None and nonce:
        chat.write_turn(session, TurnAuthor.VISITOR, body, client_id=f"bot:page:{nonce}", at=at)
