"""The question after the case: asked at most once a fortnight, answered once, heard when it hurts."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from ticketing.db import db, for_update_skip_locked, is_new, unit_of_work
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.events import SurveyAsked, SurveyGiven
from ticketing.models import Channel, Customer, Status, Survey, SurveyStatus, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.tickets import lifecycle
from ticketing.tickets.reference import new_token

ASK_ONCE_PER = timedelta(days=14)
ANSWER_WITHIN = timedelta(days=14)
BATCH = 500
LONGEST_COMMENT = 2_000


def ask(ticket: Ticket, *, at: datetime, ports: Ports) -> Survey | None:
    """Ask how it was; none when this person was asked lately, asked not to be, or called by phone.

    The hotline has no written question: its answers come with the log (``note``).
    """
    if ticket.channel == Channel.HOTLINE or ticket.historic or not _may_ask(ticket, at):
        return None
    survey = Survey(
        ticket_id=ticket.id,
        customer_id=ticket.customer_id,
        token=new_token(),
        channel=ticket.channel,
        status=SurveyStatus.ASKED,
        asked_at=at,
    )
    db.session.add(survey)
    db.session.flush()
    head = {"at": at, "ticket_id": ticket.id, "customer_id": ticket.customer_id}
    record(SurveyAsked(survey_id=survey.id, **head), ports)
    return survey


def _may_ask(ticket: Ticket, at: datetime) -> bool:
    customer = db.session.get_one(Customer, ticket.customer_id)
    if not customer.contact_allowed or customer.tester or customer.erased_at is not None:
        return False
    lately = sa.select(Survey.id).where(
        Survey.customer_id == customer.id, Survey.asked_at > at - ASK_ONCE_PER
    )
    once = sa.select(Survey.id).where(Survey.ticket_id == ticket.id)
    return db.session.scalar(lately.union(once).limit(1)) is None


def find(token: str) -> Survey:
    """The survey behind a link. Raises NotFound."""
    survey = db.session.scalar(sa.select(Survey).where(Survey.token == token))
    if survey is None:
        raise NotFound("there is no such survey: check the link")
    return survey


def give(
    token: str,
    *,
    score: int,
    solved: bool | None = None,
    comment: str = "",
    at: datetime,
    ports: Ports,
) -> Survey:
    """Take the answer (1 to 5). *Not solved* opens the ticket again; a score of 1 or 2 is told to the lead.

    The same answer sent twice counts once.

    Raises:
        NotFound: no such token.
        BadInput: the score is not 1 to 5.
        Refused: expired, or already answered otherwise.
    """
    survey = find(token)
    if not 1 <= score <= 5:
        raise BadInput("choose a score from 1 to 5", field="score")
    if survey.status == SurveyStatus.GIVEN:
        if (survey.score, survey.solved) == (score, solved):
            return survey
        raise Refused("this was answered already; write to us to add something", code="given")
    if survey.status == SurveyStatus.EXPIRED:
        raise Refused("this survey has ended; write to us, we still read it", code="expired")
    survey.status, survey.given_at = SurveyStatus.GIVEN, at
    survey.score, survey.solved, survey.comment = score, solved, comment.strip()[:LONGEST_COMMENT]
    head = {"at": at, "ticket_id": survey.ticket_id, "customer_id": survey.customer_id}
    record(SurveyGiven(survey_id=survey.id, score=score, **head), ports)
    if solved is False:
        _open_again(survey, at, ports)
    return survey


def _open_again(survey: Survey, at: datetime, ports: Ports) -> None:
    ticket = lifecycle.survivor(db.session.get_one(Ticket, survey.ticket_id))
    if ticket.status in {Status.RESOLVED, Status.CLOSED}:
        lifecycle.reopen(ticket, why="survey_not_solved", at=at, ports=ports)


def note(ticket: Ticket, *, score: int, at: datetime, mode: str = "imported") -> Survey:
    """Keep a score that came with a log (满意 5, 一般 3, 不满意 1); marked by its mode, told to nobody.

    Raises:
        BadInput: the score is not 1 to 5.
    """
    if not 1 <= score <= 5:
        raise BadInput("a score lies between 1 and 5", field="score")
    given = sa.select(Survey).where(Survey.ticket_id == ticket.id)
    survey = None if is_new(ticket) else db.session.scalar(given)
    if survey is None:
        survey = Survey(ticket_id=ticket.id, customer_id=ticket.customer_id, token=new_token())
        db.session.add(survey)
    survey.channel, survey.mode, survey.score = ticket.channel, mode, score
    survey.status, survey.asked_at, survey.given_at = SurveyStatus.GIVEN, at, at
    db.session.flush()
    return survey


def expire_surveys(ports: Ports, at: datetime) -> int:
    """End the surveys that nobody answered for a fortnight; returns how many."""
    stale = (
        sa.select(Survey)
        .where(Survey.status == SurveyStatus.ASKED, Survey.asked_at < at - ANSWER_WITHIN)
        .limit(BATCH)
    )
    if db.session.scalar(stale.with_only_columns(Survey.id)) is None:
        return 0
    with unit_of_work(ports) as session:
        surveys = list(session.scalars(for_update_skip_locked(stale)))
        for survey in surveys:
            survey.status = SurveyStatus.EXPIRED
    return len(surveys)
