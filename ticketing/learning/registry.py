"""The versions of the classifiers: kept, put to work, taken back. One function changes a state and writes why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from ticketing.db import db
from ticketing.errors import BadInput, NotFound, Refused, WrongTransition
from ticketing.events import ModelChanged
from ticketing.learning import evidence, files
from ticketing.learning.gate import Outcome
from ticketing.models import (
    MODEL_TRANSITIONS,
    LabelField,
    ModelCause,
    ModelChange,
    ModelFile,
    ModelState,
    ModelVersion,
    Staff,
)
from ticketing.outbox.record import record
from ticketing.ports import Ports

KEPT = 5
"""So many versions that were at work before keep their bytes, per field: so far one can go back."""


def add(
    field: LabelField,
    folder: Path,
    *,
    facts: dict[str, Any],
    examples_key: str,
    learnt_until: int,
    why: str,
    by: Staff | None,
    at: datetime,
) -> ModelVersion:
    """Keep a trained model as the newest version of its field, in shadow; older ones in shadow retire."""
    newest = db.session.scalar(
        sa.select(sa.func.max(ModelVersion.version)).where(ModelVersion.field == field)
    )
    content = files.pack(folder)
    row = ModelVersion(
        field=field,
        version=(newest or 0) + 1,
        sha256=files.keep(content, at=at),
        size=len(content),
        made_at=at,
        made_by_id=by.id if by is not None else None,
        examples_key=examples_key,
        learnt_until=learnt_until,
        facts=facts,
    )
    waiting = list(db.session.scalars(_of(field, ModelState.SHADOW)))
    db.session.add(row)
    db.session.flush()
    _note(row, "", why, by, at)
    for older in waiting:
        _set(older, ModelState.RETIRED, ModelCause.NEWER, by, at, row.version)
    return row


def found(row: ModelVersion, *, why: str, at: datetime) -> None:
    """Put the first model of a field, made of the company's own examples, to work; no news for anybody."""
    _replace(row, why, None, at)


def activate(
    row: ModelVersion, *, why: str, by: Staff | None, at: datetime, ports: Ports, by_hand: bool = False
) -> None:
    """Put a model from the shadow to work; `by` none = the policy, or `by_hand` an operator at the terminal.

    Raises:
        BadInput: a person gave no reason.
        Refused: a label would get significantly worse (``gate_worse``), the policy lacks proof
            (``gate_unproven``), or the model's bytes are gone (``file_gone``).
        WrongTransition: it is at work already.
    """
    if not why.strip():
        raise BadInput("say why, in a sentence", field="why")
    verdict = evidence.verdict_of(row)
    if verdict is not None and verdict.outcome is Outcome.WORSE:
        names = ", ".join(one.label or "the whole" for one in verdict.worse)
        raise Refused(f"{row.name} is significantly worse at {names}", code="gate_worse", labels=names)
    if by is None and not by_hand and (verdict is None or verdict.outcome is Outcome.UNPROVEN):
        raise Refused(f"{row.name} has not been proven yet", code="gate_unproven")
    _replace(row, why, by, at)
    _tell(row, why, by, at, ports)


def mark(row: ModelVersion, cause: ModelCause, *, at: datetime) -> None:
    """Note something about a version that does not change its state; every process looks at it anew."""
    _note(row, row.state, cause, None, at)


def drop_files_before(field: LabelField, at: datetime) -> int:
    """Drop the bytes of a field's retired versions that were made before a moment; returns how many models.

    Nobody can go back to them any more.
    """
    known = sa.select(ModelVersion.sha256)
    old = known.where(
        ModelVersion.field == field, ModelVersion.state == ModelState.RETIRED, ModelVersion.made_at < at
    )
    others = known.where(sa.or_(ModelVersion.state != ModelState.RETIRED, ModelVersion.made_at >= at))
    gone = db.session.execute(
        sa.delete(ModelFile).where(ModelFile.sha256.in_(old), ModelFile.sha256.not_in(others))
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it


def roll_back(field: LabelField, *, why: str, by: Staff | None, at: datetime, ports: Ports) -> ModelVersion:
    """Put the version to work that was active before the present one; returns it.

    Raises:
        NotFound: there was none before, or its bytes are not kept any more.
    """
    row = previous(field)
    if row is None:
        raise NotFound(f"no earlier version of {field} to go back to")
    _replace(row, why, by, at)
    _tell(row, why, by, at, ports)
    return row


def previous(field: LabelField) -> ModelVersion | None:
    """The version a rollback would bring back: the last one at work before the present, with its bytes kept."""
    return db.session.scalar(_once_at_work(field, ModelVersion).limit(1))


def active(field: LabelField) -> ModelVersion | None:
    """The version at work, if one was registered."""
    return db.session.scalar(_of(field, ModelState.ACTIVE))


def in_shadow() -> Sequence[ModelVersion]:
    """Every version in shadow."""
    statement = sa.select(ModelVersion).where(ModelVersion.state == ModelState.SHADOW)
    return db.session.scalars(statement.order_by(ModelVersion.id)).all()


def versions(field: LabelField) -> Sequence[ModelVersion]:
    """Every version of a field, newest first."""
    statement = sa.select(ModelVersion).where(ModelVersion.field == field)
    return db.session.scalars(statement.order_by(ModelVersion.version.desc())).all()


def get(model_id: int) -> ModelVersion:
    """The version of this id. Raises NotFound."""
    row = db.session.get(ModelVersion, model_id)
    if row is None:
        raise NotFound("no such model")
    return row


def forget_old_files() -> int:
    """Drop the bytes of versions that nobody will go back to, their rows stay; returns how many models."""
    kept = set(
        db.session.scalars(sa.select(ModelVersion.sha256).where(ModelVersion.state != ModelState.RETIRED))
    )
    for field in LabelField:
        kept |= set(db.session.scalars(_once_at_work(field, ModelVersion.sha256).limit(KEPT)))
    gone = db.session.execute(sa.delete(ModelFile).where(ModelFile.sha256.not_in(kept)))
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE's result has it


def newest_change() -> int:
    """The id of the newest change of a state; 0 before the first."""
    return db.session.scalar(sa.select(sa.func.max(ModelChange.id))) or 0


def _of(field: LabelField, state: ModelState) -> sa.Select[tuple[ModelVersion]]:
    return sa.select(ModelVersion).where(ModelVersion.field == field, ModelVersion.state == state)


def _once_at_work(field: LabelField, what: Any) -> sa.Select[Any]:
    """Retired versions that were at work and can be again, the latest first. Any: a row or a column of it."""
    worked = (
        sa.select(ModelChange.model_id, sa.func.max(ModelChange.id).label("last"))
        .where(ModelChange.after == ModelState.ACTIVE)
        .group_by(ModelChange.model_id)
        .subquery()
    )
    return (
        sa.select(what)
        .select_from(ModelVersion)
        .join(worked, worked.c.model_id == ModelVersion.id)
        .join(ModelFile, ModelFile.sha256 == ModelVersion.sha256)
        .where(ModelVersion.field == field, ModelVersion.state == ModelState.RETIRED)
        .order_by(worked.c.last.desc())
    )


def _replace(row: ModelVersion, why: str, by: Staff | None, at: datetime) -> None:
    stored = sa.select(ModelFile.sha256).where(ModelFile.sha256 == row.sha256)
    if db.session.scalar(stored) is None:
        raise Refused(f"the bytes of {row.name} are gone", code="file_gone")
    if ModelState.ACTIVE not in MODEL_TRANSITIONS[row.state]:
        raise WrongTransition(f"{row.name} is at work already", code="wrong_transition")
    present = active(row.field)
    if present is not None:
        _set(present, ModelState.RETIRED, ModelCause.REPLACED, by, at, row.version)
        db.session.flush()
    _set(row, ModelState.ACTIVE, why, by, at)


def _tell(row: ModelVersion, why: str, by: Staff | None, at: datetime, ports: Ports) -> None:
    record(
        ModelChanged(
            at=at,
            staff_id=by.id if by is not None else None,
            field=row.field.value,
            version=row.version,
            why=why.strip()[:200],
        ),
        ports,
    )


def _set(
    row: ModelVersion,
    state: ModelState,
    why: str,
    by: Staff | None,
    at: datetime,
    by_version: int | None = None,
) -> None:
    """The one place where a version changes its state."""
    if state not in MODEL_TRANSITIONS[row.state]:
        raise WrongTransition(f"{row.name} cannot go from {row.state} to {state}")
    before, row.state = row.state, state
    _note(row, before, why, by, at, by_version)


def _note(
    row: ModelVersion, before: str, why: str, by: Staff | None, at: datetime, by_version: int | None = None
) -> None:
    caused = isinstance(why, ModelCause)
    change = ModelChange(
        model_id=row.id,
        at=at,
        staff_id=by.id if by is not None else None,
        before=before,
        after=row.state,
        why="" if caused else why.strip()[:400],
        cause=why if caused else None,
        by_version=by_version,
    )
    db.session.add(change)
    db.session.flush()
