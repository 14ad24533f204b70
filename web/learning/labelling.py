"""One question at a time: the message, the labels, a key for each."""

from __future__ import annotations

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticketing.clock import now
from ticketing.db import unit_of_work
from ticketing.errors import NotFound, Refused
from ticketing.feedback.days import company_zone
from ticketing.learning import tasks
from ticketing.models import LabelField, LabelState, LabelTask
from web.auth import roles, signed_in
from web.learning.blueprint import LABELLERS, blueprint, label_words, options
from web.ports import get_ports
from web.presenting import field_word

KEYS = "123456789abcdefhilmnopqrtvwyz"
"""One for each label; g, s, u, j, k and x mean something else."""


@blueprint.get("/labels")
@roles(*LABELLERS)
def labels() -> str:
    """The next question, or that there is none."""
    at, staff = now(), signed_in()
    question = tasks.next_question(at)
    return render_template(
        "learning/labels.html",
        question=question,
        options=_keyed(question.field) if question else [],
        words=label_words(question.field) if question else {},
        field_word=field_word,
        waiting=tasks.waiting(staff, at, _midnight(at)),
    )


@blueprint.post("/labels")
@roles(*LABELLERS)
def answer() -> Response:
    """Keep the answer, show what the classifier had said, and go on."""
    ports, at = get_ports(), now()
    ticket_no, field = _asked()
    try:
        with unit_of_work(ports):
            task = tasks.answer(
                ticket_no, field, request.form.get("label", ""), by=signed_in(), at=at, ports=ports
            )
            told = _told(task)
    except Refused:
        flash(_("Somebody has answered this meanwhile."), "info")
    else:
        flash(told, "success")
    return redirect(url_for("learning.labels"), 303)


@blueprint.post("/labels/skip")
@roles(*LABELLERS)
def skip() -> Response:
    """Put the question off."""
    ticket_no, field = _asked()
    try:
        with unit_of_work(get_ports()):
            tasks.skip(ticket_no, field, at=now())
    except Refused:
        flash(_("Somebody has answered this meanwhile."), "info")
    return redirect(url_for("learning.labels"), 303)


@blueprint.post("/labels/undo")
@roles(*LABELLERS)
def undo() -> Response:
    """Take back the last answer."""
    ports = get_ports()
    try:
        with unit_of_work(ports):
            task = tasks.undo(signed_in(), at=now(), ports=ports)
            field = field_word(task.field.value)
    except NotFound:
        flash(_("There is no answer of the last hour to take back."), "info")
    else:
        flash(_("Taken back: %(field)s is open again.", field=field), "success")
    return redirect(url_for("learning.labels"), 303)


def _asked() -> tuple[str, LabelField]:
    """Which question a form is about. Raises NotFound for a field nobody is asked for."""
    field = request.form.get("field", "")
    if field not in set(LabelField):
        raise NotFound("no such question")
    return request.form.get("ticket", ""), LabelField(field)


def _keyed(field: LabelField) -> list[tuple[str, str, str]]:
    """(key, label, words); beyond the keys there is still the mouse."""
    found = options(field)
    keys = [*KEYS, *[""] * len(found)]
    return [(keys[place], label, words) for place, (label, words) in enumerate(found)]


def _told(task: LabelTask) -> str:
    """What was kept and, now that it can mislead nobody, what the classifier had said."""
    words, said = label_words(task.field), tasks.said_before(task)
    kept = _("%(label)s – kept.", label=words.get(task.label or "", task.label))
    if said is None or not said.label:
        machine = _("The classifier had no idea.")
    elif said.label == task.label:
        machine = _("The classifier thought so too.")
    elif said.state == LabelState.ABSTAINED:
        machine = _("The classifier leaned to %(label)s.", label=words.get(said.label, said.label))
    else:
        machine = _("The classifier had said %(label)s.", label=words.get(said.label, said.label))
    return f"{kept} {machine}"


def _midnight(at: datetime) -> datetime:
    return at.astimezone(company_zone()).replace(hour=0, minute=0, second=0, microsecond=0)
