"""What speaks for or against a model in shadow: messages that people have labelled and both models have judged."""

from __future__ import annotations

from collections import Counter

import sqlalchemy as sa

from ticketing.db import db
from ticketing.learning import gate
from ticketing.learning.capping import cap
from ticketing.learning.examples import confirmed
from ticketing.learning.gate import Told, Verdict
from ticketing.models import ModelState, ModelVersion, ShadowJudgement


def verdict_of(row: ModelVersion) -> Verdict | None:
    """The gate's answer about a model against the one at work; None when there is none to compare with.

    Counted are the messages held out in training, and those labelled since then that both judged unseen.
    """
    present = db.session.scalar(
        sa.select(ModelVersion.id).where(
            ModelVersion.field == row.field, ModelVersion.state == ModelState.ACTIVE
        )
    )
    if present is None or present == row.id:
        return None
    told: Counter[Told] = Counter()
    if row.facts.get("against") == present:
        for truth, new, old, number in row.facts.get("held_out", []):
            told[truth, new, old] += number
    return gate.judge(told + fresh(row))


def fresh(row: ModelVersion) -> Counter[Told]:
    """Messages that people labelled after the training, with what both models say; nobody counts above the caps."""
    since = confirmed(row.field, after=row.learnt_until)
    kept = cap([one.source for one in since]).kept
    said = {
        judged.ticket_id: judged
        for judged in db.session.scalars(sa.select(ShadowJudgement).where(ShadowJudgement.model_id == row.id))
    }
    told: Counter[Told] = Counter()
    for one in (since[place] for place in kept):
        judged = said.get(one.ticket_id)
        if judged is not None:
            told[one.label, judged.label, judged.beside_label] += 1
    return told


def agreement(row: ModelVersion) -> tuple[int, int]:
    """On how many messages both models said the same, and how many they both judged."""
    same = sa.func.sum(sa.case((ShadowJudgement.label == ShadowJudgement.beside_label, 1), else_=0))
    statement = sa.select(same, sa.func.count()).where(ShadowJudgement.model_id == row.id)
    agreed, judged = db.session.execute(statement).one()
    return int(agreed or 0), int(judged)
