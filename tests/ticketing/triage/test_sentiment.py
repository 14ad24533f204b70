"""How the writer of a case feels: noted from the first message, and a person may say otherwise."""

import pytest
from flask import Flask

from classifier.sentiment import SentimentClassifier
from tests.makers import make_message, make_staff, make_ticket
from tests.ticketing.sla.promises import make_promises, shanghai
from tests.ticketing.triage.desk import Desk, make_desk, saying
from ticketing.db import db
from ticketing.models import Classification, LabelField, LabelState, Sentiment, Status, Ticket
from ticketing.ports import Ports
from ticketing.triage import classify
from ticketing.triage.triage import triage

AT = shanghai("2026-03-10 10:00")


@pytest.fixture
def desk(app: Flask) -> Desk:
    make_promises()
    return make_desk()


def triaged(text: str, ports: Ports, kind: str | None, **over: object) -> Ticket:
    said = saying(ports, type=kind, topic="billing", phase="after")
    said.classifiers["sentiment"] = SentimentClassifier()  # type: ignore[index]  # a dict here
    ticket = make_ticket(**{"status": Status.NEW, "created_at": AT, "received_at": AT} | over)
    triage(ticket, make_message(ticket, text), at=AT, ports=said)
    db.session.flush()
    return ticket


@pytest.mark.parametrize(
    ("text", "kind", "feeling"),
    [
        ("帆盘太差了，后悔买", "fault", Sentiment.NEGATIVE),
        ("帆盘多少钱一年", "enquiry", Sentiment.NEUTRAL),
        ("帆盘很好用", None, Sentiment.POSITIVE),
        ("帆盘到账50张", "complaint", Sentiment.NEGATIVE),
        ("昨晚帆盘的小哥", "praise", Sentiment.POSITIVE),
        ("你们可真行，给你们点赞", "complaint", Sentiment.NEGATIVE),
        ("FanDrive rolled over for three years when we signed for one. Thanks.", "fault", Sentiment.NEUTRAL),
    ],
)
def test_a_new_case_notes_how_its_writer_feels(
    desk: Desk, ports: Ports, text: str, kind: str | None, feeling: Sentiment
) -> None:
    """Words tell it; who complains is dissatisfied whatever the words, who praises is pleased though no word says so."""
    assert triaged(text, ports, kind).sentiment == feeling


def test_nothing_is_noted_where_nobody_can_tell(desk: Desk, ports: Ports) -> None:
    ticket = make_ticket(status=Status.NEW, created_at=AT, received_at=AT)

    triage(ticket, make_message(ticket, "帆盘太差了"), at=AT, ports=saying(ports, type="fault"))

    assert ticket.sentiment is None


def test_a_person_may_say_otherwise_and_is_kept(desk: Desk, ports: Ports) -> None:
    ticket = triaged("你们可真行，给你们点赞", ports, "praise")
    agent = make_staff("agent")

    classify.correct(ticket, "sentiment", "negative", by=agent, at=AT, ports=ports)

    db.session.flush()
    row = db.session.query(Classification).filter_by(ticket_id=ticket.id, field=LabelField.SENTIMENT).one()
    assert ticket.sentiment == Sentiment.NEGATIVE
    assert (row.label, row.state, row.staff_id) == ("negative", LabelState.CORRECTED, agent.id)
