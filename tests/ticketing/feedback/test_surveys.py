"""Surveys: asked rarely, answered once, heard when it hurts."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.makers import make_customer, make_message, make_staff, make_team, make_ticket
from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.feedback import surveys
from ticketing.models import Channel, Delivery, Event, Notice, Role, Status, SurveyStatus
from ticketing.ports import Ports


def test_a_customer_is_asked_once_a_fortnight(app: Flask, ports: Ports, at: datetime) -> None:
    customer = make_customer(email="a@example.com")
    first, second, third = (make_ticket(customer) for _ in range(3))

    assert surveys.ask(first, at=at, ports=ports) is not None
    assert surveys.ask(second, at=at + timedelta(days=13), ports=ports) is None
    assert surveys.ask(third, at=at + timedelta(days=14), ports=ports) is not None


def test_the_question_goes_out_as_a_mail(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = make_ticket(make_customer(email="a@example.com"))

    survey = surveys.ask(ticket, at=at, ports=ports)

    delivery = db.session.scalars(sa.select(Delivery)).one()
    assert survey is not None
    assert survey.token in delivery.payload["text"]


@pytest.mark.parametrize("over", [{"contact_allowed": False}, {"tester": True}])
def test_some_are_never_asked(app: Flask, ports: Ports, at: datetime, over: dict[str, bool]) -> None:
    ticket = make_ticket(make_customer(email="a@example.com", **over))

    assert surveys.ask(ticket, at=at, ports=ports) is None


def test_the_hotline_is_not_asked_in_writing(app: Flask, ports: Ports, at: datetime) -> None:
    assert surveys.ask(make_ticket(channel=Channel.HOTLINE), at=at, ports=ports) is None


def test_not_solved_opens_the_ticket_again(app: Flask, ports: Ports, at: datetime) -> None:
    ticket = make_ticket(status=Status.RESOLVED, resolved_at=at)
    make_message(ticket)
    survey = surveys.ask(ticket, at=at, ports=ports)
    assert survey is not None

    surveys.give(survey.token, score=4, solved=False, comment=" 还没退款 ", at=at, ports=ports)

    assert (ticket.status, ticket.reopen_count, survey.comment) == (Status.OPEN, 1, "还没退款")


def test_an_unhappy_answer_is_told_to_the_lead(app: Flask, ports: Ports, at: datetime) -> None:
    team = make_team()
    lead = make_staff(role=Role.LEAD, teams=(team,))
    survey = surveys.ask(make_ticket(team_id=team.id), at=at, ports=ports)
    assert survey is not None

    surveys.give(survey.token, score=2, at=at, ports=ports)

    told = sa.select(Notice.staff_id).join(Event).where(Event.kind == "survey_given")
    assert list(db.session.scalars(told)) == [lead.id]


def test_a_happy_answer_disturbs_nobody(app: Flask, ports: Ports, at: datetime) -> None:
    team = make_team()
    make_staff(role=Role.LEAD, teams=(team,))
    survey = surveys.ask(make_ticket(team_id=team.id), at=at, ports=ports)
    assert survey is not None

    surveys.give(survey.token, score=5, solved=True, at=at, ports=ports)

    assert db.session.scalar(sa.select(sa.func.count(Notice.id))) == 0


def test_an_answer_counts_once(app: Flask, ports: Ports, at: datetime) -> None:
    survey = surveys.ask(make_ticket(), at=at, ports=ports)
    assert survey is not None
    surveys.give(survey.token, score=5, at=at, ports=ports)

    assert surveys.give(survey.token, score=5, at=at, ports=ports) is survey
    with pytest.raises(Refused, match="already"):
        surveys.give(survey.token, score=1, at=at, ports=ports)


def test_scores_lie_between_one_and_five(app: Flask, ports: Ports, at: datetime) -> None:
    survey = surveys.ask(make_ticket(), at=at, ports=ports)
    assert survey is not None

    with pytest.raises(BadInput, match="1 to 5"):
        surveys.give(survey.token, score=6, at=at, ports=ports)
    with pytest.raises(NotFound):
        surveys.give("guess", score=5, at=at, ports=ports)


def test_silence_ends_a_survey(app: Flask, ports: Ports, at: datetime) -> None:
    survey = surveys.ask(make_ticket(), at=at, ports=ports)
    assert survey is not None
    db.session.commit()

    assert surveys.expire_surveys(ports, at + timedelta(days=15)) == 1

    assert survey.status == SurveyStatus.EXPIRED
    with pytest.raises(Refused, match="ended"):
        surveys.give(survey.token, score=5, at=at, ports=ports)


def test_a_score_from_a_call_log_keeps_its_mode(app: Flask, at: datetime) -> None:
    survey = surveys.note(make_ticket(channel=Channel.HOTLINE), score=3, at=at)

    assert (survey.mode, survey.score, survey.status) == ("imported", 3, SurveyStatus.GIVEN)
