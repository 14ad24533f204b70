"""The question after the case. Looking changes nothing: mail scanners open every link."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from ticketing.clock import now
from ticketing.db import db, unit_of_work
from ticketing.errors import BadInput, Refused
from ticketing.feedback import surveys
from ticketing.models import Survey, SurveyStatus, Ticket
from web.limits import limiter
from web.portal.blueprint import blueprint, company
from web.ports import get_ports


@blueprint.get("/survey/<token>")
@limiter.limit("60/minute")
def survey(token: str) -> str:
    """The form, or thanks when it was answered."""
    return _page(surveys.find(token))


@blueprint.post("/survey/<token>")
@limiter.limit("20/minute")
def give(token: str) -> str | tuple[str, int]:
    """Score, solved or not, a comment."""
    score = request.form.get("score", type=int) or 0
    solved = {"yes": True, "no": False}.get(request.form.get("solved", ""))
    comment, ports = request.form.get("comment", ""), get_ports()
    try:
        with unit_of_work(ports):
            surveys.give(token, score=score, solved=solved, comment=comment, at=now(), ports=ports)
    except BadInput:
        return _page(surveys.find(token), error=_("Choose a score from 1 to 5."), comment=comment), 422
    except Refused:
        db.session.rollback()
    return _page(surveys.find(token))


def _page(asked: Survey, *, error: str = "", comment: str = "") -> str:
    return render_template(
        "portal/survey.html",
        survey=asked,
        ticket=db.session.get_one(Ticket, asked.ticket_id),
        is_open=asked.status == SurveyStatus.ASKED,
        company=company(),
        error=error,
        comment=comment,
    )
