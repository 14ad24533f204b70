"""A new model judges the same messages as the active one, as rows, until it is clear whether it may replace it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from classifier.contract import Abstained, Judgement, TextClassifier
from ticketing.db import db
from ticketing.errors import Refused
from ticketing.events import ModelReady
from ticketing.learning import evidence, registry, wishes
from ticketing.learning.gate import Outcome
from ticketing.models import Author, Message, ModelCause, ModelVersion, ShadowJudgement, Ticket
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.triage.classify import words_of

BATCH = 200
LEAST_JUDGED, LONGEST_WAIT = 100, timedelta(days=1)
"""The policy acts after so many messages in shadow, or after a day where few come."""


def unjudged(row: ModelVersion) -> Sequence[tuple[int, str]]:
    """The next tickets that came after its training and that it has not judged: (id, masked text)."""
    judged = sa.select(sa.func.max(ShadowJudgement.ticket_id)).where(ShadowJudgement.model_id == row.id)
    since = max(db.session.scalar(judged) or 0, int(row.facts.get("last_ticket", 0)))
    statement = (
        sa.select(Ticket.id, Message)
        .join(Message, sa.and_(Message.ticket_id == Ticket.id, Message.sequence == 1))
        .where(Ticket.id > since, Message.author == Author.CUSTOMER)
        .order_by(Ticket.id)
        .limit(BATCH)
    )
    return [(number, words_of(message)) for number, message in db.session.execute(statement)]


def note(
    row: ModelVersion, tickets: Sequence[int], new: Sequence[Judgement], beside: Sequence[Judgement]
) -> None:
    """Write down what both models said to these tickets."""
    for ticket_id, said, other in zip(tickets, new, beside, strict=True):
        db.session.add(
            ShadowJudgement(
                model_id=row.id, ticket_id=ticket_id, label=decided(said), beside_label=decided(other)
            )
        )
    db.session.flush()


def decided(judgement: Judgement) -> str:
    """The label a judgement stands behind; empty when it abstains."""
    return "" if isinstance(judgement, Abstained) else judgement.label


def labels_of(classifier: TextClassifier, texts: Sequence[str]) -> list[str]:
    """What a classifier decides for each text."""
    return [decided(one) for one in classifier.predict_many(texts)]


def settle(row: ModelVersion, *, at: datetime, ports: Ports) -> None:
    """Tell the leads once when the gate has an answer; where the policy decides, let it."""
    verdict = evidence.verdict_of(row)
    if verdict is None or verdict.outcome is Outcome.UNPROVEN:
        return
    if row.facts.get("told") != verdict.outcome:
        row.facts = {**row.facts, "told": verdict.outcome.value}
        record(
            ModelReady(at=at, field=row.field.value, version=row.version, outcome=verdict.outcome.value),
            ports,
        )
    if verdict.outcome is not Outcome.PASSES or wishes.read().decider != wishes.Decider.POLICY:
        return
    if evidence.agreement(row)[1] < LEAST_JUDGED and at - row.made_at < LONGEST_WAIT:
        return
    try:
        registry.activate(row, why=ModelCause.POLICY, by=None, at=at, ports=ports)
    except Refused:
        return  # its bytes were dropped meanwhile: the page shows that it waits
