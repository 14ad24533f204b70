"""The daily watch: drift of labels, confidence and words, and how long a judgement takes; alarms reach the leads."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
import sqlalchemy as sa

from classifier.contract import TextClassifier
from classifier.text.normalise import words
from ticketing.db import db
from ticketing.events import ModelDrifted, ModelRefused
from ticketing.learning.audit import GIVEN
from ticketing.learning.drift import Drift, confidence_drift, label_drift, vocabulary_drift
from ticketing.learning.examples import LEARNT
from ticketing.models import (
    Author,
    Classification,
    LabelField,
    LabelState,
    Message,
    Setting,
    WatchFigure,
    WatchKind,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports
from ticketing.triage.classify import words_of

NOW, BEFORE = timedelta(days=7), timedelta(days=35)
"""The last week is compared with the four weeks before it."""
APART = timedelta(hours=20)
MOST_JUDGEMENTS, MOST_MESSAGES, TIMED = 4_000, 400, 100
KEPT = timedelta(days=400)
_TOLD = "refused_models"


def is_due(at: datetime) -> bool:
    """Whether the last look is most of a day ago."""
    last = db.session.scalar(sa.select(WatchFigure.at).order_by(WatchFigure.id.desc()).limit(1))
    return last is None or at - last >= APART


def look(classifiers: Mapping[str, TextClassifier], at: datetime) -> list[WatchFigure]:
    """Measure everything once; nothing is written."""
    figures = []
    recent = _messages(at - NOW, at)
    for field in LEARNT:
        before, now = _judged(field, at - BEFORE, at - NOW), _judged(field, at - NOW, at)
        labels = label_drift(Counter(one[0] for one in before), Counter(one[0] for one in now))
        sure = confidence_drift([one[1] for one in before], [one[1] for one in now])
        figures += [
            _figure(field, kind, drift, at)
            for kind, drift in ((WatchKind.LABELS, labels), (WatchKind.CONFIDENCE, sure))
            if drift is not None
        ]
        figures += _latency(field, classifiers.get(field.value), recent[:TIMED], at)
    vocabulary = vocabulary_drift(
        [words(text) for text in _messages(at - BEFORE, at - NOW)], [words(text) for text in recent]
    )
    if vocabulary is not None:
        figures.append(_figure(LabelField.TYPE, WatchKind.VOCABULARY, vocabulary, at))
    return figures


def keep(figures: Sequence[WatchFigure], *, at: datetime, ports: Ports) -> None:
    """Write the figures down; an alarm that was none the last time is told to the leads."""
    for one in figures:
        last = newest(one.field, one.kind)
        if one.alarm and not (last is not None and last.alarm):
            record(ModelDrifted(at=at, field=one.field.value, what=one.kind.value), ports)
        db.session.add(one)
    db.session.execute(sa.delete(WatchFigure).where(WatchFigure.at < at - KEPT))
    db.session.flush()


def tell_refused(refused: Sequence[str], *, at: datetime, ports: Ports) -> bool:
    """Tell leads and administrators of refused model files, once a day; returns whether they were told now."""
    row = db.session.get(Setting, _TOLD)
    told = {why: when for why, when in (row.value if row is not None else {}).items() if _is_fresh(when, at)}
    new = [why for why in refused if why not in told]
    if not new:
        return False
    value = told | dict.fromkeys(new, at.isoformat())
    if row is None:
        db.session.add(Setting(name=_TOLD, value=value))
    else:
        row.value = value
    record(ModelRefused(at=at, why=new[0][:300]), ports)
    return True


def newest(field: LabelField, kind: WatchKind) -> WatchFigure | None:
    """The last figure of this kind."""
    statement = sa.select(WatchFigure).where(WatchFigure.field == field, WatchFigure.kind == kind)
    return db.session.scalar(statement.order_by(WatchFigure.id.desc()).limit(1))


def course(field: LabelField, kind: WatchKind, since: datetime) -> Sequence[WatchFigure]:
    """The figures of this kind since a moment, oldest first."""
    statement = sa.select(WatchFigure).where(
        WatchFigure.field == field, WatchFigure.kind == kind, WatchFigure.at >= since
    )
    return db.session.scalars(statement.order_by(WatchFigure.id)).all()


def _is_fresh(when: str, at: datetime) -> bool:
    return at - datetime.fromisoformat(when) < timedelta(days=1)


def _figure(field: LabelField, kind: WatchKind, drift: Drift, at: datetime) -> WatchFigure:
    return WatchFigure(
        at=at, field=field, kind=kind, value=drift.value, limit=drift.limit, alarm=drift.alarm, n=drift.n
    )


def _judged(field: LabelField, since: datetime, until: datetime) -> list[tuple[str, float]]:
    """(label or empty, confidence) of the machine's judgements in a period, the newest where there are many."""
    statement = (
        sa.select(Classification.label, Classification.state, Classification.confidence)
        .where(
            Classification.field == field,
            Classification.state.in_([LabelState.SUGGESTED, LabelState.ABSTAINED]),
            Classification.at >= since,
            Classification.at < until,
            Classification.staff_id.is_(None),
            Classification.model != GIVEN,
        )
        .order_by(Classification.at.desc())
        .limit(MOST_JUDGEMENTS)
    )
    return [
        (label if state == LabelState.SUGGESTED else "", sure)
        for label, state, sure in db.session.execute(statement)
    ]


def _messages(since: datetime, until: datetime) -> list[str]:
    """The masked first messages of the newest tickets of a period."""
    judged = (
        sa.select(Classification.ticket_id)
        .where(
            Classification.field == LabelField.TYPE,
            Classification.state.in_([LabelState.SUGGESTED, LabelState.ABSTAINED]),
            Classification.at >= since,
            Classification.at < until,
        )
        .order_by(Classification.at.desc())
        .limit(MOST_MESSAGES)
    )
    statement = sa.select(Message).where(
        Message.ticket_id.in_(judged), Message.sequence == 1, Message.author == Author.CUSTOMER
    )
    return [words_of(message) for message in db.session.scalars(statement)]


def _latency(
    field: LabelField, classifier: TextClassifier | None, texts: Sequence[str], at: datetime
) -> list[WatchFigure]:
    """Milliseconds for one message alone, at the median and at the 99th of a hundred."""
    if classifier is None or not texts:
        return []
    took = []
    for text in texts:
        began = time.perf_counter()
        classifier.predict(text)
        took.append((time.perf_counter() - began) * 1_000)
    return [
        WatchFigure(at=at, field=field, kind=kind, value=float(np.percentile(took, place)), n=len(took))
        for kind, place in ((WatchKind.LATENCY_P50, 50), (WatchKind.LATENCY_P99, 99))
    ]
