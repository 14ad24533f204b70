"""The versions of the classifiers: which is at work, which waits, why, and one step back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, NotFound, Refused
from ticketing.learning import evidence, registry, wishes
from ticketing.learning.examples import LEARNT
from ticketing.learning.gate import Verdict
from ticketing.models import LabelField, ModelChange, ModelState, ModelVersion, Staff
from ticketing.ports import Ports
from web.admin.blueprint import write_down
from web.auth import roles, signed_in
from web.judges import Judges
from web.learning.blueprint import READERS, blueprint, label_words
from web.learning.wording import change_words
from web.ports import get_ports
from web.presenting import field_word

SHOWN = 12
LONGEST_REASON = 300


@dataclass(frozen=True)
class Shadow:
    """A version in shadow, with what speaks for and against it."""

    row: ModelVersion
    verdict: Verdict | None
    agreed: int
    judged: int


@dataclass(frozen=True)
class Room:
    """All about one field."""

    field: LabelField
    active: ModelVersion | None
    shadow: Shadow | None
    previous: ModelVersion | None
    versions: list[ModelVersion]


@blueprint.get("/models")
@roles(*READERS)
def models() -> str:
    """Every field with its versions."""
    ports = get_ports()
    refused = ports.classifiers.refused if isinstance(ports.classifiers, Judges) else ()
    return render_template(
        "learning/models.html",
        rooms=[_room(field) for field in LEARNT],
        wishes=wishes.read(),
        refused=refused,
        field_word=field_word,
        label_words=label_words,
    )


@blueprint.get("/models/<int:number>")
@roles(*READERS)
def model(number: int) -> str:
    """The model card: what it was made of, how it does, what happened to it."""
    row = registry.get(number)
    changes = db.session.execute(
        sa.select(ModelChange, Staff)
        .outerjoin(Staff, Staff.id == ModelChange.staff_id)
        .where(ModelChange.model_id == number)
        .order_by(ModelChange.id.desc())
    ).all()
    shadow = _shadow(row) if row.state == ModelState.SHADOW else None
    return render_template(
        "learning/model.html",
        row=row,
        shadow=shadow,
        changes=changes,
        field_word=field_word,
        change_words=change_words,
        words=label_words(row.field),
    )


@blueprint.post("/models/train")
@roles(*READERS)
def train() -> Response:
    """Ask the worker for a training."""
    at = now()
    with unit_of_work(get_ports()):
        wishes.ask(signed_in().id, at)
        write_down(at, "model_training_asked", "models")
    flash(_("The worker trains within a minute; the new versions wait in shadow."), "success")
    return redirect(url_for("learning.models"), 303)


@blueprint.post("/models/decider")
@roles(*READERS)
def decider() -> Response:
    """Choose who puts a proven version to work."""
    wanted, at = request.form.get("decider", ""), now()
    if wanted not in set(wishes.Decider):
        raise BadInput("person or policy", field="decider")
    with unit_of_work(get_ports()):
        wishes.set_decider(wishes.Decider(wanted))
        write_down(at, "model_decider_set", "models", {"decider": wanted})
    flash(_("Saved"), "success")
    return redirect(url_for("learning.models"), 303)


@blueprint.post("/models/<int:number>/activation")
@roles(*READERS)
def activate(number: int) -> Response:
    """Put a version to work."""

    def work(why: str, by: Staff, at: datetime, ports: Ports) -> ModelVersion:
        row = registry.get(number)
        registry.activate(row, why=why, by=by, at=at, ports=ports)
        return row

    return _change(work, "model_activated")


@blueprint.post("/models/<field>/rollback")
@roles(*READERS)
def roll_back(field: str) -> Response:
    """Back to the version that was at work before."""
    if field not in set(LEARNT):
        raise NotFound("no such field")
    if registry.previous(LabelField(field)) is None:
        flash(_("There is no earlier version to go back to."), "info")
        return redirect(url_for("learning.models"), 303)

    def work(why: str, by: Staff, at: datetime, ports: Ports) -> ModelVersion:
        return registry.roll_back(LabelField(field), why=why, by=by, at=at, ports=ports)

    return _change(work, "model_rolled_back")


def _change(work: Callable[[str, Staff, datetime, Ports], ModelVersion], action: str) -> Response:
    ports, at = get_ports(), now()
    why = request.form.get("why", "").strip()[:LONGEST_REASON]
    try:
        with unit_of_work(ports):
            row = work(why, signed_in(), at, ports)
            write_down(at, action, f"model:{row.id}", {"model": row.name, "why": why})
            said = _("%(field)s: version %(version)s is at work.", **_named(row))
    except (BadInput, Refused) as error:
        flash(_sentence(error), "error")
    else:
        flash(said, "success")
    return redirect(url_for("learning.models"), 303)


def _named(row: ModelVersion) -> dict[str, object]:
    return {"field": field_word(row.field.value), "version": row.version}


def _sentence(error: BadInput | Refused) -> str:
    words = {
        "gate_worse": _("It is significantly worse at: %(labels)s.", labels=error.details.get("labels", "")),
        "file_gone": _("The file of this version is not kept any more."),
        "wrong_transition": _("It is at work already."),
    }
    known = words.get(str(error.details.get("code", error.code)))
    return known or _("Say why, in a sentence.")


def _room(field: LabelField) -> Room:
    versions = list(registry.versions(field))
    in_shadow = next((row for row in versions if row.state == ModelState.SHADOW), None)
    return Room(
        field=field,
        active=next((row for row in versions if row.state == ModelState.ACTIVE), None),
        shadow=_shadow(in_shadow) if in_shadow is not None else None,
        previous=registry.previous(field),
        versions=versions[:SHOWN],
    )


def _shadow(row: ModelVersion) -> Shadow:
    agreed, judged = evidence.agreement(row)
    return Shadow(row, evidence.verdict_of(row), agreed, judged)
