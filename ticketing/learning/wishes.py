"""When to train anew, and who decides about a new model: what people have set and asked for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from ticketing.db import db
from ticketing.feedback.days import company_zone
from ticketing.models import Classification, Setting

SETTING = "learning"
NIGHT = range(2, 5)
"""Hours of the company's day in which a training disturbs least."""
APART = timedelta(hours=20)
LEAST_NEW = 20
"""So many new labels by people make a nightly training worth it."""


class Decider(StrEnum):
    """Who puts a new model to work once the gate lets it pass."""

    PERSON = "person"
    POLICY = "policy"


@dataclass(frozen=True, slots=True)
class Wishes:
    """The setting; moments as ISO 8601 text, empty = never."""

    decider: str = Decider.PERSON
    asked_at: str = ""
    asked_by: int | None = None
    forget_at: str = ""
    """When somebody was erased whom the classifiers had learnt from; empty once they are trained anew."""
    trained_at: str = ""
    read_until: int = 0
    """The newest judgement of a person that the last training read."""


def read() -> Wishes:
    """What is set now."""
    row = db.session.get(Setting, SETTING)
    return Wishes(**row.value) if row is not None else Wishes()


def ask(staff_id: int, at: datetime) -> None:
    """Train as soon as the worker gets to it."""
    _write(asked_at=at.isoformat(), asked_by=staff_id)


def forget(at: datetime) -> None:
    """Train as soon as the worker gets to it, for somebody was erased."""
    _write(forget_at=at.isoformat())


def set_decider(decider: Decider) -> None:
    """Choose who decides."""
    _write(decider=decider.value)


def trained(at: datetime, read_until: int) -> None:
    """A training is done: the wish is fulfilled, the next night counts from here."""
    _write(asked_at="", asked_by=None, forget_at="", trained_at=at.isoformat(), read_until=read_until)


def is_due(at: datetime) -> bool:
    """Whether to train now: somebody asked, or it is night and enough is new since the last time."""
    wishes = read()
    if wishes.asked_at or wishes.forget_at:
        return True
    if at.astimezone(company_zone()).hour not in NIGHT:
        return False
    if wishes.trained_at and at - datetime.fromisoformat(wishes.trained_at) < APART:
        return False
    return _new_since(wishes.read_until) >= LEAST_NEW


def _new_since(judgement: int) -> int:
    some = (
        sa.select(sa.literal(1))
        .select_from(Classification)
        .where(Classification.staff_id.is_not(None), Classification.id > judgement)
        .limit(LEAST_NEW)
        .subquery()
    )
    return db.session.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def _write(**changed: object) -> None:
    """Merge into the row; a new value, for JSON is compared as a whole."""
    row = db.session.get(Setting, SETTING)
    values = {**asdict(read()), **changed}
    if row is None:
        db.session.add(Setting(name=SETTING, value=values))
    else:
        row.value = values
    db.session.flush()
